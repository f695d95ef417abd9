"""Another port of BuildKit's parser and lexer gives the same answers.

It differs, by its own description or by what it does: it fails at the first error, takes no heredocs in ONBUILD,
respects quotes between the words of COPY and ADD, and has Python's JSON. None of that is in the documents made here.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockerfiles import documents, texts
from dockwright.syntax import parse
from dockwright.syntax.arguments import quoted_words

peer = pytest.importorskip("e2b_dockerfile_utils")


@settings(max_examples=200, deadline=None)
@given(documents)
def test_trees_agree(source: str) -> None:
    ours = [
        (one.name, one.start_line, one.end_line, list(map(str, one.flags)), [] if one.trigger else one.arguments, one.is_json)
        for one in parse(source).instructions
    ]
    theirs = [
        (one.name.upper(), one.start_line, one.end_line, one.flags, one.args, one.json)
        for one in peer.parse_dockerfile_ast(source).instructions
    ]
    assert ours == theirs


@settings(max_examples=100, deadline=None)
@given(documents)
def test_heredocs_agree(source: str) -> None:
    ours = [[(one.name, one.chomp, one.expand, one.fd, one.content) for one in i.heredocs] for i in parse(source).instructions]
    theirs = [
        [(one.name, one.chomp, one.expand, one.file_descriptor, one.content) for one in i.heredocs]
        for i in peer.parse_dockerfile_ast(source).instructions
    ]
    assert ours == theirs


@settings(max_examples=200, deadline=None)
@given(texts, st.sampled_from("\\`"))
def test_words_of_pairs_agree(text: str, escape: str) -> None:
    assert [text[start:end] for start, end in quoted_words(text, 0, len(text), escape)] == peer.parse_words(text, escape)
