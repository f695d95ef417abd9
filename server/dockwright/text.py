"""Offsets, spans, edits and the map from a joined text back to its source.

Every offset counts code points from 0; every span is half-open. Nothing here knows
lines as an editor counts them, encodings or protocols, except `LineIndex`, which
turns an offset into a line and a column when somebody has to be told.
"""

from __future__ import annotations

from _collections import _tuplegetter  # type: ignore[import-not-found]
from bisect import bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple
else:

    class _Values(type):
        """`typing.NamedTuple` without `typing` and without compiling code: together they cost a third of a start."""

        def __new__(mcs, name, bases, body):
            if not bases:
                return super().__new__(mcs, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body.pop(field) for field in fields if field in body}
            body |= {field: _tuplegetter(at, field) for at, field in enumerate(fields)}
            made = super().__new__(mcs, name, (tuple,), {**_METHODS, **body, "__slots__": ()})
            made._fields = made.__match_args__ = fields
            made._defaults = defaults
            return made

    def _new(cls, *values, **named):
        fields = cls._fields
        if len(values) != len(fields) or named:
            rest = fields[len(values) :]
            values += tuple([named.pop(field) if field in named else cls._defaults[field] for field in rest])
            if named or len(values) != len(fields):
                raise TypeError(f"{cls.__name__} has the fields {', '.join(fields)}")
        return tuple.__new__(cls, values)

    def _replace(self, **named):
        values = [named.pop(field, value) for field, value in zip(self._fields, self, strict=True)]
        if named:
            raise ValueError(f"{type(self).__name__} has no field {', '.join(named)}")
        return tuple.__new__(type(self), values)

    def _repr(self):
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in zip(self._fields, self, strict=True))})"

    _METHODS = {"__new__": _new, "_replace": _replace, "__repr__": _repr, "__getnewargs__": lambda self: tuple(self)}

    class NamedTuple(metaclass=_Values):
        """An immutable value with named fields, declared by annotations."""


class Span(NamedTuple):
    """A half-open range of code-point offsets into one text."""

    start: int
    end: int

    def shift(self, by: int) -> Span:
        """The same range, `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character, or one is empty and touches the other."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


class Edit(NamedTuple):
    """Replace what `span` covers with `text`; an empty span inserts."""

    span: Span
    text: str

    def shift(self, by: int) -> Edit:
        """The same edit, `by` code points further on."""
        return Edit(self.span.shift(by), self.text)


def apply(source: str, edits: Iterable[Edit]) -> str:
    """Apply edits that do not overlap, given in any order; insertions at one offset keep their order."""
    parts: list[str] = []
    at = 0
    for span, text in sorted(edits, key=lambda edit: edit.span):
        if span.start < at:
            raise ValueError(f"edits overlap at offset {span.start}")
        parts += (source[at : span.start], text)
        at = span.end
    parts.append(source[at:])
    return "".join(parts)


class SourceMap:
    """Maps offsets in a text glued from pieces of a source to offsets in that source.

    `joined[i]` is where piece `i` starts in the glued text, `source[i]` where it starts in the source. `wide` has
    the characters that an escape of several characters stands for, with the source offset where that escape ends.
    """

    __slots__ = ("joined", "source", "wide")

    def __init__(self, joined: list[int], source: list[int], wide: dict[int, int] | None = None) -> None:
        self.joined = joined
        self.source = source
        self.wide = wide

    def offset(self, at: int) -> int:
        """The source offset of the character at `at`."""
        piece = bisect_right(self.joined, at) - 1
        return self.source[piece] + at - self.joined[piece]

    def span(self, start: int, end: int) -> Span:
        """The source span from the first to the last character of `start:end`; an empty one lies behind the character before it."""
        if len(self.joined) == 1 and not self.wide:
            by = self.source[0] - self.joined[0]
            return Span(start + by, max(start, end) + by)
        if end <= start:
            place = self.offset(start - 1) + 1 if start > self.joined[0] else self.offset(start)
            return Span(place, place)
        last = self.wide.get(end - 1) if self.wide else None
        return Span(self.offset(start), self.offset(end - 1) + 1 if last is None else last)

    def tail(self, at: int) -> SourceMap:
        """The map of the same text without its first `at` characters."""
        piece = bisect_right(self.joined, at) - 1
        joined = [0, *(start - at for start in self.joined[piece + 1 :])]
        wide = {key - at: end for key, end in self.wide.items() if key >= at} if self.wide else None
        return SourceMap(joined, [self.source[piece] + at - self.joined[piece], *self.source[piece + 1 :]], wide)

    def within(self, outer: SourceMap) -> SourceMap:
        """This map with its source offsets, which are offsets in `outer`'s text, mapped on through `outer`."""
        joined: list[int] = []
        source: list[int] = []
        for i, start in enumerate(self.joined):
            low = self.source[i]
            high = low + self.joined[i + 1] - start if i + 1 < len(self.joined) else None
            joined.append(start)
            source.append(outer.offset(low))
            for k in range(bisect_right(outer.joined, low), len(outer.joined)):
                if high is not None and outer.joined[k] >= high:
                    break
                joined.append(start + outer.joined[k] - low)
                source.append(outer.source[k])
        wide = {key: outer.offset(end - 1) + 1 for key, end in self.wide.items()} if self.wide else None
        return SourceMap(joined, source, wide)


IDENTITY = SourceMap([0], [0])


class LineIndex:
    """Lines of a text, ended by `\\n` as BuildKit ends them; lines and columns count from 0."""

    __slots__ = ("length", "starts")

    def __init__(self, text: str) -> None:
        starts = [0]
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        self.starts = starts
        self.length = len(text)

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column, in code points, of an offset."""
        line = bisect_right(self.starts, offset) - 1
        return line, offset - self.starts[line]

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column; past the end of a line or the text it is that end."""
        if line >= len(self.starts):
            return self.length
        end = self.starts[line + 1] - 1 if line + 1 < len(self.starts) else self.length
        return min(self.starts[line] + column, end)


def nearest(word: str, known: Iterable[str], limit: int = 2) -> str | None:
    """The known word at the smallest Levenshtein distance, at most `limit`; the first of several."""
    best, best_distance = None, limit + 1
    for candidate in known:
        if abs(len(candidate) - len(word)) < best_distance:
            distance = _distance(word, candidate, best_distance)
            if distance < best_distance:
                best, best_distance = candidate, distance
    return best


def _distance(a: str, b: str, limit: int) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
        if min(row) >= limit:
            return limit
    return row[-1]


__all__ = ["IDENTITY", "Edit", "LineIndex", "NamedTuple", "SourceMap", "Span", "apply", "nearest"]
