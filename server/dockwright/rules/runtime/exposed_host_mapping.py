from dockwright.rules import ERROR, SAFE, Context, Findings, rule
from dockwright.syntax import Expose


@rule(
    severity=ERROR,
    fix=SAFE,
    aliases=("ExposeInvalidFormat",),
    profiles=("buildkit",),
    since="0.1",
)
def exposed_host_mapping(expose: Expose, ctx: Context) -> Findings:
    """EXPOSE with an IP address or host port.

    Where a port is published is decided when a container is run. An image can
    only name the port that is used inside; the rest has no effect, and is going
    to be a build error.

    ```dockerfile
    FROM nginx:1.29
    EXPOSE 127.0.0.1:8080:80
    #      ^^^^^^^^^^^^^^ only `docker run -p` maps ports: name the container's port alone
    ```

    ```dockerfile fixed
    FROM nginx:1.29
    EXPOSE 80
    ```

    The fix deletes what has no effect, so it is safe.

    ```dockerfile
    FROM nginx:1.29
    EXPOSE 80 443/tcp
    ```

    See [ExposeInvalidFormat](https://docs.docker.com/reference/build-checks/expose-invalid-format/).
    """
    for exposed in ctx.document.ports(expose):
        port = exposed.port
        if port.host:
            span = exposed.place(port.host_span)
            fix = ctx.replace(span, "", "Delete the host part") if exposed.is_written and port.container else None
            end = span.end - 1 if exposed.is_written else span.end
            message = "only `docker run -p` maps ports: name the container's port alone"
            yield ctx.finding(span._replace(end=end), message, fix)
