"""Words of the builder's own lexer: quotes, escapes, variables."""

from __future__ import annotations

import pytest

from dockwright.syntax import words

VALUES = {"A": "one", "EMPTY": "", "PATH": "/usr/bin:/bin", "TWO": "x  y"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a", "a"),
        ("$A", "one"),
        ("${A}b", "oneb"),
        ("$Ab", ""),
        ("'$A'", "$A"),
        ('"$A"', "one"),
        ("\\$A", "$A"),
        ('"\\$A\\n"', "$A\\n"),
        ("a\\", "a"),
        ("$", "$"),
        ("$%", "$%"),
        ("$²", "$²"),
        ("${NONE:-b}", "b"),
        ("${EMPTY-b}", ""),
        ("${EMPTY:-b}", "b"),
        ("${A:+b}${NONE:+c}", "b"),
        ("${NONE:-${A:-x}}", "one"),
        ('${NONE:-"a b"}', "a b"),
        ("${A:?x}", "one"),
        ("${PATH#/}", "usr/bin:/bin"),
        ("${PATH#*/}", "usr/bin:/bin"),
        ("${PATH##*/}", "bin"),
        ("${PATH%/*}", "/usr/bin:"),
        ("${PATH%%/*}", ""),
        ("${PATH%%:*}", "/usr/bin"),
        ("${PATH#*/*/}", "bin:/bin"),
        ("${PATH##*/*i*n}", ""),
        ("${PATH#?usr}", "/bin:/bin"),
        ("${PATH#x*}", "/usr/bin:/bin"),
        ("${PATH/bin/b}", "/usr/b:/bin"),
        ("${PATH//bin/b}", "/usr/b:/b"),
        ("${PATH//\\//.}", ".usr.bin:.bin"),
        ("${PATH//*/x}", "x"),
        ("${A//x/y}", "one"),
    ],
)
def test_value(text: str, value: str) -> None:
    expansion = words.expand(text, VALUES.get)
    assert expansion.problem is None
    assert expansion.value == value


@pytest.mark.parametrize(
    ("text", "start", "end", "message"),
    [
        ("a'b", 1, 3, "unexpected end of statement while looking for matching single-quote"),
        ('a"b', 1, 3, "unexpected end of statement while looking for matching double-quote"),
        ("a${", 1, 3, "syntax error: missing '}'"),
        ("a${}", 1, 3, "syntax error: bad substitution"),
        ("a${A", 1, 4, "syntax error: missing '}'"),
        ("a${A:-b", 1, 7, "syntax error: missing '}'"),
        ("a${A:-'b}", 1, 9, "syntax error: missing '}'"),
        ("a${A!b}c", 1, 5, "unsupported modifier (!) in substitution"),
        ("${A:=b}c", 0, 7, "unsupported modifier (:=) in substitution"),
        ("${A:#b}", 0, 5, "unsupported modifier (:#) in substitution"),
        ("${NONE?}", 0, 8, "NONE: is not allowed to be unset"),
        ("${EMPTY:?why}", 0, 13, "EMPTY: why"),
        ("${A/b}", 0, 6, "syntax error: missing '/' in ${}"),
        ("${A#\\b}", 0, 7, "invalid escape '\\b'"),
        ("${A:-" * 60, 250, 251, "substitutions are nested too deeply"),
    ],
)
def test_problem(text: str, start: int, end: int, message: str) -> None:
    problem = words.expand(text, VALUES.get).problem
    assert problem is not None
    assert (problem.message, problem.start, problem.end) == (message, start, end)


def test_the_other_escape_character() -> None:
    assert words.expand("c:\\a`$A`` $A", VALUES.get, "`").value == "c:\\a$A` one"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a  b", ["a", "b"]),
        ("'a b' \"c d\"", ["a b", "c d"]),
        ("$TWO", ["x", "y"]),
        ('"$TWO"', ["x  y"]),
        ("a\\ b", ["a b"]),
        ("a\xa0b\x1cc", ["a", "b\x1cc"]),
        ("'' a", ["a"]),
        ("a${NONE:-b}", ["b"]),
        ("<< a b", ["<< a", "b"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words.expand(text, VALUES.get).words == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a 'b c' d\\ e", [("a", 0), ("'b c'", 2), ("d\\ e", 8)]),
        ("$A ${A:-b c} x", [("$A", 0), ("${A:-b", 3), ("c}", 10), ("x", 13)]),
        ("a << b", [("a", 0), ("<< b", 2)]),
        ("a << \v b", [("a", 0), ("<< ", 2), ("b", 7)]),
        ("it's", []),
        ("${A:0:3} b", [("${A:0:3}", 0), ("b", 9)]),
    ],
)
def test_split_keeps_the_text(text: str, found: list[tuple[str, int]]) -> None:
    assert words.split(text) == found


@pytest.mark.parametrize(
    ("text", "quotes", "names"),
    [
        ("$A ${B}", True, [("A", 0, 2), ("B", 3, 7)]),
        ("'$A' \\$B $C", True, [("C", 9, 11)]),
        ("'$A' \\$B", False, [("A", 1, 3)]),
        ("${A:-$B}", True, [("B", 5, 7), ("A", 0, 8)]),
        ("${A:?need} $B", True, [("A", 0, 10), ("B", 11, 13)]),
        ("${A:0:3} $B", True, [("A", 0, 8), ("B", 9, 11)]),
        ("it's $A", False, [("A", 5, 7)]),
    ],
)
def test_references(text: str, quotes: bool, names: list[tuple[str, int, int]]) -> None:
    assert [(one.name, one.start, one.end) for one in words.references(text, quotes=quotes)] == names


def test_growth_is_bounded() -> None:
    expansion = words.expand("$A" * 100_000, lambda name: "x" * 100_000)
    assert expansion.problem is not None
    assert expansion.problem.message == "expands to more than 1,000,000 characters"


@pytest.mark.parametrize("text", ["${A#" + "*a" * 30 + "}", "${A%" + "*a" * 30 + "}", "${A//" + "*a" * 30 + "/b}"])
def test_patterns_do_not_backtrack(text: str) -> None:
    assert words.expand(text, lambda name: "a" * 25 + "b").value == "a" * 25 + "b"
    problem = words.expand(text, lambda name: "a" * 100_000).problem
    assert problem is not None
    assert problem.message == "too long to match the pattern against"
