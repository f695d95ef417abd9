"""Files that BuildKit refuses, and those it takes: what the syntax rules say of them."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

from dockwright.engine import check
from dockwright.findings import ERROR
from dockwright.settings import Settings
from paths import records, shared

SYNTAX = Settings(select=("syntax",))

# What other rules say, by the beginning of BuildKit's message.
NOT_SYNTAX = (
    *(
        "base name (",
        "failed to parse stage name",
        "failed to parse platform",
        "circular dependency",
        "invalid port",
        "invalid containerPort",
    ),
    *("invalid ranges specified", "syntax error in pattern", "lint violation found", 'failed to process "${V:?need}"'),
)

# What BuildKit takes, and why we report it nevertheless.
TAKEN = {
    "broken-exec-form": "the builder hands the brackets to a shell",
    "unclosed-quote": "the parser alone does not read quotes; the build that follows does",
}
CASES = {
    "tricky/nul": "NUL bytes pass the parser and fail when the command runs",
    "tricky/latin1": "bytes that are no UTF-8 pass the parser and fail when the build is sent",
    "tricky/bad-utf8-label": "bytes that are no UTF-8 pass the parser and become U+FFFD in the image",
    "tricky/keyword-only": "a RUN without a command does nothing",
    "tricky/keyword-only-ws": "a RUN without a command does nothing",
    "unit/JSON/good7": "a RUN without a command does nothing",
    "tricky/flag-empty": "an empty --from names nothing",
}


def cases() -> list[tuple[str, str, str]]:
    """Name, text, and BuildKit's error."""
    found = []
    for name in ("parser", "tricky", "probes"):
        for record in records(f"cases/buildkit_{name}.jsonl"):
            text = record.get("dockerfile")
            text = b64decode(record["dockerfile_b64"]).decode("utf-8", "surrogateescape") if text is None else text
            found.append((record["name"], text, message(record)))
    return found


def message(record: dict[str, Any]) -> str:
    oracle, lint = record.get("oracle") or {}, record.get("oracle_lint") or {}
    errors = (oracle.get("error"), oracle.get("instructions_error"), lint.get("build_error"), lint.get("error"), record.get("build_error"))
    return next((error["message"] for error in errors if error), "")


def errors(text: str) -> set[str]:
    return {finding.rule for finding in check(text, SYNTAX).findings if finding.severity == ERROR}


def test_what_buildkit_refuses_is_an_error() -> None:
    refused = [(name, text) for name, text, error in cases() if error and not error.startswith(NOT_SYNTAX)]
    assert [name for name, text in refused if not errors(text)] == []
    assert len(refused) > 60


def test_what_buildkit_takes_is_none() -> None:
    taken = [(name, text) for name, text, error in cases() if not error and name not in CASES]
    assert {name: errors(text) - set(TAKEN) for name, text in taken if errors(text) - set(TAKEN)} == {}
    assert len(taken) > 400


def test_the_list_of_differences_is_true() -> None:
    assert {name for name, text, error in cases() if not error and errors(text) - set(TAKEN)} == set(CASES)


def test_real_files() -> None:
    for record in records("corpus/buildkit.jsonl"):
        text = shared("corpus/files/" + record["file"]).read_bytes().decode("utf-8", "surrogateescape")
        found = errors(text) - {"broken-exec-form"}
        assert bool(found) <= bool(record["error"]), (record["file"], found)
