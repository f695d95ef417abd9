"""What a document knows of itself."""

import pytest

from dockwright.model.document import read


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
