"""The texts as the server keeps them: whatever is edited, they are what the editor has, and are read as if they were new."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types as t

from dockwright import engine
from dockwright.engine import check
from dockwright.lsp.convert import Positions
from dockwright.lsp.documents import OpenDocument
from dockwright.model.remarks import Comment, asked_in
from dockwright.model.surroundings import NOTHING, Surroundings
from dockwright.settings import Settings
from dockwright.text import Span
from lsp.client import lines_of, units

ENCODINGS = ("utf-8", "utf-16", "utf-32")
SETTINGS = Settings()
SOURCE = """\
# syntax=docker/dockerfile:1
ARG V=latest
FROM node:$V AS build
ADD a b
RUN apt-get install \\
    curl 'é😀' && \\
# inner
    echo $V
COPY <<EOF /x
ADD text
EOF
from alpine:latest
ENV A=1 B=$A
add --chown=a c d
"""
PIECES = st.sampled_from(
    ["", "\n", "\r\n", "\r", " ", "\t", "👩‍👩‍👧", "\\\n", "#", "é", "😀", "\u2028", "\x0c", "$V", '"', "'"]
    + ["RUN echo $V\n", "ENV V=1\n", 'SHELL ["/bin/bash", "-c"]\n', "ADD a b\n", "FROM x\n", "<<EOF", "EOF\n", "RUN x && \\\n"]
)


def position(text, offset, encoding):
    lines = lines_of(text[:offset])
    if text[offset - 1 : offset + 1] == "\r\n":
        return position(text, offset - 1, encoding)
    return t.Position(len(lines) - 1, units(lines[-1], encoding))


def change(text, start, end, new, encoding):
    return t.TextDocumentContentChangePartial(t.Range(position(text, start, encoding), position(text, end, encoding)), new)


def verdicts(body):
    """What ShellCheck might say, of texts without curl."""
    at = body.text.find("$")
    said = Comment(2086, "info", "Double quote", at, at + 2, ()), Comment(2154, "warning", "V is not assigned", at, at + 2, ())
    return None if "curl" in body.text else said[: 2 * (at >= 0)]


EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), PIECES), min_size=1, max_size=8)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(EDITS, st.booleans(), st.sampled_from([NOTHING, Surroundings(verdicts=verdicts)]))
@settings(max_examples=60, deadline=None)
def test_random_edits_come_to_the_same_as_a_fresh_start(encoding, edits, crlf, surroundings):
    text = SOURCE.replace("\n", "\r\n") if crlf else SOURCE
    document = OpenDocument("file:///Dockerfile", text, 1, encoding)
    for number, (place, length, new) in enumerate(edits, 2):
        start, end = span_of(text, place, length)
        document.change(number, [change(text, start, end, new, encoding)])
        text = text[:start] + new + text[end:]
        assert document.text == text
        assert told(document.check(SETTINGS, surroundings)) == told(check(text, SETTINGS, document.path, surroundings=surroundings))


def told(result):
    return (
        result.findings,
        result.crashes,
        result.unjudged,
        [(one.start, one.start_line, str(one.parsed.source)) for one in result.document.instructions],
    )


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(EDITS, st.booleans())
@settings(max_examples=40, deadline=None)
def test_several_changes_in_one_message_are_made_one_after_the_other(encoding, edits, crlf):
    """Each range is about the text as the change before it has left it. A whole text may come in between."""
    text = SOURCE.replace("\n", "\r\n") if crlf else SOURCE
    document, changes = OpenDocument("file:///Dockerfile", text, 1, encoding), []
    for place, length, new in edits:
        start, end = span_of(text, place, length)
        after = text[:start] + new + text[end:]
        whole = t.TextDocumentContentChangeWholeDocument(after)
        changes.append(whole if length == 12 else change(text, start, end, new, encoding))
        text = after
    document.change(2, changes)
    assert document.text == text
    assert told(document.check(SETTINGS)) == told(check(text, SETTINGS, document.path))


def span_of(text, place, length):
    """Where an edit is; never between the two characters of a line end, which no position can name."""
    start = round(place * len(text))
    end = min(start + length, len(text))
    start -= text[start - 1 : start + 1] == "\r\n"
    end -= text[end - 1 : end + 1] == "\r\n"
    return start, max(start, end)


def test_verdicts_that_come_later_are_taken_in():
    document, known = OpenDocument("file:///Dockerfile", SOURCE + "RUN cp $V b\n", 1, "utf-16"), set()
    surroundings = Surroundings(verdicts=lambda body: verdicts(body) if body in known else None)
    first = document.check(SETTINGS, surroundings)
    assert len(first.unjudged) == 2
    known.update(first.unjudged[1:])
    for expected in (1, 1):
        document.forget()
        found = document.check(SETTINGS, surroundings)
        assert {one.aliases for one in found.findings if one.rule == "shellcheck"} == {("SC2086",), ("SC2154",)}
        assert len(found.unjudged) == expected


def test_an_edit_at_every_position():
    document = OpenDocument("file:///Dockerfile", SOURCE, 1, "utf-16")
    for offset in range(len(SOURCE)):
        document.change(2, [change(SOURCE, offset, offset, "x", "utf-16")])
        text = SOURCE[:offset] + "x" + SOURCE[offset:]
        assert told(document.check(SETTINGS)) == told(check(text, SETTINGS, document.path))
        document.change(3, [change(text, offset, offset + 1, "", "utf-16")])
    assert document.text == SOURCE


TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=12).map("".join)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_positions_and_offsets(encoding, text):
    text = re.sub("[\ud800-\udfff]", "", text)
    positions = Positions(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n":
            line, column = positions.position(offset)
            assert (line, column) == (len(lines_of(text[:offset])) - 1, units(lines_of(text[:offset])[-1], encoding))
            assert positions.offset(line, column) == offset


@pytest.mark.parametrize(
    "line, column, expected",
    [(0, 99, 3), (0, -1, 0), (-1, 5, 0), (9, 0, 12), (1, 99, 5), (2, 1, 8), (2, 2, 8), (2, 3, 9), (2, 99, 10)],
)
def test_places_that_are_not_there(line, column, expected):
    assert Positions("abc\nd\r\n 😀x\r\n", "utf-16").offset(line, column) == expected


def test_a_range_that_runs_backwards_is_turned_round():
    document = OpenDocument("file:///Dockerfile", "abcdef", 1, "utf-16")
    document.change(2, [t.TextDocumentContentChangePartial(t.Range(t.Position(0, 4), t.Position(0, 1)), "-")])
    assert document.text == "a-ef"


@pytest.mark.parametrize(
    "changes, expected",
    [
        ([], Span(9, 12)),
        ([(0, 0, "xx")], Span(11, 14)),
        ([(0, 4, "")], Span(5, 8)),
        ([(9, 9, "x")], Span(10, 13)),
        ([(12, 12, "x")], Span(9, 12)),
        ([(10, 11, "x")], None),
        ([(8, 10, "")], None),
        ([(0, 0, "xx"), (0, 1, "")], Span(10, 13)),
    ],
)
def test_where_a_place_is_after_changes(changes, expected):
    document = OpenDocument("file:///Dockerfile", "FROM a:1\nADD b c\n", 1, "utf-16")
    for version, (start, end, new) in enumerate(changes, 2):
        document.change(version, [change(document.text, start, end, new, "utf-16")])
    assert document.moved(Span(9, 12), 1) == expected
    assert document.moved(Span(9, 12), 99) is None


def test_changes_that_are_forgotten_lose_places():
    document = OpenDocument("file:///Dockerfile", "FROM a\n" * 3, 1, "utf-16")
    for version in range(2, 300):
        document.change(version, [change(document.text, 0, 0, "#", "utf-16")])
    assert document.moved(Span(7, 11), 1) is None
    assert document.moved(Span(306, 308), 290) is not None


def test_what_has_a_verdict_is_not_asked_about_again(monkeypatch):
    """A keystroke costs what it changes: one instruction of three hundred."""
    asked = []

    def noted(document, one, *options):
        asked.append(one.start_line)
        return asked_in(document, one, *options)

    monkeypatch.setattr(engine, "asked_in", noted)
    surroundings = Surroundings(verdicts=verdicts)
    document = OpenDocument("file:///Dockerfile", "FROM a\n" + "".join(f"RUN echo {n} $V\n" for n in range(300)), 1, "utf-16")
    document.check(SETTINGS, surroundings)
    assert len(asked) == 300
    asked.clear()
    at = document.text.index("250")
    document.change(2, [change(document.text, at, at, "x", "utf-16")])
    document.check(SETTINGS, surroundings)
    assert asked == [252]
