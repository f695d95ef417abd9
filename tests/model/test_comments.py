"""Which comments belong to an instruction."""

import pytest

from dockwright.model.document import read


@pytest.mark.parametrize(
    "above, expected",
    [
        ("# a\n# b\n", ["a", "b"]),
        ("# a\n\n# b\n", ["b"]),
        ("# a\n#\n# b\n", ["b"]),
        ("# a\n\n", []),
        ("  # a\r\n\t# b\r\n", ["a", "b"]),
        ("ARG x\n# a\n", ["a"]),
        ("RUN a \\\n  # inner\n  b\n# a\n", ["a"]),
        ("RUN a \\\n  # inner\n  b\n", []),
        ("# syntax=docker/dockerfile:1\n# a\n", ["a"]),
        ("", []),
    ],
)
def test_comments_above(above, expected):
    document = read(f"{above}FROM b\n")
    assert [comment.text for comment in document.comments_above(document.instructions[-1])] == expected
