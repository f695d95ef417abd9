from dockwright.findings import Fix
from dockwright.model.platforms import parse
from dockwright.model.scopes import flag_uses
from dockwright.model.stages import Stage
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule
from dockwright.syntax import Flag, From


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("DL3029", "FromPlatformFlagConstDisallowed"),
    refs=("CWE-695",),
    profiles=("hadolint", "buildkit"),
    options={"any_variable": False, "windows": False},
    profile_options={"hadolint": {"any_variable": True}, "buildkit": {"windows": True}},
    since="0.1",
)
def constant_platform(from_: From, ctx: Context) -> Findings:
    """FROM --platform with a constant.

    With a fixed platform the file builds for that one alone, whatever
    `docker build --platform` asks for.

    ```dockerfile
    FROM --platform=linux/amd64 golang:1.25 AS build
    #    ^^^^^^^^^^^^^^^^^^^^^^ this stage ignores the platform asked for: use a variable, or none
    FROM --platform=linux/arm64 alpine:3.20
    #    ^^^^^^^^^^^^^^^^^^^^^^ this stage ignores the platform asked for: use a variable, or none
    COPY --from=build /app /app
    ```

    ```dockerfile fixed
    FROM --platform=$BUILDPLATFORM golang:1.25 AS build
    FROM alpine:3.20
    COPY --from=build /app /app
    ```

    The fix removes the flag, or lets a stage that is only copied from run on
    the builder's own platform. It is unsafe: the image may exist for one
    platform only.

    A stage that is named after its platform is meant for it. So is one that
    is chosen through a variable, and one for Windows:

    ```dockerfile
    FROM --platform=linux/arm64 alpine:3.20 AS build-arm64
    FROM --platform=linux/amd64 alpine:3.20 AS one
    FROM ${STAGE:-one}
    FROM --platform=windows/amd64 registry.example.com/app:1
    ```

    The option `windows` reports Windows as well.

    See [FromPlatformFlagConstDisallowed](https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/).
    """
    flag = from_.flag("platform")
    if flag is None or not flag.value or from_.onbuild:
        return
    names = {use.name for use in flag_uses(from_.parsed, flag)}
    platform = parse(flag.value)
    if ctx.options["any_variable"]:
        is_fixed = not any(name.startswith(("BUILD", "TARGET")) for name in names)
    else:
        stage = ctx.stage
        is_fixed = (
            platform is not None
            and (platform.system != "windows" or ctx.options["windows"])
            and not platform.is_named_in(stage.name)
            and not _is_chosen(stage)
        )
    if is_fixed:
        yield ctx.finding(flag, "this stage ignores the platform asked for: use a variable, or none", _fix(flag, ctx))


def _is_chosen(stage: Stage) -> bool:
    """Whether a FROM can mean the stage through a variable."""
    return any(use.may_mean(stage) for use in stage.document.stage_uses if use.in_from)


def _fix(flag: Flag, ctx: Context) -> Fix:
    document, stage = ctx.document, ctx.stage
    users = [use for use in document.stage_uses if use.target is stage]
    if users and not any(use.in_from for use in users):
        return ctx.replace(flag.value_span, "$BUILDPLATFORM", "Build on the platform of the builder")
    return ctx.fix("Remove the flag", ctx.delete_word(flag))
