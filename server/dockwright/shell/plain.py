"""Command lines that need no shell: one program with arguments that nothing is expanded in."""

from __future__ import annotations

from dockwright.patterns import DOTALL, pattern

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


def is_program(command: Command) -> bool:
    """Whether it is something to execute, no builtin of the shell."""
    return command.words[0].value not in BUILTINS


def is_plain(word: Word) -> bool:
    """Whether a shell only takes the quotes off: no variables, patterns, braces or `~`."""
    if not word.literal or "$" in word.text or "`" in word.text:
        return False
    bare = _QUOTED.sub("", word.text) if word.quoted else word.text
    return not any(char in "*?[]{}~!" for char in bare)
