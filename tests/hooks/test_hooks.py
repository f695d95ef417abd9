"""The two hooks as functions, and the files pre-commit hands them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from dockwright_hooks import fix, lint
from names import DOCKERFILES, OTHERS

ROOT = Path(__file__).parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
ADD = "FROM alpine:3.20\nADD app.py /app/\n"
COPY = "FROM alpine:3.20\nCOPY app.py /app/\n"
ONLY = ("--select", "add-instead-of-copy")


@pytest.mark.parametrize("folder", ["", "a/", "a b/.devcontainer/"])
@pytest.mark.parametrize("hook", HOOKS)
def test_files_of_the_hooks(hook, folder):
    pattern = re.compile(HOOKS[hook]["files"])
    assert [name for name in DOCKERFILES if not pattern.search(folder + name)] == []
    assert [name for name in OTHERS if pattern.search(folder + name)] == []


def test_the_hooks_start_what_is_installed():
    import tomllib

    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    started = {hook["entry"]: scripts[hook["entry"]] for hook in HOOKS.values()}
    assert started == {
        "dockwright-hook": "dockwright_hooks.lint:run",
        "dockwright-fix-hook": "dockwright_hooks.fix:run",
        "dockwright-pin-hook": "dockwright_hooks.pin:run",
    }
    assert {hook["language"] for hook in HOOKS.values()} == {"python"}


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "hook, source, argv, status, after, says",
    [
        (lint.main, ADD, [], 1, ADD, r"^Dockerfile:2:1: \w+ .+ \[add-instead-of-copy\]$"),
        (lint.main, COPY, [], 0, COPY, "nothing found"),
        (lint.main, ADD, ["--fail-on", "never"], 0, ADD, "add-instead-of-copy"),
        (lint.main, ADD, ["--nonsense"], 2, ADD, "^dockwright: unknown option --nonsense$"),
        (fix.main, ADD, [], 1, COPY, r"^  Replace ADD with COPY \[add-instead-of-copy\]$"),
        (fix.main, COPY, [], 0, COPY, "^$"),
        (fix.main, "FROM alpine:latest\n", ["--select", "latest-tag"], 0, "FROM alpine:latest\n", "^$"),
    ],
)
def test_hook(project, capsys, hook, source, argv, status, after, says):
    path = project / "Dockerfile"
    path.write_text(source)
    assert hook([*ONLY, *argv, "Dockerfile"]) == status
    assert path.read_text() == after
    out, err = capsys.readouterr()
    assert re.search(says, out + err, re.M)


def test_the_fix_hook_fills_labels_from_the_project(project):
    (project / "package.json").write_text('{"license": "MIT"}')
    (project / "Dockerfile").write_text("FROM alpine:3.20\n")
    assert fix.main(["--unsafe", "--select", "missing-oci-labels", "Dockerfile"]) == 1
    assert (project / "Dockerfile").read_text() == 'FROM alpine:3.20\nLABEL org.opencontainers.image.licenses="MIT"\n'
