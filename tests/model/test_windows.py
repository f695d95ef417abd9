"""Windows paths where the backslash is the escape character."""

import pytest

from dockwright.model import windows
from dockwright.model.document import read


def one(source):
    return read(f"FROM x\n{source}").instructions[1]


@pytest.mark.parametrize(
    "source, expected",
    [
        ("WORKDIR C:\\a", ["C:\\a"]),
        ("WORKDIR C:\\\\a\\b", ["C:\\\\a\\b"]),
        ("WORKDIR C:\\\\a\\\\b", []),
        ("WORKDIR a\\ b", []),
        ('WORKDIR "C:\\a b"', []),
        ("COPY a b\\c d\\*", ["b\\c", "d\\*"]),
        ('COPY ["a", "b\\\\c"]', []),
        ("ENV A=b\\c D=E:\\f G= H='C:\\i'", ["E:\\f"]),
        ("ENV A C:\\b", ["C:\\b"]),
    ],
)
def test_eaten(source, expected):
    assert [text for _, text in windows.eaten(one(source))] == expected


@pytest.mark.parametrize(
    "source, expected",
    [
        ("COPY a C:\\b\\\nRUN c\n", ("C:\\b\\", "RUN")),
        ("WORKDIR C:\\\n# why\n  user c\n", ("C:\\", "USER")),
        ("COPY a \\\n b\\c\\\n RUN d\n", ("b\\c\\", "RUN")),
        ("COPY a C:\\b \\\nRUN c\n", None),
        ("COPY a b\\\nRUN c\n", None),
        ("COPY a C:\\b\\\nc\n", None),
        ("COPY a C:\\b\\", None),
        ("WORKDIR C:\\a", None),
    ],
)
def test_swallowed(source, expected):
    found = windows.swallowed(one(source))
    assert (found and (found.text, found.keyword)) == expected
    assert found is None or one(source).parsed.source[slice(*found.path)] == found.text


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM a\nRUN b\n", True),
        ("\ufeffFROM a\n", True),
        ("# escape=\\\nFROM a\n", False),
        ("FROM a\nRUN b \\\n c\n", False),
        ("FROM a\nRUN b `\nRUN c\n", False),
    ],
)
def test_escape_directive(source, expected):
    assert (windows.escape_directive(read(source)) is not None) is expected
