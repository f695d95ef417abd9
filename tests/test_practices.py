"""The practices that guides to secure images agree on, each whole: what is found, the remedy, and silence after it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from dockwright.cli import main
from dockwright.engine import check
from dockwright.model.facts import UNSIGNED, VERIFIED, Signature, Told
from dockwright.model.surroundings import Surroundings
from dockwright.model.vulnerabilities import Vulnerabilities
from dockwright.settings import Settings
from dockwright_hooks import fix as fix_hook
from dockwright_hooks import lint as lint_hook
from lsp.profiles import CODE, client

DIGEST = "@sha256:" + "4e" * 32


class Row(NamedTuple):
    """A practice, the rule that sees to it, a project that goes without, and what it is like afterwards.

    `after` are the files that the remedy changes: as `dockwright fix --unsafe` does, or where `by_hand`, as the message says.
    """

    practice: str
    rule: str
    before: dict[str, str]
    after: dict[str, str]
    by_hand: bool = False


ROWS = [
    Row(
        "minimal base image",
        "oversized-base-image",
        {"Dockerfile": 'FROM python:3.13-bookworm\nCOPY app.py /\nCMD ["python", "/app.py"]\n'},
        {"Dockerfile": 'FROM python:3.13-slim-bookworm\nCOPY app.py /\nCMD ["python", "/app.py"]\n'},
    ),
    Row(
        "least privileged user",
        "missing-user",
        {"Dockerfile": 'FROM node:24\nCOPY app.js /\nCMD ["node", "/app.js"]\n'},
        {"Dockerfile": 'FROM node:24\nCOPY app.js /\nUSER node\nCMD ["node", "/app.js"]\n'},
    ),
    Row(
        "least privileged user",
        "root-user",
        {"Dockerfile": 'FROM debian:13\nUSER root\nCMD ["app"]\n'},
        {"Dockerfile": 'FROM debian:13\nUSER 10001\nCMD ["app"]\n'},
        by_hand=True,
    ),
    Row(
        "find and fix vulnerabilities",
        "eol-base-image",
        {"Dockerfile": "FROM debian:10\n"},
        {"Dockerfile": "FROM debian:13\n"},
        by_hand=True,
    ),
    Row(
        "no secrets",
        "hardcoded-secret",
        {"Dockerfile": "FROM debian:13\nRUN curl -u bob:Zq8.kwP2vE -O https://example.com/a\n"},
        {
            "Dockerfile": "FROM debian:13\nRUN --mount=type=secret,id=CURL_PASSWORD,env=CURL_PASSWORD "
            'curl -u bob:"$CURL_PASSWORD" -O https://example.com/a\n'
        },
    ),
    Row(
        "no secrets",
        "secret-variable",
        {"Dockerfile": 'FROM node:24\nARG TOKEN\nRUN curl -H "X-Token: $TOKEN" https://example.com\n'},
        {"Dockerfile": 'FROM node:24\nRUN --mount=type=secret,id=TOKEN,env=TOKEN curl -H "X-Token: $TOKEN" https://example.com\n'},
    ),
    Row(
        "no secrets",
        "secret-file-copied",
        {"Dockerfile": "FROM node:24\nCOPY .npmrc /root/\nRUN npm ci && rm /root/.npmrc\n", ".npmrc": "a=b\n"},
        {"Dockerfile": "FROM node:24\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci\n"},
    ),
    Row(
        "no secrets",
        "sensitive-file-in-context",
        {"Dockerfile": "FROM node:24\nCOPY app /app/\n", "app/main.js": "1\n", "app/.env": "PASSWORD=x\n", ".dockerignore": "*.md\n"},
        {".dockerignore": "*.md\napp/.env\n"},
    ),
    Row(
        ".dockerignore",
        "missing-dockerignore",
        {"Dockerfile": "FROM node:24\nCOPY . /app/\n", "package.json": "{}\n", "main.js": "1\n"},
        {".dockerignore": "**/node_modules\nDockerfile\n.dockerignore\n"},
    ),
    Row(
        "fixed tags",
        "latest-tag",
        {"Dockerfile": "FROM node:latest\n"},
        {"Dockerfile": "FROM node:24.1.0\n"},
        by_hand=True,
    ),
    Row(
        "fixed tags",
        "unpinned-digest",
        {"Dockerfile": "FROM node:24.1.0\n"},
        {"Dockerfile": f"FROM node:24.1.0{DIGEST}\n"},
        by_hand=True,
    ),
    Row(
        "COPY over ADD",
        "add-instead-of-copy",
        {"Dockerfile": "FROM debian:13\nADD app.py /app/\n", "app.py": "1\n"},
        {"Dockerfile": "FROM debian:13\nCOPY app.py /app/\n"},
    ),
    Row(
        "COPY over ADD",
        "add-without-checksum",
        {"Dockerfile": "FROM debian:13\nADD https://example.com/tool /bin/\n"},
        {"Dockerfile": f"FROM debian:13\nADD --checksum={DIGEST[1:]} https://example.com/tool /bin/\n"},
        by_hand=True,
    ),
    Row(
        "labels",
        "missing-oci-labels",
        {
            "Dockerfile": "FROM debian:13\n",
            "pyproject.toml": '[project]\nname = "app"\ndescription = "An app"\nlicense = "MIT"\n'
            '[project.urls]\nSource = "https://git.example.com/app"\n',
        },
        {
            "Dockerfile": 'FROM debian:13\nLABEL org.opencontainers.image.source="https://git.example.com/app" \\\n'
            '      org.opencontainers.image.description="An app" \\\n      org.opencontainers.image.licenses="MIT"\n'
        },
    ),
    Row(
        "labels",
        "maintainer",
        {"Dockerfile": "FROM debian:13\nMAINTAINER Jo <jo@example.com>\n"},
        {"Dockerfile": 'FROM debian:13\nLABEL org.opencontainers.image.authors="Jo <jo@example.com>"\n'},
    ),
    Row(
        "multi-stage",
        "build-tools-in-final-stage",
        {"Dockerfile": 'FROM golang:1.26\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nCMD ["/app"]\n'},
        {
            "Dockerfile": "FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\n"
            'FROM debian:13-slim\nCOPY --from=build /app /app\nCMD ["/app"]\n'
        },
        by_hand=True,
    ),
]


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """An empty project; the day that end-of-life dates are compared with is fixed."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "dockwright.toml").write_text('today = "2026-09-01"\nprofile = "strict"\n')
    return folder


