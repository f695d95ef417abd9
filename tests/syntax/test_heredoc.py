"""What a heredoc without an end may have meant."""

import pytest

from dockwright.syntax.heredoc import is_shift, near_end


@pytest.mark.parametrize(
    "source, name, expected",
    [
        ("a\n EOF\n", "EOF", " EOF"),
        ("a\nEOF \r\n", "EOF", "EOF "),
        ("a\neof", "EOF", "eof"),
        ("EOFS\n\tEof\n", "EOF", "\tEof"),
        ("EOF;\nEOFEOF\n", "EOF", None),
        ("", "EOF", None),
    ],
)
def test_near_end(source, name, expected):
    found = near_end(source, 0, name)
    assert (source[slice(*found)] if found else None) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("echo $((1 << 2))", True),
        ("((x = y << 2))", True),
        ("echo $((1)) << 2", False),
        ("cat << 2", False),
        ("(cat) << 2", False),
    ],
)
def test_is_shift(text, expected):
    assert is_shift(text, text.index("<<")) is expected
