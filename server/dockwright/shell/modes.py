"""File modes that commands set: `chmod 777`, `install -m u+s`, `mkdir -m 2775`. Sources: chmod(1), POSIX."""

from __future__ import annotations

from bisect import bisect_left

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.shell.nodes import Command, Script, Word
    from dockwright.text import Span

STICKY, SETUID, SETGID, WORLD_WRITE = 0o1000, 0o4000, 0o2000, 0o0002
WHO, PERMISSIONS = frozenset("ugoa"), frozenset("rwxXstugo")


class Mode:
    """A mode as given: its text and place, the command, and the files it is for."""

    __slots__ = ("command", "paths", "span", "text")

    def __init__(self, text: str, span: Span, command: Command, paths: list[str]) -> None:
        self.text = text
        self.span = span
        self.command = command
        self.paths = paths


def modes(command: Command) -> Iterator[Mode]:
    """The mode that a command sets, if it says one."""
    arguments = command.arguments
    operands = arguments.operands
    if command.name == "chmod" and operands and not arguments.has("--reference"):
        paths = [word.value for word in operands[1:]]
        yield Mode(operands[0].value, _place(operands[0], operands[0].value), command, paths)
    elif command.name in ("install", "mkdir"):
        option = arguments.get("-m", "--mode")
        if option is not None and option.value and option.value_word is not None:
            yield Mode(option.value, _place(option.value_word, option.value), command, [word.value for word in operands])


def _place(word: Word, text: str) -> Span:
    """A mode in its word, without quotes and what stands before it."""
    at = word.text.rfind(text)
    return word.map.span(word.start + at, word.start + at + len(text)) if at >= 0 else word.span


def bits(text: str) -> int | None:
    """The bits of an octal mode; None if it is none."""
    return int(text, 8) if 0 < len(text) <= 6 and all(char in "01234567" for char in text) else None


def _clauses(text: str) -> Iterator[tuple[frozenset[str], str, frozenset[str]]]:
    """The clauses of a symbolic mode: whose permissions, `+`, `-` or `=`, and which; nothing if it is none."""
    for clause in text.split(",")[:64]:
        at = 0
        while at < len(clause) and clause[at] in WHO:
            at += 1
        who, rest = frozenset(clause[:at]), clause[at:]
        while rest and rest[0] in "+-=":
            end = 1
            while end < len(rest) and rest[end] in PERMISSIONS:
                end += 1
            yield who, rest[0], frozenset(rest[1:end])
            rest = rest[end:]


def is_world_writable(text: str, umask: bool = True) -> bool:
    """Whether a mode lets everybody write; not with the sticky bit, as on `/tmp`. Without an `umask`, `+w` does, too."""
    octal = bits(text)
    if octal is not None:
        return bool(octal & WORLD_WRITE) and not octal & STICKY
    if any("t" in which and sign != "-" for _, sign, which in _clauses(text)):
        return False
    return any(sign != "-" and "w" in which and (who & {"o", "a"} or (not who and not umask)) for who, sign, which in _clauses(text))


def identities(text: str) -> tuple[bool, bool]:
    """Whether a mode makes programs run as their owner, and as their group."""
    octal = bits(text)
    if octal is not None:
        return bool(octal & SETUID), bool(octal & SETGID)
    setting = [who for who, sign, which in _clauses(text) if sign != "-" and "s" in which]
    return any(not who or who & {"u", "a"} for who in setting), any(not who or who & {"g", "a"} for who in setting)


def not_for_everybody(text: str) -> str | None:
    """An octal mode without the right of everybody to write; None for a symbolic one."""
    octal = bits(text)
    return None if octal is None else text[:-1] + str(octal & 0o7 & ~WORLD_WRITE)


def has_open_umask(script: Script, command: Command) -> bool:
    """Whether an `umask 0` stands before a command in its script."""
    at = bisect_left(script.commands, command.start, key=lambda one: one.start)
    before = [one for one in script.commands[max(at - 200, 0) : at] if one.name == "umask" and one.args]
    return bool(before) and not before[-1].args[0].value.strip("0")
