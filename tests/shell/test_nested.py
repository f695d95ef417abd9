"""Commands in text handed to a further shell."""

from __future__ import annotations

import pytest

from dockwright.shell.commands import parse
from dockwright.text import IDENTITY


@pytest.mark.parametrize(
    "source, expected",
    [
        ("sh -c 'a b; c'", ["a b", "c"]),
        ('bash -lc "a && b"', ["a", "b"]),
        ("bash -c 'a' x y", ["a"]),
        ("bash -o pipefail -ec 'a | b'", ["a", "b"]),
        ("bash --login -c -x 'a'", ["a"]),
        ("sudo /bin/bash -c 'a'", ["a"]),
        ("su - user -c 'a b'", ["a b"]),
        ('su -s /bin/sh -c "a" user', ["a"]),
        ("sh -c \"sh -c 'a'\"", ["sh -c 'a'", "a"]),
        ('sh -c "echo \\"$X\\" \\$(a) $(b)"', ['echo \\"$X\\" \\$(a) $(b)', "a"]),
        ("bash <<'E'\na\nE", ["a"]),
        ("bash -s <<E\na $(b)\nE", ["a $(b)"]),
        ("sh script.sh -c 'a'", []),
        ("python -c 'a'", []),
        ("echo sh -c 'a'", []),
        ("powershell -Command Write-Host a", ["Write-Host a"]),
    ],
)
def test_found(source: str, expected: list[str]) -> None:
    commands = [command for command in parse(source, "posix", IDENTITY).commands if "sh -c" in command.context]
    assert [source[slice(*command.span)] for command in commands] == expected
    for command in commands:
        assert [source[slice(*word.span)] for word in command.words] == [word.text for word in command.words]


def test_context_and_shell() -> None:
    commands = parse("if bash -c 'a; (b)'; then sh -c \"c\"; fi", "posix", IDENTITY).commands
    assert [(command.name, command.context, command.shell) for command in commands] == [
        ("bash", ("if-cond",), ""),
        ("a", ("if-cond", "sh -c"), "bash"),
        ("b", ("if-cond", "sh -c", "subshell"), "bash"),
        ("sh", ("if-body",), ""),
        ("c", ("if-body", "sh -c"), "sh"),
    ]


def test_operators() -> None:
    source = "bash -c 'a | b' && c"
    found = parse(source, "posix", IDENTITY).operators
    assert [(source[slice(*op.span)], op.left and op.left.name, op.right and op.right.name, op.context) for op in found] == [
        ("|", "a", "b", ("sh -c",)),
        ("&&", "bash", "c", ()),
    ]


def test_substitutions_of_the_outer_shell_are_read_once() -> None:
    commands = parse('sh -c "a $(b | c) `d`"', "posix", IDENTITY).commands
    assert [command.name for command in commands] == ["sh", "a", "b", "c", "d"]


def test_errors_of_literal_text() -> None:
    source = "sh -c 'if a'"
    assert parse(source, "posix", IDENTITY).errors == [(7, 9, "if without fi")]
