"""Parting a file with one stage into a build and a runtime stage."""

import re
from collections import Counter
from pathlib import Path

import pytest

from dockwright import engine
from dockwright.ide.actions import SPLIT, split_at
from dockwright.ide.splitting import split
from dockwright.model.document import read
from dockwright.referee import objection
from dockwright.settings import Settings
from dockwright.text import Span, apply

DAY = "2026-11-23"
TEXT = Path(__file__).with_name("splitting.md").read_text()
CASES = re.findall(r"^## ([^\n]+)\n\n```dockerfile\n(.*?)```\n\n```dockerfile\n(.*?)```$", TEXT, re.M | re.S)

GO = 'FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD ["/app"]\n'
NODE = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\nCMD ["node", "dist/main.js"]\n'
JAVA = 'FROM maven:3.9-eclipse-temurin-21\nWORKDIR /app\nCOPY . .\nRUN mvn package\nCMD ["java", "-jar", "target/app.jar"]\n'
NET = 'FROM mcr.microsoft.com/dotnet/sdk:10.0\nWORKDIR /app\nCOPY . .\nRUN dotnet publish -o out\nCMD ["dotnet", "out/App.dll"]\n'
PYTHON = 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["python", "app.py"]\n'
RUST = 'FROM rust:1.90\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\nCMD ["target/release/app"]\n'


def parted(source, filename="Dockerfile"):
    return split(read(source, filename=filename, today=DAY))


@pytest.mark.parametrize("title, source, expected", CASES, ids=[case[0] for case in CASES])
def test_result(title, source, expected):
    assert parted(source) == expected
    windows = parted(source.replace("\n", "\r\n"))
    assert windows == expected.replace("\n", "\r\n")


@pytest.mark.parametrize("title, source, expected", CASES, ids=[case[0] for case in CASES])
def test_result_is_sound(title, source, expected):
    """It can be read, is split no further, and gives nobody a new warning."""
    settings = Settings(today=DAY)
    before, after = engine.check(source, settings), engine.check(expected, settings)
    serious = [Counter(one.rule for one in found.findings if one.severity in ("error", "warning")) for found in (before, after)]
    assert not serious[1] - serious[0]
    assert not after.document.tree.problems
    assert len(after.document.stages) == 2
    assert parted(expected) is None
    assert objection(source, expected) == ""


@pytest.mark.parametrize("source", [GO, NODE, JAVA, NET, PYTHON, RUST], ids=["go", "node", "java", "net", "python", "rust"])
def test_what_the_refusals_are_made_of_can_be_split(source):
    assert parted(source)


