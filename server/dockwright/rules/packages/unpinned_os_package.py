from dockwright.model.tooling import texts
from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.shell.packages import PackageCommand
from dockwright.shell.requirements import Package
from dockwright.syntax.words import references

IDS = {"apt": ("DL3008",), "apk": ("DL3018",), "zypper": ("DL3037",), "rpm": ("DL3041",)}
SNAPSHOTS = ("snapshot.debian.org", "snapshot.ubuntu.com", "archive.archlinux.org", "APT::Snapshot")


@rule(
    severity=WARNING,
    aliases=("DL3008", "DL3018", "DL3033", "DL3037", "DL3041"),
    refs=("CIS-4.7", "CWE-1357"),
    profiles=("strict", "hadolint"),
    default=False,
    commands=("apt-get", "apt", "aptitude", "apk", "yum", "dnf", "microdnf", "tdnf", "zypper"),
    options={"variables": "excuse", "digest_is_pin": False},
    profile_options={"hadolint": {"variables": "count"}},
    since="0.1",
)
def unpinned_os_package(call: PackageCommand, ctx: Context) -> Findings:
    """A distribution package installed without a version.

    The next build may install another version. Off by default: distributions
    delete old versions, so such pins break builds a few weeks later. A base
    image pinned by digest and a dated snapshot of the archive age better.

    ```dockerfile
    FROM debian:12
    RUN apt-get update && apt-get install -y curl=7.88.1-10 git
    #                                                       ^^^ package without a version: pin git
    ```

    There is no fix, since the right version is not in the file. Local files,
    groups, virtual packages and packages that the same RUN removes again are
    left alone:

    ```dockerfile
    FROM alpine:3.20
    RUN apk add --no-cache --virtual .build gcc ./local.apk curl=8.9.1-r1 \\
        && apk del .build
    ```

    See [Pin base image versions](https://docs.docker.com/build/building/best-practices/#pin-base-image-versions).
    """
    if call.action != "install" or call.family not in IDS or _is_later_call(call, ctx):
        return
    calls = [call, *(one.package for one in ctx.later(call.command) if one.package and _is_alike(one.package, call))]
    found = [package for one in calls for package in one.packages if _is_unpinned(package, one, ctx)]
    if not found or _is_dated(call, ctx):
        return
    related = tuple(ctx.related(package.word, "without a version, too") for package in found[1:])
    names = ", ".join(package.name for package in found[:3]) + (", …" if len(found) > 3 else "")
    ids = ("DL3033",) if call.tool == "yum" else IDS[call.family]
    yield ctx.finding(found[0].word, f"package without a version: pin {names}", aliases=ids, related=related)


def _is_alike(one: PackageCommand, call: PackageCommand) -> bool:
    return one.tool == call.tool and one.action == "install"


def _is_later_call(call: PackageCommand, ctx: Context) -> bool:
    """Whether the same tool has installed something in this RUN before: one finding covers all of it."""
    first = next(one.package for one in ctx.script.commands if one.package and _is_alike(one.package, call))
    return first is not call


def _is_dated(call: PackageCommand, ctx: Context) -> bool:
    """Whether the packages come from the archive of a certain day, or the base is that of one and this is taken for a pin."""
    if ctx.options["digest_is_pin"] and ctx.stage.image and ctx.stage.image.digest:
        return True
    if call.family == "apt" and call.arguments.has("-S", "--snapshot"):
        return True
    return any(any(one in text.text for one in SNAPSHOTS) for text in texts(ctx.document, ctx.instruction, call.command))


def _is_unpinned(package: Package, call: PackageCommand, ctx: Context) -> bool:
    if package.kind in ("path", "url", "group"):
        return False
    if "$" in package.word.value and (call.family == "rpm" or not package.version):
        return _counts_variable(package, call, ctx)
    return not package.version and not _removed(package, call, ctx)


def _counts_variable(package: Package, call: PackageCommand, ctx: Context) -> bool:
    """Under hadolint any variable counts for apt, apk and zypper; for the rpm tools one that is not in scope."""
    if ctx.options["variables"] != "count":
        return False
    if call.family != "rpm":
        return True
    return any(ctx.document.scope(ctx.instruction).get(one.name) is None for one in references(package.word.value))


def _removed(package: Package, call: PackageCommand, ctx: Context) -> bool:
    virtual = call.arguments.value("-t", "--virtual") if call.family == "apk" else None
    for command in ctx.later(call.command):
        other = command.package
        if other and other.family == call.family and other.action == "remove":
            names = {one.name for one in other.packages}
            if package.name in names or (virtual and virtual in names):
                return True
    return False
