from dockwright.findings import Fix
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule
from dockwright.shell.nodes import Command
from dockwright.shell.packages import PackageCommand

IDS = {"zypper": ("DL3035",), "apt": ("DS-0024", "DKL-DI-0003")}
ORDINARY = {
    "dist-upgrade": "upgrade", "full-upgrade": "upgrade", "dup": "update",
    "distro-sync": "upgrade", "dsync": "upgrade", "distribution-synchronization": "upgrade",
}  # fmt: skip


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("DL3035", "DS-0024", "DKL-DI-0003"),
    refs=("CIS-4.4", "CWE-710"),
    profiles=("hadolint",),
    commands=("apt-get", "apt", "aptitude", "zypper", "yum", "dnf", "dnf5", "apk", "do-release-upgrade"),
    options={"rolling": False},
    profile_options={"hadolint": {"rolling": True}},
    since="0.1",
)
def dist_upgrade(command: Command, ctx: Context) -> Findings:
    """A whole-distribution upgrade in a build.

    It removes and replaces packages as it sees fit: what is in the image then
    has little to do with the tag it is built from. A newer base image is
    smaller, tested, and the same for everybody.

    ```dockerfile
    FROM debian:12
    RUN apt-get update && apt-get dist-upgrade -y
    #                             ^^^^^^^^^^^^ this may replace the whole distribution: start from a newer base image
    ```

    ```dockerfile fixed
    FROM debian:12
    RUN apt-get update && apt-get upgrade -y
    ```

    The fix takes the ordinary upgrade; it is unsafe, since other packages are
    upgraded then. Rolling distributions know nothing else and are left alone:

    ```dockerfile
    FROM opensuse/tumbleweed
    RUN zypper --non-interactive dup
    ```

    See the manual page of apt-get, "dist-upgrade".
    """
    call = command.package
    word = call.verb if call else command.name_word
    available = call.arguments.get("-a", "--available") if call and call.family == "apk" and call.path == ("upgrade",) else None
    if word is None or (call is not None and call.action != "dist-upgrade" and available is None):
        return
    if not ctx.options["rolling"] and ctx.stage.is_rolling:
        return
    message = "this may replace the whole distribution: start from a newer base image"
    ids = IDS.get(call.family, ()) if call else ()
    yield ctx.finding(word, message, _fix(call, ctx) if call else None, aliases=ids)


def _fix(call: PackageCommand, ctx: Context) -> Fix | None:
    available = call.arguments.get("-a", "--available")
    if call.family == "apk":
        edit = ctx.delete_argument(available.word) if available and available.word.value in ("-a", "--available") else None
        return ctx.fix("Leave out --available", edit) if edit else None
    verb = ORDINARY.get(call.path[0]) if len(call.path) == 1 else None
    if verb is None or call.verb is None:
        return None
    if call.family == "zypper":
        verb = "update"
    return ctx.fix(f"Replace {call.path[0]} with {verb}", ctx.edit_word(call.verb, verb))
