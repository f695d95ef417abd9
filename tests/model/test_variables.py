"""Which variables an instruction uses, and which of them are not defined."""

import pytest

from dockwright.model.document import read
from dockwright.model.variables import is_excused, problems


@pytest.mark.parametrize(
    "instruction, expected",
    [
        ("ENV A=$b C=${d}", ["$b", "${d}"]),
        ("ENV $A b", ["$A"]),
        ("COPY --chown=$a --from=$b --chmod=$c $d $e", ["$d", "$e", "$a", "$c"]),
        ("RUN --mount=type=cache,target=$a,from=$b $c", ["$a"]),
        ("COPY <<A <<'B' /\n$a '$b' \\$c\nA\n$d\nB", ["$a", "$b"]),
        ('VOLUME ["$a", "b\\u0024c"]', ["$a", '"b\\u0024c"']),
        ("CMD $a", []),
        ("EXPOSE ${a:-$b}", ["$b", "${a:-$b}"]),
    ],
)
def test_uses(instruction, expected):
    source = f"FROM x\n{instruction}\n"
    document = read(source)
    one = document.instructions[-1]
    assert [source[slice(*use.span.shift(one.start))] for use in document.uses(one)] == expected


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM x\nENV A=1 B=$A C=$PATH", [["A"]]),
        ("FROM x\nARG A=1 B=$A C=$C", [["C"]]),
        ("FROM x AS y\nARG A\nFROM y\nUSER $A$B", [["B"]]),
        ("ARG A\nFROM x\nUSER $A", [["A"]]),
        ("FROM x\nCOPY $A$A $B", [["A", "A"], ["B"]]),
        ("FROM x\nENV A=$BUILDKIT_SBOM_SCAN_STAGE", []),
    ],
)
def test_undefined(source, expected):
    document = read(source)
    found = [[use.name for use in word] for word in document.undefined(document.instructions[-1])]
    assert [word for word in found if word] == expected


@pytest.mark.parametrize(
    "word, expected",
    [
        ("$A", [False]),
        ("${A:-b}", [True]),
        ("${A-b}", [True]),
        ("${A:+$A:}", [True, True]),
        ("${A+$B}", [False, True]),
        ("${A:-$A}", [False, True]),
        ("${A:?b}", [False]),
        ("${A:+b}$A", [True, False]),
    ],
)
def test_is_excused(word, expected):
    document = read(f"FROM x\nUSER {word}\n")
    (uses,) = document.undefined(document.instructions[-1])
    assert [is_excused(use, uses) for use in uses] == expected


@pytest.mark.parametrize(
    "instruction, expected",
    [
        ("ENV A='b C=\"", [("unclosed-quote", "'b C=\"")]),
        ('COPY ["a\\"b", "c\'", "/"]', [("unclosed-quote", '"a\\"b"'), ("unclosed-quote", "'")]),
        ("COPY --chown=${a --from=${b c /", [("invalid-substitution", "${a")]),
        ("RUN --mount=target=${a}b,id=${c! ${d", [("invalid-substitution", "${c!")]),
        ("COPY <<A /\n'${b} ${c\nA", [("invalid-substitution", "${c\n")]),
        ("COPY <<'A' /\n${c\nA", []),
        ("ENV A=${b:?c} D=${e?}", []),
        ("CMD ${a", []),
        ("LABEL a=b\\'s", []),
    ],
)
def test_problems(instruction, expected):
    source = f"FROM x\n{instruction}\n"
    one = read(source).instructions[-1]
    assert [(found.kind, source[slice(*found.span.shift(one.start))]) for found in problems(one)] == expected
