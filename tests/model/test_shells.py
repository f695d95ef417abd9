"""Shell text in its place: every word of a command points at its characters in the file."""

import pytest

from dockwright.model.document import read


def commands(source):
    """Every command of a file as its words, each with the text its span covers."""
    document = read(source)
    instructions = [one.trigger or one for one in document.instructions]
    return [
        [(word.value, source[slice(*word.span.shift(one.start))]) for word in command.words]
        for one in instructions
        if one.name in ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK")
        for script in document.scripts(one)
        for command in script.commands
    ]


def check(source, *expected):
    """`expected`: the words of each command; a word that is written otherwise than its value is `value=written`."""
    shown = [" ".join(value if value == text else f"{value}={text}" for value, text in words) for words in commands(source)]
    assert shown == list(expected)


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM a\nRUN b c && d 'e'", ["b c", "d e='e'"]),
        ("FROM a\nRUN b \\\n  # note\n\n  c\\\nd", ["b cd=c\\\nd"]),
        ('FROM a\nRUN ["b", "c d"]', ['b="b" c d="c d"']),
        (
            'FROM a\nCMD ["sh", "-c", "x \\"y\\" \\u0041z && w"]',
            ['sh="sh" -c="-c" x "y" Az && w="x \\"y\\" \\u0041z && w"', 'x y=\\"y\\" Az=\\u0041z', "w"],
        ),
        ("FROM a\nRUN <<EOF\nb c\nd\nEOF\n", ["b c", "d"]),
        ("FROM a\nRUN <<-EOF\n\tb c\n\t\td\n\tEOF\n", ["b c", "d"]),
        ("FROM a\nRUN --mount=type=cache,target=/x b", ["b"]),
        ("FROM a\nRUN cat <<EOF > /f && d\nbody\nEOF\n", ["cat", "d"]),
        ("FROM a\nONBUILD RUN b c", ["b c"]),
        ("FROM a\nHEALTHCHECK --interval=5s CMD b c || exit 1", ["b c", "exit 1"]),
        ("FROM a\nHEALTHCHECK NONE", []),
        ("FROM a\nENTRYPOINT exec b", ["exec b"]),
        ("FROM a\r\nRUN b \\\r\n c\r\n", ["b c"]),
        ("# escape=`\nFROM a\nRUN b `\n c", ["b c"]),
        ("FROM a\nRUN <<EOF\n#!/usr/bin/env python3\nimport os\nEOF\n", []),
        ("FROM a\nRUN bash <<EOF\nb c\nEOF\n", ["bash", "b c"]),
    ],
)
def test_words(source, expected):
    check(source, *expected)


def test_the_windows_shells_are_read_as_such():
    source = 'FROM a\nSHELL ["pwsh", "-Command"]\nRUN Write-Host a; Remove-Item b'
    check(source, "Write-Host a", "Remove-Item b")


def test_no_windows_image_goes_unnoticed():
    from dockwright.data.images import ROWS, known
    from dockwright.model.shells import _WINDOWS_HINTS

    names = [name for name in ROWS if "*" not in name and (known("docker.io", name, "latest") or ROWS[name]).family == "windows"]
    assert names
    assert [name for name in names if not any(hint in name for hint in _WINDOWS_HINTS)] == []
