"""Offsets, spans, edits and the maps between texts."""

from __future__ import annotations

import pytest

from dockwright.text import Edit, LineIndex, SourceMap, Span, apply, nearest


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ((0, 2), (1, 3), True),
        ((0, 2), (2, 3), False),
        ((0, 5), (1, 2), True),
        ((1, 1), (1, 1), True),
        ((1, 1), (0, 1), True),
        ((1, 1), (1, 2), True),
        ((1, 1), (2, 3), False),
    ],
)
def test_overlaps(one: tuple[int, int], other: tuple[int, int], overlap: bool) -> None:
    assert Span(*one).overlaps(Span(*other)) is overlap
    assert Span(*other).overlaps(Span(*one)) is overlap


def test_apply() -> None:
    edits = [Edit(Span(5, 6), "X"), Edit(Span(2, 2), "a"), Edit(Span(0, 1), ""), Edit(Span(2, 2), "b")]
    assert apply("012345", edits) == "1ab234X"


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap at offset 1"):
        apply("0123", [Edit(Span(0, 2), ""), Edit(Span(1, 3), "")])


#        source  RUN a \⏎# c⏎ b \⏎ c      joined  RUN a  b  c
PIECES = SourceMap([0, 6, 9], [0, 12, 17])


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        (0, 3, (0, 3)),
        (4, 5, (4, 5)),
        (4, 8, (4, 14)),
        (7, 8, (13, 14)),
        (10, 11, (18, 19)),
        (6, 6, (6, 6)),
        (7, 7, (13, 13)),
        (0, 0, (0, 0)),
    ],
)
def test_source_map(start: int, end: int, span: tuple[int, int]) -> None:
    assert PIECES.span(start, end) == span


def test_source_map_within() -> None:
    inner = SourceMap([0, 3], [4, 9]).within(PIECES)
    assert [inner.offset(at) for at in range(5)] == [PIECES.offset(at) for at in (4, 5, 6, 9, 10)]


@pytest.mark.parametrize(("offset", "line", "column"), [(0, 0, 0), (2, 0, 2), (3, 1, 0), (4, 2, 0), (6, 2, 2)])
def test_line_index(offset: int, line: int, column: int) -> None:
    index = LineIndex("ab\n\nc😀")
    assert index.position(offset) == (line, column)
    assert index.offset(line, column) == offset


def test_line_index_beyond_the_end() -> None:
    index = LineIndex("ab\nc")
    assert [index.offset(0, 99), index.offset(1, 99), index.offset(9, 0)] == [2, 4, 4]


@pytest.mark.parametrize(("word", "best"), [("RNU", "RUN"), ("COPI", "COPY"), ("XXXXXX", None), ("ADD", "ADD"), ("EXPOS", "EXPOSE")])
def test_nearest(word: str, best: str | None) -> None:
    assert nearest(word, ("ADD", "RUN", "COPY", "EXPOSE")) == best
