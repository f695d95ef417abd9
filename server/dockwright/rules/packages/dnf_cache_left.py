from dockwright.model.tooling import is_mounted
from dockwright.rules import SAFE, WARNING, Context, Findings, rule
from dockwright.shell.files import removes
from dockwright.shell.nodes import Command
from dockwright.shell.packages import PackageCommand
from dockwright.syntax.mounts import is_cached_at_home

FOLDERS = ("/var/cache/dnf", "/var/cache/yum", "/var/cache/libdnf5")
FILLS = ("install", "upgrade", "dist-upgrade", "build-dep")
CLEANS = frozenset(("all", "metadata", "dbcache"))
HADOLINT = (
    *("yum install", "yum group install", "yum module install"),
    *(f"{tool} {verb}" for tool in ("dnf", "microdnf") for verb in ("install", "in", "group install", "module install")),
    *(f"{tool} {verb}" for tool in ("dnf", "microdnf") for verb in ("upgrade", "up", "upgrade-minimal", "up-min", "reinstall", "rei")),
)


@rule(
    severity=WARNING,
    fix=SAFE,
    aliases=("DL3032", "DL3040", "DS-0015", "DS-0019", "DS-0027"),
    refs=("CWE-459",),
    profiles=("hadolint",),
    commands=("yum", "dnf", "dnf5", "microdnf", "tdnf"),
    options={"stages": "shipped", "calls": ()},
    profile_options={"hadolint": {"stages": "all", "calls": HADOLINT}},
    since="0.1",
)
def dnf_cache_left(call: PackageCommand, ctx: Context) -> Findings:
    """yum, dnf or microdnf caches left in a layer.

    An install downloads the metadata of every repository, often more than what
    it installs. It is out of date tomorrow, and a later RUN cannot take it out
    of the layer.

    ```dockerfile
    FROM fedora:42
    RUN dnf install -y git
    #       ^^^^^^^ the cache of dnf stays in the layer: end with dnf clean all
    ```

    ```dockerfile fixed
    FROM fedora:42
    RUN dnf install -y git && dnf clean all
    ```

    The fix is safe: what is installed stays the same. yum and dnf clean up
    after each other, microdnf only after itself; `yum clean metadata` leaves the
    database that was made of it. A cache mount keeps all of it
    out of the layer:

    ```dockerfile
    FROM fedora:42
    RUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y git
    RUN dnf install -y make && rm -rf /var/cache/*
    ```

    The option `calls` narrows the rule to some calls, such as `dnf install`.

    See the manual page of dnf, "Clean Command".
    """
    if call.verb is None or call.action not in FILLS or not ctx.counts(ctx.options["stages"]):
        return
    if not call.is_one_of(ctx.options["calls"]):
        return
    later = ctx.later(call.command)
    if any(_ends(one, call) for one in later) or is_mounted(ctx.document, ctx.instruction, call):
        return
    if is_cached_at_home(ctx.instruction, ".cache/libdnf5"):
        return
    clean = f"{call.tool} clean all"
    edit = ctx.chain_after(call.command, clean)
    ids = ("DL3032", "DS-0015") if call.tool == "yum" else ("DL3040", "DS-0019", "DS-0027")
    message = f"the cache of {call.tool} stays in the layer: end with {clean}"
    yield ctx.finding(call.verb, message, ctx.fix("Clean the cache", edit) if edit else None, aliases=ids)


def _ends(command: Command, call: PackageCommand) -> bool:
    """Whether a later command empties the cache, or fills it again so that it is the one to report."""
    package = command.package
    if package is None or package.family != "rpm":
        return any(removes(command, folder) for folder in FOLDERS)
    alike = (package.tool == "microdnf") == (call.tool == "microdnf")
    enough = ("all",) if package.tool == "yum" else CLEANS
    cleans = package.action == "clean" and any(word.value in enough for word in package.arguments.operands)
    return alike and (cleans or package.action in FILLS)
