"""Quotes that leave a value what it is."""

import pytest

from dockwright.syntax import parse, words
from dockwright.syntax.quoting import as_pair, quoted
from dockwright.text import apply


@pytest.mark.parametrize("value", ["a", "", "a b", 'a"b', "a\\b", "a\\", "$A ${B}", "\\$A", "a'b", "`"])
@pytest.mark.parametrize("escape", ["\\", "`"])
def test_quoted(value, escape):
    assert words.expand(quoted(value, escape), lambda name: "x", escape).value == value


@pytest.mark.parametrize(
    "legacy, pair",
    [
        ("ENV A b", "ENV A=b"),
        ("ENV\tA \t b  ", "ENV\tA=b  "),
        ("ENV A b=c", "ENV A=b=c"),
        ("ENV A = b", 'ENV A="= b"'),
        ("ENV A b\\ c", "ENV A=b\\ c"),
        ("ENV A 'b c'", "ENV A='b c'"),
        ('ENV A "b c"d', 'ENV A="b c"d'),
        ("ENV A b\\\\", "ENV A=b\\\\"),
        ("ENV A b c", 'ENV A="b c"'),
        ('ENV A b "c" d', 'ENV A="b c d"'),
        ("ENV A b 'c \"$d\\' e", 'ENV A="b c \\"\\$d\\\\ e"'),
        ('ENV A b \\"c\\" \\$d \\\\ \\e', 'ENV A="b \\"c\\" \\$d \\\\ e"'),
        ('ENV A b "c\\d \\$e"', 'ENV A="b c\\\\d \\$e"'),
        ("ENV A $b ${c:-d e} f", 'ENV A="$b ${c:-d e} f"'),
        ("ENV A x $b'c' $d\"e\" $f\\g", 'ENV A="x ${b}c ${d}e ${f}g"'),
        ("ENV A 5 $ '$'x", 'ENV A="5 \\$ \\$x"'),
        ("ENV A b\\  c\\ d", 'ENV A="b  c d"'),
        ("LABEL $A/b c d", 'LABEL $A/b="c d"'),
        ("ONBUILD ENV A b c", 'ONBUILD ENV A="b c"'),
        ("ENV A b \\\n  c\\\n# d\n   e", 'ENV A="b \\\n  c\\\n# d\n   e"'),
        ("ENV A 'b' \\\r\n  c", 'ENV A="b \\\r\n  c"'),
        ("ENV A b \\\n  B=c", 'ENV A="b \\\n  B=c"'),
    ],
)
def test_as_pair(legacy, pair):
    parsed = parse(legacy).instructions[0].parsed
    edits = as_pair(parsed.trigger or parsed)
    assert edits is not None
    assert apply(legacy, edits) == pair


def test_as_pair_with_another_escape_character():
    tree = parse('# escape=`\nENV A C:\\b $c`"\\ d\n')
    parsed = tree.instructions[0].parsed
    assert apply(parsed.source, as_pair(parsed)) == 'ENV A="C:\\b ${c}`"\\ d"'


@pytest.mark.parametrize(
    "legacy",
    [
        "ENV A \\\n  b",
        "ENV A \\\n# comment\n  b",
        "ENV A it's",
        'ENV A b "c',
        "ENV A b ${c",
        'ENV A b ${c:-"d e"}',
        "ENV A b ${c:-d\\}e}",
        'ENV "A B" c',
    ],
)
def test_no_pair_means_the_same(legacy):
    assert as_pair(parse(legacy).instructions[0].parsed) is None
