"""What is passed on from ShellCheck, beside what hadolint passes on, and what applying its proposals does."""

import os
from collections import Counter

import pytest

from asking import verdicts
from dockwright import engine
from dockwright.model.surroundings import Surroundings
from dockwright.settings import Settings
from dockwright.text import LineIndex, apply
from paths import records, shared

HADOLINT = Settings(profile="hadolint", select=("SC",))
RECOMMENDED = Settings(select=("SC",))
DEVIATIONS = {"Shellcheck-018": "SHELL is kept in the image, so the trigger runs under bash"}
ONLY_THERE = {
    ("home-assistant__addons/letsencrypt__Dockerfile", "SC2086"): "of several names in one ARG it knows the first",
    ("home-assistant__addons/speech_to_phrase__Dockerfile", "SC3010"): "it forgets SHELL after an ARG",
}


def codes(source, settings, asked):
    result = engine.check(source, settings, surroundings=Surroundings(verdicts=asked))
    assert not result.crashes
    return Counter(one.aliases[0] for one in result.findings), result


def test_cases():
    asked = verdicts()
    cases = [case for case in records("cases/hadolint.jsonl") if (case.get("rule") or "").startswith("SC") and case["id"] not in DEVIATIONS]
    assert len(cases) >= 14
    wrong = [case["id"] for case in cases if bool(codes(case["dockerfile"], HADOLINT, asked)[0]) != (case["expect"] == "match")]
    assert wrong == []


WHOLE = pytest.mark.skipif("DOCKWRIGHT_FULL" not in os.environ, reason="the whole corpus takes minutes: set DOCKWRIGHT_FULL=1")


def sample(every):
    return pytest.param(every, marks=[pytest.mark.slow, WHOLE] if every < 40 else [], id=f"one in {every}")


@pytest.mark.parametrize("every", [sample(40), sample(1)])
def test_hadolints_findings_on_real_files(every):
    """hadolint reports one id a RUN, and reads Windows shells as sh; where it says anything else, we say it too."""
    folder, asked = shared("corpus/files"), verdicts()
    missing, extra, same = [], [], 0
    for record in records("corpus/hadolint.jsonl")[::every]:
        theirs = {(code, line) for code, line, _ in record["findings"] if code.startswith("SC")}
        if any(code == "DL1000" for code, _, _ in record["findings"]):
            continue
        source = (folder / record["file"]).read_bytes().decode("utf-8", "surrogateescape")
        result = codes(source, HADOLINT, asked)[1]
        document = result.document
        windows = {
            one.start_line
            for one in document.instructions
            if any(script.dialect != "posix" for script in document.scripts(one.trigger or one))
        }
        starts = [(one.start, one.start_line) for one in document.instructions]
        ours = {(one.aliases[0], max(line for start, line in starts if start <= one.span.start)) for one in result.findings}
        same += len(ours & theirs)
        missing += [
            (record["file"], code, line) for code, line in theirs - ours if line not in windows and (record["file"], code) not in ONLY_THERE
        ]
        extra += [(record["file"], code, line) for code, line in ours - theirs if not any(at == line for _, at in theirs)]
    assert missing == []
    assert extra == []
    assert same > 10


@pytest.mark.parametrize("every", [sample(40), sample(4)])
def test_a_proposal_removes_its_finding_and_changes_nothing_else(every):
    """SC2103 is said of a `cd` only as long as SC2164 is."""
    folder, asked = shared("corpus/files"), verdicts()
    applied = 0
    for record in records("corpus/hadolint.jsonl")[::every]:
        source = (folder / record["file"]).read_bytes().decode("utf-8", "surrogateescape")
        before, result = codes(source, RECOMMENDED, asked)
        for finding in [one for one in result.findings if one.fix][:: 1 if every < 40 else 4]:
            after, changed = codes(apply(source, finding.fix.edits), RECOMMENDED, asked)
            expected = Counter([finding.aliases[0]])
            assert before - after in (expected, expected + Counter(["SC2103"] if finding.aliases[0] == "SC2164" else [])), finding
            assert not after - before, finding
            pairs = zip(result.document.instructions, changed.document.instructions, strict=True)
            assert sum(one.parsed.source != other.parsed.source for one, other in pairs) == 1
            applied += 1
    assert applied > 10


@pytest.mark.parametrize("every", [sample(40), sample(1)])
def test_every_finding_is_at_characters_of_its_instruction(every):
    folder, asked = shared("corpus/files"), verdicts()
    for record in records("corpus/hadolint.jsonl")[::every]:
        source = (folder / record["file"]).read_bytes().decode("utf-8", "surrogateescape")
        result = codes(source, RECOMMENDED, asked)[1]
        lines = LineIndex(source)
        for one in result.findings:
            covered = source[one.span.start : one.span.end]
            assert covered.strip(" \t\r\n") or one.aliases == ("SC1007",), (record["file"], one)
            assert any(inside.span.start < one.span.start and one.span.end <= inside.span.end for inside in result.document.instructions)
            if one.aliases == ("SC2086",):
                assert covered.startswith(("$", '"$')) or lines.position(one.span.start) != lines.position(one.span.end), covered
