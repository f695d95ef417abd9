"""What looks like a JSON array, and how it becomes one."""

import pytest

from dockwright.syntax import parse
from dockwright.syntax.exec_form import broken, reason, repair
from dockwright.text import apply


@pytest.mark.parametrize(
    "source, fixed",
    [
        ("CMD ['a', 'b c']", 'CMD ["a", "b c"]'),
        ("CMD [ 'a' ]", 'CMD [ "a" ]'),
        ('CMD ["a", "b",]', 'CMD ["a", "b"]'),
        ('CMD ["a", "b" , ]', 'CMD ["a", "b"  ]'),
        ('CMD ["a", "b"', 'CMD ["a", "b"]'),
        ('CMD ["a", "b",', 'CMD ["a", "b"]'),
        ('CMD ["a" "b"]', 'CMD ["a", "b"]'),
        ("CMD [node, server.js]", 'CMD ["node", "server.js"]'),
        ("CMD [node server.js --port=80]", 'CMD ["node", "server.js", "--port=80"]'),
        ("CMD [“a”, ‘b’]", 'CMD ["a", "b"]'),
        ("CMD [\"a\", 'b', c]", 'CMD ["a", "b", "c"]'),
        ('CMD ["C:\\app\\new.exe", "-x"]', 'CMD ["C:\\\\app\\\\new.exe", "-x"]'),
        ('CMD ["a\\.b"]', 'CMD ["a\\\\.b"]'),
        ('CMD ["a\\"b", \'c\']', 'CMD ["a\\"b", "c"]'),
        ("CMD ['a\\b']", 'CMD ["a\\\\b"]'),
        ("HEALTHCHECK --retries=3 CMD ['a']", 'HEALTHCHECK --retries=3 CMD ["a"]'),
        ("ONBUILD RUN ['a', 'b']", 'ONBUILD RUN ["a", "b"]'),
        ("COPY ['a b', '/c']", 'COPY ["a b", "/c"]'),
        ("VOLUME [/data]", 'VOLUME ["/data"]'),
        ("SHELL /bin/bash -c", 'SHELL ["/bin/bash", "-c"]'),
        ("SHELL ['powershell', '-Command']", 'SHELL ["powershell", "-Command"]'),
        ("CMD [ \\\n  'a', \\\n# why\n  'b', \\\n]", 'CMD [ \\\n  "a", \\\n# why\n  "b" \\\n]'),
        ("CMD ['a', \\\n  'b'", 'CMD ["a", \\\n  "b"]'),
    ],
)
def test_repaired(source, fixed):
    parsed = parse(source).instructions[0].parsed
    parsed = parsed.trigger or parsed
    place = broken(parsed)
    assert place is not None
    assert source[slice(*place)] == str(parsed.kind(parsed, 0, 0).text) or "\n" in source
    assert apply(source, repair(parsed)) == fixed


@pytest.mark.parametrize(
    "source",
    [
        "CMD ['it\\'s']",
        "CMD ['say \"a\"']",
        'CMD ["a"] # comment',
        'CMD ["a"], "b"',
        'CMD ["a',
        'CMD ["a\\d\\n"]',
        'CMD ["C:\\\\a\\b\\d"]',
        "CMD [a $B]",
        "SHELL 'bash' -c",
        "VOLUME []]",
        "VOLUME [",
        "RUN ['a'] && b",
    ],
)
def test_not_certain(source):
    parsed = parse(source).instructions[0].parsed
    assert broken(parsed) is not None
    assert repair(parsed) is None


@pytest.mark.parametrize(
    "source",
    [
        'CMD ["a", "b"]',
        "CMD []",
        "CMD",
        "CMD a ['b']",
        'CMD ["a", 1]',
        "RUN [ -f a ]",
        "RUN [ -f a ] && b",
        'RUN [ "$A" = "b" ] || exit 1',
        'RUN [ "a,b" = "$(c \'d\', e)" ]; f',
        "RUN [[ $A == b* ]] && c",
        "RUN [ ! -d a ] && b ['c']",
        "RUN [ -n x -a \\\n y ] && z",
        "RUN [-f a]",
        "RUN [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12 ; a ['b']",
        "RUN [string[]]$a = 'b', 'c'",
        "CMD [int](1, 2)",
        "RUN [ $A = 1 ] 2>/dev/null",
        "COPY [a-z]* /b/",
        "ADD [abc].txt [d]",
        "COPY a[1] b[2]",
        "ENV ['a']",
        "EXPOSE [80]",
        "LABEL a=['b']",
        "HEALTHCHECK NONE",
        "HEALTHCHECK ['a']",
        "RUN echo ['a']",
    ],
)
def test_none(source):
    assert broken(parse(source).instructions[0].parsed) is None


@pytest.mark.parametrize(
    "text, expected",
    [
        ("['a']", "its strings need double quotes"),
        ('["a"', "its bracket is not closed"),
        ('["a"] b', "text follows the bracket"),
        ('["a", ]', "a comma stands before the bracket"),
        ('["a\\b"]', "a backslash is not doubled"),
        ("[a b]", "its items are no strings with commas between"),
        ("bash -c", "it has no brackets"),
    ],
)
def test_reason(text, expected):
    assert reason(text) == expected
