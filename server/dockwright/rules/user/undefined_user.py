from dockwright.model.users import is_missing
from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import Transfer, User
from dockwright.text import Span


@rule(severity=ERROR, since="0.1")
def undefined_user(node: User | Transfer, ctx: Context) -> Findings:
    """A user that the image does not have.

    The builder and the container runtime look up a name in the `/etc/passwd`
    of the image. Where it is not there, `COPY --chown`, the next `RUN` or the
    start of the container fails.

    ```dockerfile
    FROM scratch
    COPY app /app/
    USER nobody
    #    ^^^^^^ this image has no user `nobody`: create it before, or use a number
    ```

    ```dockerfile
    FROM python:3.13
    COPY --chown=app:app . /app/
    #            ^^^ this image has no user `app`: create it before, or use a number
    ```

    It speaks only where all users of the base image are known and nothing
    before could have made one: no package is installed, no account file is
    copied. Numbers need no user:

    ```dockerfile
    FROM scratch
    COPY --from=build /etc/passwd /etc/passwd
    COPY --chown=1000:1000 app /app/
    USER nobody
    ```

    See [USER](https://docs.docker.com/reference/dockerfile/#user).
    """
    if node.onbuild:
        return
    place, value = _written(node, ctx)
    name = value.partition(":")[0]
    if place is None or not name or name.isdecimal():
        return
    image = ctx.stage.known
    if (image is None or image.family != "windows") and is_missing(ctx.stage, node, name):
        yield ctx.finding(place, f"this image has no user `{name}`: create it before, or use a number")


def _written(node: User | Transfer, ctx: Context) -> tuple[Span | None, str]:
    """Where a user is named, and the name with its group."""
    if isinstance(node, User):
        value = ctx.resolve(node.value) if node.value else None
        return (node.user.span if node.user else None), value or ""
    flag = node.flag("chown")
    if flag is None or not flag.value or "$" in flag.value:
        return None, ""
    start, end = flag.value_span
    return Span(start, start + flag.value.index(":") if ":" in flag.value else end), flag.value
