"""A part of a word becomes a variable: what the shell makes of the word with the variable set is what it made of it before."""

from __future__ import annotations

import shlex
import shutil
import subprocess

import pytest

from dockwright.shell.variables import with_variable

WORDS = [
    ("bob:pw1", 'bob:"$P"'),
    ("-ppw1", '-p"$P"'),
    ("pw1", '"$P"'),
    ('"a: pw1"', '"a: $P"'),
    ('"pw1x"', '"${P}x"'),
    ('"pw1[0]"', '"${P}[0]"'),
    ("'a: pw1'", '"a: $P"'),
    ("'a: pw1x'", '"a: ${P}x"'),
    ("""'{"a":"pw1"}'""", """'{"a":"'"$P"'"}'"""),
    ("x='pw1'y", 'x="$P"y'),
    ("a\\ pw1", 'a\\ "$P"'),
    ("a\\'pw1", 'a\\\'"$P"'),
    ("'a'\"b\"pw1", '\'a\'"b""$P"'),
]


@pytest.mark.parametrize(("word", "expected"), WORDS)
def test_replaced(word, expected):
    at = word.index("pw1")
    assert with_variable(word, at, at + 3, "P") == expected


@pytest.mark.parametrize("word", ["$(echo pw1)", "`echo pw1`", "$'pw1'", "${X:-pw1}", "'pw1"])
def test_left_alone(word):
    at = word.index("pw1")
    assert with_variable(word, at, at + 3, "P") is None


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
@pytest.mark.parametrize(("word", "expected"), WORDS)
def test_the_shell_agrees(word, expected):
    ran = subprocess.run(["sh", "-c", f"P=pw1; printf %s {expected}"], capture_output=True, text=True, check=True)
    assert [ran.stdout] == shlex.split(word)
