from dockwright.rules import ERROR, INFO, Context, Findings, rule
from dockwright.syntax import Expose


@rule(
    severity=ERROR,
    aliases=("DL3011", "DS-0008", "INVALID_PORT", "INVALID_PROTO"),
    refs=("CWE-682",),
    profiles=("hadolint",),
    since="0.1",
)
def invalid_port(expose: Expose, ctx: Context) -> Findings:
    """EXPOSE with a port or protocol that cannot be.

    Ports go from 0 to 65535, a range from its lower to its upper end, and the
    protocol is tcp, udp or sctp. Anything else fails the build.

    ```dockerfile
    FROM nginx:1.29
    EXPOSE 80800
    #      ^^^^^ there is no port 80800: use 0 to 65535
    EXPOSE 443/https
    #          ^^^^^ `https` is no protocol of a port: use tcp, udp or sctp
    EXPOSE 9010-9000
    #      ^^^^^^^^^ this range ends before it starts: swap its ends
    ```

    Port 0 is allowed, but means nothing, and is reported as a note. Of a word
    with a variable that only a build can know the other parts are judged:

    ```dockerfile
    FROM nginx:1.29
    ARG PORT
    EXPOSE $PORT 443 8000-8010/udp
    ```

    See [EXPOSE](https://docs.docker.com/reference/dockerfile/#expose).
    """
    for exposed in ctx.document.ports(expose):
        for span, message in exposed.port.problems():
            yield ctx.finding(exposed.place(span), message)
        if exposed.port.first == exposed.port.last == 0:
            message = "nothing can be reached on port 0: name the port that is used"
            yield ctx.finding(exposed.place(exposed.port.container_span), message, severity=INFO)
