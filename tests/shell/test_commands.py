"""Commands of a POSIX script: what runs, with which words, between which operators, where."""

from __future__ import annotations

import pytest

from dockwright.shell.commands import Command, Script, dialect_of, interpreter_of, parse, parse_words
from dockwright.text import IDENTITY, SourceMap, Span


def script(text: str) -> Script:
    return parse(text, "posix", IDENTITY)


def shown(command: Command) -> str:
    """A command as its name and arguments."""
    return " ".join((command.name or "?", *(word.value for word in command.args)))


@pytest.mark.parametrize(
    "source, expected",
    [
        ("apt-get update && apt-get install -y     curl", ["apt-get update", "apt-get install -y curl"]),
        ("set -eux; a; b &", ["set -eux", "a", "b"]),
        ("if ! cmd -x; then a; elif b; then c; else d; fi", ["cmd -x", "a", "b", "c", "d"]),
        ("for x in a b; do echo $x; done", ["echo $x"]),
        ("cmd1 && ( cmd2 || true )", ["cmd1", "cmd2", "true"]),
        ("case $(arch) in x86*|amd64) a ;; *) b; esac; c", ["arch", "a", "b", "c"]),
        ('echo "$(dpkg -s) `id -u`" x', ["echo $(dpkg -s) `id -u` x", "dpkg -s", "id -u"]),
        ("[ -f x ] && [[ -f y ]] && f() { g; }; f", ["[ -f x ]", "g", "f"]),
        ("A=1 B=2 make", ["make"]),
        ("A=$(b) && export C=d", ["?", "b", "export C=d"]),
        ("cat <<EOF > f\n$(a) \\$(b)\nEOF\nc", ["cat", "a", "c"]),
        ("cat <<'EOF' | d\n$(a)\nEOF\nc", ["cat", "d", "c"]),
        ("a # b && c\nd", ["a", "d"]),
        ("a;;b ) c", ["a", "b", "c"]),
        ("echo 'open", ["echo open"]),
        ("a && $(b", ["a", "?", "b"]),
        ("echo a\rb", ["echo a\rb"]),
        ("time -p a; ! time b", ["a", "b"]),
        ("\\apt-get \"install\" 'a b' c\\ d $'e\\tf'", ["apt-get install a b c d e\tf"]),
    ],
)  # fmt: skip
def test_commands(source: str, expected: list[str]) -> None:
    assert [shown(command) for command in script(source).commands] == expected


@pytest.mark.parametrize(
    "source, name, wrappers, args",
    [
        ("sudo apt-get update", "apt-get", ["sudo"], ["update"]),
        ("sudo -E -u root A=b /usr/bin/apt-get install", "apt-get", ["sudo"], ["install"]),
        ("sudo --user=root -- make x", "make", ["sudo"], ["x"]),
        ("doas -u www npm ci", "npm", ["doas"], ["ci"]),
        ("env -i A=b C=d nice -n 5 make", "make", ["env", "nice"], []),
        ("env - -u X PATH=/bin nice -10 ls", "ls", ["env", "nice"], []),
        ("exec -a x nohup timeout -s KILL 30 curl y", "curl", ["exec", "nohup", "timeout"], ["y"]),
        ("busybox wget x", "wget", ["busybox"], ["x"]),
        ("command -v curl", "command", [], ["-v", "curl"]),
        ("command -p curl", "curl", ["command"], []),
        ("sudo -v", "sudo", [], ["-v"]),
        ("/usr/bin/time -f %e make", "make", ["/usr/bin/time"], []),
        ("gosu nobody id", "id", ["gosu"], []),
        ("$SUDO apt-get update", "", [], ["apt-get", "update"]),
        ('sudo "$TOOL" x', "", ["sudo"], ["x"]),
        ("/opt/venv/bin/pip install x", "pip", [], ["install", "x"]),
        (".venv/bin/pip install x", "pip", [], ["install", "x"]),
        ("./install x", "./install", [], ["x"]),
        ("scripts/install x", "scripts/install", [], ["x"]),
        ("xargs apt-get install", "apt-get", ["xargs"], ["install"]),
    ],
)
def test_look_through(source: str, name: str, wrappers: list[str], args: list[str]) -> None:
    command = script(source).commands[0]
    assert (command.name, [word.value for word in command.wrappers], [word.value for word in command.args]) == (name, wrappers, args)
    assert command.names == (*(word.rpartition("/")[2] for word in wrappers), *([name] if name else []))


@pytest.mark.parametrize(
    "source, expected",
    [
        ("a && b || c; d", ["a && b", "b || c", "c ; d"]),
        ("a | b |& c & d", ["a | b", "b |& c", "c & d"]),
        ("a\n\nb;\nc\n", ["a \n b", "b ; c", "c \n "]),
        ("{ a; b; } | c", ["a ; b", "b ; ", "b | c"]),
        ("a | { b; c; }", ["a | b", "b ; c", "c ; "]),
        ("while a; do b; done < <(c) | d", ["a ; ", "b ; ", "b | d"]),
        ('a "$(b | c)" | d', ["b | c", "a | d"]),
        ("case x in a) b;; c) d; esac && e", ["d ; ", "d && e"]),
        ("a &&", ["a && "]),
        ("[[ x ]] && a", [" && a"]),
    ],
)
def test_operators(source: str, expected: list[str]) -> None:
    found = script(source).operators
    assert [f"{op.left.name if op.left else ''} {op.text} {op.right.name if op.right else ''}" for op in found] == expected
    assert all(source[op.start : op.end] == op.text for op in found)


