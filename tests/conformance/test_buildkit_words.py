"""Words, heredoc markers and key-value lists beside the answers of BuildKit's own lexer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dockwright.syntax import heredoc, words
from dockwright.syntax.arguments import quoted_words
from dockwright.syntax.ports import Port
from paths import records

# Messages we word differently. BuildKit shows the end of the text as U+FFFD, as if it were a modifier.
UNCLOSED = "unsupported modifier (\ufffd) in substitution"


def cases(*kinds: str) -> list[dict[str, Any]]:
    return [record for record in records("cases/buildkit_shell.jsonl") if record["kind"] in kinds]


def environment(case: dict[str, Any]) -> Callable[[str], str | None]:
    """BuildKit takes the first of two settings of a name, and folds case on Windows."""
    fold = str.upper if case.get("platform") == "windows" else str
    values: dict[str, str] = {}
    for setting in case["env"]:
        name, _, value = setting.partition("=")
        values.setdefault(fold(name), value)
    return lambda name: values.get(fold(name))


def test_words_equal_buildkits() -> None:
    found = cases("word", "words")
    for case in found:
        expansion = words.expand(case["input"], environment(case))
        label = (case["name"], case["input"])
        oracle = case.get("oracle") or {}
        if case.get("error"):
            assert expansion.problem, label
            ours, theirs = expansion.problem.message, oracle["error"]
            assert theirs.endswith(": " + ours) or (UNCLOSED in theirs and ours == "syntax error: missing '}'"), label
        else:
            assert expansion.problem is None, label
            assert (expansion.value if case["kind"] == "word" else expansion.words) == case["expected"], label
        if oracle and not case.get("error"):
            assert (expansion.value, expansion.words) == (oracle["result"], oracle["words"] or []), label
        if oracle:
            used = {one.name for one in expansion.references if one.is_set}
            assert used == set(oracle.get("matched") or ()), label
            unset = {one.name for one in expansion.references if not one.is_set}
            assert unset == set(oracle.get("unmatched") or ()), label
    assert len(found) >= 310


def fields(marker: heredoc.Marker | None) -> dict[str, Any] | None:
    if marker is None:
        return None
    return {"name": marker.name, "fd": marker.fd, "expand": marker.expand, "chomp": marker.chomp, "content": ""}


def test_heredoc_words_equal_buildkits() -> None:
    found = cases("heredoc_word")
    for case in found:
        assert fields(heredoc.marker(case["input"])) == case["oracle"], case["name"]
    assert len(found) >= 20


def test_heredocs_of_a_line_equal_buildkits() -> None:
    found = cases("heredoc_names")
    for case in found:
        assert [fields(one) for one in heredoc.markers(case["input"])] == (case["oracle"] or []), case["name"]
    assert len(found) >= 10


def test_words_of_pairs_equal_buildkits() -> None:
    found = cases("parse_words")
    for case in found:
        text = case["input"]
        assert [text[start:end] for start, end in quoted_words(text, 0, len(text), "\\")] == case["expected"], case["name"]
    assert len(found) >= 8


HOSTS = {"convert_expose/localhost": "the address has no effect, which is what is reported, whatever is written there"}


def test_ports_equal_buildkits() -> None:
    found = cases("port")
    for case in found:
        port = Port(case["input"])
        if case.get("error"):
            assert bool(list(port.problems())) is (case["name"] not in HOSTS), case["name"]
            continue
        assert not list(port.problems()), case["name"]
        assert None not in (port.first, port.last), case["name"]
        assert [f"{one}/{port.protocol or 'tcp'}" for one in range(port.first, port.last + 1)] == case["expected"], case["name"]
        assert bool(port.host) is (case["oracle_lint"] == ["ExposeInvalidFormat"]), case["name"]
    assert len(found) >= 10


def test_devices() -> None:
    pytest.skip(f"{len(cases('device'))} cases: what `RUN --device` names is not taken apart, for no rule asks about it")
