"""Shell text to commands, whichever shell reads it."""

from __future__ import annotations

from dockwright.shell.nested import SHELLS, WINDOWS_SHELLS, expand, may_nest
from dockwright.shell.nodes import Command, Connector, Operator, Redirect, Script, Word, basename
from dockwright.shell.posix import parse as _parse_posix
from dockwright.text import SourceMap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_LENGTH = 1_000_000


def parse(text: str, dialect: str, source_map: SourceMap) -> Script:
    """Read `text` as a shell of that dialect would: `posix`, `powershell` or `cmd`; a script of another language has no commands.

    `source_map` leads from offsets in `text` to the instruction's source. Never raises; reads no more than `MAX_LENGTH` characters.
    """
    return _parse(text, dialect, source_map, 0)


def _parse(text: str, dialect: str, source_map: SourceMap, depth: int) -> Script:
    if len(text) > MAX_LENGTH:
        script = _parse(text[:MAX_LENGTH], dialect, source_map, depth)
        script.errors.append((MAX_LENGTH - 1, MAX_LENGTH, "too long to be read whole"))
        return script
    if dialect == "posix":
        script = _parse_posix(text, source_map)
    elif dialect == "powershell":
        from dockwright.shell.powershell import parse as parse_powershell

        script = parse_powershell(text, source_map)
    elif dialect == "cmd":
        from dockwright.shell.cmd import parse as parse_cmd

        script = parse_cmd(text, source_map)
    else:
        return Script(text, dialect, source_map)
    if may_nest(text):
        expand(script, _parse, depth)
    return script


def parse_words(items: Iterable[tuple[str, int, int, SourceMap]], source_map: SourceMap, dialect: str = "posix") -> Script:
    """Read the exec form, which no shell reads: `["apt-get", "install", "x"]`; what follows `sh -c` is read as a script.

    An item is the value of a JSON string, the start and end of its token with the quotes in the joined text, which
    `source_map` leads back from, and a map from offsets in the value to the source. The script's text is the values in
    double quotes with a space between, so that the span of a word is that of its token. `dialect` only says how names
    are compared: in lower case for the Windows shells.
    """
    parts: list[str] = []
    joined: list[int] = []
    source: list[int] = []
    wide: dict[int, int] = {}
    at = 0
    words: list[tuple[str, int]] = []
    for value, start, end, value_map in items:
        words.append((value, at))
        joined += (at, *(at + 1 + offset for offset in value_map.joined), at + 1 + len(value))
        source += (source_map.offset(start), *value_map.source, source_map.offset(max(end - 1, start)))
        wide |= {at + 1 + offset: last for offset, last in (value_map.wide or {}).items()}
        parts.append(f'"{value}"')
        at += len(value) + 3
    script = Script(" ".join(parts), dialect, SourceMap(joined or [0], source or [0], wide))
    script.exec_form = True
    if words:
        _add_command(script, words)
        expand(script, _parse, 0)
    return script


def _add_command(script: Script, words: list[tuple[str, int]]) -> None:
    command = Command(0, None, False, (), script.map, script.dialect)
    for value, at in words:
        end = at + len(value) + 2
        command.words.append(Word(value, script.text[at:end], at, end, True, True, script.map))
    command.end = len(script.text)
    script.commands.append(command)


def dialect_of(shell: tuple[str, ...]) -> str:
    """`posix`, `powershell`, `cmd` or `other` for the words of a SHELL instruction or a shebang line."""
    names = [basename(word).lower().removesuffix(".exe") for word in shell[:2]]
    if names[:1] == ["busybox"] or names[:1] == ["env"]:
        del names[0]
    name = names[0] if names else "sh"
    if name in SHELLS:
        return "posix"
    return WINDOWS_SHELLS.get(name, "other")


def interpreter_of(line: str) -> tuple[str, ...]:
    """The words of a shebang line, without `/usr/bin/env` and its options; none if it is no shebang line."""
    if not line.startswith("#!"):
        return ()
    words = line[2:].split()
    if words and basename(words[0]) == "env":
        del words[0]
        while words and (words[0].startswith("-") or "=" in words[0]):
            del words[0]
    return tuple(words)


__all__ = ["Command", "Connector", "Operator", "Redirect", "Script", "Word", "dialect_of", "interpreter_of", "parse", "parse_words"]
