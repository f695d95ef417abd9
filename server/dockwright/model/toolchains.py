"""What a stage keeps that only building needs: compilers that it installs, sources that it compiles."""

from __future__ import annotations

from itertools import islice

from dockwright.shell.builds import LOOKED_AT, compiles, is_compiler, is_header
from dockwright.syntax import Add, Copy, Run
from dockwright.syntax.mounts import mounts
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dockwright.model.stages import Stage
    from dockwright.shell.nodes import Command
    from dockwright.shell.packages import PackageCommand
    from dockwright.syntax import Instruction
    from dockwright.text import Span

FOLLOWING = 1000
SYSTEM = frozenset(("apt", "apk", "rpm", "zypper", "pacman"))
_SHELLS = frozenset(("sh", "bash", "zsh", "ash", "fish", "pwsh", "powershell", "cmd", "cmd.exe", "powershell.exe", "pwsh.exe"))
BUILDERS = ("build", "dev", "test", "ci", "debug", "compil")


class Kept(NamedTuple):
    """Something that stays: `what` is the package, or the command that compiles; `span` where it says so, relative to the instruction."""

    instruction: Instruction
    span: Span
    what: str
    is_package: bool

    @property
    def message(self) -> str:
        """What is wrong with it, and what to do."""
        if not self.is_package:
            return f"`{self.what}` leaves its tools and sources in the image: build in a stage of its own"
        if is_header(self.what):
            return f"`{self.what}` only serves to compile: leave it out, or compile in a stage of its own"
        return f"`{self.what}` stays in the image: build in a stage of its own"


def kept(stage: Stage) -> Iterator[Kept]:
    """What a stage and those it is FROM keep, in order. What the same RUN takes away again does not count."""
    for one in reversed(stage.chain):
        for at, (instruction, command) in enumerate(one.commands):
            if command.name in LOOKED_AT:
                what = compiles(command)
                if what and not _cleared(_later(one, at)):
                    yield Kept(instruction, command.span, what, False)
            call = command.package
            if call is None or call.action != "install" or call.family not in SYSTEM:
                continue
            found = next((package for package in call.packages if is_compiler(package.name)), None)
            if found is not None and not _removed(call, found.name, _later(one, at)):
                yield Kept(instruction, found.word.span, found.name, True)


def _later(stage: Stage, at: int) -> Iterator[Command]:
    """The commands that follow one in its RUN, as far as a person would write them."""
    run = stage.commands[at][0]
    for other, command in islice(stage.commands, at + 1, at + 1 + FOLLOWING):
        if other is not run:
            return
        yield command


def _cleared(later: Iterable[Command]) -> bool:
    """Whether system packages, or the folder of a toolchain, are removed afterwards in the same RUN."""
    for one in later:
        if one.name == "rm" and any(word.value.startswith(("/usr/local/go", "/usr/local/cargo", "/root/.cargo")) for word in one.args):
            return True
        if one.package is not None and one.package.family in SYSTEM and one.package.action == "remove":
            return True
    return False


def _removed(call: PackageCommand, name: str, later: Iterable[Command]) -> bool:
    """Whether a package is removed in the RUN that installs it: by its name, its virtual name, or all that nothing needs."""
    virtual = call.arguments.value("-t", "--virtual")
    marked = False
    for one in later:
        marked = marked or (one.name == "apt-mark" and any(word.value == "auto" for word in one.args))
        if one.package is None or one.package.action != "remove":
            continue
        names = [package.name for package in one.package.packages]
        patterns = any(package.kind == "variable" or "*" in package.name for package in one.package.packages)
        if name in names or (virtual and virtual in names) or patterns or marked:
            return True
    return False


def has_sources(stage: Stage) -> bool:
    """Whether files of the build context come into a stage or those it is FROM."""
    for one in stage.chain:
        if any(not transfer.flag("from") and transfer.words for transfer in one.all(Copy, Add)):
            return True
        if any(mount.type == "bind" and not mount.value("from") for run in one.all(Run) for mount in mounts(run)):
            return True
    return False


def is_for_work(stage: Stage) -> bool:
    """Whether a stage is for building or developing by its name, or by the shell that it starts."""
    entrypoint, cmd = stage.started
    started = entrypoint or cmd
    commands = [one for script in stage.document.scripts(started) for one in script.commands] if started else []
    shell = len(commands) == 1 and commands[0].name.lower() in _SHELLS and not commands[0].args
    return shell or stage.is_development or stage.name.startswith(BUILDERS)
