from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from dockwright.cli import main

ROOT = Path(__file__).parents[2]


class Ran(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """Every test runs in an empty directory, with nothing in the environment that colours output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCKWRIGHT_CACHE_DIR", str(tmp_path / ".cache"))
    for name in [name for name in os.environ if name.startswith("HADOLINT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    for name in ("NO_COLOR", "FORCE_COLOR", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def dockwright(capsysbinary, monkeypatch):
    """Run the command line in this process."""

    monkeypatch.setattr("dockwright.shellcheck.find", lambda: None)

    def run(*argv, stdin=""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin if isinstance(stdin, bytes) else stdin.encode())))
        status = main([str(word) for word in argv])
        out, err = (stream.decode("utf-8", "surrogateescape") for stream in capsysbinary.readouterr())
        return Ran(status, out, err)

    return run


@pytest.fixture
def process():
    """Run the command line in a process of its own, as bytes."""

    def run(*argv, stdin=b"", env=(), **options):
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "server"), str(ROOT / "hooks")]), **dict(env)}
        command = [sys.executable, "-m", "dockwright", *map(str, argv)]
        return subprocess.run(command, input=stdin, capture_output=True, env=environment, check=False, timeout=60, **options)

    return run


@pytest.fixture
def write(project):
    """Write a file below the project; without a text, one with a single finding that has a safe fix."""

    def put(path, text="FROM alpine:3.20\nADD app.py /app/\n"):
        whole = project / path
        whole.parent.mkdir(parents=True, exist_ok=True)
        whole.write_bytes(text if isinstance(text, bytes) else text.encode())
        return whole

    return put
