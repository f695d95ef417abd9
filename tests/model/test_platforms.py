"""Platforms."""

import pytest

from dockwright.model.platforms import Platform, parse


@pytest.mark.parametrize(
    "text, expected",
    [
        ("linux/amd64", ("linux", "amd64", "")),
        ("Linux/X86_64", ("linux", "amd64", "")),
        ("linux/arm/v7", ("linux", "arm", "v7")),
        ("linux/armhf", ("linux", "arm", "v7")),
        ("arm64", ("linux", "arm64", "")),
        ("aarch64", ("linux", "arm64", "")),
        ("linux", ("linux", "", "")),
        ("windows/amd64", ("windows", "amd64", "")),
        ("local", None),
        ("linux/bogus", None),
        ("bogus/amd64", None),
        ("linux/arm/v7/x", None),
        ("", None),
    ],
)
def test_parse(text, expected):
    assert parse(text) == (Platform(*expected) if expected else None)


@pytest.mark.parametrize(
    "text, name, expected",
    [
        ("linux/amd64", "build-amd64", True),
        ("linux/amd64", "build-x86_64", True),
        ("linux/arm64", "aarch64", True),
        ("linux/amd64", "mylinuxstage", True),
        ("linux/amd64", "build", False),
        ("linux", "build", False),
    ],
)
def test_is_named_in(text, name, expected):
    platform = parse(text)
    assert platform is not None
    assert platform.is_named_in(name) is expected
