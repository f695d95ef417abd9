"""The profile `hadolint` beside hadolint 2.15.1: its cases, its output, and what it says of real files.

Every difference must have a reason below, and every reason a difference.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import Any

import pytest

from dockwright import engine
from dockwright.config.hadolint import wishes_in
from dockwright.model.document import Document
from dockwright.settings import Settings
from dockwright.text import LineIndex
from paths import records, shared

HADOLINT = Settings(profile="hadolint")
OFF_THERE = ("DL1001", "DL3057")
ALL = HADOLINT.replaced(extend_select=OFF_THERE, levels=dict.fromkeys(OFF_THERE, "info"))

CASES = {
    "Pragma-005": "an unknown name does not void the comment",
    "Regression-001": "Alpine's sh knows pipefail",
    "DL3033-021": "an ARG ends with its stage",
    "DL3041-043": "an ARG ends with its stage",
    "DL3045-012": "the text stands where the id should",
}

WINDOWS = "PowerShell and cmd are not read as sh"
LATER = "the instruction that is lost is meant, not the one that counts"
OUTPUT = {
    "RUN sudo apt-get update\n": "sudo is looked through",
    "ONBUILD RUN apt-get update && sudo apt-get install\n": "sudo is looked through",
    'COPY build\\foo\\bar.tar.gz "C:\\Program Files\\Foo"': "a blank in quotes parts words where the builder reads no JSON",
    'COPY build\\foo\\bar.tar.gz "C:\\Program Files\\foo.tar.gz"': "a blank in quotes parts words where the builder reads no JSON",
    "FROM debian\nCMD bash\nRUN foo\nCMD another\n": LATER,
    "FROM debian\nENTRYPOINT bash\nRUN foo\nENTRYPOINT another\n": LATER,
    'FROM scratch as build\nSHELL ["/usr/bin/bash", "-o", "pipefail", "-c"]': "bash is bash wherever it is",
    "# hadolint shell=powershell.exe\n": WINDOWS,
    'FROM ubuntu:24.04 AS base\nSHELL ["/bin/bash", "-e", "-o", "pipefail", "-c"]\nFROM base AS next': "a stage hands its SHELL on",
    "FROM alpine:3.6\n# The following comment": "Alpine's sh knows pipefail",
}

# By id, what the instruction says that makes the difference.
MISSING = {
    "DL3008": [(r"--force-yes", "the list of packages is that of a day, at snapshot.debian.org")],
    "DL3009": [
        (r"dist-clean", "apt-get dist-clean removes the lists"),
        (r"apt-get update( -qqy|$)", "FROM maven:3 is not FROM the stage maven"),
    ],
    "DL3013": [(r"pip install .*\.\[", "`.[extra]` is the project")],
    "DL3019": [(r"--no-network|rm -rf /var/cache/apk", "no index is left")],
    "DL3020": [(r"\$|https://", "ADD fetches one of the sources")],
    "DL3022": [(r"--from=builder", "the builder compares names in any case")],
    "DL3028": [(r"gem install .*\.gem", "a file is what it is")],
    "DL3032": [(r"dnf install", "the last install is reported: DL3040")],
    "DL3040": [(r"microdnf clean all", "the caches are removed after the last install")],
    "DL3041": [(r"--releasever latest|%%\.\*", "the value of an option is no package; the name holds a version of something else")],
    "DL3042": [(r"rm -rf ~/\.cache/pip", "the cache is removed")],
    "DL3045": [(r"COPY \S+ \\", "the path is absolute on Windows")],
    "DL3046": [(r"\$\{uid\}", "nobody knows whether it is high")],
    "DL3047": [(r"wget", "BusyBox has no such option")],
    "DL3059": [(r"\$LLVM_PROFDATA", "a command is one whatever it is called by")],
    "DL3066": [(r"(?i)USER Container(User|Administrator)", "Windows knows users by name")],
}
EXTRA = {
    "DL1000": [(r"--from=\S*\$", "the builder refuses variables there")],
    "DL3002": [(r"(?i)USER ContainerAdministrator", "it is root on Windows")],
    "DL3006": [(r"(?i)^ARG|^FROM BUG_stage", "the default of an ARG is the name; FROM names stages in lower case")],
    "DL3007": [(r"^FROM .*\$|^ARG", "the default of an ARG is latest")],
    "DL3008": [(r"xargs apt-get install", "xargs is looked through")],
    "DL3009": [
        (r"rm -rf|sudo apt", "what is removed are no lists, or not after the last update; sudo is looked through"),
        (r"xpu-smi", "the default of an ARG names the stage that another is FROM"),
    ],
    "DL3010": [(r"COPY .*\.tar\.gz", "every stage is looked at")],
    "DL3013": [(r"bin/(python -m )?pip", "pip is pip wherever it is")],
    "DL3016": [(r"su .*npm install", "su is looked through")],
    "DL3027": [(r"sudo apt", "sudo is looked through")],
    "DL3032": [(r"rm -rf", "what is removed is no cache")],
    "DL3040": [(r"rm -rf|sudo dnf", "what is removed is no cache; sudo is looked through")],
    "DL3041": [(r"sudo dnf|cuda", "sudo is looked through; a number in a name is no version")],
    "DL3042": [(r"bin/python -m pip", "pip is pip wherever it is")],
}


def found(source: str, settings: Settings) -> tuple[Document, set[tuple[str, int, str]]]:
    """Ids, the lines that hadolint would name, and levels."""
    result = engine.check(source, settings)
    assert not result.crashes
    lines = LineIndex(source)
    starts = [(one.span, one.start_line) for one in result.document.instructions]
    place = {
        one: next((line for span, line in starts if span.start <= one.span.start < span.end), lines.position(one.span.start)[0] + 1)
        for one in result.findings
    }
    named = [(alias, line, one.severity) for one, line in place.items() for alias in one.aliases if re.fullmatch(r"DL\d+", alias)]
    return result.document, set(named)


def settings(config: dict[str, Any] | None, id: str) -> Settings:
    import json

    chosen = wishes_in(".hadolint.yaml", json.dumps(config or {"no-fail": False}).encode()).settings()
    return chosen.replaced(extend_select=(*chosen.extend_select, id)) if id in OFF_THERE else chosen


def test_cases() -> None:
    cases = [case for case in records("cases/hadolint.jsonl") if not (case["rule"] or "").startswith("SC") and case["id"] not in CASES]
    assert len(cases) > 500
    wrong = []
    for case in cases:
        count = sum(id == case["rule"] for id, _, _ in found(case["dockerfile"], settings(case.get("config"), case["rule"]))[1])
        if not (count == case["count"] if case["expect"] == "count" else bool(count) == (case["expect"] == "match")):
            wrong.append(case["id"])
    assert wrong == []


def test_ids_lines_and_levels() -> None:
    different = []
    for case in records("cases/hadolint_output.jsonl"):
        theirs = {tuple(result) for result in case["results"] if not result[0].startswith("SC")}
        if found(case["dockerfile"], ALL)[1] != theirs:
            different.append(case["dockerfile"])
    reasons = [next((begin for begin in OUTPUT if text.startswith(begin)), text) for text in different]
    assert sorted(reasons) == sorted(OUTPUT)


def windows(document: Document) -> set[int]:
    """Where the instructions are that a Windows shell reads."""
    read = (one for one in document.instructions if any(script.dialect != "posix" for script in document.scripts(one.trigger or one)))
    return {one.start_line for one in read}


def reason(table: dict[str, list[tuple[str, str]]], id: str, text: str) -> str:
    return next((why for pattern, why in table.get(id, ()) if re.search(pattern, text)), "")


WHOLE = pytest.mark.skipif("DOCKWRIGHT_FULL" not in os.environ, reason="all real files: set DOCKWRIGHT_FULL=1")


@pytest.mark.parametrize("every", [10, pytest.param(1, marks=WHOLE)])
def test_real_files(every: int) -> None:
    folder, same, used, unexplained, unparsed = shared("corpus/files"), 0, Counter[str](), [], 0
    for record in records("corpus/hadolint.jsonl")[::every]:
        source = (folder / record["file"]).read_bytes().decode("utf-8", "surrogateescape")
        theirs = {tuple(one) for one in record["findings"] if not one[0].startswith("SC")}
        document, ours = found(source, HADOLINT)
        if any(id == "DL1000" for id, _, _ in theirs):
            unparsed += bool(ours)
            continue
        same += len(ours & theirs)
        texts = {one.start_line: source[slice(*one.span)] for one in document.instructions}
        other = windows(document)
        for id, line, level in ours ^ theirs:
            table = MISSING if (id, line, level) in theirs else EXTRA
            why = reason(table, id, texts.get(line, "")) or (WINDOWS if line in other else "")
            used[why] += 1
            if not why:
                unexplained.append((record["file"], id, line, table is MISSING))
    assert unexplained == []
    assert same > 5_000 // every
    assert sum(used.values()) < 420 // every * 2
    if every == 1:
        assert unparsed >= 19
        assert {why for table in (MISSING, EXTRA) for rows in table.values() for _, why in rows} <= set(used)
