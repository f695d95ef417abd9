"""Command lines that need no shell, one program with arguments that nothing is expanded in, and those that start one."""

from __future__ import annotations

from dockwright.patterns import DOTALL, pattern
from dockwright.shell.nested import SHELLS, WINDOWS_SHELLS
from dockwright.shell.nodes import basename

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.shell.nodes import Command, Script, Word

BUILTINS = frozenset(
    (
        *(".", ":", "alias", "bg", "break", "builtin", "caller", "cd", "command", "compgen", "complete", "continue", "declare", "dirs"),
        *("disown", "enable", "eval", "exec", "exit", "export", "fc", "fg", "getopts", "hash", "help", "history", "jobs", "let", "local"),
        *("logout", "mapfile", "popd", "pushd", "read", "readarray", "readonly", "return", "set", "shift", "shopt", "source", "suspend"),
        *("times", "trap", "type", "typeset", "ulimit", "umask", "unalias", "unset", "wait"),
    )
)
"""What only a shell can do. `echo`, `test` and the like are programs as well."""

_POSITIONAL = pattern(r"\$\{?[@*#0-9]")
_QUOTED = pattern(r"""'[^']*'|"(?:[^"\\]|\\.)*"|\\.""", DOTALL)


def lone(script: Script) -> Command | None:
    """The command of a script that is nothing but this one, without comments, operators or a `!` around it."""
    found = [command for command in script.commands if not command.context]
    if len(found) != 1 or script.exec_form or found[0].negated or not script.is_chain or not found[0].words:
        return None
    command = found[0]
    start = min(part.start for part in (*command.assigns, *command.words, *command.redirects))
    return command if script.text[start : command.end] == script.text.strip() else None


def arguments(command: Command) -> list[str] | None:
    """The words a program gets from a shell, where it could get them without one; None otherwise."""
    if command.assigns or command.redirects or not command.words or not is_program(command):
        return None
    return [word.value for word in command.words] if all(is_plain(word) for word in command.words) else None


def split(text: str) -> list[str] | None:
    """The words of a command line that needs no shell; None for any other."""
    from dockwright.shell.commands import parse
    from dockwright.text import IDENTITY

    command = lone(parse(text, "posix", IDENTITY))
    return arguments(command) if command else None


def is_program(command: Command) -> bool:
    """Whether it is something to execute, no builtin of the shell."""
    return command.words[0].value not in BUILTINS


def is_plain(word: Word) -> bool:
    """Whether a shell only takes the quotes off: no variables, patterns, braces or `~`."""
    if not word.literal or "$" in word.text or "`" in word.text:
        return False
    bare = _QUOTED.sub("", word.text) if word.quoted else word.text
    return not any(char in "*?[]{}~!" for char in bare)


def is_shell_call(words: list[str]) -> bool:
    """Whether a command line hands text to a shell: `sh -c`, `bash -ec`, `cmd /c`, `powershell -Command`, `env -S`."""
    if len(words) < 2:
        return False
    name = basename(words[0]).lower().removesuffix(".exe")
    if name in SHELLS:
        return any(word[:1] in "-+" and not word.startswith("--") and "c" in word for word in words[1:-1])
    if name in WINDOWS_SHELLS:
        return any(word.lower() in ("/c", "/k") or "-command".startswith(word.lower()) for word in words[1:] if len(word) > 1)
    return (name == "env" and words[1].startswith(("-S", "--split-string"))) or (name == "busybox" and is_shell_call(words[1:]))


def takes_arguments(text: str) -> bool:
    """Whether a shell text uses its positional parameters: `$@`, `$0`, `${1}`."""
    return _POSITIONAL.search(text) is not None
