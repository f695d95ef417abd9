"""Commands that run a script of their own, whose doings a Dockerfile does not show."""

from __future__ import annotations

from dockwright.shell.nested import SHELLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.shell.nodes import Command

ENDINGS = (".sh", ".bash", ".py", ".pl", ".rb")


def runs_script(command: Command) -> bool:
    """Whether the command runs a file: `./install`, `setup.sh`, `bash /tmp/x`, `. ./env`, or what is piped into a shell."""
    name = command.name
    word = command.name_word
    if name in ("source", ".", *SHELLS):
        return not command.arguments.has("-c") and (bool(command.arguments.operands) or _is_fed(command))
    return name.endswith(ENDINGS) or (word is not None and word.value.startswith(("./", "../", "/tmp/", "/opt/", "/app/")))


def _is_fed(command: Command) -> bool:
    return command.before is not None and command.before.text in ("|", "|&")
