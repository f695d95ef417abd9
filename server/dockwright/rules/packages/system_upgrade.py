from dockwright.model.stages import Stage
from dockwright.rules import INFO, Context, Findings, rule
from dockwright.shell.packages import PackageCommand

PARTIAL = ("--security", "--advisory", "--advisories", "--bugfix", "--cve", "--cves", "--bz", "--sec-severity")
UPGRADES = ("upgrade", "dist-upgrade")
FAMILIES = ("apt", "apk", "rpm", "zypper", "pacman")


@rule(
    severity=INFO,
    refs=("CIS-4.4", "CWE-710"),
    profiles=("strict",),
    default=False,
    commands=("apt-get", "apt", "aptitude", "apk", "yum", "dnf", "dnf5", "microdnf", "tdnf", "zypper", "pacman"),
    options={"require": False},
    since="0.1",
)
def system_upgrade(subject: PackageCommand | Stage, ctx: Context) -> Findings:
    """All packages upgraded in a build.

    Two builds of the same file differ then, and every upgraded package is in
    the image twice. A base image that is rebuilt often has the fixes already.

    ```dockerfile
    FROM debian:12
    RUN apt-get update && apt-get upgrade -y
    #                             ^^^^^^^ all packages are upgraded: start from a newer base image
    ```

    Naming packages, or taking security fixes alone, is another matter:

    ```dockerfile
    FROM fedora:42
    RUN dnf upgrade -y openssl && dnf upgrade -y --security
    ```

    Some security teams ask for the opposite. The option `require` turns the
    rule round: it then reports a last stage that upgrades nothing.

    See [Rebuild your images often](https://docs.docker.com/build/building/best-practices/#rebuild-your-images-often).
    """
    if isinstance(subject, Stage):
        if ctx.options["require"] and _lacks_upgrade(subject, ctx) and subject.from_ and subject.from_.image:
            yield ctx.finding(subject.from_.image, "nothing in this stage upgrades the packages of the base: add an upgrade")
    elif subject.verb and not ctx.options["require"] and _is_whole(subject):
        yield ctx.finding(subject.verb, "all packages are upgraded: start from a newer base image")


def _is_whole(call: PackageCommand) -> bool:
    return call.action == "upgrade" and not call.packages and not call.arguments.has(*PARTIAL)


def _lacks_upgrade(stage: Stage, ctx: Context) -> bool:
    if not stage.is_final or stage.is_scratch or (stage.known is not None and not stage.known.has_shell):
        return False
    calls = [command.package for _, command in ctx.document.commands(stage)]
    return not any(one is not None and one.family in FAMILIES and one.action in UPGRADES for one in calls)
