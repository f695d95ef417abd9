"""A profile gives a peer's findings the level they have there; what the user sets comes first."""

import pytest

from dockwright.engine import check
from dockwright.settings import Settings

DUPLICATE = "FROM alpine:3.20 AS a\nFROM alpine:3.20 AS a\n"


@pytest.mark.parametrize(
    "given, expected",
    [
        ({}, "error"),
        ({"profile": "hadolint"}, "error"),
        ({"profile": "buildkit"}, "warning"),
        ({"profile": "buildkit", "levels": {"duplicate-stage-name": "info"}}, "info"),
        ({"profile": "buildkit", "levels": {"DuplicateStageName": "style"}}, "style"),
        ({"levels": {"stages": "info"}}, "info"),
    ],
)
def test_level(given, expected):
    found = [one.severity for one in check(DUPLICATE, Settings(**given)).findings if one.rule == "duplicate-stage-name"]
    assert found == [expected]


@pytest.mark.parametrize(
    "lines, expected",
    [
        ("ARG API_TOKEN", ["info"]),
        ("ARG API_TOKEN=changeme", ["info"]),
        ("ARG API_TOKEN\nRUN ./build.sh", ["warning"]),
        ("ARG API_TOKEN\nLABEL x=$API_TOKEN", ["warning"]),
        ("ARG API_TOKEN\nENV A=1\nFROM alpine:3.20\nRUN ./build.sh", ["info"]),
        ("ONBUILD ARG API_TOKEN", ["warning"]),
        ("ENV API_TOKEN=$API_TOKEN", ["info"]),
        ("ENV API_TOKEN=<token>", ["info"]),
        ("ENV API_TOKEN=abc", ["info"]),
        ("ENV API_TOKEN=abcdef", ["warning"]),
        ("ARG GIVEN\nENV API_TOKEN=$GIVEN", ["warning"]),
        ("RUN curl -u bob:$PW https://example.com", ["info"]),
        ("ARG PW\nRUN curl -u bob:$PW https://example.com", ["warning"]),
        ("ENV PW=x\nRUN docker login -p $PW", ["warning"]),
    ],
)
def test_a_secret_that_gets_nowhere_is_only_information(lines, expected):
    rules = ("secret-variable", "credential-command")
    assert [one.severity for one in check(f"FROM alpine:3.20\n{lines}\n", Settings(select=rules)).findings] == expected


def test_for_buildkit_the_name_alone_decides():
    settings = Settings(profile="buildkit", select=("secret-variable",))
    assert {one.severity for one in check("FROM alpine:3.20\nARG API_TOKEN\nENV TOKEN=<x>\n", settings).findings} == {"warning"}


@pytest.mark.parametrize(
    "name, rules",
    [
        ("CIS-4.9", {"add-instead-of-copy", "add-without-checksum"}),
        ("CIS-4.1", {"missing-user", "root-user", "unused-user"}),
        ("AVD-DS-0005", {"add-instead-of-copy"}),
        ("DS-0005", {"add-instead-of-copy"}),
    ],
)
def test_controls_and_the_ids_of_scanners_are_names(name, rules):
    assert {row.name for row in Settings(select=(name,)).rows()} == rules
    source = "FROM alpine:3.20\nADD a /a\n"
    found = {one.rule for one in check(source, Settings(select=(name,))).findings}
    assert found == rules & {"add-instead-of-copy"}
    assert not {one.rule for one in check(source, Settings(ignore=(name,))).findings} & rules
