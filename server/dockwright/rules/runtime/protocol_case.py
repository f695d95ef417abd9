from dockwright.rules import SAFE, STYLE, Context, Findings, rule
from dockwright.syntax import Expose
from dockwright.syntax.ports import PROTOCOLS


@rule(
    severity=STYLE,
    fix=SAFE,
    aliases=("ExposeProtoCasing",),
    profiles=("buildkit",),
    since="0.1",
)
def protocol_case(expose: Expose, ctx: Context) -> Findings:
    """EXPOSE protocol not in lower case.

    The image holds the protocol in lower case, and so does everything that
    lists its ports.

    ```dockerfile
    FROM coredns/coredns:1.13.0
    EXPOSE 53/UDP
    #         ^^^ the protocol has capitals: write `udp`
    ```

    ```dockerfile fixed
    FROM coredns/coredns:1.13.0
    EXPOSE 53/udp
    ```

    The fix is safe, since the builder folds the case itself. What is no protocol
    at all is reported by `invalid-port`.

    See [ExposeProtoCasing](https://docs.docker.com/reference/build-checks/expose-proto-casing/).
    """
    for exposed in ctx.document.ports(expose):
        protocol = exposed.port.protocol
        lower = protocol.lower()
        if protocol != lower and lower in PROTOCOLS:
            span = exposed.place(exposed.port.protocol_span)
            fix = ctx.replace(span, lower, "Write the protocol in lower case") if exposed.is_written else None
            yield ctx.finding(span, f"the protocol has capitals: write `{lower}`", fix)
