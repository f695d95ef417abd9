"""The shape of a file with one stage: what it runs, installs and starts, as far as that is plain."""

from __future__ import annotations

from posixpath import normpath

from dockwright.model import places
from dockwright.model.paths import is_within
from dockwright.shell.builds import is_header
from dockwright.syntax import Cmd, Entrypoint, Run
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.document import Document
    from dockwright.model.images import ImageReference
    from dockwright.model.stages import Stage
    from dockwright.model.uses import ImageUse
    from dockwright.shell.nodes import Command, Script
    from dockwright.syntax import Instruction

CREATES_USERS = frozenset(("adduser", "addgroup", "useradd", "groupadd"))
_HARMLESS = frozenset(("", "cd", "ls", "echo", "pwd", "true", "set", "export", "git", "update-ca-certificates"))
_OF_C = frozenset(("libc6-dev", "libc-dev", "musl-dev", "linux-libc-dev", "python3-dev", "python-dev"))
_FOR_BUILDING = frozenset(
    (
        *("git", "make", "cmake", "ninja-build", "autoconf", "automake", "libtool", "pkg-config", "pkgconf", "pkgconfig", "patch", "unzip"),
        *("zip", "curl", "wget", "ca-certificates", "python3", "python", "bash", "xz-utils", "gnupg", "protobuf-compiler", "protoc"),
        *("openssh-client", "openssh", "gettext", "upx", "upx-ucl", "file", "clang", "lld", "llvm", "linux-headers"),
    )
)


class Step(NamedTuple):
    """A command of a RUN, with where it stands."""

    document: Document
    instruction: Instruction
    script: Script
    command: Command

    def path(self, path: str) -> str:
        """A path of the command from the root; "" where that is not known."""
        return places.absolute(self.document, self.instruction, self.script, self.command, path) or ""

    def variable(self, name: str) -> str | None:
        """The value of a variable for the command."""
        for word in self.command.assigns:
            if word.value.startswith(f"{name}="):
                return word.value[len(name) + 1 :]
        return self.document.state(self.instruction).env.get(name)


class Shape:
    """One stage, read. `words` are what the container starts, `program` its path from the root if it is one."""

    __slots__ = ("commands", "document", "image", "is_literal", "reference", "stage", "today", "users", "words", "workdir")

    def __init__(self, document: Document, stage: Stage, image: ImageUse, reference: ImageReference) -> None:
        self.document = document
        self.stage = stage
        self.image = image
        self.reference = reference
        self.is_literal = image.is_literal and image.at is image.instruction
        self.today = document.today
        end = stage.end.workdir
        self.workdir = end.value.rstrip("/") or "/" if end and end.value else ""
        scripts = [(run, script) for run in stage.all(Run) for script in document.scripts(run)]
        steps = [Step(document, run, script, command) for run, script in scripts for command in script.commands]
        self.users = _users(stage)
        self.commands = [one for one in steps if one.instruction not in self.users]
        self.words = _started(stage)

    @property
    def tag(self) -> str:
        """The tag of the image."""
        return self.reference.tag

    @property
    def program(self) -> str:
        """The program that is started, from the root; "" where it is looked for on the PATH."""
        word = self.words[0]
        return self.absolute(word) if "/" in word else ""

    def absolute(self, path: str) -> str:
        """A path from the root; "" where it is relative and no WORKDIR is set."""
        if "$" in path or (not path.startswith("/") and not self.workdir):
            return ""
        return normpath(path if path.startswith("/") else f"{self.workdir}/{path}")

    @property
    def needs_shell(self) -> bool:
        """Whether something in the runtime stage is read by a shell, or run while it is built."""
        entrypoint, cmd = self.stage.started
        return bool(self.users) or any(one is not None and not one.is_json for one in (entrypoint, cmd))

    @property
    def installed(self) -> list[str]:
        """The system packages that are installed."""
        calls = [one.command.package for one in self.commands]
        system = ("apt", "apk")
        return [package.name for call in calls if call and call.action == "install" and call.family in system for package in call.packages]

    @property
    def installs_headers(self) -> bool:
        """Whether headers of libraries are installed, which what is built may need at run time."""
        return any(is_header(name) and name not in _OF_C for name in self.installed)

    def is_written(self, path: str) -> bool:
        """Whether a command copies or moves something to a path."""
        moved = [one for one in self.commands if one.command.name in ("cp", "mv") and one.command.args]
        return any(one.path(one.command.args[-1].value) == path for one in moved)

    def is_understood(self, tools: tuple[str, ...], artefacts: tuple[str, ...]) -> bool:
        """Whether nothing that the RUNs do is missed in another image, but for the artefacts."""
        return all(self._is_plain(one, tools, artefacts) for one in self.commands)

    def _is_plain(self, step: Step, tools: tuple[str, ...], artefacts: tuple[str, ...]) -> bool:
        command = step.command
        if step.script.errors or (not command.name and command.words):
            return False
        call = command.package
        if call is not None and call.family in ("apt", "apk"):
            return call.action in ("update", "clean", "remove") or (
                call.action == "install" and all(map(_is_for_building, (package.name for package in call.packages)))
            )
        if command.name in tools or command.name in (
            "",
            "cd",
            "ls",
            "echo",
            "pwd",
            "true",
            "set",
            "export",
            "git",
            "update-ca-certificates",
        ):
            return not command.redirects or command.name in tools
        if command.name == "rm":
            return True
        if command.name in ("mkdir", "cp", "mv", "chmod", "touch"):
            paths = [step.path(word.value) for word in command.args if not word.value.startswith(("-", "+")) and not _is_mode(word.value)]
            inside = (self.workdir or "/nowhere", "/tmp", *artefacts)
            last = paths[-1:] if command.name in ("cp", "mv") else paths
            return all(path and any(is_within(path, place) for place in inside) for path in last)
        return False


def _is_mode(text: str) -> bool:
    return text.isdecimal() or text.lstrip("ugoa").startswith(("+", "="))


def _is_for_building(name: str) -> bool:
    from dockwright.shell.builds import is_compiler

    return name in _FOR_BUILDING or is_compiler(name)


def _users(stage: Stage) -> list[Instruction]:
    """The RUNs that do nothing but create users."""
    found = []
    for run in stage.all(Run):
        commands = [command for script in stage.document.scripts(run) for command in script.commands]
        if commands and all(command.name in CREATES_USERS for command in commands):
            found.append(run)
    return found


def _started(stage: Stage) -> list[str]:
    """The words of what a container starts; none where that is no single plain command."""
    entrypoint, cmd = stage.started
    if len(stage.all(Cmd)) > 1 or len(stage.all(Entrypoint)) > 1:
        return []
    started = entrypoint or cmd
    scripts = stage.document.scripts(started) if started else []
    commands = [command for script in scripts for command in script.commands]
    if len(commands) != 1 or commands[0].redirects or any(script.errors for script in scripts):
        return []
    return [word.value for word in commands[0].words[len(commands[0].wrappers) :]]
