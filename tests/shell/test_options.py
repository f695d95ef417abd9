"""Options and operands, by the table of each tool."""

from __future__ import annotations

import pytest

from dockwright.shell.commands import parse
from dockwright.shell.option_tables import GLUED, SAME, SINGLE_DASH, STOPS, TAKES_VALUE
from dockwright.shell.options import Arguments
from dockwright.text import IDENTITY


def arguments(source: str, dialect: str = "posix") -> Arguments:
    return parse(source, dialect, IDENTITY).commands[0].arguments


@pytest.mark.parametrize(
    "source, options, operands",
    [
        ("apt-get install -yq --no-install-recommends x", "-y -q --no-install-recommends", "install x"),
        ("apt-get -o Acquire::Retries=3 -oA=b -t=stable install x", "-o:Acquire::Retries=3 -o:A=b -t:stable", "install x"),
        ("apt-get -q=2 install -- -x", "-q:2", "install -x"),
        ("apk add --virtual .deps -t .more -X http://x --no-cache y", "--virtual:.deps -t:.more -X:http://x --no-cache", "add y"),
        ("dnf --setopt tsflags=nodocs --setopt=a=b -y install x", "--setopt:tsflags=nodocs --setopt:a=b -y", "install x"),
        ("zypper -R /x in -C y -R", "-R:/x -C -R", "in y"),
        ("curl -fsSLo /tmp/x -H 'A: b' -XPOST --retry 3 http://u", "-f -s -S -L -o:/tmp/x -H:A: b -X:POST --retry:3", "http://u"),
        ("wget -qO- -nv --tries=3 -P /x u", "-q -O:- -nv --tries:3 -P:/x", "u"),
        ("tar xzf a.tgz -C /x --strip-components 1", "-x -z -f:a.tgz -C:/x --strip-components:1", ""),
        ("tar cbf 20 a.tar dir", "-c -b:20 -f:a.tar", "dir"),
        ("tar -xzf a.tgz b", "-x -z -f:a.tgz", "b"),
        ("git -c a=b clone -b v1 --depth 1 u d", "-c:a=b -b:v1 --depth:1", "clone u d"),
        ("git -C d checkout -b x", "-C:d -b:x", "checkout"),
        ("useradd -ru1000 -g app -d/home/x x", "-r -u:1000 -g:app -d:/home/x", "x"),
        ("adduser -D -h /x --gecos '' x", "-D -h:/x --gecos:", "x"),
        ("chmod -R u+x,-w a", "-R", "u+x,-w a"),
        ("chmod -x a", "", "-x a"),
        ("sed -i.bak -e s/a/b/ f", "-i:.bak -e:s/a/b/", "f"),
        ("install -Dm755 a -t /b", "-D -m:755 -t:/b", "a"),
        ("go build -ldflags '-s -w' -o x ./cmd", "-ldflags:-s -w -o:x", "build ./cmd"),
        ("go run -race x --y", "-race", "run x --y"),
        ("docker run --rm -v a:b -e X=y image ls -l", "--rm -v:a:b -e:X=y", "run image ls -l"),
        ("docker login -u x --password-stdin r", "-u:x --password-stdin", "login r"),
        ("python3.11 -m pip install -y", "-m:pip", "install -y"),
        ("set -euxo pipefail", "-e -u -x -o:pipefail", ""),
        ("rm -rf -- -x y", "-r -f", "-x y"),
        ("unknown -ab --c d -", "-a -b --c", "d -"),
        ("curl -o", "-o", ""),
        ("pip3.11 install -r a -c b", "-r:a -c:b", "install"),
    ],
)
def test_reading(source: str, options: str, operands: str) -> None:
    found = arguments(source)
    shown = [option.name if option.value is None else f"{option.name}:{option.value}" for option in found.options]
    assert (" ".join(shown), " ".join(word.value for word in found.operands)) == (options, operands)


@pytest.mark.parametrize(
    "source, expected",
    [
        ("Invoke-WebRequest -Uri http://x -OutFile 'a b' -UseBasicParsing", "-uri:http://x -outfile:a b -usebasicparsing"),
        ("Remove-Item x -Recurse -Force", "-recurse -force"),
        ("Get-Item -Path:x", "-path:x"),
        ("choco install -y --version 1 x", "-y --version:1"),
        ("apt-get install --no-install-recommends -y x", "--no-install-recommends -y"),
    ],
)
def test_powershell(source: str, expected: str) -> None:
    found = arguments(source, "powershell").options
    assert " ".join(option.name if option.value is None else f"{option.name}:{option.value}" for option in found) == expected


def test_questions() -> None:
    found = arguments("apt-get -qq -q -o a --yes -o b install x")
    assert found.has("-y", "--yes")
    assert not found.has("-f")
    assert found.count("-q", "--quiet") == 3
    assert found.value("-o", "--option") == "b"
    assert [option.value for option in found.all("-o")] == ["a", "b"]
    assert found.value("-t") is None


@pytest.mark.parametrize(
    "source, option, value",
    [
        ("useradd -u 1000 x", "-u 1000", "1000"),
        ("useradd -u1000 x", "-u1000", "1000"),
        ("useradd --uid=1000 x", "--uid=1000", "1000"),
        ("useradd --uid='1000' x", "--uid='1000'", "--uid='1000'"),
        ("useradd -m x", "-m", None),
    ],
)
def test_places(source: str, option: str, value: str | None) -> None:
    found = arguments(source).options[0]
    assert source[slice(*found.span)] == option
    assert (source[slice(*found.value_span)] if found.value_span else None) == value


def test_tables() -> None:
    for tool, text in [*TAKES_VALUE.items(), *GLUED.items()]:
        for option in text.split():
            assert option.startswith("-"), (tool, option)
            assert option.startswith("--") or len(option) == 2 or tool.partition(" ")[0] in SINGLE_DASH, (tool, option)
    assert set(SAME.values()) <= set(TAKES_VALUE)
    assert not set(SAME) & set(TAKES_VALUE)
    assert all(verb == verb.strip() for verb in STOPS)
