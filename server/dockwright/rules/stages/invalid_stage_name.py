from dockwright.patterns import pattern
from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import From

NAME = pattern(r"[a-z][a-z0-9_.-]*")


@rule(
    severity=ERROR,
    aliases=("INVALID_BUILD_STAGE_NAME",),
    since="0.1",
)
def invalid_stage_name(from_: From, ctx: Context) -> Findings:
    """A stage name the builder refuses.

    A name begins with a letter and goes on with letters, digits, `-`, `_` and
    `.`; variables are not replaced in it.

    ```dockerfile
    FROM alpine:3.20 AS 1st
    #                   ^^^ `1st` is no stage name: use letters, digits, -, _ and ., a letter first
    FROM alpine:3.20 AS build/app
    #                   ^^^^^^^^^ `build/app` is no stage name: use letters, digits, -, _ and ., a letter first
    ```

    Capitals are allowed, since the builder folds them:

    ```dockerfile
    FROM alpine:3.20 AS Build-1_x.y
    ```

    See [FROM](https://docs.docker.com/reference/dockerfile/#from).
    """
    name = from_.stage_name
    if name is not None and not NAME.fullmatch(name.text.lower()):
        message = f"`{name.text[:40]}` is no stage name: use letters, digits, -, _ and ., a letter first"
        yield ctx.finding(name, message)
