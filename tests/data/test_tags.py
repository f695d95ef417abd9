"""Which tags move."""

import pytest

from dockwright.data.tags import missing


@pytest.mark.parametrize(
    "repository, tag, expected",
    [
        ("library/node", "22", "release"),
        ("library/node", "22-alpine", "release"),
        ("library/node", "22-slim", "release"),
        ("library/node", "22-bookworm", ""),
        ("library/node", "22-bookworm-slim", ""),
        ("library/node", "22-alpine3.22", ""),
        ("library/node", "lts", "version"),
        ("library/node", "lts-bookworm", "version"),
        ("library/node", "alpine3.22", "version"),
        ("library/golang", "1.25-nanoserver", "release"),
        ("library/golang", "1.25-nanoserver-ltsc2022", ""),
        ("library/golang", "1.25-windowsservercore-1809", ""),
        ("library/eclipse-temurin", "21-jre", "release"),
        ("library/eclipse-temurin", "21-jre-noble", ""),
        ("library/debian", "bookworm", ""),
        ("library/debian", "12-slim", ""),
        ("library/debian", "stable-slim", "version"),
        ("library/debian", "sid", "version"),
        ("library/ubuntu", "noble", ""),
        ("library/ubuntu", "rolling", "version"),
        ("library/alpine", "3.22", ""),
        ("library/alpine", "edge", "version"),
        ("library/traefik", "v3", ""),
        ("library/caddy", "alpine", "version"),
        ("grafana/grafana", "main", "version"),
        ("grafana/grafana", "11.0.0", ""),
        ("heroku/heroku", "22-build", ""),
        ("some/base", "bookworm", ""),
    ],
)
def test_missing(repository, tag, expected):
    assert missing("docker.io", repository, tag) == expected


def test_other_registries_have_no_known_suffixes():
    assert missing("quay.io", "team/node", "22") == ""
    assert missing("quay.io", "team/node", "stable") == "version"
