"""Which command lines would run the same without a shell."""

import pytest

from dockwright.shell import plain
from dockwright.shell.commands import parse
from dockwright.text import IDENTITY


@pytest.mark.parametrize(
    "text, expected",
    [
        ("node app.js", "node app.js"),
        ("  node   app.js ", "node   app.js"),
        ("A=b node > log 2>&1", "A=b node > log 2>&1"),
        ("> log node", "> log node"),
        ("node $(cat x)", "node $(cat x)"),
        ("node # why", None),
        ("node;", None),
        ("node &", None),
        ("! node", None),
        ("time node", None),
        ("(node)", None),
        ("{ node; }", None),
        ("a && b", None),
        ("a | b", None),
        ("if a; then b; fi", None),
        ("A=b", None),
        ("node 'a", None),
        ("", None),
    ],
)
def test_lone(text, expected):
    script = parse(text, "posix", IDENTITY)
    command = plain.lone(script)
    assert (script.text.strip() if command else None) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("node app.js", ["node", "app.js"]),
        ("""a "b c" 'd"e' f\\ g""", ["a", "b c", 'd"e', "f g"]),
        ("a '*.js' \"{x}\" \\~", ["a", "*.js", "{x}", "~"]),
        ("a 'b'*", None),
        ("a *.js", None),
        ("a {b,c}", None),
        ("a ~/b", None),
        ("a $B", None),
        ("a '$B'", None),
        ("a `b`", None),
        ("[ a ]", None),
        ("A=b c", None),
        ("a > b", None),
        ("cd /a", None),
        ("exec a", None),
        ("echo a", ["echo", "a"]),
    ],
)
def test_arguments(text, expected):
    (command,) = (one for one in parse(text, "posix", IDENTITY).commands if not one.context)
    assert plain.arguments(command) == expected


@pytest.mark.parametrize(
    "words, expected",
    [
        (["sh", "-c", "x"], True),
        (["/bin/bash", "-e", "-o", "pipefail", "-c", "x"], True),
        (["bash", "-lc", "x"], True),
        (["sh", "-c"], False),
        (["sh", "script.sh"], False),
        (["sh"], False),
        (["cmd.exe", "/S", "/C", "x"], True),
        (["powershell", "-NoLogo", "-Command", "x"], True),
        (["pwsh", "-c", "x"], True),
        (["pwsh", "-File", "x.ps1"], False),
        (["env", "-S", "a b"], True),
        (["busybox", "sh", "-c", "x"], True),
        (["node", "-c", "x"], False),
        ([], False),
    ],
)
def test_is_shell_call(words, expected):
    assert plain.is_shell_call(words) is expected


@pytest.mark.parametrize(
    "text, expected", [('a "$@"', True), ("a $0", True), ("a ${1:-b}", True), ("a $A", False), ("a $", False), ("a $$", False)]
)
def test_takes_arguments(text, expected):
    assert plain.takes_arguments(text) is expected


@pytest.mark.parametrize(
    "text, expected", [("npm start", ["npm", "start"]), ("a 'b c'", ["a", "b c"]), ("a && b", None), ("a $B", None), ("", None)]
)
def test_split(text, expected):
    assert plain.split(text) == expected
