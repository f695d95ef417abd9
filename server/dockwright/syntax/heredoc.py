"""Here-documents as BuildKit finds them: `<<NAME` among the shell words of a RUN, COPY or ADD line."""

from __future__ import annotations

from dockwright.patterns import DOTALL, pattern
from dockwright.syntax.words import split, unquote
from dockwright.text import NamedTuple, Span

_ESCAPED = pattern(r"\\(.)", DOTALL)
_MARKER = pattern("([0-9]*)<<(-?)[\\t\\n\\f\\r ]*([^<]*)")
_LAST_FD = 2**64 - 1


class Marker(NamedTuple):
    """A `<<NAME` in the joined text of an instruction, at `start:end` there."""

    name: str
    expand: bool
    chomp: bool
    fd: int
    start: int
    end: int


def marker(word: str, start: int = 0) -> Marker | None:
    """The heredoc that a word announces, or None; quotes anywhere in the name turn expansion off."""
    match = _MARKER.fullmatch(word)
    if match is None or not match[3]:
        return None
    raw = [text for text, _ in split(match[3])]
    plain = unquote(match[3])
    if len(raw) != 1 or plain is None or len(plain) != 1:
        return None
    expand = _quotes(_ESCAPED.sub(lambda match: match[1], raw[0])) == _quotes(plain[0])
    digits = match[1].lstrip("0")
    fd = min(int(digits or 0), _LAST_FD) if len(digits) <= 20 else _LAST_FD
    return Marker(plain[0], expand, match[2] == "-", fd, start, start + len(word))


def _quotes(text: str) -> int:
    return text.count("'") + text.count('"')


def markers(text: str, start: int = 0) -> list[Marker]:
    """The heredocs that a joined line announces, in the order in which their bodies follow."""
    if "<<" not in text:
        return []
    found = (marker(word, start + at) for word, at in split(text))
    return [one for one in found if one]


def near_end(source: str, start: int, name: str) -> Span | None:
    """The first line behind `start` that would end a heredoc but for blanks around it or the case of its letters."""
    wanted, at = name.strip().lower(), start
    while 0 <= at < len(source):
        end = source.find("\n", at)
        line = source[at:] if end < 0 else source[at:end]
        if len(line) < len(wanted) + 200 and line.strip().lower() == wanted:
            return Span(at, at + len(line.rstrip("\r")))
        at = end + 1 if end >= 0 else -1
    return None


def is_shift(text: str, at: int) -> bool:
    """Whether the `<<` at an offset of a RUN stands in shell arithmetic, `$((1 << 2))`."""
    return text.rfind("((", 0, at) > text.rfind("))", 0, at)
