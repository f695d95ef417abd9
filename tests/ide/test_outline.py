"""Symbols, folding, links, colours, hints and signatures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.ide.links import links
from dockwright.ide.signature import signature
from dockwright.ide.symbols import folds, symbols
from dockwright.ide.tokens import hints, tokens
from dockwright.model.document import read
from ide.cursor import at, shown

SOURCE = """\
# syntax=docker/dockerfile:1
ARG V=1
FROM node:$V AS build
# one
# two
RUN a && \\
    b
ENV A=1 B=2
FROM scratch
COPY --from=build a /b
"""


def test_symbols():
    def outline(found):
        return [(one.name, one.detail, outline(one.children)) if one.children else (one.name, one.detail) for one in found]

    document = read(SOURCE)
    assert outline(symbols(document)) == [
        ("ARG", "V"),
        ("build", "node:$V", [("RUN", "a && b"), ("ENV", "A B")]),
        ("scratch", "", [("COPY", "/b")]),
    ]
    for one in symbols(document):
        for inner in (one, *one.children):
            assert inner.span.start <= inner.selection.start <= inner.selection.end <= inner.span.end


def test_folds():
    document = read(SOURCE)
    found = [(fold.kind, *shown(document, [(fold.span.start, fold.span.start + 6)])) for fold in folds(document)]
    assert found == [("stage", "3:1 FROM n"), ("stage", "9:1 FROM s"), ("instruction", "6:1 RUN a "), ("comment", "4:1 # one\n")]


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM node:20\n", ["1:6 node:20 https://hub.docker.com/_/node"]),
        ("FROM grafana/loki\n", ["1:6 grafana/loki https://hub.docker.com/r/grafana/loki"]),
        ("FROM a\nCOPY --from=ghcr.io/a/b:1 x y\n", ["1:6 a https://hub.docker.com/_/a", "2:13 ghcr.io/a/b:1 https://ghcr.io/a/b"]),
        ("# syntax=docker/dockerfile:1\n", ["1:10 docker/dockerfile:1 https://hub.docker.com/r/docker/dockerfile"]),
        ("FROM localhost:5000/a\nFROM $X\nFROM scratch\nFROM 0bad//\n", []),
        ("ARG I=quay.io/a/b\nFROM $I\n", ["1:7 quay.io/a/b https://quay.io/repository/a/b"]),
    ],
)
def test_links(source, expected):
    document = read(source)
    assert [f"{shown(document, [link.span])[0]} {link.url}" for link in links(document)] == expected


def test_tokens():
    document = read('FROM --platform=linux/amd64 node:20 AS build\nRUN echo "$A" \\\n  # note\n  x\nENV A=${B}c\nCMD ["a", "b"]\n')
    found = [(document.source[one.start : one.end], one.kind + "!" * one.declares) for one in tokens(document)]
    assert found == [
        ("FROM", "keyword"), ("--platform", "parameter"), ("node:20", "class"), ("AS", "keyword"), ("build", "namespace!"),
        ("RUN", "keyword"), ("# note", "comment"), ("ENV", "keyword"), ("A", "variable!"), ("${B}", "variable"),
        ("CMD", "keyword"), ('"a"', "string"), ('"b"', "string"),
    ]  # fmt: skip


@given(
    st.lists(
        st.sampled_from(["FROM a AS b\n", "RUN x $A \\\n", "# c\n", "ENV A=$B\n", "COPY <<E /x\n", "$A\n", "E\n", "é😀\r\n", '["a"]']),
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_tokens_are_in_order_and_on_one_line(parts):
    document = read("".join(parts))
    at = 0
    for one in tokens(document):
        assert at <= one.start < one.end
        assert "\n" not in document.source[one.start : one.end]
        at = one.end


def test_hints():
    source = "ARG V=1\nFROM node:$V AS b\nFROM x\nFROM $NOPE\n"
    assert [(source[:offset].rsplit(" ", 1)[-1], text) for offset, text in hints(read(source))] == [("node:$V", "node:1")]


@pytest.mark.parametrize(
    "marked, part",
    [
        ("FROM |\n", "<image>"),
        ("FROM --platform=li|nux/amd64 a\n", "[--platform=<platform>]"),
        ("FROM a A|\n", "[AS <name>]"),
        ("FROM a AS b|\n", "[AS <name>]"),
        ("FROM a\nCOPY x|\n", "<source>..."),
        ("FROM a\nCOPY x y|\n", "<destination>"),
        ("FROM a\nCOPY x| y\n", "<source>..."),
        ("FROM a\nRUN ls|\n", "<command>"),
        ('FROM a\nRUN ["ls"|]\n', '["<executable>",'),
        ("FROM a\nHEALTHCHECK --timeout=1s| CMD x\n", "[--timeout=<time>]"),
        ("FROM a\nHEALTHCHECK CMD x|\n", "<command>"),
        ("FROM a\nONBUILD USER x|\n", "<user>[:<group>]"),
    ],
)
def test_signatures(marked, part):
    found = signature(*at(marked))
    form = found.forms[found.form]
    assert form.label[slice(*form.parts[found.part])] == part


@pytest.mark.parametrize("marked", ["|", "FR|OM a\n", "FROM a\n|\n", "NOPE x|\n"])
def test_no_signature(marked):
    assert signature(*at(marked)) is None