def written(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def found(capsys, *argv):
    """The rules that report something."""
    status = main(["check", "--shellcheck", "off", "--format", "json", *argv, "Dockerfile"])
    assert status in (0, 1)
    return {one["rule"] for one in json.loads(capsys.readouterr().out)["findings"]}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.rule)
def test_practice(project, capsys, row):
    written(project, row.before)
    assert row.rule in found(capsys)
    if row.by_hand:
        written(project, row.after)
    else:
        main(["fix", "--unsafe", "--fix-only", "--shellcheck", "off", "--select", row.rule, "Dockerfile"])
        capsys.readouterr()
    assert {name: Path(name).read_text() for name in row.after} == row.after
    assert row.rule not in found(capsys)


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("unsigned-base-image", Told(signature=Signature(UNSIGNED)), Told(signature=Signature(VERIFIED, "release@example.com"))),
        (
            "vulnerable-base-image",
            Told(vulnerabilities=Vulnerabilities("trivy", (1, 2, 0, 0, 0))),
            Told(vulnerabilities=Vulnerabilities("trivy")),
        ),
    ],
)
def test_what_registries_and_scanners_know(rule, before, after):
    def rules(told):
        around = Surroundings(image=lambda image, platform: told)
        return {one.rule for one in check("FROM node:24\n", Settings(profile="security"), surroundings=around).findings}

    assert rule in rules(before)
    assert rule not in rules(after)


def test_the_cis_benchmark(project, capsys):
    def failing():
        main(["report", "cis", "--format", "json", "Dockerfile"])
        return {one["id"] for one in json.loads(capsys.readouterr().out)["controls"] if one["status"] == "fail"}

    written(
        project,
        {
            "Dockerfile": f"FROM node:24-slim{DIGEST}\nADD app.js /app/\nRUN apt-get update\nRUN apt-get install -y git\n"
            'CMD ["node", "/app/app.js"]\n',
            "app.js": "1\n",
        },
    )
    assert {"4.1", "4.3", "4.6", "4.7", "4.9"} <= failing()
    main(["fix", "--unsafe", "--fix-only", "--profile", "cis", "Dockerfile"])
    capsys.readouterr()
    assert failing() == {"4.6"}
    with Path("Dockerfile").open("a") as file:
        file.write('HEALTHCHECK CMD ["node", "-e", "0"]\n')
    assert failing() == set()


ADD, COPY = "FROM debian:13\nADD app.py /app/\n", "FROM debian:13\nCOPY app.py /app/\n"
ONLY = ("--select", "add-instead-of-copy")


def test_a_linter_before_a_commit(project, capsys):
    written(project, {"Dockerfile": ADD})
    assert lint_hook.main([*ONLY, "Dockerfile"]) == 1
    assert fix_hook.main([*ONLY, "Dockerfile"]) == 1
    assert Path("Dockerfile").read_text() == COPY
    assert lint_hook.main([*ONLY, "Dockerfile"]) == fix_hook.main([*ONLY, "Dockerfile"]) == 0


def test_a_linter_in_continuous_integration(project, capsys):
    def results():
        status = main(["check", *ONLY, "--format", "sarif", "Dockerfile"])
        return status, [one["ruleId"] for one in json.loads(capsys.readouterr().out)["runs"][0]["results"]]

    written(project, {"Dockerfile": ADD})
    assert results() == (1, ["add-instead-of-copy"])
    written(project, {"Dockerfile": COPY})
    assert results() == (0, [])


def test_a_linter_in_the_editor(project):
    uri = (project / "Dockerfile").as_uri()
    with client(CODE, folders=[project]) as running:
        running.open(uri, ADD)
        codes = {one["code"] for one in running.diagnostics(uri)}
        assert "add-instead-of-copy" in codes
        (action,) = [one for one in running.actions(uri, start=15, end=15) if one["title"] == "Replace ADD with COPY"]
        action = running.request("codeAction/resolve", action) if "edit" not in action else action
        assert running.applied_to(action["edit"])[uri] == COPY
