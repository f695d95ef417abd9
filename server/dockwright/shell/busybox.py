"""What BusyBox does not understand, though GNU tools of the same name do.

Measured with BusyBox 1.35; what newer ones are known to have learnt is left out.
"""

from __future__ import annotations

from dockwright.shell.nodes import basename
from dockwright.shell.options import read
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.shell.nodes import Command, Word


class Lack(NamedTuple):
    """Options that an applet lacks; none where there is no such applet. `instead` says what to write, `package` brings the GNU tool."""

    options: tuple[str, ...]
    instead: str
    package: str


LACKS: dict[str, tuple[Lack, ...]] = {
    "useradd": (Lack((), "adduser -D", "shadow"),),
    "usermod": (Lack((), "addgroup USER GROUP, or install shadow", "shadow"),),
    "groupadd": (Lack((), "addgroup", "shadow"),),
    "groupmod": (Lack((), "delgroup and addgroup, or install shadow", "shadow"),),
    "wget": (
        Lack(("--progress", "--show-progress"), "-q or -nv", "wget"),
        Lack(("--retry-connrefused",), "a loop, or install wget", "wget"),
    ),
    "grep": (
        Lack(("-P", "--perl-regexp"), "-E", "grep"),
        Lack(("--include", "--exclude-dir"), "find -exec grep", "grep"),
    ),
    "sed": (Lack(("-z", "--null-data"), "tr around it", "sed"),),
    "tar": (Lack(("--transform", "--xform", "--wildcards"), "-C and mv", "tar"),),
    "readlink": (Lack(("-e", "-m"), "readlink -f", "coreutils"),),
    "find": (Lack(("-printf",), "-exec stat -c", "findutils"),),
    "stat": (Lack(("--format",), "-c", "coreutils"),),
    "du": (Lack(("--max-depth",), "-d", "coreutils"),),
    "mktemp": (Lack(("--suffix",), "a template ending in XXXXXX", "coreutils"),),
    "chmod": (Lack(("--reference",), "stat -c %a", "coreutils"),),
    "sha256sum": (Lack(("--ignore-missing", "--check"), "-c", "coreutils"),),
    "sha512sum": (Lack(("--ignore-missing", "--check"), "-c", "coreutils"),),
}
LONG_ONLY = {
    "cut": "-d and -f",
    "base64": "-d",
    "rm": "-r and -f",
    "ln": "-s and -f",
    "head": "-n",
    "tail": "-n",
    "id": "-u",
    "timeout": "-k",
}
"""Applets without any long options."""
RELATIVE = frozenset(
    ("yesterday", "tomorrow", "today", "now", "next", "last", "ago", "day", "days", "week", "weeks", "month", "months", "hour", "hours")
)


def lacking(command: Command) -> Iterator[tuple[Word, str, str]]:
    """The words of a command that BusyBox does not take, each with what to write instead and the package with the GNU tool."""
    name, word = command.name, command.name_word
    yield from ((one, "tr and xargs -0", "findutils") for one in _delimiters(command))
    for lack in LACKS.get(name, ()):
        option = command.arguments.get(*lack.options) if lack.options else None
        found = word if not lack.options else option.word if option else _named(command, lack.options)
        if found is not None:
            yield found, lack.instead, lack.package
    if name in LONG_ONLY:
        long = [one.word for one in command.arguments.options if one.name.startswith("--") and one.name != "--help"]
        yield from ((word, LONG_ONLY[name], "coreutils") for word in long[:1])
    given = command.arguments.get("-d", "--date") if name == "date" else None
    if given is not None and given.value_word is not None and not RELATIVE.isdisjoint((given.value or "").lower().split()):
        yield given.value_word, "seconds: date -d @…", "coreutils"


def _named(command: Command, options: tuple[str, ...]) -> Word | None:
    """A predicate of find, which no table of options knows."""
    if command.name != "find":
        return None
    return next((word for word in command.args if word.value in options), None)


def _delimiters(command: Command) -> Iterator[Word]:
    """The `-d` of xargs, which is looked through."""
    for i, word in enumerate(command.words):
        if word in command.wrappers and basename(word.value) == "xargs":
            option = read("xargs", command.words[i + 1 :]).get("-d", "--delimiter")
            if option is not None:
                yield option.word
