"""Another port of BuildKit's parser reads the same instructions on the same lines.

It differs, by its own documentation or by what it does: it fails at the first error, takes no heredocs in ONBUILD,
respects quotes between the words of COPY and ADD, and has Python's JSON. None of that is in the documents made here.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from dockerfiles import documents
from dockwright.syntax import parse

peer = pytest.importorskip("e2b_dockerfile_utils")


@settings(max_examples=200, deadline=None)
@given(documents)
def test_instructions_and_lines_agree(source: str) -> None:
    ours = [(one.name, one.start_line, one.end_line, [str(flag) for flag in one.flags]) for one in parse(source).instructions]
    theirs = [(one.name.upper(), one.start_line, one.end_line, one.flags) for one in peer.parse_dockerfile_ast(source).instructions]
    assert ours == theirs
