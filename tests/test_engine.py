"""Checking and fixing as a whole: selection, levels, precedence, crashes, the memo, the guards of fixes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright import engine, fixing, rules
from dockwright.findings import ERROR, INFO, SAFE, UNSAFE, WARNING, Finding, Fix
from dockwright.model.document import read
from dockwright.precedence import settle
from dockwright.rules._index import INDEX
from dockwright.settings import Settings, unknown_names
from dockwright.text import Edit, Span

SOURCE = "FROM node:latest\nADD a b /app/\nCOPY --from=x:latest a b\n"


def found(source, **given):
    return [(one.rule, one.severity) for one in engine.check(source, Settings(**given)).findings]


def only(*names, **given):
    return found(SOURCE, select=names, **given)


@pytest.mark.parametrize(
    "given, expected",
    [
        ({"select": ("latest-tag",)}, {"latest-tag"}),
        ({"select": ("DL3007",)}, {"latest-tag"}),
        ({"select": ("base",), "ignore": ("untagged-image", "unpinned-digest", "oversized-base-image")}, {"latest-tag"}),
        ({"select": ("latest-tag", "add-instead-of-copy"), "ignore": ("DL3020",)}, {"latest-tag"}),
        ({"select": ("latest-tag",), "extend_select": ("DL3020",)}, {"latest-tag", "add-instead-of-copy"}),
        ({"select": ("CKV_DOCKER_4",)}, {"add-instead-of-copy"}),
        ({"select": ("latest-tag", "add-instead-of-copy"), "levels": {"latest-tag": "off"}}, {"add-instead-of-copy"}),
        ({"select": ("latest-tag",), "levels": {"DL3007": "off"}}, set()),
        ({"select": ("latest-tag",), "ignore": ("all",)}, set()),
    ],
)  # fmt: skip
def test_selection(given, expected):
    assert {rule for rule, _ in found(SOURCE, **given)} == expected


@pytest.mark.parametrize(
    "levels, expected",
    [
        ({}, WARNING),
        ({"latest-tag": ERROR}, ERROR),
        ({"base": INFO}, INFO),
        ({"base": INFO, "latest-tag": ERROR}, ERROR),
        ({"latest-tag": ERROR, "DL3007": INFO}, INFO),
        ({"DL": INFO}, INFO),
    ],
)
def test_levels(levels, expected):
    assert {level for rule, level in only("latest-tag", levels=levels) if rule == "latest-tag"} == {expected}


@pytest.mark.parametrize(
    "name, suggestion",
    [("latest-tags", "latest-tag"), ("DL3O07", "DL3007"), ("xyzzyx", None), ("bas", "base"), ("dl3007", "DL3007")],
)
def test_unknown_names(name, suggestion):
    (unknown,) = unknown_names((name, "latest-tag", "base", "DL3007", "DL", "all", "CKV"))
    assert unknown[0] == name
    assert suggestion is None or unknown[1] is not None


def test_a_rule_that_raises_is_reported_and_the_others_run(monkeypatch):
    def broken(add, ctx):
        raise RuntimeError("boom")
        yield

    monkeypatch.setattr(rules.load(INDEX["add-instead-of-copy"]), "check", broken)
    result = engine.check(SOURCE, Settings(select=("latest-tag", "add-instead-of-copy")))
    assert [crash[:2] for crash in result.crashes] == [("add-instead-of-copy", "RuntimeError: boom")]
    assert "boom" in result.crashes[0].traceback
    assert {one.rule for one in result.findings} == {"latest-tag"}


def finding(rule, start, end):
    return Finding(rule, WARNING, Span(start, end), "")


@pytest.mark.parametrize(
    "given, kept",
    [
        ([("latest-tag", 0, 5), ("moving-tag", 2, 4)], ["latest-tag"]),
        ([("moving-tag", 0, 2), ("latest-tag", 2, 4)], ["moving-tag", "latest-tag"]),
        ([("unknown-flag", 0, 9), ("latest-tag", 2, 4), ("latest-tag", 9, 12)], ["unknown-flag", "latest-tag"]),
        ([("hardcoded-secret", 5, 9), ("secret-variable", 0, 6), ("credentials-in-url", 7, 8)], ["hardcoded-secret"]),
    ],
)
def test_precedence(given, kept):
    assert [one.rule for one in settle([finding(*one) for one in given], read("FROM a\n"))] == kept


SECRETS = ("hardcoded-secret", "secret-variable")
PACKAGES = ("wrong-package-manager", "install-without-yes", "apt-recommends", "sudo-in-run", "hardcoded-secret", "pointless-command")


@pytest.mark.parametrize(
    "source, select, kept",
    [
        ("FROM a\nENV DB_PASSWORD=s3same.open\n", SECRETS, ["hardcoded-secret"]),
        ("FROM a\nENV DB_PASSWORD=s3same.open API_TOKEN=$X\n", SECRETS, ["hardcoded-secret", "secret-variable"]),
        ("FROM a\nONBUILD ARG DB_PASSWORD=s3same.open\n", SECRETS, ["hardcoded-secret"]),
        ("FROM alpine:3.20\nRUN vim x && sudo apt-get install git\n", PACKAGES, ["pointless-command", "wrong-package-manager"]),
        ("FROM debian:13\nRUN apt-get install git\n", PACKAGES, ["apt-recommends", "install-without-yes"]),
        (
            "FROM alpine:3.20\nRUN http_proxy=http://bob:Zq8.kwP2vE@example.com apt-get install git\n",
            ("wrong-package-manager", "install-without-yes", "credentials-in-url"),
            ["credentials-in-url", "wrong-package-manager"],
        ),
        ("FROM scratch\nCMD a $B\n", ("shell-in-scratch", "shell-form-command"), ["shell-in-scratch"]),
    ],
)
def test_precedence_in_a_pair_a_command_an_instruction(source, select, kept):
    assert sorted(one.rule for one in engine.check(source, Settings(select=select)).findings) == kept


@pytest.mark.parametrize("profile, ids", [("recommended", {"DL3002"}), ("hadolint", {"DL3002", "DL3066"})])
def test_a_peer_says_twice_what_it_has_two_ids_for(profile, ids):
    result = engine.check("FROM a:1\nUSER root\n", Settings(profile=profile, extend_select=("DL3066",)))
    assert {alias for one in result.findings for alias in one.aliases} & {"DL3002", "DL3066"} == ids


@pytest.mark.parametrize(
    "profile, ids",
    [
        ("recommended", ["DL3011", "DL3020"]),
        ("hadolint", ["DL3003", "DL3020"]),
    ],
)
def test_a_peer_does_not_look_for_everything_in_triggers(profile, ids):
    text = "FROM alpine:3.20\nONBUILD EXPOSE 70000\nONBUILD RUN apk add --no-cache git\nRUN cd a && b\nADD c /c\n"
    result = engine.check(text, Settings(profile=profile, ignore=("DL3018", "DL3061")))
    found = [alias for one in result.findings for alias in one.aliases if alias in ("DL3003", "DL3011", "DL3020")]
    assert found == ids


def test_the_profile_of_a_peer_has_what_the_peer_has_an_id_for():
    text = "FROM a:1\nRUN apt-get dist-upgrade -y && zypper -n dup\n"
    found = engine.check(text, Settings(profile="hadolint")).findings
    assert [one.aliases for one in found] == [("DL3035",)]
    extended = engine.check(text, Settings(profile="hadolint", extend_select=("dist-upgrade",))).findings
    assert [one.rule for one in extended] == ["dist-upgrade"] * 2


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "FROM node:latest\n",
            "ADD a /b\n",
            "add x y /z/\n",
            "ARG A=latest\n",
            "FROM a:$A\n",
            "ENV A b\n",
            "RUN apt install x\n",
            "RUN a \\\n",
            "\n",
        ]
        + [
            "# hadolint ignore=DL3020\n",
            "COPY <<EOF /x\nADD a b\nEOF\n",
            "ONBUILD ADD a /b\n",
            "USER root\n",
            "RUN cd /x && y\n",
            "CMD a b\n",
            "ONBUILD ENV PIP_NO_CACHE_DIR=1\nONBUILD RUN pip install x\n",
            "ONBUILD WORKDIR /x\nONBUILD COPY a b\n",
        ]
        + [
            "# dockwright: ignore[all]\n",
            "RUN pip install x | sh\n",
            "RUN apt-get update\n",
            "LABEL a b\n",
            "FROM alpine as B\n",
            "#\n",
            "\r\n",
            "x",
        ]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(FRAGMENTS, FRAGMENTS)
def test_a_memo_changes_nothing(before, after):
    given, memo = Settings(profile="strict"), engine.Memo()
    for source in (before, after, before + after, after):
        assert engine.check(source, given, memo=memo).findings == engine.check(source, given).findings


@pytest.mark.parametrize("source", ["FROM a\nRUN b \\\n\t", "RUN a \\\n  ", "\\\n\x85", "FROM a\nRUN b \\\n\n \\\n \n"])
def test_spans_end_with_the_text(source):
    for one in engine.check(source, Settings(profile="strict")).findings:
        for span in (one.span, *(edit.span for edit in (one.fix.edits if one.fix else ()))):
            assert span.end <= len(source)


def test_a_memo_sees_what_a_trigger_above_changes():
    memo, text = engine.Memo(), "FROM python:3.13\nONBUILD ENV {}=1\nONBUILD RUN pip install flask\n"
    for name, ids in ("PIP_NO_CACHE_DIR", []), ("OTHER", ["pip-cache-left"]), ("PIP_NO_CACHE_DIR", []):
        found = engine.check(text.format(name), memo=memo).findings
        assert [one.rule for one in found if one.rule == "pip-cache-left"] == ids


def test_a_memo_sees_what_a_later_stage_changes():
    """Whether a USER is the last depends on the stage that is built, which need not be its own."""
    memo, start = engine.Memo(), "FROM alpine:3.20 AS b\nUSER root\nFROM b\n"
    for source in (start + "RUN x\n", start + "USER root\n", start + "USER 1\n", start + "USER $U\n"):
        assert engine.check(source, memo=memo).findings == engine.check(source).findings


@settings(max_examples=150, deadline=None)
@given(FRAGMENTS | st.text())
def test_checking_never_raises_and_spans_lie_inside(source):
    result = engine.check(source, Settings(profile="strict"))
    assert not result.crashes
    for one in result.findings:
        assert 0 <= one.span.start <= one.span.end <= len(source)


@settings(max_examples=100, deadline=None)
@given(FRAGMENTS)
def test_fixing_comes_to_rest(source):
    given = Settings(profile="strict")
    fixed = fixing.fix(source, given, unsafe=True)
    again = fixing.fix(fixed.source, given, unsafe=True)
    assert again.source == fixed.source
    assert not again.applied


def fix_with(monkeypatch, source, edits, applicability=SAFE, unsafe=False):
    """Fix a text with a rule that offers these edits on its first ADD."""

    def check(add, ctx):
        yield ctx.finding(add.keyword, "x", Fix("Do it", tuple(Edit(Span(*place), text) for *place, text in edits), applicability))

    monkeypatch.setattr(rules.load(INDEX["add-instead-of-copy"]), "check", check)
    return fixing.fix(source, Settings(select=("add-instead-of-copy",)), unsafe=unsafe)


@pytest.mark.parametrize(
    "source, edits, reason",
    [
        ("FROM a\nADD b c\nRUN d\n", [(14, 15, " \\\n")], "line 3 would be read differently"),
        ("FROM a\nADD b c\nRUN d\n", [(7, 10, "ADDD")], "syntax error"),
        ("FROM a\nADD b c\nRUN d\n", [(7, 10, "ADD")], "changes nothing"),
        ("FROM a\nADD b c\nRUN d\n", [(11, 14, "<<X c")], "syntax error"),
        ("FROM a\nADD b c\nRUN d\n", [(11, 11, "x ")], "leaves what it is to mend"),
    ],
)
def test_a_fix_that_does_damage_is_refused(monkeypatch, source, edits, reason):
    result = fix_with(monkeypatch, source, edits)
    assert result.source == source
    assert not result.applied
    assert reason in result.refused[0][1]


def test_unsafe_fixes_wait_to_be_asked_for(monkeypatch):
    source, edits = "FROM a\nADD b c\n", [(7, 10, "COPY")]
    assert fix_with(monkeypatch, source, edits, UNSAFE).source == source
    assert fix_with(monkeypatch, source, edits, UNSAFE, unsafe=True).source == "FROM a\nCOPY b c\n"


def test_the_referee_can_refuse_a_result(monkeypatch):
    monkeypatch.setattr("dockwright.referee.objection", lambda original, fixed: "it objects")
    source = "FROM a\nADD b c\n"
    result = fixing.fix(source, Settings(select=("add-instead-of-copy",)))
    assert (result.source, result.applied) == (source, [])
    assert result.refused[0][1] == "it objects"
    assert [one.rule for one in result.remaining] == ["add-instead-of-copy"]


@pytest.mark.parametrize(
    "rule, options, before, after",
    [
        ("unused-arg", {}, "FROM a AS b\nARG X\nFROM b\nRUN ls\n", "FROM a AS b\nARG X\nFROM b\nRUN ls $X\n"),
        ("unused-arg", {}, "ARG X\nFROM a\nRUN ls\n", "ARG X\nFROM a\nARG X\nRUN ls $X\n"),
        ("lost-path", {}, "FROM a AS b\nENV PATH=/x\nFROM b\nRUN /ls\n", "FROM a AS b\nENV PATH=/x\nFROM b\nRUN ls\n"),
        (
            "missing-label",
            {"labels": {"x": "text"}, "stages": "all"},
            "FROM a AS b\nRUN ls\nFROM c\nCOPY a b\n",
            "FROM a AS b\nRUN ls\nFROM c\nCOPY --from=b a b\n",
        ),
        (
            "missing-label",
            {"labels": {"x": "text"}, "stages": "all"},
            "FROM a AS b\nRUN ls\nFROM b\nRUN ls\n",
            "FROM a AS b\nRUN ls\nFROM b\nLABEL x=y\n",
        ),
        (
            "healthcheck-tool-missing",
            {},
            "FROM debian:13 AS b\nHEALTHCHECK CMD curl x\nFROM b\nRUN ls\n",
            "FROM debian:13 AS b\nHEALTHCHECK CMD curl x\nFROM b\nRUN apt-get install curl\n",
        ),
    ],
)
def test_a_change_in_another_stage_is_seen(rule, options, before, after):
    given = Settings(select=(rule,), options={rule: options})
    for texts in ((before, after), (after, before)):
        memo = engine.Memo()
        found = [[one.span for one in engine.check(text, given, memo=memo).findings] for text in (*texts, *texts)]
        assert found == [[one.span for one in engine.check(text, given).findings] for text in (*texts, *texts)]
        assert found[0] != found[1]
