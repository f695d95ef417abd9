"""What only a shell would act on, in the words of a command line that no shell reads.

What a tool makes of `$` or `*` itself is left alone: patterns of grep and awk, code behind `python -c`, placeholders of Spring.
"""

from __future__ import annotations

from dockwright.patterns import pattern
from dockwright.shell.nodes import basename
from dockwright.shell.plain import is_shell_call

OPERATORS = frozenset(("&&", "||", "|", ";", "&", ">", ">>", "<", "2>", "2>&1", "&>", "1>&2", ">&2"))
READERS = frozenset(
    (
        *("awk", "gawk", "mawk", "sed", "grep", "egrep", "fgrep", "rg", "find", "jq", "yq", "expr", "envsubst", "dockerize", "xargs"),
        *("supervisord", "nginx", "caddy", "gomplate", "confd", "rsync", "cut", "tr", "test", "[", "eval"),
    )
)
"""Tools whose arguments have a syntax of their own with these characters."""
CODE = frozenset(("-c", "-e", "-E", "-r", "-p", "--eval", "--print", "--execute", "--command", "-Command", "-command"))
"""Options of interpreters and clients that are followed by code."""
FILE_TOOLS = frozenset(("cat", "chmod", "chown", "cp", "ls", "mv", "rm", "tar"))
_VARIABLE = pattern(r"(?<![\\$])\$(\{)?([A-Za-z_]\w*)(?(1)[:}+?#%/-])")
_COMMANDS = pattern(r"`[^`\s][^`]*`|(?<!\$)\$\((?!\()[a-z/]")


def find(words: list[str]) -> list[tuple[int, str]]:
    """The words with something for a shell, each as its index and what it is: `$NAME`, `$(…)`, `&&`, `*`."""
    if not words or is_shell_call(words):
        return []
    name = basename(words[0]).lower().removesuffix(".exe")
    found: list[tuple[int, str]] = []
    for i, word in enumerate(words):
        if name in READERS or (i > 1 and words[i - 1] in CODE):
            break
        what = _in_word(word, words[i - 1] if i else "", name)
        if what:
            found.append((i, what))
    return found


def _in_word(word: str, before: str, name: str) -> str:
    variable = _VARIABLE.search(word)
    if variable is not None:
        is_placeholder = name == "java" and variable[1] and "=" in word[: variable.start()]
        return "" if is_placeholder else f"${variable[2]}"
    if _COMMANDS.search(word):
        return "$(…)"
    if word in OPERATORS:
        return "" if before.startswith("-") and word in ("|", ";", "&") else word
    return word if word == "*" and name in FILE_TOOLS else ""


def is_command_line(word: str) -> bool:
    """Whether the name of a program is a whole command line: it has blanks, and is no path with blanks in it."""
    first, *rest = word.split(None) or [""]
    if not rest:
        return False
    if "/" not in first and "\\" not in first:
        return True
    return any(part.startswith("-") for part in rest) or not any(mark in part for part in rest for mark in "/\\")


def quoted(words: list[str]) -> str:
    """A text for `sh` that runs these words, with their variables, patterns and operators in effect."""
    return " ".join(_quoted(word) for word in words)


def _quoted(word: str) -> str:
    if word in OPERATORS or word == "*" or (word and all(char.isalnum() or char in "_./:=@%+,-" for char in word)):
        return word
    if _VARIABLE.search(word) or _COMMANDS.search(word):
        return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return "'" + word.replace("'", "'\\''") + "'"
