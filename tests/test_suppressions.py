"""What ignore comments silence, in every dialect, and what is read out of broken ones."""

import pytest

from dockwright import engine, silencing, suppressions
from dockwright.findings import Finding
from dockwright.model.document import read
from dockwright.settings import Settings
from dockwright.text import Span

RULES = ("latest-tag", "add-instead-of-copy", "overridden-instruction", "install-without-yes", "from-as-case")


def left(source, *, select=RULES, **given):
    """The findings that no comment silences, as rule and line."""
    result = engine.check(source, Settings(select=select, **given))
    assert not result.crashes
    return [(one.rule, source.count("\n", 0, one.span.start) + 1) for one in result.findings]


@pytest.mark.parametrize(
    "comment",
    [
        "# dockwright: ignore[add-instead-of-copy]",
        "#dockwright:ignore[add-instead-of-copy]",
        "# dockwright: ignore[latest-tag, add-instead-of-copy] because",
        "# dockwright: ignore[latest-tag,add-instead-of-copy]",
        "# dockwright: ignore[copy]",
        "# dockwright: ignore[DL3020]",
        "# dockwright: ignore[CKV_DOCKER_4]",
        "# dockwright: ignore[all] everything below is generated",
        "# hadolint ignore=DL3020",
        "#hadolint ignore = DL3020 , DL3007",
        "# hadolint ignore=DL3007,DL3020 # because",
        "# hadolint ignore=add-instead-of-copy",
        "   # hadolint ignore=DL3020",
        "# check=skip=DL3020",
        "# check=skip=JSONArgsRecommended,add-instead-of-copy;error=true why",
        "# CHECK = skip=DL3020",
        # Broken, but what was meant is clear.
        "# hadolint ignore=nonsense,DL3020",
        "# hadolint ignore=DL3007 DL3020",
        "# hadolint ignore=DL3020 because",
        "# hadolint ignore=DL3020,",
        "# hadolint ignore=,DL3020",
        "# dockwright: ignore[DL3007 add-instead-of-copy]",
        "# dockwright: ignore[add-instead-of-copy",
    ],
)
def test_the_next_instruction(comment):
    source = f"FROM node:latest\n{comment}\nADD a /\nADD b /\n"
    assert left(source) == [("latest-tag", 1), ("add-instead-of-copy", 4)]


@pytest.mark.parametrize(
    "comment",
    [
        "# dockwright: ignore[latest-tag]",
        "# dockwright: ignore",
        "# dockwright: ignore[]",
        "# dockwright ignore[add-instead-of-copy]",
        "# dockwright: ignored[add-instead-of-copy]",
        "## dockwright: ignore[add-instead-of-copy]",
        "# see # dockwright: ignore[add-instead-of-copy]",
        "# hadolint ignore=DL302",
        "# hadolint ignore=all",
        "# hadolint ignore=copy",
        "# hadolint global ignore=SC",
        "# dockwright: ignore[DL]",
        "# hadolint ignore=dl3020",
        "# hadolint ignore DL3020",
        "# hadolint: ignore=DL3020",
        "# Hadolint ignore=DL3020",
        "# hadolint ignore=DL3007 # DL3020",
        "# hadolint ignore=",
        "# hadolint shell=DL3020",
        "# check=skip=all",
        "# check=skip=FromAsCasing, DL3020",
        "# check=Skip=DL3020",
        "# check=error=DL3020",
        "# check skip=DL3020",
        "# noqa",
    ],
)
def test_nothing(comment):
    assert left(f"FROM node:22\n{comment}\nADD a /\n") == [("add-instead-of-copy", 3)]


@pytest.mark.parametrize(
    "between",
    [
        "",
        "\n",
        "\n\n  \n",
        "# more\n",
        "#\n",
        "\n# more\n\n",
        "# hadolint ignore=DL3007\n",
        "# dockwright: ignore[latest-tag]\n\n# check=skip=all\n",
    ],
)
@pytest.mark.parametrize("comment", ["# dockwright: ignore[DL3020]", "# hadolint ignore=DL3020", "# check=skip=DL3020"])
def test_blank_lines_and_other_comments_between_do_not_matter(comment, between):
    assert left(f"FROM node:22\n{comment}\n{between}ADD a /\n") == []


