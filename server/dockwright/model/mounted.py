"""Secrets that a RUN is given by mounts: their files, and the variables that hold them while it runs."""

from __future__ import annotations

from dockwright.syntax.mounts import mounts
from dockwright.syntax.words import references

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.shell.nodes import Script, Word
    from dockwright.syntax import Instruction

FOLDER = "/run/secrets/"


class Mounted:
    """The files and variables of the secret mounts of a RUN; `/run/secrets/` counts in any case, since nothing else is there."""

    __slots__ = ("paths", "variables")

    def __init__(self, run: Instruction, script: Script) -> None:
        self.paths = [FOLDER]
        self.variables: set[str] = set()
        for mount in mounts(run):
            if mount.type == "secret":
                variable = mount.value("env")
                if variable:
                    self.variables.add(variable)
                if mount.target and not mount.target.startswith(FOLDER):
                    self.paths.append(mount.target)
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
