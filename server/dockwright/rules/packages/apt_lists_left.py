from dockwright.findings import Fix
from dockwright.rules import INFO, SAFE, UNSAFE, Context, Findings, rule
from dockwright.shell.files import removes
from dockwright.shell.nodes import Command
from dockwright.shell.packages import PackageCommand
from dockwright.syntax.mounts import is_cached, mounts

LISTS = "/var/lib/apt/lists"
USES = ("install", "build-dep", "upgrade", "dist-upgrade", "download")


@rule(
    severity=INFO,
    fix=SAFE,
    aliases=("DL3009", "DKL-DI-0005"),
    refs=("CWE-459",),
    profiles=("hadolint",),
    commands=("apt-get", "apt", "aptitude"),
    options={"stages": "built-on"},
    since="0.1",
)
def apt_lists_left(call: PackageCommand, ctx: Context) -> Findings:
    """apt package lists left in a shipped layer.

    `apt-get update` writes tens of megabytes of package lists. They are of no
    use in the container, and removing them in a later RUN does not shrink the
    image.

    ```dockerfile
    FROM debian:12
    RUN apt-get update && apt-get install -y curl
    #           ^^^^^^ the package lists stay in the layer: remove them in this RUN
    ```

    ```dockerfile fixed
    FROM debian:12
    RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
    ```

    The fix is safe, and is not offered where something installs afterwards
    without an update of its own. A cache mount keeps the lists out of the layer:

    ```dockerfile
    FROM debian:12
    RUN --mount=type=cache,target=/var/lib/apt --mount=type=cache,target=/var/cache/apt \\
        apt-get update && apt-get install -y curl
    ```

    See [apt-get](https://docs.docker.com/build/building/best-practices/#apt-get).
    """
    later = ctx.later(call.command)
    if call.verb is None or call.action != "update" or not ctx.counts(ctx.options["stages"]):
        return
    if is_cached(ctx.instruction, LISTS) and any(one.target.startswith(LISTS) for one in mounts(ctx.instruction)):
        return
    if is_cached(ctx.instruction, "/var/lib/apt", "/var/cache/apt") or any(_ends_lists(one) for one in later):
        return
    yield ctx.finding(call.verb, "the package lists stay in the layer: remove them in this RUN", _fix(call, later, ctx))


def _ends_lists(command: Command) -> bool:
    """`rm -rf /var/lib/apt/lists/*`, what new versions of apt-get have for it, or an update that takes this one's place."""
    package = command.package
    if package is None or package.family != "apt":
        return removes(command, LISTS)
    return package.action == "update" or package.path in (("distclean",), ("dist-clean",))


def _fix(call: PackageCommand, later: list[Command], ctx: Context) -> Fix | None:
    uses = [one for one in later if one.package and one.package.family == "apt"]
    others = [one for one in later if not one.context]
    last = uses[-1] if uses else others[-1] if others else call.command
    edit = ctx.chain_after(last, f"rm -rf {LISTS}/*")
    if edit is None or is_cached(ctx.instruction, LISTS) or _is_relied_on(ctx):
        return None
    return ctx.fix("Remove the package lists", edit, applicability=SAFE if uses or not others else UNSAFE)


def _is_relied_on(ctx: Context) -> bool:
    """Whether a later RUN of the stage, or of one that is FROM it, installs without an update of its own."""
    stage = ctx.stage
    for one in ctx.document.stages or ctx.document.all_stages:
        if stage not in one.chain:
            continue
        updated = -1
        for instruction, command in ctx.document.commands(one):
            package = command.package
            if package is None or package.family != "apt" or instruction.index <= ctx.instruction.index:
                continue
            if package.action == "update":
                updated = instruction.index
            elif package.action in USES and updated != instruction.index:
                return True
    return False
