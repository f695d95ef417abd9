"""Which words of a command BusyBox does not take."""

import pytest

from dockwright.shell.busybox import lacking
from dockwright.shell.commands import parse
from dockwright.text import SourceMap


@pytest.mark.parametrize(
    "text, expected",
    [
        ("useradd -m app", ["useradd"]),
        ("grep -oP a b", ["-oP"]),
        ("grep --perl-regexp --include=x a", ["--perl-regexp", "--include=x"]),
        ("grep -E a", []),
        ("find . -type f -printf '%p'", ["-printf"]),
        ("find . -name -printf-x", []),
        ("date -d 'next week' +%s", ["'next week'"]),
        ("date --date=yesterday", ["--date=yesterday"]),
        ("date -d '2024-01-01 10:00'", []),
        ("date +%d", []),
        ("rm --force --recursive a", ["--force"]),
        ("rm -rf a", []),
        ("cut --help", []),
        ("xargs -d, echo -d", ["-d,"]),
        ("xargs echo -d", []),
        ("tar --wildcards -xf a", ["--wildcards"]),
        ("sed -nz p", ["-nz"]),
        ("ls --color", []),
    ],
)
def test_lacking(text, expected):
    command = parse(text, "posix", SourceMap([0], [0])).commands[0]
    assert [word.text for word, _, _ in lacking(command)] == expected
