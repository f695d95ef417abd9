"""Commands that change nothing but the shell that runs them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.shell.nodes import Command

CHANGERS = {
    "cd": "WORKDIR", "pushd": "WORKDIR", "export": "ENV", "set": "SHELL", "umask": "SHELL", "alias": "SHELL", "ulimit": "SHELL",
    "shopt": "SHELL", "unset": "ENV",
}  # fmt: skip
"""Each with the instruction that keeps what it does."""
SOURCED = ("activate", "env", "profile", ".profile", ".bashrc", ".bash_profile", ".zshrc", "nvm.sh", ".env", "setup.bash", "sdkman-init.sh")
ACTIVATIONS = ("activate", "hook", "init", "env", "agent")


def changed(command: Command) -> str:
    """The instruction that would keep what a command does, where it only changes its shell; empty for any other command."""
    if command.redirects or command.negated or command.wrappers:
        return ""
    name = command.name
    if not command.words:
        return "ENV" if command.assigns and all(word.literal for word in command.assigns) else ""
    if name in CHANGERS:
        return CHANGERS[name] if command.args and all("$(" not in word.text and "`" not in word.text for word in command.args) else ""
    values = [word.value for word in command.args]
    if name in ("source", "."):
        return "ENV" if values and values[0].rpartition("/")[2] in SOURCED else ""
    if name == "eval":
        text = " ".join(word.text for word in command.args)
        return "ENV" if "$(" in text and any(one in text for one in ACTIVATIONS) else ""
    return "ENV" if name in ("conda", "mamba", "micromamba") and values[:1] == ["activate"] else ""