@pytest.mark.parametrize(
    "source",
    [
        "FROM node:22\n# hadolint ignore=DL3020\n# hadolint ignore=DL3007\n\n# dockwright: ignore[DL3014]\nADD a /\n",
        "FROM node:22\n\t# dockwright: ignore[DL3020]\r\n\tADD a /\r\n",
        "FROM node:22\nADD \\\n# hadolint ignore=DL3020\n  a /\n",
        "FROM node:22\nADD a \\\n  # dockwright: ignore[DL3020] inside\n  /\n",
        "FROM node:22\n# hadolint ignore=DL3020\nADD \\\n  --chown=a \\\n  a /\n",
        "FROM node:22\n# hadolint ignore=DL3020\nONBUILD ADD a /\n",
        "\ufeff# hadolint ignore=DL3007\nFROM node:latest\n",
        "# syntax=docker/dockerfile:1\n# hadolint ignore=DL3007\nFROM node:latest\n",
        "FROM debian\n# hadolint ignore=DL3014\nRUN echo a && \\\n    apt-get install \\\n      git\n",
        "FROM debian\n# hadolint ignore=DL3014\nRUN <<EOF\nset -e\napt-get install git\nEOF\n",
    ],
)
def test_places(source):
    assert left(source) == []


def test_a_comment_in_an_instruction_is_not_about_the_next_one():
    assert left("FROM node:22\nADD a \\\n# hadolint ignore=DL3020\n  /\nADD b /\n") == [("add-instead-of-copy", 5)]


def test_what_looks_like_a_comment_in_a_heredoc_is_text():
    source = "FROM debian\nRUN <<EOF\n# hadolint ignore=DL3014\napt-get install git\nEOF\n"
    assert left(source) == [("install-without-yes", 4)]


def test_a_comment_below_everything_is_about_nothing():
    assert left("FROM node:22\nADD a /\n# hadolint ignore=DL3020\n") == [("add-instead-of-copy", 2)]


@pytest.mark.parametrize("line", [0, 1, 2, 3, 5])
@pytest.mark.parametrize("comment", ["# dockwright: ignore-file[DL3020]", "# hadolint global ignore=DL3020 # why"])
def test_the_file(comment, line):
    lines = ["FROM node:latest", "ADD a /", "FROM alpine:3", "ADD b /", "USER c", ""]
    source = "\n".join([*lines[:line], comment, *lines[line:]])
    assert [rule for rule, _ in left(source)] == ["latest-tag"]


@pytest.mark.parametrize(
    "source, expected",
    [
        # Above the FROM it stands for all of its stage, the FROM itself included.
        ("# hadolint stage ignore=DL3007,DL3020\nFROM node:latest\nADD a /\nFROM node:latest\nADD b /\n", [4, 5]),
        ("FROM a:1\nADD a /\n# hadolint stage ignore=DL3020\n\nFROM b:1\nADD b /\n", [2]),
        # Anywhere else it is about the stage that it stands in, what is above it included.
        ("FROM a:1\nADD a /\n# hadolint stage ignore=DL3020\nUSER a\nADD b /\nFROM b:1\nADD c /\n", [7]),
        ("FROM a:1\nADD a /\nFROM b:1\nADD b /\n# hadolint stage ignore=DL3020\n", [2]),
        ("# hadolint stage ignore=DL3007\nARG A=1\nFROM node:latest\n", [3]),
        ("ADD a /\n# hadolint stage ignore=DL3020\nADD b /\n", [1, 3]),
    ],
)
def test_the_stage(source, expected):
    assert [line for _, line in left(source)] == expected


@pytest.mark.parametrize(
    "top, silent",
    [
        ("# check=skip=FromAsCasing\n", True),
        ("# check=skip=all\n", True),
        ("#check=skip=JSONArgsRecommended,FromAsCasing;error=true\n", True),
        ("# syntax=docker/dockerfile:1\n# check=skip=FromAsCasing // why\n", True),
        ("\ufeff# check=error=true;skip=FromAsCasing\r\n", True),
        ("#!/usr/bin/env docker\n# check=skip=FromAsCasing\n", True),
        ("# CHECK=skip=FromAsCasing\n", True),
        ("  # check=skip=FromAsCasing\n", False),
        ("# check=skip=fromascasing\n", False),
        ("# check=skip=JSONArgsRecommended, FromAsCasing\n", False),
        ("# check=error=true\n", False),
        # Only a local comment, since another line comes first.
        ("\n# check=skip=FromAsCasing\n", False),
        ("# comment\n# check=skip=FromAsCasing\n", False),
    ],
)
def test_the_directive(top, silent):
    source = f"{top}FROM alpine:3 AS a\nFROM a as b\n"
    assert left(source, profile="buildkit") == ([] if silent else [("from-as-case", source.count("\n"))])


