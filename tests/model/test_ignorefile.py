"""What a `.dockerignore` leaves out: our reading beside the builder's documented one and beside an independent port of it."""

import random
import re
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.ide.ignorefile import complete, hover
from dockwright.model.context import Context
from dockwright.model.ignore_faults import find
from dockwright.model.ignorefile import IgnoreFile, may_meet
from paths import records


@pytest.mark.parametrize(
    "source, ignored, kept",
    [
        ("a", "a a/b a/b/c", "b b/a ab"),
        ("/a", "a a/b", "b/a"),
        ("./a/", "a a/b", "b"),
        ("a//b/../c", "a/c a/c/d", "a/b a"),
        ("  a\t\r\n b ", "a b", "c"),
        ("\ufeffa", "a", "b"),
        ("#a\n #b", "#b", "a #a b"),
        ("*", "a .a a/b", ""),
        ("*.log", "a.log .log a.log/b", "a/b.log log"),
        ("*/*.log", "a/b.log", "b.log a/b/c.log"),
        ("**/*.log", "b.log a/b.log a/b/c.log a.log/b", "blog"),
        ("**", "a a/b", ""),
        ("a/**", "a/b a/b/c", "a ab/c"),
        ("a/**/b", "a/b a/c/b a/c/d/b", "ab a/c"),
        ("**/b", "b a/b a/b/c", "ab a/bc"),
        ("**b", "b ab a/b", "ba"),
        ("a?", "ab a.", "a abc a/"),
        ("[a-c]x", "ax bx", "dx"),
        ("[^a]x", "bx /x", "ax"),
        ("[!a]x", "!x ax", "bx"),
        ("\\*", "*", "a"),
        ("a\\d", "a1", "ad a\\d"),
        ("^*", "a", ""),
        ("*\n!a", "b b/a", "a a/b"),
        ("*\n!a/b\n", "a/c", "a/b a/b/c"),
        ("a\n!a/b\na/b/c", "a/d a/b/c", "a/b a/b/d"),
        ("!a\na", "a", ""),
        ("! a\n!\\!b", "", "a !b"),
        ("..\n../a\n.\n/", "", "a a/b"),
    ],
)
def test_left_out(source, ignored, kept):
    file = IgnoreFile(source)
    assert [path for path in ignored.split() if not file.ignores(path)] == []
    assert [path for path in kept.split() if file.ignores(path)] == []


def test_a_comment_cannot_follow_a_pattern():
    assert IgnoreFile("a # why").ignores("a # why")
    assert not IgnoreFile("a # why").ignores("a")


@pytest.mark.parametrize(
    "pattern, error",
    [
        ("!", "it is a lone `!`"),
        ("! ", "it is a lone `!`"),
        ("a[", "its `[` is never closed"),
        ("[a", "its `[` is never closed"),
        ("[]a]", "`]` stands in a character class where a character is due"),
        ("[a-]", "`]` stands in a character class where a character is due"),
        ("[z-a]", "`z-a` runs backwards"),
        ("a\\", "a backslash ends it"),
        ("bin\\publish", "`\\pu` means nothing"),
        ("bin\\obj", "`\\o` means nothing"),
        ("x" * 70_000, "the line is too long"),
        ("a*" * 600, "it is too long"),
    ],
)
def test_refused(pattern, error):
    file = IgnoreFile(f"ok\n{pattern}\n")
    assert file.is_broken
    assert [one.error for one in file.patterns] == ["", error]


@pytest.mark.parametrize(
    "source, path, line",
    [("*.md\na", "a/b", "a"), ("*\n!a\na/b", "a/b", "a/b"), ("*\n!a", "a", None), ("a\n**/b", "a/b", "a")],
)
def test_the_line_that_decides(source, path, line):
    reason = IgnoreFile(source).reason(path)
    assert (reason and reason.text) == line


@pytest.mark.parametrize(
    "one, two, expected",
    [
        ("a", "a/b", True),
        ("a/b", "a", True),
        ("a/b", "a/c", False),
        ("*.md", "README.md", True),
        ("*.md", "a", False),
        ("**/a", "b", True),
        ("a*", "*b", True),
        ("a/*/c", "a/b/d", False),
    ],
)
def test_may_meet(one, two, expected):
    assert may_meet(one, two) is may_meet(two, one) is expected


def test_a_directory_is_looked_into_only_where_something_may_come_back():
    file = IgnoreFile("*\n!src/*.py\n")
    assert file.ignores("src")
    assert file.brings_back("src")
    assert not file.brings_back("node_modules")


NOWHERE = Context("/", "assumed", lambda folder: {"a": False, "b": True} if folder.count("b") < 2 else None)


@given(st.text(alphabet="ab*?[]!^-\\/.# \n\rdpQE:\ufeff"), st.text(alphabet="ab/.d*"))
def test_anything_can_be_read(source, path):
    file = IgnoreFile(source)
    file.ignores(path)
    list(find(file))
    for offset in range(0, len(source), 3):
        hover(file, offset, [], NOWHERE)
        complete(file, source, offset, NOWHERE)
    for one in file.patterns:
        assert source[one.span.start : one.span.end] == one.written


def test_matching_takes_time_in_proportion():
    file = IgnoreFile("*a" * 400 + "b")
    assert not file.ignores("a" * 4000)


BITS = ["a", "b", "ab", "*", "**", "?", "/", "!", "[ab]", "[^a]", "[a-c]", "\\*", ".", "..", "a/b", "*.b", "[", "+", "(", "x y", " ", "#"]
NAMES = ["a", "b", "ab", "c", ".b", "a.b", "x y", "*", "+"]


def peer(source, path):
    matcher = pytest.importorskip("e2b_dockerfile_utils.dockerignore").PatternMatcher
    try:
        with warnings.catch_warnings(action="ignore"):
            return matcher(source.split("\n")).matches(path)
    except ValueError:
        return "refused"


def ours(source, path):
    file = IgnoreFile(source)
    return "refused" if file.is_broken else file.ignores(path)


def test_an_independent_port_agrees():
    """Not about `^` outside classes, wildcards in them, a backslash before a letter: there the port is kinder than Go's `regexp`."""
    chance = random.Random(1)
    for _ in range(4000):
        source = "\n".join("".join(chance.choices(BITS, k=chance.randint(1, 5))) for _ in range(chance.randint(1, 3)))
        path = "/".join(chance.choices(NAMES, k=chance.randint(1, 4)))
        if not re.search(r"\[[^\]]*[*?]", source):
            assert ours(source, path) == peer(source, path), (source, path)


def test_it_agrees_on_real_files():
    seen = 0
    for record in records("corpus/contexts.jsonl"):
        names = {name.rstrip("/") for key in ("context_entries", "dir_entries", "root_entries") for name in record[key] or ()}
        paths = [*names, *(f"{name}/{inner}" for name in list(names)[:5] for inner in ("a.py", ".env", "src/x.md", "node_modules/y"))]
        for source in record["dockerignore"].values():
            seen += 1
            for path in paths if seen % 10 == 0 else paths[:5]:
                expected = peer(source, path)
                assert expected == "refused" or ours(source, path) == expected, (source, path)
    assert seen
