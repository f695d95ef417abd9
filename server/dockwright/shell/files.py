"""What a command does to files that are named literally."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dockwright.shell.nodes import Command

_EXPANSIONS = 64


def removes(command: Command, path: str) -> bool:
    """Whether the command deletes a directory, something in it, or a directory above it: `rm -rf`, or `find … -delete`.

    A file deleted somewhere below counts, a directory beside it does not.
    """
    if command.name == "rm":
        options = command.arguments
        if not options.has("-r", "-R", "--recursive") and not any("*" in word.value for word in options.operands):
            return False
        return any(touches(one, path) for word in options.operands for one in braces(word.value))
    if command.name == "find":
        values = [word.value for word in command.args]
        if "-delete" in values or ("-exec" in values and "rm" in values):
            return any(touches(value, path) for value in values if value.startswith("/"))
    return False


def touches(written: str, path: str) -> bool:
    """Whether a path as written, a pattern at its end or not, is a directory, in it, or above it."""
    place = written.rstrip("*").rstrip("/") or "/"
    path = path.rstrip("/")
    return place == path or place.startswith(path + "/") or (written.startswith("/") and path.startswith(place.rstrip("/") + "/"))


def braces(word: str) -> Iterator[str]:
    """A word with its `{a,b}` expanded; a bounded number of results."""
    pending, given = [word], 0
    while pending and given < _EXPANSIONS:
        text = pending.pop()
        close = text.find("}")
        start = text.rfind("{", 0, close) if close > 0 else -1
        if start < 0 or "," not in text[start:close] or text[start - 1 : start] == "$":
            given += 1
            yield text
            continue
        pending += [text[:start] + part + text[close + 1 :] for part in reversed(text[start + 1 : close].split(","))]


def written(commands: Iterable[Command], directory: str) -> Iterator[tuple[Command, str]]:
    """The commands that write a file in a directory by redirection or `tee`, each with the file."""
    for command in commands:
        targets = [one.target.value for one in command.redirects if one.target and one.op in (">", ">>", ">|", "&>")]
        if command.name == "tee":
            targets += [word.value for word in command.arguments.operands]
        for target in targets:
            if target.startswith(directory):
                yield command, target
