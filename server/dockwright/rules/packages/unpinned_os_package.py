from dockwright.model.tooling import says
from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.shell.packages import PackageCommand
from dockwright.shell.requirements import Package
from dockwright.syntax.words import references

IDS = {"apt": ("DL3008",), "apk": ("DL3018",), "zypper": ("DL3037",), "rpm": ("DL3041",)}
HADOLINT = (
    *("apt-get install", "apk add", "zypper install", "zypper in", "yum install", "dnf install", "microdnf install"),
    *("yum module install", "dnf module install", "microdnf module install"),
)
SNAPSHOTS = ("snapshot.debian.org", "snapshot.ubuntu.com", "archive.archlinux.org", "APT::Snapshot")


@rule(
    severity=WARNING,
    aliases=("DL3008", "DL3018", "DL3033", "DL3037", "DL3041"),
    refs=("CIS-4.7", "CWE-1357"),
    profiles=("strict", "hadolint"),
    default=False,
    commands=("apt-get", "apt", "aptitude", "apk", "yum", "dnf", "microdnf", "tdnf", "zypper"),
    options={"variables": "excuse", "removed": "excuse", "digest_is_pin": False, "calls": ()},
    profile_options={"hadolint": {"variables": "count", "removed": "count", "calls": HADOLINT}},
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

    With the option `removed = "count"` what the RUN removes again is reported,
    too. The option `calls` narrows the rule to some calls, such as `apt-get
    install`.

    See [Pin base image versions](https://docs.docker.com/build/building/best-practices/#pin-base-image-versions).
    """
    if call.family not in IDS:
        return
    calls = [one.package for one in ctx.script.commands if one.package and _is_alike(one.package, call, ctx)]
    if call not in calls[:1]:
        return
    found = [package for one in calls for package in one.packages if _is_unpinned(package, one, ctx)]
    if not found or _is_dated(call, ctx):
        return
    related = tuple(ctx.related(package.word, "without a version, too") for package in found[1:])
    names = ", ".join(package.name for package in found[:3]) + (", …" if len(found) > 3 else "")
    ids = ("DL3033",) if call.tool == "yum" else IDS[call.family]
    yield ctx.finding(found[0].word, f"package without a version: pin {names}", aliases=ids, related=related)


def _is_alike(one: PackageCommand, call: PackageCommand, ctx: Context) -> bool:
    """Whether one finding covers both: the same tool installs something in this RUN."""
    return one.tool == call.tool and one.action == "install" and one.is_one_of(ctx.options["calls"])


def _is_dated(call: PackageCommand, ctx: Context) -> bool:
    """Whether the packages come from the archive of a certain day, or the base is that of one and this is taken for a pin."""
    if ctx.options["digest_is_pin"] and ctx.stage.image and ctx.stage.image.digest:
        return True
    if call.family == "apt" and call.arguments.has("-S", "--snapshot"):
        return True
    return says(ctx.document, ctx.instruction, call.command, SNAPSHOTS)


def _is_unpinned(package: Package, call: PackageCommand, ctx: Context) -> bool:
    if package.kind in ("path", "url", "group"):
        return False
    if "$" in package.word.value and (call.family == "rpm" or not package.version):
        return _counts_variable(package, call, ctx)
    return not package.version and (ctx.options["removed"] == "count" or not _removed(package, call, ctx))


def _counts_variable(package: Package, call: PackageCommand, ctx: Context) -> bool:
    """Under hadolint any variable counts; for the rpm tools not one that is in scope and may be the version."""
    if ctx.options["variables"] != "count" or call.family != "rpm":
        return bool(ctx.options["variables"] == "count")
    name, dash, _ = package.word.value.partition("-")
    scope = ctx.document.scope(ctx.instruction)
    known = any(not one.modifier and scope.get(one.name) is not None for one in references(package.word.value))
    return not (name and dash and known)


def _removed(package: Package, call: PackageCommand, ctx: Context) -> bool:
    virtual = call.arguments.value("-t", "--virtual") if call.family == "apk" else None
    for command in ctx.later(call.command):
        other = command.package
        if other and other.family == call.family and other.action == "remove":
            names = {one.name for one in other.packages}
            if package.name in names or (virtual and virtual in names):
                return True
    return False
