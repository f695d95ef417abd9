"""The lines of source a finding is about, with carets under exactly its range, for a terminal."""

from __future__ import annotations

from dockwright.text import LineIndex, NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.text import Span

TAB = 4
MOST_LINES = 4


class Places(LineIndex):
    """Lines and columns as an editor shows them: a byte order mark takes no column."""

    __slots__ = ()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.starts[0] = 1 if text[:1] == "\ufeff" else 0

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both from 0."""
        return super().position(max(offset, self.starts[0]))


class Row(NamedTuple):
    """One line of an excerpt: its number (0 for lines left out), its text and its carets, aligned by display width."""

    number: int
    text: str
    carets: str


def excerpt(source: str, lines: Places, span: Span, width: int) -> list[Row]:
    """The lines of `span`, at most four of them and each at most `width` columns wide."""
    first = lines.position(span.start)[0]
    last = lines.position(max(span.start, span.end - 1))[0]
    whole = last - first < MOST_LINES
    rows = [_row(source, lines, span, number, width) for number in range(first, last + 1 if whole else first + MOST_LINES - 1)]
    return rows if whole else [*rows, Row(0, "...", ""), _row(source, lines, span, last, width)]


def _row(source: str, lines: Places, span: Span, number: int, width: int) -> Row:
    start = lines.starts[number]
    end = lines.starts[number + 1] - 1 if number + 1 < len(lines.starts) else lines.length
    if end > start and source[end - 1] == "\r":
        end -= 1
    low, high = max(span.start, start), min(span.end, end)
    while low < high and source[low] in " \t":
        low += 1
    left, right = _window(start, end, low, width)
    shown = [_cell(char) for char in source[left:right]]
    before, after = ("…" if left > start else ""), ("…" if right < end else "")
    indent = len(before) + _columns(shown[: low - left])
    covered = _columns(shown[low - left : max(0, high - left)])
    if not covered and span.start >= start:
        covered = 1
    return Row(number + 1, before + "".join(shown) + after, " " * indent + "^" * covered)


def _window(start: int, end: int, at: int, width: int) -> tuple[int, int]:
    """The part of a long line to show: all of it, or `width` characters around what matters."""
    if end - start <= width:
        return start, end
    left = start if at - start < width * 2 // 3 else at - width // 3
    return left, min(end, left + width - 2)


def _columns(cells: list[str]) -> int:
    return sum(map(_width, cells))


def _cell(char: str) -> str:
    """What to print for one character: tabs as blanks, what a terminal would obey or not show in visible form."""
    if char == "\t":
        return " " * TAB
    if " " <= char <= "~":
        return char
    return visible(char)


def visible(text: str) -> str:
    """`text` with nothing in it that a terminal would obey, hide or refuse: undecodable bytes read `\\xff`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if char.isprintable() or char in "\u200d\ufe0e\ufe0f":
        return char
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _width(cell: str) -> int:
    """The columns a cell takes in a terminal."""
    if cell.isascii():
        return len(cell)
    from unicodedata import category, east_asian_width

    return sum(0 if category(c) in ("Mn", "Me", "Cf") else 2 if east_asian_width(c) in "WF" else 1 for c in cell)
