"""What each kind of comment silences, and where."""

import pytest

from silenced import left


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
