"""Whose failure is lost in a list, what only changes the shell, and what plain shells do not understand."""

import pytest

from dockwright.shell.bashisms import bashisms
from dockwright.shell.commands import parse
from dockwright.shell.lists import lost_failures, stops_on_errors
from dockwright.shell.state import changed
from dockwright.text import SourceMap


def script(text):
    return parse(text, "posix", SourceMap([0], [0]))


@pytest.mark.parametrize(
    "text, expected",
    [
        ("make; a", ["make"]),
        ("a && make && b; c\ngit clone x\nd", ["make", "git"]),
        ("a | tar xz; b", ["tar"]),
        ("make; cp a b", ["make"]),
        ("make || a; b", []),
        ("make && a || b; c", []),
        ("make & a", []),
        ("{ make; a; }; b", []),
        ("set -e; make; a", []),
        ("make; set -e; cp a b; c", ["make"]),
        ("pip install a; b", ["pip"]),
        ("pip list; b", []),
        ("! make; a", []),
        ("make;", []),
        ("make; if a; then b; fi", ["make"]),
    ],
)
def test_lost_failures(text, expected):
    assert [one.command.name for one in lost_failures(script(text), False)] == expected
    assert list(lost_failures(script(text), True)) == []


@pytest.mark.parametrize(
    "words, expected",
    [
        ("-e", True),
        ("-eux", True),
        ("-o errexit", True),
        ("-euo pipefail -c", True),
        ("-c", False),
        ("-o pipefail", False),
        ("--noprofile", False),
        ("+e", False),
    ],
)
def test_stops_on_errors(words, expected):
    assert stops_on_errors(words.split()) is expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("cd /a", "WORKDIR"),
        ("cd", ""),
        ("export A=b", "ENV"),
        ("export A=$(b)", ""),
        ("A=b", "ENV"),
        ("A=$(b)", ""),
        ("A=b make", ""),
        (". venv/bin/activate", "ENV"),
        (". ./install", ""),
        ('eval "$(rbenv init -)"', "ENV"),
        ('eval "$X"', ""),
        ("conda activate a", "ENV"),
        ("conda install a", ""),
        ("umask 022", "SHELL"),
        ("cd /a > b", ""),
        ("! cd /a", ""),
    ],
)
def test_changed(text, expected):
    assert changed(script(text).commands[0]) == expected


@pytest.mark.parametrize(
    "text, dash, ash",
    [
        ("[[ a ]]", ["[["], []),
        ("source a", ["source"], []),
        ("a=(b)", ["arrays"], ["arrays"]),
        ("a <<< b", ["<<<"], ["<<<"]),
        ("[ a == b ]", ["=="], []),
        ('[ "==" = b ]', [], []),
        ("echo {a,b} '{c,d}' ${e}", ["{a,b}"], ["{a,b}"]),
        ("sed s/a{1,2}/b/", [], []),
        ("echo -e a; echo -n b", ["echo -e"], []),
        ("set -o pipefail; set -o errexit", ["pipefail"], []),
        ("read -ra a; read -r b", ["read -a"], ["read -a"]),
        ("trap a ERR; trap a EXIT", ["trap ERR"], []),
        ("bash -c 'source a'; sh -c 'source b'", [], []),
        ("./source a", [], []),
        ("echo $RANDOM '$RANDOM'", ["$RANDOM"], []),
    ],
)
def test_bashisms(text, dash, ash):
    assert [one.kind for one in bashisms(script(text), "dash")] == dash
    assert [one.kind for one in bashisms(script(text), "ash")] == ash
    assert [one.kind for one in bashisms(script(text), "sh")] == [kind for kind in dash if kind in ash]
    assert list(bashisms(script(text), "bash")) == []
