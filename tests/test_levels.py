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