def test_all_of_buildkits_is_not_all_of_ours():
    source = "# check=skip=all\nFROM node:latest as a\nADD a /\n"
    assert left(source) == [("latest-tag", 2), ("add-instead-of-copy", 3)]


@pytest.mark.parametrize(
    "source",
    [
        'FROM a:1\nCMD ["a"]\n# hadolint ignore=DL4003\nCMD ["b"]\n',
        'FROM a:1\n# check=skip=MultipleInstructionsDisallowed\nCMD ["a"]\nCMD ["b"]\n',
        "ARG BASE=node:latest\n# hadolint ignore=DL3007\nFROM $BASE\n",
        "# dockwright: ignore[latest-tag]\nARG BASE=node:latest\nFROM $BASE\n",
    ],
)
def test_a_comment_may_stand_above_either_of_the_lines_that_make_the_finding(source):
    assert left(source) == []


@pytest.mark.parametrize(
    "names, expected",
    [
        ("DL3014", [3]),
        ("DL3038", [2]),
        ("DL3030", [2, 3]),
        ("DL3014,DL3038", []),
        ("install-without-yes", []),
        ("DL303", [2, 3]),
    ],
)
def test_an_id_silences_only_the_findings_it_names(names, expected):
    source = f"FROM a:1\nRUN apt-get install git\nRUN dnf install git\n# hadolint global ignore={names}\n"
    assert [line for _, line in left(source)] == expected


def test_other_findings_of_the_same_instruction_stay():
    source = "FROM a:1\n# hadolint ignore=DL3014\nRUN apt-get install git && dnf install git\n"
    assert left(source) == [("install-without-yes", 3)]


def ignores(source):
    return suppressions.read(read(source))


@pytest.mark.parametrize(
    "source, expected",
    [
        ("# dockwright: ignore[a, b] why not\n", [("dockwright", "next", "a", "why not"), ("dockwright", "next", "b", "why not")]),
        ("# dockwright: ignore-file[a] -- why\n", [("dockwright", "file", "a", "why")]),
        ("# hadolint ignore=A # why\n", [("hadolint", "next", "A", "why")]),
        ("# hadolint stage ignore=A\n", [("hadolint", "stage", "A", "")]),
        ("# hadolint global ignore=A\n", [("hadolint", "file", "A", "")]),
        ("# check=skip=A;error=true why\n", [("buildkit", "file", "A", "why")]),
        ("\n# check=skip=A // why\n", [("buildkit", "next", "A", "why")]),
    ],
)
def test_reading(source, expected):
    assert [(one.dialect, one.scope, one.name, one.reason) for one in ignores(source)] == expected
    assert all(source[slice(*one.name_span)] == one.name for one in ignores(source))


@pytest.mark.parametrize(
    "source, name, expected",
    [
        ("a\n# dockwright: ignore[x, y, z] why\nb", "x", "a\n# dockwright: ignore[y, z] why\nb"),
        ("a\n# dockwright: ignore[x, y, z] why\nb", "y", "a\n# dockwright: ignore[x, z] why\nb"),
        ("a\n# dockwright: ignore[x, y, z] why\nb", "z", "a\n# dockwright: ignore[x, y] why\nb"),
        ("a\n  # dockwright: ignore[x] why\nb", "x", "a\nb"),
        ("a\r\n# hadolint ignore=x\r\nb", "x", "a\r\nb"),
        ("a\n# hadolint ignore=x", "x", "a"),
        ("a\r\n# hadolint ignore=x", "x", "a"),
        ("\ufeff# hadolint ignore=x\nb", "x", "\ufeffb"),
        ("# check=skip=x\nb", "x", "b"),
        ("# check=skip=x;error=true\nb", "x", "# check=error=true\nb"),
        ("# check=error=true;skip=x why\nb", "x", "# check=error=true why\nb"),
        ("# check=skip=x,y;error=true\nb", "y", "# check=skip=x;error=true\nb"),
        ("RUN a \\\n# hadolint ignore=x\n b", "x", "RUN a \\\n b"),
    ],
)
def test_removal(source, name, expected):
    (span,) = [one.removal for one in ignores(source) if one.name == name]
    assert source[: span.start] + source[span.end :] == expected


