"""What the parser refuses, and where."""

import pytest

from dockwright.model.document import read
from dockwright.rules._index import INDEX
from dockwright.syntax.parser import LINE_LIMIT

LIMIT = "the line goes on beyond the 65,535 bytes that the builder reads: split it"
NUL = "NUL bytes, which the builder cannot read: save the file as UTF-8"
OTHER = "non-UTF-8 bytes, which the builder cannot read: save the file as UTF-8"


def problems(source):
    document = read(source)
    kinds = {problem.kind for problem in (*document.tree.problems, *(p for one in document.instructions for p in one.parsed.problems))}
    return [problem for kind in sorted(kinds) for problem in document.problems(kind)]


@pytest.mark.parametrize(
    "source, text, message",
    [
        ("FROM a\nRUN " + "x" * LINE_LIMIT, "x" * 4, LIMIT),
        ("FROM a\nRUN  " + "é" * (LINE_LIMIT // 2 - 2) + "y", "y", LIMIT),
        ("FROM a\nRUN \\\n" + "é" * (LINE_LIMIT // 2 + 1) + "\n", "é", LIMIT),
        ("FROM a\nRUN " + "\udce9" * LINE_LIMIT, "\udce9" * 4, LIMIT),
        ("FROM a\nRUN <<E\n" + "x" * (LINE_LIMIT + 1) + "\nE\n", "x", LIMIT),
        ("FROM a\nRUN x\0\0y\0\n", "\0\0", NUL),
        ("# \0\nFROM a\nRUN \0", "\0", NUL),
        ("FROM a\nRUN \udce9\udce8t\udce9\n", "\udce9\udce8", OTHER),
        ("FROM a\nRUN a \\\n# \udce9\n \udce8\n", "\udce8", OTHER),
    ],
)
def test_place(source, text, message):
    found = [problem for problem in problems(source) if problem.message == message]
    assert [source[slice(*problem.span)] for problem in found] == [text]
    assert {problem.kind for problem in found} == {"invalid-syntax"}


@pytest.mark.parametrize(
    "source",
    [
        "FROM a\nRUN " + "x" * (LINE_LIMIT - 4),
        "FROM a\nRUN " + "é" * (LINE_LIMIT // 2 - 2) + "\n",
        "FROM a\n" + "RUN x\n" * LINE_LIMIT,
        "# caf\udce9\nFROM a\nRUN x \\\n  # \0\udce9\n  y\n",
        "FROM a\nRUN echo é 🐳\n",
    ],
)
def test_readable(source):
    assert problems(source) == []


def test_two_kinds_of_bytes_are_two_problems():
    assert [problem.message for problem in problems("\udcff\udcfeF\0R\0O\0M\0 \0a\0\n\0")] == [OTHER, NUL]


@pytest.mark.parametrize(
    "source",
    [
        "FROM a\nCMD [1]\n",
        "FROM a\nENV a=b c\n",
        "FROM a\nENV a\n",
        "FROM a\nRUN <<E\n",
        "FROM a\nCOPY a <<E\nE\n",
        "# escape=x\nFROM a\n",
        "# escape=`\n# escape=`\nFROM a\n",
    ],
)
def test_every_kind_is_the_name_of_a_rule(source):
    found = problems(source)
    assert found
    assert {problem.kind for problem in found} <= set(INDEX)
