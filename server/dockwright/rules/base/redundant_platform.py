from dockwright.model.scopes import flag_uses
from dockwright.rules import INFO, SAFE, Context, Findings, rule
from dockwright.syntax import From


@rule(
    severity=INFO,
    fix=SAFE,
    aliases=("DL3065", "RedundantTargetPlatform"),
    profiles=("hadolint", "buildkit"),
    options={"overridden": False},
    profile_options={"hadolint": {"overridden": True}, "buildkit": {"overridden": True}},
    since="0.1",
)
def redundant_platform(from_: From, ctx: Context) -> Findings:
    """FROM --platform=$TARGETPLATFORM, which is the default.

    Every stage is built for the target platform unless its FROM says otherwise.

    ```dockerfile
    FROM --platform=$TARGETPLATFORM alpine:3.20
    #    ^^^^^^^^^^^^^^^^^^^^^^^^^^ this is the default: remove the flag
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    ```

    The fix is safe, since nothing changes. Where the file gives that argument
    a default of its own, the flag is not redundant:

    ```dockerfile
    ARG TARGETPLATFORM=linux/arm64
    FROM --platform=$TARGETPLATFORM alpine:3.20
    ```

    The option `overridden` reports that, too.

    See [RedundantTargetPlatform](https://docs.docker.com/reference/build-checks/redundant-target-platform/).
    """
    flag = from_.flag("platform")
    if flag is None or from_.onbuild:
        return
    used = flag_uses(from_.parsed, flag)
    if len(used) == 1 and used[0].name == "TARGETPLATFORM" and used[0].modifier in ("", "-", ":-"):
        variable = ctx.document.global_scope.get("TARGETPLATFORM")
        written = flag.text.partition("=")[2].strip("\"'")
        is_all = written.startswith("$") and (written[1:] == "TARGETPLATFORM" or written.endswith("}"))
        overridden = variable is not None and variable.pair is not None and variable.pair.value is not None
        if is_all and (not overridden or ctx.options["overridden"]):
            fix = None if overridden else ctx.fix("Remove the flag", ctx.delete_word(flag))
            yield ctx.finding(flag, "this is the default: remove the flag", fix)
