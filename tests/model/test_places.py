"""Where files go, which frontend is asked for, and what an install reads."""

import pytest

from dockwright.model.document import read
from dockwright.model.frontends import declared
from dockwright.model.places import absolute, removed_from, writes
from dockwright.shell.commands import parse
from dockwright.shell.manifests import installs
from dockwright.text import SourceMap


@pytest.mark.parametrize(
    "steps, expected",
    [
        ("COPY a /b/", [("/b",)]),
        ("COPY a.txt /b/", [("/b/a.txt",)]),
        ("COPY a.txt /b", [("/b", "/b/a.txt")]),
        ("COPY a.txt b.txt /c", [("/c/a.txt",), ("/c/b.txt",)]),
        ("WORKDIR /w\nCOPY a.txt .", [("/w/a.txt",)]),
        ("WORKDIR /w\nWORKDIR x\nCOPY . y", [("/w/x/y",)]),
        ("COPY *.py /b", [("/b",)]),
        ("ADD https://example.com/a.tgz?x=1 /b/", [("/b/a.tgz",)]),
        ("COPY <<EOF /b/\nx\nEOF", [("/b/EOF",)]),
        ("ARG D=/b\nCOPY a.txt $D/", [("/b/a.txt",)]),
        ("ARG D\nCOPY a.txt $D/", []),
        ("COPY a.txt b/", []),
        ("RUN curl -o /b https://example.com/a", [("/b",)]),
        ("RUN cd /tmp && wget https://example.com/a.tgz", [("/tmp/a.tgz",)]),
        ("RUN curl -o /b https://example.com/a && rm /b", []),
        ("RUN cd /tmp && curl -O https://example.com/a.tgz && rm a.tgz", []),
        ("RUN tar xzf a.tgz -C /b", [("/b",)]),
        ("RUN touch /b", []),
        ("ONBUILD COPY a.txt /b", []),
    ],
)
def test_writes(steps, expected):
    assert [write.paths for write in writes(read(f"FROM example/a\n{steps}\n").stages[0])] == expected


@pytest.mark.parametrize(
    "path, expected",
    [
        ("/tmp/a.tgz", True),
        ("/tmp", True),
        ("/tmp/*", True),
        ("/tmp/*.tgz", True),
        ("/tmp/b*", False),
        ("/opt", False),
        ("/", False),
        ("/*", False),
    ],
)
def test_removed_from(path, expected):
    (write,) = writes(read("FROM a\nCOPY a.tgz /tmp/\n").stages[0])
    assert removed_from(write, path) is expected


@pytest.mark.parametrize(
    "steps, expected",
    [
        ("RUN x /a/../b", "/b"),
        ("RUN x b", None),
        ("WORKDIR /w\nRUN x b", "/w/b"),
        ("WORKDIR /w\nRUN cd c && x b", "/w/c/b"),
        ("RUN cd /c && x ./b", "/c/b"),
        ("RUN cd $C && x b", None),
        ("ENV C=/c\nRUN x $C/b", "/c/b"),
        ("RUN x $C/b", None),
        ("RUN x ~/b", None),
        ("RUN x `y`", None),
    ],
)
def test_absolute(steps, expected):
    document = read(f"FROM example/a\n{steps}\n")
    run = document.instructions[-1]
    (script,) = document.scripts(run)
    command = next(one for one in script.commands if one.name == "x")
    assert absolute(document, run, script, command, command.args[0].value) == expected


def test_the_working_directory_of_a_known_image():
    document = read("FROM debian:12\nRUN x b\n")
    run = document.instructions[-1]
    (script,) = document.scripts(run)
    assert absolute(document, run, script, script.commands[0], "b") == "/b"


@pytest.mark.parametrize(
    "line, expected",
    [
        ("# syntax=docker/dockerfile:1", (1, 999)),
        ("# syntax=docker/dockerfile:1.7", (1, 7)),
        ("# syntax=docker/dockerfile:1.7.1", (1, 7)),
        ("# syntax=docker/dockerfile:1.14-labs", (1, 14)),
        ("# syntax=docker.io/docker/dockerfile:1.2@sha256:abc", (1, 2)),
        ("# syntax=docker/dockerfile", (999, 999)),
        ("# syntax=example.com/other:2", None),
        ("# escape=`", None),
        ("FROM a", None),
    ],
)
def test_declared(line, expected):
    assert declared(read(f"{line}\nFROM a\n")) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("npm ci", "npm"),
        ("npm install a", None),
        ("npm install -g", None),
        ("npm ci --workspace a", None),
        ("yarn", "yarn"),
        ("yarn --version", None),
        ("pip install -r /a/requirements.txt", "pip"),
        ("pip install a", None),
        ("uv pip install -r r.txt", "pip"),
        ("uv sync", "uv"),
        ("go mod download", "go"),
        ("go build", None),
        ("mvn -B dependency:go-offline", "maven"),
        ("mvn package", None),
        ("echo npm ci", None),
    ],
)
def test_installs(text, expected):
    found = installs(parse(text, "posix", SourceMap([0], [0])).commands[0])
    assert (found[0] if found else None) == expected
