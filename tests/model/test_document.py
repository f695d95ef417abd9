"""Stages, scopes and what is in effect where."""

import pytest

from dockwright.model.document import read

FILE = """\
ARG TAG=3.20
ARG BASE=alpine:${TAG}
FROM ${BASE} AS Build
ARG TAG
ENV A=1 B=$A
ENV C=$A-$TAG
WORKDIR /src
WORKDIR sub/../lib
USER app:staff
FROM build AS final
ENV PATH=/opt/bin:$PATH
ARG UNKNOWN
ENV D=$UNKNOWN E=${UNKNOWN:-x}
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN true
FROM scratch
COPY --from=build /src /src
"""


def stage(name, source=FILE, **given):
    document = read(source, **given)
    return document.stage_named(name)


def test_stages_are_linked():
    document = read(FILE)
    build, final, scratch = document.stages
    assert (build.name, build.base, build.parent) == ("build", "alpine:3.20", None)
    assert (final.parent, final.chain, final.root) == (build, [final, build], build)
    assert (scratch.is_scratch, scratch.is_final, scratch.ships) == (True, True, True)
    assert (build.ships, final.ships) == (False, False)
    assert read(FILE, target="FINAL").final.index == 1
    assert [one.index for one in read(FILE, target="final").stages if one.ships] == [0, 1]


@pytest.mark.parametrize(
    "name, value",
    [("A", "1"), ("B", None), ("C", "1-3.20"), ("TAG", "3.20"), ("PATH", None), ("D", None), ("E", None), ("BASE", "not in scope")],
)
def test_scope(name, value):
    variable = stage("final").end.scope.get(name)
    assert (variable.value if variable else "not in scope") == value


@pytest.mark.parametrize("name, built", [("B", ""), ("D", ""), ("E", "x"), ("C", "1-3.20")])
def test_what_buildkit_takes_when_nothing_is_given(name, built):
    assert stage("final").end.env[name] == built


def test_build_arguments_win_over_defaults():
    assert stage("final", build_args={"TAG": "9", "UNKNOWN": "u"}).end.env == {
        "A": "1", "B": "", "C": "1-9", "D": "u", "E": "u", "PATH": "/opt/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    }  # fmt: skip
    assert stage("build", build_args={"TAG": "9"}).base == "alpine:9"


def test_user_workdir_and_shell_are_inherited():
    end = stage("final").end
    assert (end.user.value, end.workdir.value, end.shell) == ("app:staff", "/src/lib", ("/bin/bash", "-o", "pipefail", "-c"))


def test_triggers_see_the_triggers_above_them():
    document = read("FROM a\nONBUILD ENV A=1\nONBUILD WORKDIR /x\nRUN y\nONBUILD RUN z\n")
    run, trigger = document.instructions[3], document.instructions[4].trigger
    assert document.state(run).workdir is None
    assert document.scope(run).get("A") is None
    assert document.state(trigger).workdir.value == "/x"
    assert document.scope(trigger).get("A").value == "1"


def test_an_arg_overrides_an_env_for_what_follows():
    source = "FROM a\nENV A=2\nARG A=1\nENV B=$A\nARG C\nENV D=${C:-d}\n"
    assert read(source).final.end.env == {"A": "2", "B": "1", "D": "d"}


def test_without_a_from_the_file_is_one_stage():
    document = read("ENV A=1\nRUN x\n")
    assert (document.stages, document.final, document.all_stages[0].ships) == ([], None, True)
    assert document.stage_of(document.instructions[1]).index == -1


@pytest.mark.parametrize(
    "name, index", [("build", 0), ("BUILD", 0), ("1", 1), ("0", 0), ("final", None), ("2", None), ("3", None), ("nope", None), ("²", None)]
)
def test_a_name_means_an_earlier_stage(name, index):
    document = read(FILE)
    found = document.stage_named(name, before=document.stages[1])
    expected = index if index is not None and index < 1 else None
    assert (found.index if found else None) == expected


@pytest.mark.parametrize(
    "source, shells",
    [
        ("FROM a\nRUN x", ["/bin/sh"]),
        ("FROM a\nSHELL ['x']\nRUN x", ["/bin/sh"]),
        ('FROM a\nSHELL ["pwsh"]\nENV A=1\nRUN x\nSHELL ["cmd"]\nRUN y', ["pwsh", "cmd"]),
        ('FROM a AS b\nSHELL ["bash"]\nFROM b\nRUN x', ["bash"]),
        ("# hadolint shell=bash\nFROM a\nRUN x\nFROM b\n# hadolint shell=pwsh\nRUN y\nFROM c\nRUN z", ["bash", "pwsh", "bash"]),
        ("FROM --platform=windows/amd64 a\nRUN dir", ["cmd"]),
        ("FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN dir", ["cmd"]),
    ],
)
def test_shell_in_effect(source, shells):
    document = read(source)
    assert [document.shell(one)[0] for one in document.instructions if one.name == "RUN"] == shells


@pytest.mark.parametrize(
    "directive, expected",
    [
        ("", True),
        ("# syntax=docker/dockerfile\n", True),
        ("# syntax = docker.io/docker/dockerfile:1\n", True),
        ("# syntax=docker/dockerfile:1.7.0@sha256:0123\n", True),
        ("# syntax=docker/dockerfile:latest\n", True),
        ("# comment\n# syntax=example.com/frontend\n", True),
        ("# syntax=docker/dockerfile:1.7-labs\n", False),
        ("# syntax=docker/dockerfile:labs\n", False),
        ("# syntax=docker/dockerfile-upstream:master\n", False),
        ("# escape=`\n# syntax=example.com/docker/dockerfile:1\n", False),
    ],
)
def test_has_standard_frontend(directive, expected):
    assert read(f"{directive}FROM a\n").has_standard_frontend is expected
