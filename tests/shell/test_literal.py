"""What a shell would have acted on in words that no shell reads."""

import pytest

from dockwright.shell.commands import parse
from dockwright.shell.literal import find, is_command_line, quoted
from dockwright.text import IDENTITY


@pytest.mark.parametrize(
    "words, expected",
    [
        (["node", "$PORT", "--x=${Y}", "${Z:-1}"], ["$PORT", "$Y", "$Z"]),
        (["node", "\\$PORT", "$$", "a$", "$1", "$("], []),
        (["a", "&&", "b", "|", "c", ">", "d"], ["&&", "|", ">"]),
        (["a&&b", "a|b", "a>b"], []),
        (["cut", "-d", "|"], []),
        (["mytool", "-F", "|"], []),
        (["rm", "-rf", "*"], ["*"]),
        (["gunicorn", "--forwarded-allow-ips", "*"], []),
        (["a", "`hostname`"], ["$(…)"]),
        (["a", "$(hostname)"], ["$(…)"]),
        (["a", "$((1+1))"], []),
        (["sh", "-c", "$A && b"], []),
        (["sh", "run.sh", "$A"], ["$A"]),
        (["awk", "{print $NF}"], []),
        (["python", "-c", "print('$X')"], []),
        (["psql", "-c", "select '$X'"], []),
        (["java", "-Dx=${y}", "-jar", "a"], []),
        (["java", "$JAVA_OPTS"], ["$JAVA_OPTS"]),
        (["$APP"], ["$APP"]),
        ([], []),
    ],
)
def test_find(words, expected):
    assert [what for _, what in find(words)] == expected


@pytest.mark.parametrize(
    "word, expected",
    [
        ("npm start", True),
        ("npm", False),
        ("/app/run.sh start", True),
        ("/app/run.sh --a /b", True),
        ("/opt/my app/run", False),
        ("C:\\Program Files\\x.exe", False),
        ("", False),
        (" ", False),
    ],
)
def test_is_command_line(word, expected):
    assert is_command_line(word) is expected


@pytest.mark.parametrize("words", [["a", "b c", "it's", '"', "\\", "", "{x}", "a;b"], ["a", "&&", "b"], ["rm", "*"]])
def test_quoted_reads_back(words):
    script = parse(quoted(words), "posix", IDENTITY)
    assert not script.errors
    assert [word.value for command in script.commands for word in command.words] == [word for word in words if word != "&&"]


def test_quoted_keeps_variables():
    assert quoted(["a", '$X "y" \\']) == 'a "$X \\"y\\" \\\\"'
