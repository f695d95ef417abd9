from dockwright.findings import Fix
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule
from dockwright.shell.packages import PackageCommand
from dockwright.shell.scripts import runs_script
from dockwright.syntax import Run
from dockwright.syntax.mounts import mounts

USES = ("install", "upgrade", "dist-upgrade", "build-dep", "download")

HARMLESS = ("echo", "printf", "rm", "set", "true", "export", "")


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("DS-0017", "CKV_DOCKER_5", "CIS-DI-0007"),
    refs=("CIS-4.7", "CWE-710"),
    profiles=("cis",),
    commands=("apt-get", "apt", "aptitude", "apk", "yum", "dnf", "microdnf", "zypper"),
    options={"scripts": False},
    profile_options={"strict": {"scripts": True}},
    since="0.1",
)
def update_without_install(call: PackageCommand, ctx: Context) -> Findings:
    """A package index update alone in a RUN.

    The layer with the index is cached: when the install in a later RUN changes,
    it runs with the index of the day the cache was filled, and fails or installs
    old packages.

    ```dockerfile
    FROM debian:12
    RUN apt-get update
    #           ^^^^^^ this index is cached and gets old: update and install in one RUN
    RUN apt-get install -y curl
    ```

    ```dockerfile fixed
    FROM debian:12
    RUN apt-get update && apt-get install -y curl
    ```

    The fix joins the two where they follow each other. It is unsafe, since it
    changes the layers. `yum update` and `dnf update` upgrade packages and are
    no update of this kind. An update that nothing uses is useless:

    ```dockerfile
    FROM debian:12
    RUN apt-get update
    #           ^^^^^^ nothing in this stage uses the index: delete the update
    ```

    See [apt-get](https://docs.docker.com/build/building/best-practices/#apt-get).
    """
    if call.verb is None or call.action != "update":
        return
    others = [one.package for one in ctx.script.commands if one.package and one.package.family == call.family]
    if any(one.action not in ("update", "clean", "") for one in others) or any(one.type == "cache" for one in mounts(ctx.instruction)):
        return
    if any(runs_script(one) for one in ctx.script.commands) and not ctx.options["scripts"]:
        return
    after = [one for one, _ in _installs(call, ctx)]
    if not after:
        if ctx.stage.is_final and not ctx.instruction.onbuild and all(one.package or one.name in HARMLESS for one in ctx.script.commands):
            yield ctx.finding(call.verb, "nothing in this stage uses the index: delete the update")
        return
    yield ctx.finding(call.verb, "this index is cached and gets old: update and install in one RUN", _join(call, after[0], ctx))


def _installs(call: PackageCommand, ctx: Context) -> list[tuple[Run, PackageCommand]]:
    """The installs of the family in later RUNs of the stage."""
    return [
        (one, command.package)
        for one in ctx.stage.all(Run)
        if isinstance(one, Run) and one.start > ctx.instruction.start
        for script in ctx.document.scripts(one)
        for command in script.commands
        if command.package and command.package.family == call.family and command.package.action in USES
    ]


def _join(call: PackageCommand, other: Run, ctx: Context) -> Fix | None:
    instruction = ctx.instruction
    alike = [str(flag) for flag in instruction.flags] == [str(flag) for flag in other.flags]
    if other.index != instruction.index + 1 or not alike or instruction.heredocs or other.heredocs or other.is_json or instruction.onbuild:
        return None
    scripts = [ctx.script, *ctx.document.scripts(other)]
    if ctx.script.comments or ctx.script.exec_form or not all(script.is_chain for script in scripts):
        return None
    if any(instruction.span.end < comment.span.start < other.start for comment in ctx.document.comments):
        return None
    return ctx.fix("Join with the next RUN", ctx.join(other))
