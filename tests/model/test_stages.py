"""What a stage starts."""

import pytest

from dockwright.model.document import read


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM a", [None, None]),
        ("FROM a\nCMD x", [None, "x"]),
        ("FROM a\nCMD x\nENTRYPOINT y\nCMD z", ["y", "z"]),
        ("FROM a AS b\nENTRYPOINT x\nFROM b\nCMD y", ["x", "y"]),
        ("FROM a AS b\nCMD x\nFROM b\nENTRYPOINT y", ["y", None]),
        ("FROM a AS b\nCMD x\nFROM b\nUSER y", [None, "x"]),
        ("FROM a AS b\nENTRYPOINT x\nCMD y\nFROM a\nCMD z", [None, "z"]),
        ("FROM a\nONBUILD CMD x", [None, None]),
    ],
)
def test_started(source, expected):
    assert [str(one.text) if one else None for one in read(source).final.started] == expected
