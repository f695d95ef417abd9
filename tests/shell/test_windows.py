"""PowerShell and cmd."""

from __future__ import annotations

import pytest

from dockwright.shell.commands import Script, parse
from dockwright.text import IDENTITY


def shown(script: Script) -> list[str]:
    """Every command as its name, or ? for an expression, and arguments."""
    return [" ".join((command.name or "?", *(word.value for word in command.args))) for command in script.commands]


@pytest.mark.parametrize(
    "source, expected",
    [
        ("Invoke-WebRequest http://x -OutFile 'a b'; Remove-Item x", ["invoke-webrequest http://x -OutFile a b", "remove-item x"]),
        ("A | B && C\nD", ["a", "b", "c", "d"]),
        ("$x = Get-Item y; $z = 'w'", ["get-item y", "?"]),
        ("$env:A = 'b; c'", ["?"]),
        ("if ($a -eq 1) { B c } else { D }", ["? -eq 1", "b c", "d"]),
        ("(New-Object Net.WebClient).DownloadFile('u', $f); X", ["new-object Net.WebClient", "? $f", "x"]),
        ("& 'C:\\Program Files\\x.exe' a; & $b c", ["x a", "? c"]),
        ("A `\n  b \"c `\"d\" 'e''f' # note\nG <# H\nI #> J", ["a b c \"d e'f", "g J"]),
        ("A @'\nx ; y\n'@ b; C", ["a x ; y b", "c"]),
        ("function F { A }; F", ["a", "f"]),
        ("C:\\tools\\Git.EXE clone u", ["git clone u"]),
        ("[Net.X]::Y = 1; throw 'a'", ["? = 1", "?"]),
        ("A > f 2>&1", ["a"]),
        ("Remove-Item ${Env:TEMP}\\* ; B", ["remove-item ${Env:TEMP}\\*", "b"]),
        ("A \"b", ["a b"]),
    ],
)  # fmt: skip
def test_powershell(source: str, expected: list[str]) -> None:
    assert shown(parse(source, "powershell", IDENTITY)) == expected


@pytest.mark.parametrize(
    "source, expected",
    [
        ("mkdir C:\\x && del /Q y & Echo z", ["mkdir C:\\x", "del /Q y", "echo z"]),
        ("curl -o \"a b\" u || exit /b 1 | x", ["curl -o a b u", "exit /b 1", "x"]),
        ("echo a^&b ^\n c", ["echo a&b c"]),
        ("if not exist x mkdir x", ["mkdir x"]),
        ("if \"%A%\"==\"b\" (c & d) else e", ["c", "d", "e"]),
        ("(for /D %i in (\"%P(x86)%\\*\") do rmdir /S \"%i\") && x", ["rmdir /S %i", "x"]),
        ("@echo off & rem a & b", ["echo off"]),
        ("a >nul 2>&1 & b", ["a", "b"]),
        ("%windir%\\x\\ngen install", ["? install"]),
        ("C:\\x\\Y.exe z", ["y z"]),
        ("powershell -NoProfile -Command \"A b; C\" && d", ["powershell -NoProfile -Command A b; C", "a b", "c", "d"]),
        ("powershell -ExecutionPolicy Bypass Install-Thing -Name x", [
            "powershell -ExecutionPolicy Bypass Install-Thing -Name x", "install-thing -Name x"]),
        ("cmd /S /C mkdir x", ["cmd /S /C mkdir x", "mkdir x"]),
    ],
)  # fmt: skip
def test_cmd(source: str, expected: list[str]) -> None:
    assert shown(parse(source, "cmd", IDENTITY)) == expected


@pytest.mark.parametrize(
    "dialect, source, expected",
    [
        ("powershell", "A; B | C", ["A ; B", "B | C"]),
        ("powershell", "(iwr x).Content | iex", ["iwr | iex"]),
        ("powershell", "if (A) { B } ; C", ["B ; C"]),
        ("cmd", "a && b & c", ["a && b", "b & c"]),
        ("cmd", "(a & b) || c", ["a & b", "b || c"]),
    ],
)
def test_operators(dialect: str, source: str, expected: list[str]) -> None:
    found = parse(source, dialect, IDENTITY).operators

    def text(command: object) -> str:
        return command.words[0].value if command else ""  # type: ignore[attr-defined]

    assert [f"{text(op.left)} {op.text} {text(op.right)}" for op in found] == expected


def test_words_and_places() -> None:
    source = 'Get-Item "$x" \'y\' > "f"'
    command = parse(source, "powershell", IDENTITY).commands[0]
    assert [(source[slice(*word.span)], word.quoted, word.literal) for word in command.words] == [
        ("Get-Item", False, True),
        ('"$x"', True, False),
        ("'y'", True, True),
    ]
    assert [(redirect.op, redirect.target.value) for redirect in command.redirects if redirect.target] == [(">", "f")]


def test_assigns() -> None:
    command = parse("$ErrorActionPreference = 'Stop'", "powershell", IDENTITY).commands[0]
    assert ([word.value for word in command.assigns], command.words[0].value) == (["$ErrorActionPreference"], "Stop")