@pytest.mark.parametrize(
    "comment, names, faults",
    [
        ("# hadolint ignore=A B", ["A"], [("B", "# B")]),
        ("# hadolint ignore=DL3020 DL3007", ["DL3020", "DL3007"], [(" ", ", ")]),
        ("# hadolint ignore=DL3020 because, well", ["DL3020"], [("because, well", "# because, well")]),
        ("# hadolint ignore=DL3020,,DL3007,", ["DL3020", "DL3007"], [(",", ""), (",", "")]),
        ("# hadolint ignore=,DL3020", ["DL3020"], [(",", "")]),
        ("# dockwright: ignore[latest-tag  DL3020]", ["latest-tag", "DL3020"], [("  ", ", ")]),
        ("# dockwright: ignore[latest-tag because", ["latest-tag", "because"], [(" ", ", "), ("[", None)]),
        ("# check=skip=A, B", ["A"], [(" ", "")]),
        ("# check=skip=A,", ["A"], [(",", "")]),
        ("# dockwright: ignore", [], [("# dockwright: ignore", None)]),
        ("# dockwright: ignore[ ]", [], [("# dockwright: ignore[ ]", None)]),
        ("# dockwright: disable=A", [], [("# dockwright: disable=A", None)]),
        ("# dockwright ignore[A]", [], [("# dockwright ignore[A]", None)]),
        ("# hadolint ignore DL3020", [], [("# hadolint ignore DL3020", None)]),
        ("# HADOLINT global ignore=DL3020", [], [("# HADOLINT global ignore=DL3020", None)]),
        ("# hadolint ignore=", [], [("# hadolint ignore=", None)]),
        ("# hadolint shell=bash", [], []),
        ("# hadolint is run in CI, dockwright here", [], []),
        ("# check=error=true", [], []),
    ],
)
def test_faults(comment, names, faults):
    source = f"\n{comment}\nFROM a\n"
    found = ignores(source)
    assert [one.name for one in found if one.name] == names
    assert [(source[slice(*one.name_span)], one.repair) for one in found if one.problem] == faults


def checkable(names, ran):
    found = ignores(f"# dockwright: ignore-file[{names}]\nFROM a\n")
    silencing.mark_checkable(found, set(ran))
    return [one.checkable for one in found]


@pytest.mark.parametrize(
    "name, ran, expected",
    [
        ("latest-tag", ["latest-tag"], True),
        ("latest-tag", ["untagged-image"], False),
        ("DL3020", ["add-instead-of-copy"], True),
        ("DL3020", ["latest-tag"], False),
        ("DS-0001", ["latest-tag", "untagged-image"], True),
        ("DS-0001", ["latest-tag"], False),
        ("DL", ["latest-tag"], False),
        ("base", ["latest-tag"], True),
        ("base", ["add-instead-of-copy"], False),
        ("all", ["latest-tag"], True),
        ("SC2086", ["latest-tag"], False),
        ("nonsense", ["latest-tag"], False),
    ],
)
def test_a_name_is_judged_where_its_rules_ran(name, ran, expected):
    assert checkable(name, ran) == [expected]


def test_a_rule_that_crashed_is_no_reason_to_call_its_comment_unused(monkeypatch):
    from dockwright import rules
    from dockwright.rules._index import INDEX

    def broken(add, ctx):
        raise RuntimeError("boom")
        yield

    source = "FROM a:1\n# dockwright: ignore[add-instead-of-copy]\nADD a /\n"
    select = ("add-instead-of-copy", "unused-ignore")
    assert left("FROM a:1\n# dockwright: ignore[add-instead-of-copy]\nCOPY a /\n", select=select) == [("unused-ignore", 2)]
    monkeypatch.setattr(rules.load(INDEX["add-instead-of-copy"]), "check", broken)
    result = engine.check(source, Settings(select=select))
    assert ([one.rule for one in result.findings], len(result.crashes)) == ([], 1)


def test_findings_about_comments_can_be_silenced_in_the_file():
    source = "# dockwright: ignore-file[unknown-ignore, unused-ignore]\nFROM a:1\n# hadolint ignore=nonsense,DL3020\nUSER a\n"
    select = ("add-instead-of-copy", "unused-ignore", "unknown-ignore")
    assert left(source, select=select) == []
    assert left(source.partition("\n")[2], select=select) == [("unknown-ignore", 2), ("unused-ignore", 2)]


def test_where_several_names_silence_one_finding_all_are_used():
    source = "FROM a:1\n# dockwright: ignore[DL3020, copy]\n# hadolint ignore=DL3020\nADD a /\n"
    assert left(source, select=("add-instead-of-copy", "destination-without-slash", "unused-ignore")) == []


