"""Neovim, configured as docs/editors.md says. This much runs wherever Neovim is at hand, for it takes a second."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from editors import machine

DRIVER = Path(__file__).with_name("neovim.lua")


@pytest.fixture
def neovim(need, environment, tmp_path):
    """Run the driver in Neovim with a configuration; what it says, by name."""

    def run(configuration, target, fix, command=None):
        init = tmp_path / "init.lua"
        init.write_text(configuration)
        program = [need(machine.neovim)] if command is None else command
        done = subprocess.run(
            [*program, "--headless", "-u", init, "-i", "NONE", "-c", f"luafile {DRIVER}"],
            env={**environment, "TARGET": str(target), "FIX": fix},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        said = dict(line.split(" ", 1) for line in done.stdout.splitlines() if " " in line)
        assert done.returncode == 0, f"{done.stdout}{done.stderr}"
        return said

    return run


def test_a_problem_is_shown_and_fixed_in_one_step(neovim, documented, project):
    (project / "Dockerfile").write_text("FROM alpine:latest\nADD app.py /app/\n")
    said = neovim(documented("Neovim", "lua")[0], project / "Dockerfile", "action")
    assert said["filetype"] == "dockerfile"
    assert said["range"] == "1:0-1:3"
    assert said["latest-tag"] == "ERROR"
    assert (project / "Dockerfile").read_text() == "FROM alpine:latest\nCOPY app.py /app/\n"


def test_an_image_is_pinned_by_asking_its_registry(neovim, documented, project, mirror):
    mirror.configure(project)
    neovim(documented("Neovim", "lua")[0], project / "Dockerfile", "pin")
    assert (project / "Dockerfile").read_text().startswith(f"FROM example/base:1.0@{mirror.digests['example/base:1.0']}\nADD")


def test_everything_is_fixed_on_save(neovim, documented, project):
    (project / "Dockerfile").write_text("FROM example/base:1.0\nADD a.py /app/\nADD b.py /app/\n")
    neovim("\n".join(documented("Neovim", "lua")), project / "Dockerfile", "save")
    assert (project / "Dockerfile").read_text() == "FROM example/base:1.0\nCOPY a.py /app/\nCOPY b.py /app/\n"