REFUSED = {
    "several stages": GO + "FROM alpine:3.22\n",
    "no tag": GO.replace(":1.26", ""),
    "an unknown image": GO.replace("golang", "someone/golang"),
    "an unresolved image": GO.replace("1.26", "$GO_VERSION"),
    "a platform": GO.replace("FROM ", "FROM --platform=linux/amd64 "),
    "a Windows image": GO.replace("1.26", "1.26-nanoserver-ltsc2022"),
    "a broken instruction": GO + "FOO\n",
    "another frontend": "# syntax=example.com/frontend:1\n" + GO,
    "a trigger": GO.replace("CMD", "ONBUILD COPY . .\nCMD"),
    "a shell": GO.replace("COPY", 'SHELL ["/bin/bash", "-c"]\nCOPY'),
    "an archive": GO.replace("COPY . .", "ADD https://example.com/x.tar.gz /x/\nCOPY . ."),
    "files of another image": GO.replace("CMD", "COPY --from=busybox:1 /bin/sh /bin/sh\nCMD"),
    "a check that needs tools": GO.replace("CMD", "HEALTHCHECK CMD curl -f localhost\nCMD"),
    "nothing that starts": GO.replace('CMD ["/app"]\n', ""),
    "two that start": GO + 'CMD ["/app"]\n',
    "a script that starts": GO.replace('"/app"', '"./start.sh"'),
    "a script that starts it": GO.replace("CMD", 'ENTRYPOINT ["./entry.sh"]\nCMD'),
    "a shell list that starts": GO.replace('["/app"]', "/app --migrate && /app"),
    "another output": GO.replace("-o /app", "-o /other"),
    "an unknown command": GO.replace("RUN go", "RUN ./generate.sh && go"),
    "a command whose name is a variable": GO.replace("RUN go", "RUN $TOOL && go"),
    "a package that may be needed": GO.replace("RUN go", "RUN apt-get install -y ffmpeg && go"),
    "headers, with cgo": GO.replace("RUN go", "RUN apt-get install -y libsqlite3-dev && go"),
    "files elsewhere": GO.replace("RUN go", "RUN mkdir -p /data && go"),
    "output to a file": GO.replace("RUN go", "RUN echo x > /etc/x && go"),
    "a user that is not there": GO.replace("CMD", "USER app\nCMD"),
    "a variable that is not known": GO.replace("CMD", "ENV HOME_OF=$SOMETHING\nCMD"),
    "a relative program without WORKDIR": GO.replace("WORKDIR /src\n", "").replace("/app", "app"),
    "a relative copy that lands elsewhere": GO.replace("RUN", "COPY web web\nRUN").replace("CMD", "WORKDIR /\nCMD"),
    "a development container": ("FROM mcr.microsoft.com/devcontainers/go:1.26\n" + GO.partition("\n")[2]),
    "npm start": NODE.replace('"node", "dist/main.js"', '"npm", "start"'),
    "a source that starts": NODE.replace("dist/main.js", "server.js"),
    "Node without a build": NODE.replace(" && npm run build", ""),
    "Node from a variable": "ARG NODE=22\n" + NODE.replace("node:22", "node:$NODE"),
    "a pattern of archives": JAVA.replace("app.jar", "*.jar"),
    "a class that starts": JAVA.replace('"-jar", "target/app.jar"', '"-cp", "target/classes", "App"'),
    "an archive from elsewhere": JAVA.replace("target/app.jar", "/opt/app.jar"),
    "a version without a JRE": JAVA.replace("21", "22"),
    "dotnet run": NET.replace('"out/App.dll"', '"run"'),
    "another folder": NET.replace("-o out", "-o /published"),
    "Python that is slim already": PYTHON.replace("3.13", "3.13-slim"),
    "Python without a minor version": PYTHON.replace("3.13", "3"),
    "Python with libraries": PYTHON.replace("RUN pip", "RUN apt-get install -y libpq-dev && pip"),
    "another command in Python": PYTHON.replace("RUN pip", "RUN wget example.com/model && pip"),
    "Rust in shell form on Debian": RUST.replace('["target/release/app"]', "target/release/app"),
    "cargo run": RUST.replace('["target/release/app"]', '["cargo", "run"]'),
}


@pytest.mark.parametrize("source", REFUSED.values(), ids=REFUSED)
def test_refused(source):
    assert parted(source) is None


def test_a_file_of_a_development_container():
    assert parted(GO, ".devcontainer/Dockerfile") is None


def test_what_belongs_to_the_sources_is_left_behind():
    """Folders beside the sources stay in the build, but for those that programs read when they run; an archive holds them all."""
    copies = "COPY core core\nCOPY templates templates\nCOPY motd /etc/motd\n"
    assert "COPY templates templates\nCOPY motd /etc/motd\n" in parted(GO.replace("COPY . .\n", copies)).partition("FROM gcr.io")[2]
    assert "core" not in parted(GO.replace("COPY . .\n", copies)).partition("FROM gcr.io")[2]
    java = parted(JAVA.replace("COPY . .\n", copies)).partition("FROM eclipse")[2]
    assert "COPY motd /etc/motd\n" in java
    assert "templates" not in java


def test_add_is_not_copied_as_such():
    text = parted(PYTHON.replace("COPY", "ADD"))
    assert (text.count("ADD . ."), text.count("COPY . .")) == (1, 1)


def test_blank_lines_and_text_that_stays():
    source = GO.replace("RUN go", "RUN <<EOF\necho a\n\n\necho b\nEOF\nRUN go").replace("CMD", "\n\n# the end\nCMD")
    text = parted("\ufeff" + source)
    assert "echo a\n\n\necho b\n" in text
    assert text.startswith("\ufeffFROM golang:1.26 AS build\n")
    assert text.endswith('COPY --from=build /app /app\n# the end\nCMD ["/app"]\n')


def test_users_before_the_build():
    """One who builds stays there, and runs if nobody else does."""
    text = parted(NODE.replace("RUN", "USER node\nRUN"))
    assert text.count("USER node\n") == 2
    text = parted(NODE.replace("RUN", "USER root\nRUN").replace("CMD", "USER node\nCMD"))
    assert (text.count("USER root\n"), text.count("USER node\n")) == (1, 1)


@pytest.mark.parametrize("mark, offered", [("golang", True), ("go build", True), ("COPY", False), ("CMD", False)])
def test_where_it_is_offered(mark, offered):
    document = read(GO, today=DAY)
    at = GO.index(mark)
    action = split_at(document, Span(at, at))
    assert (action is not None) == offered
    if action is not None:
        assert action.do == SPLIT
        assert apply(GO, action.edits) == parted(GO)
