"""What a command does to files that are named literally."""

from __future__ import annotations

from dockwright.patterns import matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dockwright.shell.nodes import Command, Word
    from dockwright.text import Span

_EXPANSIONS = 64
OUTPUTS = frozenset((">", ">>", ">|", "&>", "&>>"))
HOMES = ("/root", "~", "$HOME", "${HOME}")


class Target:
    """A path that a command names: the word it stands in, and the path, which may be the end of that word (`-o/tmp/x`)."""

    __slots__ = ("path", "word")

    def __init__(self, path: str, word: Word) -> None:
        self.path = path
        self.word = word

    @property
    def span(self) -> Span:
        """The path, as exactly as its quotes allow."""
        word = self.word
        at = word.text.rfind(self.path) if word.value != self.path else -1
        return word.span if at < 0 else word.map.span(word.start + at, word.start + at + len(self.path))

    def __repr__(self) -> str:
        return f"<Target {self.path}>"


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
            return any(touches(value, path) for value in values if value[:1] in ("/", "~", "$"))
    return False


def removes_at_home(command: Command, path: str) -> bool:
    """The same for a directory in whoever's home directory, such as `.cache/pip`."""
    if command.name not in ("rm", "find"):
        return False
    homes = {*HOMES, *(_home(one) for word in command.args for one in braces(word.value) if one.startswith("/home/"))}
    return any(removes(command, f"{home}/{path}") for home in homes)


def _home(path: str) -> str:
    return "/".join(path.split("/")[:3])


def touches(written: str, path: str) -> bool:
    """Whether a path as written, a pattern at its end or not, is a directory, in it, or above it."""
    place = written.rstrip("*").rstrip("/") or "/"
    path = path.rstrip("/")
    above = written[:1] in ("/", "~", "$") and path.startswith(place.rstrip("/") + "/")
    return place == path or place.startswith(path + "/") or above


def is_same(path: str, other: str) -> bool:
    """Whether two names in one RUN are very likely one file: equal, or of the same name where a directory is left to `cd`."""
    path, other = path.removeprefix("./"), other.removeprefix("./")
    if path == other or not path or not other:
        return path == other
    absolute = (path[0] == "/") + (other[0] == "/")
    if absolute == 1:
        return path.endswith("/" + other) or other.endswith("/" + path)
    return False


def deletes(command: Command, path: str) -> bool:
    """Whether the command deletes a file by this name: by name, by a pattern, or with a directory above it."""
    if command.name not in ("rm", "unlink", "find"):
        return False
    if command.name == "find":
        return removes(command, path)
    for word in command.arguments.operands:
        for one in braces(word.value):
            folder = one.rstrip("*").rstrip("/")
            if is_same(one, path) or matches(path, one) or (folder and path.startswith(folder + "/")):
                return True
    return False


def directory(commands: Iterable[Command], command: Command) -> str:
    """Where a command runs, as `cd` before it in the same text says: absolute, relative to where that begins, or with variables."""
    place = ""
    for one in commands:
        if one.start >= command.start:
            break
        if one.name in ("cd", "pushd") and one.context == command.context[: len(one.context)]:
            path = one.args[0].value if one.args else "~"
            place = path if path[:1] in ("/", "~", "$") or not place else f"{place}/{path}"
    return place


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
        targets = [one.target.value for one in command.redirects if one.target and one.op in OUTPUTS]
        if command.name == "tee":
            targets += [word.value for word in command.arguments.operands]
        for target in targets:
            if target.startswith(directory):
                yield command, target


def changes(command: Command) -> Iterator[Target]:
    """The files and directories that a command makes, fills or changes, where it names them; what it deletes is not among them."""
    for redirect in command.redirects:
        if redirect.target is not None and redirect.op in OUTPUTS:
            yield Target(redirect.target.value, redirect.target)
    change = _CHANGES.get(command.name)
    if change is not None:
        yield from change(command)


def _all(command: Command) -> Iterator[Target]:
    for word in command.arguments.operands:
        yield Target(word.value, word)


def _but_first(command: Command) -> Iterator[Target]:
    given = command.arguments.has("--reference")
    for word in command.arguments.operands[0 if given else 1 :]:
        yield Target(word.value, word)


def _last(command: Command) -> Iterator[Target]:
    folder = command.arguments.get("-t", "--target-directory")
    operands = command.arguments.operands
    if folder is not None and folder.value and folder.value_word:
        yield Target(folder.value, folder.value_word)
    elif len(operands) > 1:
        yield Target(operands[-1].value, operands[-1])


def _folder(command: Command) -> Iterator[Target]:
    """Where an archive is unpacked to, if an option says so."""
    option = command.arguments.get("-C", "--directory") if command.name != "unzip" else command.arguments.get("-d")
    unpacks = command.name == "unzip" or command.arguments.has("-x", "--extract", "--get")
    if unpacks and option is not None and option.value and option.value_word:
        yield Target(option.value, option.value_word)


def _in_place(command: Command) -> Iterator[Target]:
    arguments = command.arguments
    if arguments.has("-i", "--in-place"):
        skipped = 0 if arguments.has("-e", "--expression", "-f", "--file") else 1
        for word in arguments.operands[skipped:]:
            yield Target(word.value, word)


def _cloned(command: Command) -> Iterator[Target]:
    operands = command.arguments.operands
    if len(operands) > 2 and operands[0].value == "clone":
        yield Target(operands[2].value, operands[2])


def _fetched(command: Command) -> Iterator[Target]:
    from dockwright.shell.downloads import downloads

    redirected = [one.target for one in command.redirects]
    for one in downloads(command):
        if one.target is not None and one.target.word not in redirected:
            yield one.target


_CHANGES = {
    "mkdir": _all, "touch": _all, "tee": _all, "truncate": _all,
    "chmod": _but_first, "chown": _but_first, "chgrp": _but_first, "setfacl": _but_first,
    "cp": _last, "mv": _last, "install": _last, "ln": _last, "rsync": _last,
    "tar": _folder, "bsdtar": _folder, "unzip": _folder,
    "sed": _in_place, "git": _cloned, "curl": _fetched, "wget": _fetched,
}  # fmt: skip
