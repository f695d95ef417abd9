"""Settings of package managers that stay in force: configuration files and variables that earlier steps wrote."""

from __future__ import annotations

from dockwright.shell.files import written
from dockwright.syntax import Copy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.document import Document
    from dockwright.model.stages import Stage
    from dockwright.shell.nodes import Command, Word
    from dockwright.syntax import Instruction

APT = "/etc/apt/apt.conf"
_TRUE = ("true", "1", "yes", "on", "enable", "with")
_FALSE = ("false", "0", "no", "off", "disable", "without")


def apt_setting(document: Document, instruction: Instruction, command: Command, name: str) -> bool | None:
    """What an apt configuration file written earlier in the stage's chain says of a switch such as `APT::Install-Recommends`."""
    stage = document.stage_of(instruction)
    before = [one for _, one in document.commands(stage, before=command)]
    texts = [word.value for one, _ in written(before, APT) for word in (*_pipeline(one, before), *one.args)]
    texts += [redirect.body for one, _ in written(before, APT) for redirect in one.redirects]
    texts += _copied(stage, instruction)
    found = [value for value in (_value(text, name) for text in texts) if value is not None]
    return found[-1] if found else None


def _pipeline(command: Command, before: list[Command]) -> list[Word]:
    """The words of the command that feeds this one: `echo … | tee file`."""
    at = before.index(command)
    fed = command.before is not None and command.before.text == "|" and at > 0
    return before[at - 1].args if fed else []


def _copied(stage: Stage, instruction: Instruction) -> list[str]:
    return [
        heredoc.content
        for one in reversed(stage.chain)
        for copy in one.all(Copy)
        if copy.start < instruction.start and copy.words and copy.words[-1].value.startswith(APT)
        for heredoc in copy.heredocs
    ]


def _value(text: str, name: str) -> bool | None:
    """The value of `Name "true";` or `Name=true` in a text, names in any case as apt reads them."""
    at = text.lower().rfind(name.lower())
    if at < 0:
        return None
    rest = text[at + len(name) :].lstrip(" \t=:\"'").lower()
    if rest.startswith(_TRUE):
        return True
    return False if rest.startswith(_FALSE) else None


def apt_option(values: list[str | None], name: str) -> bool | None:
    """The same for the values of `-o` options."""
    found = [_value(value or "", name) for value in values]
    return next((value for value in reversed(found) if value is not None), None)


def truth(value: str | None) -> bool:
    """Whether a switch of a program is on, as most of them read it."""
    return (value or "").lower() in _TRUE


def variable(document: Document, instruction: Instruction, command: Command, name: str) -> str | None:
    """The value of an environment variable for one command: set before it, exported earlier in its RUN, or by ENV and ARG."""
    for word in command.assigns:
        if word.value.startswith(f"{name}="):
            return word.value[len(name) + 1 :]
    found = document.scope(instruction).get(name)
    value = found.built if found else None
    for script in document.scripts(instruction):
        for one in script.commands:
            if one.start < command.start and one.name in ("export", ""):
                for word in (*one.args, *one.assigns):
                    if word.value.startswith(f"{name}="):
                        value = word.value[len(name) + 1 :]
    return value
