"""Lists of commands: whose failure stops them, and whose is lost."""

from __future__ import annotations

from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dockwright.shell.nodes import Command, Connector, Script

RISKY = frozenset(
    (
        *("curl", "wget", "git", "svn", "hg", "tar", "unzip", "gunzip", "make", "cmake", "ninja", "gcc", "g++", "cc", "clang", "clang++"),
        *("mvn", "gradle", "javac", "go", "cargo", "rustc", "cp", "mv", "dpkg", "rpm", "msbuild", "dotnet", "tsc", "ng", "webpack"),
    )
)
"""Commands that fetch, unpack, build or copy; package managers come on top."""
QUIET_ACTIONS = frozenset(("", "query", "clean", "remove"))
IGNORED_ON_PURPOSE = frozenset(("true", ":", "exit"))


class Lost(NamedTuple):
    """A separator behind a step whose failure nobody sees, and the command that may fail."""

    separator: Connector
    command: Command


def stops_on_errors(words: Iterable[str]) -> bool:
    """Whether the words of a shell, or of `set`, switch `-e` on: `-eux`, `-o errexit`."""
    before = ""
    for word in words:
        if word[:1] == "-" and word[1:2].isalpha() and "e" in word:
            return True
        if word == "errexit" and before[-1:] == "o":
            return True
        before = word
    return False


def is_risky(command: Command) -> bool:
    """Whether what follows most likely needs what this does."""
    if command.negated:
        return False
    call = command.package
    if call is not None and call.action in QUIET_ACTIONS and command.name not in RISKY:
        return False
    return call is not None or command.name in RISKY


def lost_failures(script: Script, initially: bool) -> Iterator[Lost]:
    """The separators of the outermost list that drop the failure of a risky step; `initially`: the shell was started with `-e`."""
    if initially or any(one.name == "trap" for one in script.commands) or "$?" in script.text:
        return
    stops = next((one.start for one in script.commands if one.name == "set" and _switches(one)), len(script.text))
    risky: Command | None = None
    alternative = False
    for operator in script.operators:
        if operator.context:
            continue
        left = operator.left
        if left is not None and not left.context and is_risky(left):
            risky = left
        alternative |= operator.text == "||"
        if operator.text in (";", "\n", "&"):
            right = operator.right
            done = right is None or operator.start > stops or (right.name in IGNORED_ON_PURPOSE and not right.context)
            if risky is not None and not alternative and not done and operator.text != "&":
                yield Lost(operator, risky)
            risky, alternative = None, False


def _switches(command: Command) -> bool:
    return not command.context and stops_on_errors(word.value for word in command.args)
