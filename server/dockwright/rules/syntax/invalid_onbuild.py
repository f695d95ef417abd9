from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import Onbuild, Unknown

REFUSED = ("FROM", "MAINTAINER", "ONBUILD")


@rule(
    severity=ERROR,
    aliases=("DL1000", "DL3043", "ONBUILD_CHAINING_DISALLOWED", "ONBUILD_TRIGGER_DISALLOWED"),
    refs=("CWE-710",),
    profiles=("hadolint",),
    since="0.1",
)
def invalid_onbuild(onbuild: Onbuild, ctx: Context) -> Findings:
    """`ONBUILD` with `FROM`, `MAINTAINER`, `ONBUILD`, or no instruction.

    What ONBUILD holds runs in a build on top of this image. These three cannot,
    and the build stops; a word that is no instruction stops the other build.

    ```dockerfile
    FROM alpine:3.20
    ONBUILD FROM node:22
    #       ^^^^ ONBUILD cannot hold FROM: delete it
    ONBUILD RNU make
    #       ^^^ ONBUILD cannot hold `RNU`, which is no instruction: write one
    ```

    Everything else may be held:

    ```dockerfile
    FROM alpine:3.20
    ONBUILD COPY --from=build /app /app
    onbuild run make
    ```

    See [ONBUILD](https://docs.docker.com/reference/dockerfile/#onbuild).
    """
    held = onbuild.trigger
    if held is not None and held.name in REFUSED:
        alias = "ONBUILD_CHAINING_DISALLOWED" if held.name == "ONBUILD" else "ONBUILD_TRIGGER_DISALLOWED"
        yield ctx.finding(held.keyword, f"ONBUILD cannot hold {held.name}: delete it", aliases=("DL3043", alias))
    elif isinstance(held, Unknown):
        message = f"ONBUILD cannot hold `{held.keyword}`, which is no instruction: write one"
        yield ctx.finding(held.keyword, message, aliases=("DL1000",))
