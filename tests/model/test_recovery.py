"""What a line that is no instruction was meant to be."""

import pytest

from dockwright.model import recovery
from dockwright.model.document import read


def unknown(source):
    document = read(source)
    return document, document.instructions[-1]


@pytest.mark.parametrize(
    "word, expected",
    [
        ("FORM", "FROM"),
        ("FRM", "FROM"),
        ("Entrypiont", "ENTRYPOINT"),
        ("rnu", "RUN"),
        ("rn", "RUN"),
        ("cpoyy", "COPY"),
        ("EOF", None),
        ("tar", None),
        ("x", None),
        ("helloworld", None),
    ],
)
def test_nearest_keyword(word, expected):
    assert recovery.nearest_keyword(unknown(f"{word} a\n")[1]) == expected


@pytest.mark.parametrize("word, expected", [("copyy", "COPY"), ("form", None), ("cd", None), ("rn", None), ("curl", None)])
def test_nearest_keyword_where_it_may_be_a_command(word, expected):
    assert recovery.nearest_keyword(unknown(f"{word} a\n")[1], doubtful=True) == expected


@pytest.mark.parametrize(
    "line, expected",
    [
        ('CMD["a"]', ("CMD", 3)),
        ("run\u3000x", ("run", 4)),
        ("\ufeffUSER a", ("USER", 5)),
        ("RUNS x", None),
        ("RUN: x", None),
        ("\u00a0\u00a0x", None),
    ],
)
def test_glued_keyword(line, expected):
    assert recovery.glued_keyword(unknown(f"FROM a\n{line}\n")[1]) == expected


@pytest.mark.parametrize(
    "above, line, expected",
    [
        ("RUN a", "&& b", True),
        ("RUN a", "|| b", True),
        ("RUN a", "| b", True),
        ("RUN a", "; b", True),
        ("RUN a", "--x", True),
        ("RUN a", "-x", True),
        ("RUN a &&", "b", True),
        ("RUN a | # no comment ends a line of shell\n", "b", False),
        ("RUN apk add a", "b", True),
        ("RUN apk add a && b", "c", False),
        ("RUN apk del a", "b", False),
        ("RUN apk add a", "workdr /", False),
        ("RUN a", "b", False),
        ("RUN a", "<<<<<<< HEAD", False),
        ("RUN a", "- b", False),
    ],
)
def test_continues(above, line, expected):
    document, one = unknown(f"{above}\n{line}\n")
    run = recovery.run_above(document, one)
    assert run is not None
    assert recovery.continues(document, run, one) is expected


@pytest.mark.parametrize("above", ["", 'RUN ["a"]\n', "RUN <<E\na\nE\n", "CMD a\n", "ONBUILD CMD a\n", "FOO a\n"])
def test_no_run_above(above):
    assert recovery.run_above(*unknown(f"{above}&& b\n")) is None
