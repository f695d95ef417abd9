"""Offsets, edits, maps and line indexes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.text import Edit, LineIndex, SourceMap, Span, apply, nearest


@pytest.mark.parametrize(
    "edits, expected",
    [
        ([], "abcdef"),
        ([(1, 2, "X")], "aXcdef"),
        ([(4, 6, ""), (0, 1, "A")], "Abcd"),
        ([(2, 2, "1"), (2, 2, "2")], "ab12cdef"),
        ([(2, 2, "1"), (2, 3, "C")], "ab1Cdef"),
        ([(6, 6, "!")], "abcdef!"),
    ],
)
def test_apply(edits, expected):
    assert apply("abcdef", [Edit(Span(start, end), text) for start, end, text in edits]) == expected


def test_overlapping_edits_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        apply("abcdef", [Edit(Span(0, 3), ""), Edit(Span(2, 4), "")])


@pytest.mark.parametrize(
    "one, other, expected",
    [((0, 3), (3, 5), False), ((0, 3), (2, 5), True), ((3, 3), (3, 5), True), ((3, 3), (0, 3), True), ((1, 1), (2, 5), False)],
)
def test_overlap(one, other, expected):
    assert Span(*one).overlaps(Span(*other)) is expected
    assert Span(*other).overlaps(Span(*one)) is expected


@given(st.text(alphabet="ab\n\r\U0001f433é"))
def test_positions_and_offsets_are_inverse(text):
    index = LineIndex(text)
    for offset in range(len(text) + 1):
        line, column = index.position(offset)
        assert index.offset(line, column) == offset
        assert text[:offset].count("\n") == line


def test_offsets_past_the_end_are_bounded():
    index = LineIndex("ab\ncd")
    assert index.offset(0, 99) == 2
    assert index.offset(1, 99) == 5
    assert index.offset(9, 0) == 5


PIECES = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 3)), min_size=1, max_size=6)


def glued(pieces):
    """A map of pieces of a source with gaps between them, and where every character of the glued text comes from."""
    joined, source, origin, at = [], [], [], 0
    for length, gap in pieces:
        at += gap
        joined.append(len(origin))
        source.append(at)
        origin += range(at, at + length)
        at += length
    return SourceMap(joined, source), origin


@given(PIECES, PIECES)
def test_maps_compose(outer_pieces, inner_pieces):
    outer, outer_origin = glued(outer_pieces)
    inner, inner_origin = glued(inner_pieces)
    inside = [at for at in inner_origin if at < len(outer_origin)]
    composed = inner.within(outer)
    assert [composed.offset(i) for i in range(len(inside))] == [outer_origin[at] for at in inside]


@given(PIECES, st.data())
def test_a_tail_is_the_map_without_its_start(pieces, data):
    whole, origin = glued(pieces)
    at = data.draw(st.integers(0, len(origin) - 1))
    tail = whole.tail(at)
    assert [tail.offset(i) for i in range(len(origin) - at)] == origin[at:]


@pytest.mark.parametrize(
    "word, expected", [("COPPY", "COPY"), ("FORM", "FROM"), ("copy", None), ("XYZZY", None), ("RUNN", "RUN"), ("ENTRYPOIN", "ENTRYPOINT")]
)
def test_nearest(word, expected):
    assert nearest(word, ["COPY", "FROM", "RUN", "ENTRYPOINT", "ENV"]) == expected
