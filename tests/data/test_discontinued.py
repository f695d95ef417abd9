"""Images that were given up, and what takes their place."""

import pytest

from dockwright.data.discontinued import TABLE, discontinued, tag_there


@pytest.mark.parametrize(
    "name, tag, expected",
    [
        ("openjdk", "8-jre", "eclipse-temurin:8-jre"),
        ("openjdk", "17-jdk-slim", "eclipse-temurin:17-jdk"),
        ("openjdk", "8u342-jdk", "eclipse-temurin:"),
        ("java", "8", "eclipse-temurin:8"),
        ("k8s.gcr.io/ingress/controller", "v1.2", "registry.k8s.io/ingress/controller:v1.2"),
        ("vault", "1.13.3", "hashicorp/vault:1.13.3"),
        ("vault", "1.1", "hashicorp/vault:"),
        ("centos", "centos8", "almalinux:8"),
    ],
)
def test_successors(name, tag, expected):
    found = discontinued(name, tag)
    assert f"{found.successor}:{tag_there(found, tag)}" == expected


@pytest.mark.parametrize("name", ["python", "bitnami/minideb", "someone/openjdk", "", "k8s.gcr.io.example.com/pause"])
def test_what_is_not_given_up(name):
    assert discontinued(name, "1") is None


def test_nobody_is_sent_to_an_image_that_was_given_up():
    assert not [row for row in TABLE.values() if row.successor and discontinued(row.successor, "1")]
