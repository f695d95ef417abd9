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
