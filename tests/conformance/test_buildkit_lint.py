"""The profile `buildkit` beside BuildKit's own checks: which, where, and about what. Every difference has its reason below."""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import Any

import pytest

from dockwright import engine
from dockwright.findings import ERROR
from dockwright.settings import Settings
from dockwright.text import LineIndex
from paths import records, shared

DIRECTIVE = "the build stops at the directive, the rest is linted here"
TWICE = "every comment above an instruction counts"
CASES = {
    "testLegacyKeyValueFormat#3": "the case states other lines than the tool",
    "ConsistentInstructionCasing/skip-comment": "a comment silences whatever check it names",
    "JSONArgsRecommended/cmd-empty": "without words no shell runs anything",
    "InvalidDefinitionDescription/blank-line-between": "a blank line sets a comment apart, as the manual says",
    "InvalidDefinitionDescription/skip-ignored": "what is skipped is skipped",
    "check-directive/space-in-opt": DIRECTIVE,
    "check-directive/error-yes": DIRECTIVE,
    "check-directive/trailing-semicolon": DIRECTIVE,
    "check-directive/local-empty-comment-between": TWICE,
    "check-directive/local-two": TWICE,
}
NEEDS_FILES = "CopyIgnoredFile"
SAYS_NO_NAME = "LegacyKeyValueFormat"
SUBJECT = re.compile(r"'\$?([^']+)'|\"([^\"]+)\"")


def settings(attributes: dict[str, str], experimental: bool) -> Settings:
    given = {name.removeprefix("build-arg:"): value for name, value in attributes.items() if name.startswith("build-arg:")}
    return Settings(
        profile="buildkit",
        extend_select=("InvalidDefinitionDescription",) if experimental else (),
        build_args=given,
        target=attributes.get("target"),
        platform=attributes.get("platform"),
    )


def found(source: str, chosen: Settings) -> tuple[list[tuple[str, int]], Counter[tuple[str, int]], dict[tuple[str, int], str]]:
    """The instructions; checks with the first line of the instruction; what is said and shown there."""
    result = engine.check(source, chosen)
    assert not result.crashes
    lines = LineIndex(source)
    spans = [(one.start_line, one.end_line) for one in result.document.instructions]
    counted, said = Counter[tuple[str, int]](), dict[tuple[str, int], str]()
    for one in result.findings:
        line = lines.position(one.span.start)[0] + 1
        check = next((alias for alias in one.aliases if alias[1:] != alias[1:].upper()), one.rule)
        key = check, first(spans, line)
        counted[key] += 1
        said[key] = said.get(key, "") + f"{one.message} {source[slice(*one.span)]} "
    return spans, counted, said


def first(spans: list[tuple[int, int]], line: int) -> int:
    """The first line of the instruction on a line, or of the one below it."""
    return next((start for start, end in spans if line <= end), line)


def compare(source: str, chosen: Settings, warnings: list[dict[str, Any]]) -> tuple[bool, int]:
    """Whether checks and lines agree, and how many details do not name what our finding names or shows."""
    spans, ours, said = found(source, chosen)
    theirs = Counter((one["rule"], first(spans, one["line"])) for one in warnings if one["rule"] != NEEDS_FILES)
    unnamed = 0
    for one in warnings:
        text = said.get((one["rule"], first(spans, one["line"])))
        subject = SUBJECT.search(one.get("detail") or "")
        name = (subject[1] or subject[2]).replace("\\\\", "\\").lower() if subject and one["rule"] != SAYS_NO_NAME else ""
        unnamed += text is not None and name not in text.lower() and name.rpartition("/")[2] not in text.lower()
    return set(ours) == set(theirs), unnamed


def test_cases() -> None:
    tried, different = 0, []
    for name in "lint", "probes":
        for case in records(f"cases/buildkit_{name}.jsonl"):
            if case.get("dockerignore") or case.get("images"):
                continue
            tried += 1
            attributes = case.get("frontend_attrs") or case.get("attrs") or {}
            expected = case.get("expected_check") or case.get("expected") if name == "lint" else case["warnings"]
            chosen = settings(attributes, "experimental=" in case["dockerfile"])
            if not compare(case["dockerfile"], chosen, expected)[0]:
                different.append(case.get("title") or case["name"])
    assert different == list(CASES)
    assert tried > 240


WHOLE = pytest.mark.skipif("DOCKWRIGHT_FULL" not in os.environ, reason="all real files: set DOCKWRIGHT_FULL=1")


@pytest.mark.parametrize("every", [10, pytest.param(1, marks=WHOLE)])
def test_real_files(every: int) -> None:
    folder, warnings, tried, chosen = shared("corpus/files"), 0, 0, settings({}, False)
    for record in records("corpus/buildkit.jsonl")[::every]:
        if record["error"]:
            continue
        source = (folder / record["file"]).read_bytes().decode("utf-8", "surrogateescape")
        assert compare(source, chosen, record["warnings"]) == (True, 0), record["file"]
        tried += 1
        warnings += len(record["warnings"])
    assert tried > 1_300 // every
    assert warnings > 2_000 // every


def test_files_that_do_not_build() -> None:
    """What BuildKit refuses is reported on the line it names: as an error, or where a build argument would do, as a warning."""
    refused = [record for record in records("corpus/buildkit.jsonl") if record["error"]]
    assert len(refused) > 70
    for record in refused:
        source = (shared("corpus/files") / record["file"]).read_bytes().decode("utf-8", "surrogateescape")
        findings = engine.check(source, Settings()).findings
        lines = LineIndex(source)
        ours = {
            line + 1
            for one in findings
            if one.severity == ERROR or one.rule in ("invalid-base-name", "undefined-arg-in-from")
            for line in range(lines.position(one.span.start)[0], lines.position(one.span.end)[0] + 1)
        }
        where = record["error"].get("lines")
        assert ours if where is None else ours & set(where), record["file"]
