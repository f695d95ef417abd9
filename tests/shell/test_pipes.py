"""Pipelines: which pipes belong together, where pipefail is in force, where it would matter."""

import pytest

from dockwright.shell.commands import parse
from dockwright.shell.pipes import asks_for_pipefail, failing, pipelines, without_pipefail
from dockwright.text import IDENTITY


@pytest.mark.parametrize(
    "text, sizes",
    [
        ("a | b", [1]),
        ("a | b | c && d | e", [2, 1]),
        ("x $(a | b) | c", [1, 1]),
        ("a || b", []),
        ("echo 'a | b'", []),
        ("{ a | b; } | c", [2]),
        ("sh -c 'a | b' | c", [1, 1]),
    ],
)
def test_pipelines(text, sizes):
    assert sorted(map(len, pipelines(parse(text, "posix", IDENTITY)))) == sorted(sizes)


@pytest.mark.parametrize(
    "words, expected",
    [
        (("/bin/bash", "-o", "pipefail", "-c"), True),
        (("bash", "-euxo", "pipefail", "-c"), True),
        (("bash", "pipefail"), False),
        (("bash", "+o", "pipefail"), False),
        (("bash", "-o", "errexit"), False),
        ((), False),
    ],
)
def test_asks_for_pipefail(words, expected):
    assert asks_for_pipefail(words) is expected


@pytest.mark.parametrize(
    "text, reported",
    [
        ("curl x | sh", "|"),
        ("echo x | sh", ""),
        ("curl x | grep -q y", ""),
        ("curl x | grep y", ""),
        ("curl x | grep -L y", "|"),
        ("curl x | jq -er .y", ""),
        ("ls x 2>/dev/null | xargs basename || echo none", "|"),
        ("rm -rf x | true", ""),
        ("A=$(find x 2>/dev/null | head -1)", ""),
        ("A=$(find x | head -1)", "|"),
        ("curl x 2>/dev/null | head -1", "|"),
        ("curl x | grep y | head -1", "|"),
        ("curl x | sha256sum -sc", ""),
        ("curl x | sha256sum", "|"),
        ("set -o pipefail; curl x | sh", ""),
        ("A=$(curl x | sh)", "|"),
        ("echo $(curl x | sh)", ""),
        ("curl x | sh || true", ""),
        ("curl x | sh || false", "|"),
    ],
)
def test_failing(text, reported):
    script = parse(text, "posix", IDENTITY)
    found = [failing(script, one) for one in without_pipefail(script, False)]
    assert "".join(one.text for one in found if one) == reported


def test_many_pipes():
    script = parse("set -e;" * 5000 + "echo a | sed b;" * 20000, "posix", IDENTITY)
    assert [failing(script, one) for one in without_pipefail(script, False)] == [None] * 20000
