from posixpath import normpath

from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import Transfer


@rule(
    severity=ERROR,
    since="0.1",
)
def source_outside_context(transfer: Transfer, ctx: Context) -> Findings:
    """A COPY source that points above the context.

    The builder gets the build context and nothing else. A path that leads out
    of it is cut off at its root, so another file is copied, or none is found.

    ```dockerfile
    FROM alpine:3.20
    COPY ../shared/config.yml /etc/app/
    #    ^^^^^^^^^^^^^^^^^^^^ this lies above the build context: build from the parent, or use a named context
    ```

    A path that comes back is inside, and an absolute one counts from the root
    of the context:

    ```dockerfile
    FROM alpine:3.20
    COPY src/../config.yml /config.yml /etc/app/
    ```

    See [build context](https://docs.docker.com/build/concepts/context/).
    """
    if transfer.flag("from") is not None:
        return
    for source in ctx.document.sources(transfer):
        path = None if source.is_heredoc or source.is_url else source.path
        if path and normpath(path.replace("\\", "/").lstrip("/")).split("/")[0] == "..":
            message = "this lies above the build context: build from the parent, or use a named context"
            yield ctx.finding(source, message)
