from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule
from dockwright.shell.modes import has_open_umask, is_world_writable, modes, not_for_everybody
from dockwright.shell.nodes import Command
from dockwright.syntax import Transfer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.findings import Fix
    from dockwright.text import Span


@rule(
    severity=WARNING,
    fix=UNSAFE,
    refs=("CIS-4.8", "CWE-732"),
    profiles=("security",),
    commands=("chmod", "install", "mkdir"),
    since="0.1",
)
def world_writable(node: Command | Transfer, ctx: Context) -> Findings:
    """Files that everybody may write.

    Whoever gets to run anything in the container, as whatever user, can then
    change the program that others will start. Mostly the mode is a shortcut
    around an owner: say who needs to write with `chown` or `--chown`.

    ```dockerfile
    FROM debian:13
    RUN chmod -R 777 /app
    #            ^^^ everybody may write this: give it to its user with chown instead
    COPY --chmod=0666 config.ini /etc/app/
    #            ^^^^ everybody may write this: give it to its user with chown instead
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN chmod -R 775 /app
    COPY --chmod=0664 config.ini /etc/app/
    ```

    The fix takes the right to write from everybody else; it is unsafe, since
    somebody may need it. With the sticky bit, as on `/tmp`, only owners can
    delete, and nothing is reported:

    ```dockerfile
    FROM debian:13
    RUN mkdir -m 1777 /scratch && chmod go-w /app && chmod +w /app/log
    ```

    See [COPY --chmod](https://docs.docker.com/reference/dockerfile/#copy---chown---chmod).
    """
    if isinstance(node, Transfer):
        flag = node.flag("chmod")
        if flag and flag.value and is_world_writable(flag.value):
            span = flag.value_span
            yield ctx.finding(span, _MESSAGE, _fix(flag.value, span, ctx) if span.end - span.start == len(flag.value) else None)
        return
    for mode in modes(node):
        if is_world_writable(mode.text, not has_open_umask(ctx.script, node)):
            yield ctx.finding(mode.span, _MESSAGE, _fix(mode.text, mode.span, ctx))


_MESSAGE = "everybody may write this: give it to its user with chown instead"


def _fix(mode: str, span: "Span", ctx: Context) -> "Fix | None":
    better = not_for_everybody(mode)
    return ctx.replace(span, better, f"Replace {mode} with {better}") if better else None
