"""Where commands are searched for: what a value of PATH still finds, and what is searched for with it."""

from __future__ import annotations

from bisect import bisect_right

from dockwright.model.shells import is_windows
from dockwright.shell.nodes import basename
from dockwright.shell.plain import BUILTINS
from dockwright.syntax import Cmd, Entrypoint, Run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.stages import Stage
    from dockwright.shell.nodes import Script
    from dockwright.syntax import Instruction

MERGED = frozenset(("debian", "ubuntu", "rhel", "fedora", "amazon", "suse", "arch", "photon", "azurelinux"))
"""The distributions in which `/bin` is `/usr/bin`."""

_OWN = BUILTINS | {"echo", "printf", "test", "[", "[[", "true", "false", "pwd", "kill"}
"""What shells do themselves."""


def keeps_system(stage: Stage, value: str) -> bool:
    """Whether a value of PATH still has the folders of the system's own commands."""
    if is_windows(stage) or ";" in value or "\\" in value:
        return "\\windows\\system32" in value.lower().replace("/", "\\")
    folders = {folder.rstrip("/") for folder in value.split(":")}
    image = stage.known
    if image is not None and image.family in MERGED:
        return not folders.isdisjoint(("/bin", "/usr/bin"))
    if image is not None and image.family == "busybox":
        return "/bin" in folders
    return {"/bin", "/usr/bin"} <= folders


def searched(stage: Stage, after: Instruction) -> str:
    """A command that a later step of the stage, or of one FROM it, names without its folder; empty where there is none."""
    for one in stage.built_on:
        names = _searched(one)
        at = bisect_right(names, after.index, key=lambda found: found[0]) if one is stage else 0
        if at < len(names):
            return names[at][1]
    return ""


def _searched(stage: Stage) -> list[tuple[int, str]]:
    """The steps of a stage that search for a command, each with the first it names."""
    found: list[tuple[int, str]] | None = stage.memo.get("searched")
    if found is None:
        found = stage.memo["searched"] = []
        for instruction in stage.all(Run, Cmd, Entrypoint):
            for script in stage.document.scripts(instruction):
                name = next(_names(script), "") if script.dialect == "posix" or is_windows(stage) else ""
                if name:
                    found.append((instruction.index, name))
    return found


def _names(script: Script) -> Iterator[str]:
    for command in script.commands:
        if command.name == "export" and any(word.value.startswith("PATH=") for word in command.args):
            return
        word = command.words[0].value if command.words else ""
        if word and basename(word) == word and not word.startswith("$") and (script.exec_form or word not in _OWN):
            yield word
