"""Secrets that a RUN is given by mounts: their files, and the variables that hold them while it runs."""

from __future__ import annotations

from dockwright.shell.files import OUTPUTS, touches
from dockwright.syntax.mounts import is_cached, mounts
from dockwright.syntax.words import references

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dockwright.shell.nodes import Command, Script, Word
    from dockwright.syntax import Instruction

FOLDER = "/run/secrets/"


class Mounted:
    """The files and variables of the secret mounts of a RUN; `/run/secrets/` counts in any case, since nothing else is there.

    `variables` are others that count as such. `is_used`: the script names one of the files, or there is one in a variable.
    """

    __slots__ = ("is_used", "paths", "variables")

    def __init__(self, run: Instruction, script: Script, variables: Iterable[str] = ()) -> None:
        self.paths = [FOLDER]
        self.variables = set(variables)
        for mount in mounts(run):
            if mount.type == "secret":
                variable = mount.value("env")
                if variable:
                    self.variables.add(variable)
                if mount.target and not mount.target.startswith(FOLDER):
                    self.paths.append(mount.target)
        self.is_used = bool(self.variables) or self.has_path(script.text)
        for command in script.commands:
            for word in command.assigns:
                self._assigned(word)
            if command.name in ("export", "declare", "local", "readonly", "read"):
                for word in command.args:
                    self._assigned(word)
                if command.name == "read" and any(one.target and self.has_path(one.target.value) for one in command.redirects):
                    self.variables.update(word.value for word in command.args if word.value.isidentifier())

    def _assigned(self, word: Word) -> None:
        name, equals, value = word.value.partition("=")
        if equals and self.holds(value):
            self.variables.add(name)

    def has_path(self, text: str) -> bool:
        """Whether a text names one of the files."""
        return any(path in text for path in self.paths)

    def holds(self, text: str) -> bool:
        """Whether a text, as a shell reads it, stands for one of these secrets or names its file."""
        if self.has_path(text):
            return True
        return "$" in text and bool(self.variables) and any(one.name in self.variables for one in references(text))


COPIERS = frozenset(("cp", "mv", "install", "rsync"))
PRINTERS = frozenset(("cat", "echo", "printf", "tee", "base64", "envsubst", "head", "tail", "tr", "awk", "jq", "dd"))
GONE = ("/dev/", "/proc/", "/run/secrets")
"""Places that are no part of the image."""


def leaks(run: Instruction, script: Script, variables: Iterable[str] = ()) -> Iterator[tuple[Command, str]]:
    """The commands that write a mounted secret, or one of `variables`, into a file that stays, each with that file."""
    mounted = Mounted(run, script, variables)
    if not mounted.is_used:
        return
    tainted: set[int] = set()
    sources = {id(one.right): one.left for one in script.operators if one.text == "|" and one.right is not None}
    removed: list[tuple[int, str]] = []
    for command in script.commands:
        if command.name in ("rm", "shred", "unlink"):
            removed += [(command.start, word.value) for word in command.arguments.operands]
    for command in script.commands:
        if _reads(command, mounted) or id(sources.get(id(command))) in tainted:
            tainted.add(id(command))
            for path in _written(command):
                gone = path.startswith(GONE) or is_cached(run, path) or mounted.has_path(path)
                if not gone and not any(start > command.start and touches(one, path) for start, one in removed[:100]):
                    yield command, path


def _reads(command: Command, mounted: Mounted) -> bool:
    """Whether a command has a secret in what it prints or copies; as the value of an option of its own it only uses it."""
    if command.name in COPIERS:
        return any(mounted.has_path(word.value) for word in command.arguments.operands[:-1])
    if command.name in PRINTERS:
        texts = [word.value for word in command.args] + [one.target.value for one in command.redirects if one.target and one.op == "<"]
        return any(mounted.holds(text) for text in texts + [one.body for one in command.redirects])
    return command.name == "sed" and command.arguments.has("-i", "--in-place") and any(mounted.holds(word.value) for word in command.args)


def _written(command: Command) -> Iterator[str]:
    """The files a command writes."""
    operands = [word.value for word in command.arguments.operands]
    for redirect in command.redirects:
        if redirect.target is not None and redirect.op in OUTPUTS and redirect.fd in ("", "1"):
            yield redirect.target.value
    if command.name in COPIERS and len(operands) > 1:
        folder = command.arguments.value("-t", "--target-directory")
        yield folder or operands[-1]
    elif command.name == "tee":
        yield from operands
    elif command.name == "sed":
        yield from operands[1:]