@pytest.mark.parametrize(
    "comment, applicability",
    [("# dockwright: ignore[DL3020]", "safe"), ("# hadolint ignore=DL3020", "unsafe"), ("# check=skip=DL3020", "unsafe")],
)
def test_what_another_tool_may_need_is_not_deleted_without_asking(comment, applicability):
    found = engine.check(f"FROM a:1\n{comment}\nUSER a\n", Settings(select=("add-instead-of-copy", "unused-ignore"))).findings
    assert [one.fix.applicability for one in found] == [applicability]


@pytest.mark.parametrize(
    "comment, expected",
    [
        ("# shellcheck disable=SC3000-SC3999", ["SC3010", "SC3044"]),
        ("# shellcheck disable=SC2086,SC3040-SC3050", ["SC2086", "SC3044"]),
        ("# shellcheck disable=3044", ["SC3044"]),
        ('# shellcheck disable="SC3011-SC3044"', ["SC3044"]),
        ("# shellcheck shell=bash disable=SC3045-SC9999 # why", []),
        ("# shellcheck disable=SC3044-SC3010", []),
        ("# shellcheck disable=all", ["SC2086", "SC3010", "SC3044"]),
        ("# hadolint ignore=SC3000-SC3999", []),
    ],
)
@pytest.mark.parametrize("source", ["FROM a\n{}\nRUN b\n", "FROM a\nRUN b && \\\n  {}\n  c\n"])
def test_lists_and_ranges_of_shellcheck(source, comment, expected):
    ignored = ignores(source.format(comment))
    ids = ("SC2086", "SC3010", "SC3044")
    at = source.index("RUN") + len(comment) - 2 if source.index("RUN") > source.index("{}") else source.index("RUN")
    found = [Finding("shellcheck", "info", Span(at, at + 3), "x", None, (id,)) for id in ids]
    left = [one.aliases[0] for one in silencing.apply(ignored, found)]
    assert [id for id in ids if id not in left] == expected


BASHISMS = "[[ -f a ]] && let b\nlet c\nif let d; then\nlet e\nfi\nlet f"


@pytest.mark.parametrize(
    "comment, before, lost",
    [
        ("# shellcheck disable=SC3039 # why", "[[ -f", ["b", "c", "d", "e", "f"]),
        ("# shellcheck disable=SC3000-SC3999", "[[ -f", ["[[", "b", "c", "d", "e", "f"]),
        ("# shellcheck disable=SC3039", "let c", ["c"]),
        ("# shellcheck disable=SC3010", "let c", []),
        ("# shellcheck disable=SC3030-SC3040,SC2086", "if let", ["d", "e"]),
        ("# shellcheck disable=all", "let f", ["f"]),
        ("# hadolint ignore=SC3039", "let c", []),
    ],
)
def test_shellchecks_comments_in_heredocs_count_for_what_we_find(comment, before, lost):
    body = BASHISMS.replace(before, f"{comment}\n{before}", 1)
    source = f"FROM debian:12\nRUN <<EOF\n{body}\nEOF\n"
    findings = engine.check(source, Settings(select=("bashism", "unused-ignore"))).findings
    found = {source[one.span.end :].split()[0].strip(";") if source[one.span.start] == "l" else "[[" for one in findings}
    assert sorted({"[[", "b", "c", "d", "e", "f"} - found) == sorted(lost)


def test_ids_of_shellcheck_silence_what_it_would_say_too():
    assert left("FROM debian:12\n# hadolint ignore=SC3039\nRUN let a\nRUN let b\n", select=("bashism",)) == [("bashism", 4)]


@pytest.mark.parametrize(
    "value, expected",
    [
        ("skip=FromAsCasing", [("latest-tag", 2), ("add-instead-of-copy", 3)]),
        ("skip=all", [("latest-tag", 2), ("add-instead-of-copy", 3)]),
        ("error=true", [("latest-tag", 2), ("from-as-case", 2), ("add-instead-of-copy", 3)]),
        ("skip=StageNameCasing,FromAsCasing;error=true", [("latest-tag", 2), ("add-instead-of-copy", 3)]),
    ],
)
def test_a_build_argument_takes_the_place_of_the_directive(value, expected):
    """As in BuildKit; `all` is all of BuildKit's checks."""
    source = "# check=skip=all\nFROM a:latest as b\nADD a /b\n"
    assert left(source) == [one for one in expected if one[0] != "from-as-case"]
    assert left(source, build_args={"BUILDKIT_DOCKERFILE_CHECK": value}) == expected