@pytest.mark.parametrize(
    "source, expected",
    [
        ("a && b; c", [("a", "", "&&"), ("b", "&&", ";"), ("c", ";", "")]),
        ("{ a; b; } && c", [("a", "", ";"), ("b", ";", ";"), ("c", "&&", "")]),
        ("( a || b ) | c", [("a", "", "||"), ("b", "||", ""), ("c", "|", "")]),
        ("case x in y) a;; esac", [("a", "", ";;")]),
        ("a &\nb", [("a", "", "&"), ("b", "&", "")]),
    ],
)
def test_neighbours(source: str, expected: list[tuple[str, str, str]]) -> None:
    def text(command: Command) -> tuple[str, str, str]:
        return command.name, command.before.text if command.before else "", command.after.text if command.after else ""

    assert [text(command) for command in script(source).commands] == expected


@pytest.mark.parametrize(
    "source, expected",
    [
        ("a", {"a": ()}),
        ("( a; { b; } )", {"a": ("subshell",), "b": ("subshell", "group")}),
        ("if a; then b; else c; fi", {"a": ("if-cond",), "b": ("if-body",), "c": ("if-body",)}),
        ("until a; do b; done", {"a": ("while-cond",), "b": ("loop",)}),
        ("for x in $(a); do b; done", {"a": ("subst",), "b": ("loop",)}),
        ("f() { a; }; function g { b; }", {"a": ("function", "group"), "b": ("function", "group")}),
        ("case x in x) a;; esac", {"a": ("case",)}),
        ("diff <(a) `b`", {"diff": (), "a": ("procsubst",), "b": ("subst",)}),
        ("cat <<E\n$(a)\nE\n", {"cat": (), "a": ("heredoc", "subst")}),
    ],
)
def test_contexts(source: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert {command.name: command.context for command in script(source).commands} == expected


def test_negation() -> None:
    assert [command.negated for command in script("! a && b; if ! c; then d; fi").commands] == [True, False, True, False]


@pytest.mark.parametrize(
    "source, expected",
    [
        ("a > f 2>&1 <in", [(">", "", "f"), (">&", "2", "1"), ("<", "", "in")]),
        ("echo >> '/etc/a b'", [(">>", "", "/etc/a b")]),
        ("a &> /dev/null", [("&>", "", "/dev/null")]),
        ("a <<< word {fd}>x", [("<<<", "", "word"), (">", "{fd}", "x")]),
        ("echo 2 >f", [(">", "", "f")]),
    ],
)
def test_redirects(source: str, expected: list[tuple[str, str, str]]) -> None:
    found = script(source).commands[0].redirects
    assert [(redirect.op, redirect.fd, redirect.target.value if redirect.target else "") for redirect in found] == expected


def test_here_documents() -> None:
    source = "cat <<-A <<'B' > f\n\tone\n\tA\ntwo $(x)\nB\nnext"
    cat, following = script(source).commands
    bodies = [(redirect.op, redirect.body, redirect.body_span) for redirect in cat.redirects]
    assert bodies == [("<<-", "\tone\n", Span(19, 24)), ("<<", "two $(x)\n", Span(27, 36)), (">", "", None)]
    assert following.name == "next"


def test_redirects_of_compound_commands() -> None:
    found = script("{ a; } > f; ( b ) 2> g")
    assert [redirect.target.value for redirect in found.redirects if redirect.target] == ["f", "g"]
    assert all(not command.redirects for command in found.commands)


@pytest.mark.parametrize(
    "source, value, quoted, literal",
    [
        ("plain-1.2/*.txt", "plain-1.2/*.txt", False, True),
        ("'a b'\"c\"", "a bc", True, True),
        ('"a\\"b\\n\\$c"', 'a"b\\n$c', True, True),
        ("a\\ b", "a b", True, True),
        ("$A/${B:-'}'}/x", "$A/${B:-'}'}/x", False, False),
        ("\"$A '$(b)'\"", "$A '$(b)'", True, False),
        ("''", "", True, True),
        ("100%$", "100%$", False, True),
        ("{a,b}", "{a,b}", False, True),
        ("a\\\nb", "ab", False, True),
    ],
)
def test_words(source: str, value: str, quoted: bool, literal: bool) -> None:
    word = script(f"x {source}").commands[0].args[0]
    assert (word.value, word.text, word.quoted, word.literal) == (value, source, quoted, literal)


@pytest.mark.parametrize(
    "source, expected",
    [
        ("a && b && c", True),
        ("a", True),
        ('a "$(b; c)" && d # note', True),
        ("bash -c 'a; b' && c", True),
        ("a; b", False),
        ("a && b | c", False),
        ("a && b || true", False),
        ("a && if b; then c; fi", False),
        ("{ a; } && b", False),
        ("f() { a; }", False),
        ("cat <<E\nE\n", False),
        ("a && 'b", False),
    ],
)
def test_chains(source: str, expected: bool) -> None:
    assert script(source).is_chain is expected


@pytest.mark.parametrize(
    "source, expected",
    [
        ("[[ a == b ]] || ((i++))", ["[[ a == b ]]", "((i++))"]),
        ("x=(a b)", ["(a b)"]),
        ("function f { :; }", ["function f { :; }", "{ :; }"]),
        ("a <<< b &> c <(d)", ["<<< b", "&> c", "<(d)"]),
        ("echo ${a//b/c} ${a^^} ${!a} ${a:1} ${a[0]} ${a:-b} ${a#b} ${a%b}", ["${a//b/c}", "${a^^}", "${!a}", "${a:1}", "${a[0]}"]),
        ("echo $'a' |& b", ["$'a'", "|&"]),
        ("x+=1; x[2]=3; a >& f; b >&2", ["x+=1", "x[2]=3", ">& f"]),
    ],
)
def test_constructs(source: str, expected: list[str]) -> None:
    found = sorted(source[start:end].strip() for _, start, end in script(source).constructs)
    assert found == sorted(expected)


@pytest.mark.parametrize(
    "source, messages",
    [
        ("echo 'a", ["' is not closed"]),
        ('echo "a', ['" is not closed']),
        ("echo $(a", ["$( is not closed"]),
        ("echo ${a", ["${ is not closed"]),
        ("if a; then b", ["if without fi"]),
        ("for x in a; b", ["for without do"]),
        ("a; done", ["done without its beginning"]),
        ("a ) b", ["unexpected )"]),
        ("cat <<E\na\n", ["here-document is not closed"]),
        ("a && b", []),
    ],
)
def test_errors(source: str, messages: list[str]) -> None:
    found = script(source).errors
    assert [message for _, _, message in found] == messages
    assert all(0 <= start < end <= len(source) for start, end, _ in found)


def test_comments() -> None:
    source = "a # one\n# two\nb#c '#' \"#\" # three"
    assert [source[start:end] for start, end in script(source).comments] == ["# one", "# two", "# three"]


def test_spans_follow_the_source_map() -> None:
    source = "RUN apt-get install \\\n    curl"
    text = "apt-get install     curl"
    found = parse(text, "posix", SourceMap([0, 16], [4, 22]))
    command = found.commands[0]
    assert [source[slice(*word.span)] for word in command.words] == ["apt-get", "install", "curl"]
    assert command.span == Span(4, len(source))
    assert found.span(0, 7) == Span(4, 11)


@pytest.mark.parametrize(
    "items, expected",
    [
        (["apt-get", "install", "x y"], ["apt-get install x y"]),
        (["sh", "-c", "a && b 'c d'"], ["sh -c a && b 'c d'", "a", "b c d"]),
        (["/bin/bash", "-euxo", "pipefail", "-c", "$X | y"], ["bash -euxo pipefail -c $X | y", "?", "y"]),
        (["sudo", "a b"], ["a b"]),
        (["powershell", "-Command", "Write-Host 'a'; B"], ["powershell -Command Write-Host 'a'; B", "write-host a", "b"]),
        ([], []),
    ],
)
def test_exec_form(items: list[str], expected: list[str]) -> None:
    source = '["' + '", "'.join(items) + '"]'
    tokens = []
    at = 1
    for item in items:
        tokens.append((item, at, at + len(item) + 2, SourceMap([0], [at + 1])))
        at += len(item) + 4
    found = parse_words(tokens, IDENTITY)
    assert found.exec_form
    assert [shown(command) for command in found.commands] == expected
    for command in found.commands:
        assert [source[slice(*word.span)] for word in command.words] == [word.text for word in command.words]


@pytest.mark.parametrize(
    "shell, dialect",
    [
        (("/bin/sh", "-c"), "posix"),
        (("/bin/bash", "-o", "pipefail", "-c"), "posix"),
        (("busybox", "sh", "-c"), "posix"),
        (("/usr/bin/env", "bash"), "posix"),
        (("C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\PowerShell.EXE", "-Command"), "powershell"),
        (("pwsh",), "powershell"),
        (("cmd.exe", "/S", "/C"), "cmd"),
        (("python3", "-c"), "other"),
        ((), "posix"),
    ],
)
def test_dialects(shell: tuple[str, ...], dialect: str) -> None:
    assert dialect_of(shell) == dialect


@pytest.mark.parametrize(
    "line, words",
    [
        ("#!/bin/bash -e", ("/bin/bash", "-e")),
        ("#!/usr/bin/env -S A=b bash -x", ("bash", "-x")),
        ("#! /bin/sh", ("/bin/sh",)),
        ("# comment", ()),
        ("#!", ()),
    ],
)
def test_interpreters(line: str, words: tuple[str, ...]) -> None:
    assert interpreter_of(line) == words


def test_other_languages_have_no_commands() -> None:
    assert parse("import os", "other", IDENTITY).commands == []
