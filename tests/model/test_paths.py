"""Paths in an image."""

import pytest

from dockwright.model.paths import is_absolute, is_within, joined


@pytest.mark.parametrize(
    "path, expected",
    [
        ("/", True),
        ("/a", True),
        ("C:\\a", True),
        ("c:/a", True),
        ("\\a", True),
        ("a", False),
        ("", False),
        (":", False),
        ("a/b", False),
        ("~/a", False),
    ],
)
def test_is_absolute(path, expected):
    assert is_absolute(path) is expected


@pytest.mark.parametrize(
    "base, path, expected",
    [
        ("/a", "/b", "/b"),
        ("/a", "b", "/a/b"),
        ("/a", "../b", "/b"),
        ("/a", "", "/a"),
        (None, "b", None),
        (None, "/b", "/b"),
        ("/a", "C:\\b", "/a/C:\\b"),
    ],
)
def test_joined(base, path, expected):
    assert joined(base, path) == expected


@pytest.mark.parametrize(
    "path, directory, expected",
    [
        ("/proc", "/proc", True),
        ("/proc/self/fd/8", "/proc", True),
        ("//proc/", "/proc", True),
        ("/a/../proc", "/proc", True),
        ("/process", "/proc", False),
        ("/", "/proc", False),
        ("/a", "/", True),
    ],
)
def test_is_within(path, directory, expected):
    assert is_within(path, directory) is expected
