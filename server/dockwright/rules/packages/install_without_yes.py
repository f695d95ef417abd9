from dockwright.model.tooling import DNF, apt_option, apt_setting, setting
from dockwright.rules import SAFE, WARNING, Context, Findings, rule
from dockwright.shell.nodes import Command
from dockwright.shell.packages import PackageCommand

ASKS = {
    "apt": ("install", "build-dep"),
    "rpm": ("install", "remove", "upgrade", "dist-upgrade"),
    "zypper": ("install", "remove", "upgrade", "dist-upgrade"),
    "pacman": ("install", "upgrade"),
}
MORE_UNDER_STRICT = ("remove", "upgrade", "dist-upgrade", "autoremove")
SWITCHES = {
    "apt": ("-y", "--yes", "--assume-yes"),
    "rpm": ("-y", "--assumeyes"),
    "zypper": ("-y", "-n", "--no-confirm", "--non-interactive"),
    "pacman": ("--noconfirm",),
}
IDS = {"apt": ("DL3014", "DS-0021"), "rpm": ("DL3038",), "zypper": ("DL3034",), "pacman": ()}
DRY = {
    "apt": ("-s", "--simulate", "--dry-run", "--just-print", "--recon", "--no-act", "-d", "--download-only", "--print-uris"),
    "rpm": ("--downloadonly", "--assumeno"),
    "zypper": ("-D", "--dry-run", "-d", "--download-only"),
    "pacman": ("-w", "--downloadonly", "-p", "--print"),
}
HADOLINT = (
    "apt-get install",
    *(f"{tool} {verb}" for tool in ("yum", "dnf", "microdnf") for verb in ("install", "groupinstall", "localinstall", "group install")),
    *(f"{tool} module install" for tool in ("yum", "dnf", "microdnf")),
    *(f"zypper {verb}" for verb in ("install", "in", "remove", "rm", "source-install", "si", "patch")),
)


@rule(
    severity=WARNING,
    fix=SAFE,
    aliases=("DL3014", "DL3030", "DL3034", "DL3038", "DS-0021"),
    refs=("CWE-710",),
    profiles=("hadolint",),
    commands=("apt-get", "apt", "aptitude", "yum", "dnf", "microdnf", "tdnf", "zypper", "pacman"),
    options={"removals": False, "microdnf": False, "calls": ()},
    profile_options={"strict": {"removals": True}, "hadolint": {"microdnf": True, "calls": HADOLINT}},
    since="0.1",
)
def install_without_yes(call: PackageCommand, ctx: Context) -> Findings:
    """A package install that would wait for an answer.

    Nobody answers in a build: without a terminal the install gives up, often
    with a message that does not say why.

    ```dockerfile
    FROM debian:12
    RUN apt-get update && apt-get install curl
    #                             ^^^^^^^ this waits for an answer nobody gives: add -y
    ```

    ```dockerfile fixed
    FROM debian:12
    RUN apt-get update && apt-get install -y curl
    ```

    The fix is safe: it gives the answer that the author counts on. Every way
    of saying yes is understood, also in a configuration file or a pipe:

    ```dockerfile
    FROM debian:12
    RUN apt-get -qq install curl && yes | apt-get install git
    RUN echo 'APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/90-yes
    RUN apt-get install make
    ```

    `microdnf` asks nothing, so it is left alone but under the hadolint profile.

    The option `calls` narrows the rule to some calls, such as `zypper
    install`.

    See the manual pages of apt-get, dnf, zypper and pacman.
    """
    family = call.family
    asks = ASKS.get(family, ()) + (MORE_UNDER_STRICT if family == "apt" and ctx.options["removals"] else ())
    if call.verb is None or call.action not in asks or call.arguments.has(*SWITCHES[family], *DRY[family]):
        return
    if (call.tool == "microdnf" and not ctx.options["microdnf"]) or not call.is_one_of(ctx.options["calls"]):
        return
    if _is_answered(call.command) or (family == "apt" and _is_quiet(call)) or _is_assumed(call, ctx):
        return
    switch = {"zypper": "--non-interactive", "pacman": "--noconfirm"}.get(family, "-y")
    edit = ctx.word_before(call.verb, switch) if family == "zypper" else ctx.word_after(call.verb, switch)
    ids = ("DL3030",) if call.tool == "yum" else IDS[family]
    fix = ctx.fix(f"Add {switch}", edit)
    yield ctx.finding(call.verb, f"this waits for an answer nobody gives: add {switch}", fix, aliases=ids)


def _is_answered(command: Command) -> bool:
    """Whether something is fed to it: `yes | …` or a here-string; xargs keeps what it is fed to itself."""
    if any(one.op in ("<", "<<", "<<-", "<<<") for one in command.redirects):
        return True
    piped = command.before is not None and command.before.text in ("|", "|&")
    return piped and all(word.value != "xargs" for word in command.wrappers)


def _is_quiet(call: PackageCommand) -> bool:
    """Two `-q` imply yes."""
    return call.arguments.count("-q", "--quiet") >= 2 or (call.arguments.value("-q", "--quiet") or "") >= "2"


def _is_assumed(call: PackageCommand, ctx: Context) -> bool:
    arguments = call.arguments
    if call.family == "rpm":
        values = [option.value for option in arguments.all("--setopt")]
        given = "assumeyes=1" in values or "assumeyes=True" in values or arguments.value("--assumeyes") == "1"
        return given or setting(ctx.document, ctx.instruction, call.command, ("assumeyes",), DNF) is True
    if call.family != "apt":
        return False
    said = apt_option([option.value for option in arguments.all("-o", "--option")], "APT::Get::Assume-Yes")
    return said is True or (said is None and apt_setting(ctx.document, ctx.instruction, call.command, "APT::Get::Assume-Yes") is True)
