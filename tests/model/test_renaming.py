"""Where the name of an image can be changed."""

import pytest

from dockwright.model.document import read
from dockwright.model.renaming import written
from dockwright.text import Edit, apply


@pytest.mark.parametrize(
    "source, changes, expected",
    [
        ("FROM a:1-x", [(2, 3, "2")], "FROM a:2-x"),
        ("FROM a:1-x", [(5, 5, "-slim")], "FROM a:1-x-slim"),
        ("FROM a:1-x", [(3, 3, "-y")], "FROM a:1-y-x"),
        ("ARG V=1\nFROM a:$V-x", [(3, 3, "-y")], "ARG V=1\nFROM a:$V-y-x"),
        ("ARG V=1-x\nFROM a:$V", [(3, 3, "-y")], "ARG V=1-y-x\nFROM a:$V"),
        ("ARG V=1\nFROM a:$V-x", [(2, 3, "2"), (4, 5, "y")], "ARG V=2\nFROM a:$V-y"),
        ("ARG V=1\nFROM a:${V}", [(3, 3, "-slim")], "ARG V=1\nFROM a:${V}-slim"),
        ("ARG V='1.0-x'\nFROM a:$V", [(2, 5, "2")], "ARG V='2-x'\nFROM a:$V"),
        ("ARG V=a:1\nFROM $V", [(2, 3, "2")], "ARG V=a:2\nFROM $V"),
        ("ARG V=1\nARG W=2\nFROM a:$V.$W", [(2, 5, "3.4")], None),
        ("ARG V=1\nFROM a:$V AS x\nFROM b:$V", [(2, 3, "2")], None),
        ("ARG V=1\nFROM a:$V AS x\nFROM a:$V", [(2, 3, "2")], "ARG V=2\nFROM a:$V AS x\nFROM a:$V"),
        ("ARG V=1\nFROM a:${V:-2}", [(2, 3, "3")], None),
        ("ARG U=1\nARG V=$U\nFROM a:$V", [(2, 3, "3")], None),
        ('FROM "a:1"', [(2, 3, "2")], None),
    ],
)
def test_written(source, changes, expected):
    document = read(source)
    found = written(document, next(document.images()), changes)
    edits = None if found is None else [Edit(span.shift(at.start), text) for at, span, text in found]
    assert (apply(source, edits) if edits is not None else None) == expected
