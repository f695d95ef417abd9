"""Whether a command undoes what an earlier one did: deletes its files, changes them, or removes its packages.

Only paths that are written out count. What is said of each tool follows its manual page.
"""

from __future__ import annotations

from posixpath import normpath

from dockwright.shell.caches import CACHES, empties
from dockwright.shell.downloads import TOOLS, downloads
from dockwright.shell.files import OUTPUTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.shell.nodes import Command
    from dockwright.shell.packages import PackageCommand

ADDS = frozenset(("install", "build-dep", "upgrade", "update", "dist-upgrade"))
CHANGERS = {"chmod": 1, "chown": 1, "chgrp": 1, "setfacl": 0, "strip": 0, "truncate": 0}
"""Commands that change the files they are given, and how many operands come before those."""


def undone(later: list[Command], earlier: list[Command]) -> bool:
    """Whether one of these commands undoes something of an earlier script that did not do so itself."""
    for i, command in enumerate(earlier):
        done = {_kind(other) for other in earlier[i + 1 :] if undoes(other, command)}
        if any(_kind(other) not in done and undoes(other, command) for other in later):
            return True
    return False


def _kind(command: Command) -> str:
    return "packages" if command.package and command.package.action == "remove" else "files"


def undoes(later: Command, earlier: Command) -> bool:
    """Whether a command deletes or changes what an earlier one wrote."""
    call = earlier.package
    if call is not None:
        return call.action in ADDS and ((call.family in CACHES and empties(later, call.family)) or _removes(later.package, call))
    changed = [normpath(path.rstrip("*") or ".") for path in _changed(later)]
    return bool(changed) and any(_is_hit(normpath(path), tree, changed) for path, tree in _written(earlier))


def _is_hit(path: str, tree: bool, changed: list[str]) -> bool:
    """Whether a change hits what was written: the path, one above it, or, in a whole tree, one below; the root says nothing."""
    if path in ("/", "."):
        return False
    return any(one == path or path.startswith(one + "/") or (tree and one.startswith(path + "/")) for one in changed)


def _removes(later: PackageCommand | None, earlier: PackageCommand) -> bool:
    """Whether packages that were installed are removed, by name or as no longer needed."""
    if later is None or later.family != earlier.family or later.action != "remove":
        return False
    names = {package.name for package in later.packages}
    return not names or not names.isdisjoint(package.name for package in earlier.packages)


def _written(command: Command) -> Iterator[tuple[str, bool]]:
    """The paths a command creates, each with whether more than the path itself may be in it."""
    for redirect in command.redirects:
        if redirect.op in OUTPUTS and redirect.target and redirect.target.literal:
            yield redirect.target.value, False
    options = command.arguments
    operands = [word.value for word in options.operands if word.literal]
    if command.name in ("mkdir", "touch", "tee"):
        yield from ((path, False) for path in operands)
    elif command.name in ("cp", "mv", "install", "ln"):
        target = options.value("-t", "--target-directory")
        yield from _copied(operands if target else operands[:-1], f"{target}/" if target else "".join(operands[-1:]))
    elif command.name in TOOLS:
        yield from ((one.target.path, False) for one in downloads(command) if one.target)
    elif command.name in ("tar", "unzip", "bsdtar"):
        yield options.value("-C", "--directory", "-d") or ".", True
    elif command.name == "git" and operands[:1] == ["clone"]:
        url = "".join(operands[1:2]).rstrip("/").rpartition("/")[2].removesuffix(".git")
        yield (operands[2] if len(operands) > 2 else url or "."), True


def _copied(sources: list[str], target: str) -> Iterator[tuple[str, bool]]:
    """What `cp` makes: something of the target's name, or something for each source in the target."""
    if target and not target.endswith("/") and len(sources) == 1:
        yield target, False
    yield from ((f"{target}/{normpath(source).rpartition('/')[2]}", True) for source in sources if target)


def _changed(command: Command) -> Iterator[str]:
    """The paths a command deletes, moves away or changes."""
    operands = [word.value for word in command.arguments.operands if word.literal]
    if command.name in ("rm", "rmdir", "unlink", "shred"):
        yield from operands
    elif command.name == "mv":
        yield from operands[:-1]
    elif command.name in CHANGERS:
        yield from operands[CHANGERS[command.name] :]
    elif command.name == "sed" and any(word.value.startswith(("-i", "--in-place")) for word in command.args):
        yield from operands[0 if command.arguments.has("-e", "--expression", "-f", "--file") else 1 :]
    elif command.name == "find" and any(word.value in ("-delete", "-exec", "-execdir") for word in command.args):
        yield from (value for value in operands if value.startswith("/"))
