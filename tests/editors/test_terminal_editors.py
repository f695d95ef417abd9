"""Vim with ALE, Helix, and a Neovim before 0.11, in a terminal, configured as docs/editors.md says."""

from __future__ import annotations

from pathlib import Path

import pytest

from editors import machine
from editors.conftest import eventually
from editors.places import in_debian
from editors.terminal import Terminal

pytestmark = pytest.mark.skipif(not machine.MAY_SET_UP, reason="takes long: run `make editors`")

LATEST = "FROM alpine:latest\nADD app.py /app/\n"
TWO = "FROM example/base:1.0\nADD a.py /app/\nADD b.py /app/\n"


@pytest.fixture
def place(need):
    need(machine.debian)
    with in_debian() as found:
        yield found


@pytest.fixture
def terminal(need, place, tmp_path):
    """Start a program of the place in a terminal."""
    opened = []

    def start(*words):
        opened.append(need(Terminal, tmp_path, place.command(*words)))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def saved(place, text):
    eventually(lambda: (place.project / "Dockerfile").read_text() == text, what="saving the fixed file")


@pytest.fixture
def vim(place, documented, terminal):
    """Vim with ALE as documented, on a Dockerfile."""
    linter, vimrc = documented("Vim", "vim")

    def start(source, fixing):
        (place.project / "Dockerfile").write_text(source)
        place.write(".vim/ale_linters/dockerfile/dockwright.vim", linter)
        ours = vimrc if fixing else vimrc.splitlines()[0]
        plugin = "set runtimepath^=/usr/share/vim-ale\nfiletype plugin on\n"
        place.write(".vimrc", f"set nocompatible nomore\n{plugin}{ours}\n")
        return terminal("vim", "Dockerfile")

    return start


def test_vim_with_ale_shows_a_problem_and_fixes_it(vim, place):
    screen = vim(LATEST, fixing=False)
    screen.wait("E: `latest` is another image tomorrow")
    screen.wait("only local files are copied here: use COPY")
    screen.keys("j", "0")
    screen.type(":ALECodeAction")
    screen.keys("Enter")
    screen.wait("1) Replace ADD with COPY")
    screen.type("1")
    screen.keys("Enter")
    screen.wait("COPY app.py")
    screen.type(":w")
    screen.keys("Enter")
    saved(place, LATEST.replace("ADD", "COPY"))


def test_vim_with_ale_fixes_on_save(vim, place):
    screen = vim(TWO, fixing=True)
    screen.wait("ADD a.py")
    screen.type(":w")
    screen.keys("Enter")
    saved(place, TWO.replace("ADD", "COPY"))


@pytest.fixture
def helix(place, documented, terminal):
    """Helix as documented, on a Dockerfile."""

    if place.run("sh", "-c", "ls /proc").strip() == "":
        pytest.skip("Helix needs /proc, which cannot be mounted here")

    def start(source, fixing):
        (place.project / "Dockerfile").write_text(source)
        toml = documented("Helix", "toml")[0]
        place.write(".config/helix/languages.toml", toml if fixing else toml.replace("auto-format = true", "auto-format = false"))
        return terminal("hx", "Dockerfile")

    return start


def test_helix_shows_a_problem_and_fixes_it(helix, place):
    screen = helix(LATEST, fixing=False)
    screen.wait("● 2")  # errors, of which one would be a warning without the setting
    screen.keys("j")
    screen.wait("only local files are copied here")
    screen.keys("Space", "a")
    screen.wait("Replace ADD with COPY")
    screen.keys("Enter")
    screen.wait("COPY app.py")
    screen.keys("Escape")
    screen.type(":w")
    screen.keys("Enter")
    saved(place, LATEST.replace("ADD", "COPY"))


def test_helix_fixes_on_save(helix, place):
    screen = helix(TWO, fixing=True)
    screen.wait("● 2")
    screen.type(":w")
    screen.keys("Enter")
    saved(place, TWO.replace("ADD", "COPY"))


def test_neovim_before_0_11(place, documented):
    (place.project / "Dockerfile").write_text(LATEST)
    init = place.write("init.lua", documented("Neovim before 0.11", "lua")[0])
    driver = place.write("driver.lua", Path(__file__).with_name("neovim.lua").read_text())
    target = place.inside(place.project / "Dockerfile")
    words = ["--headless", "-u", place.inside(init), "-i", "NONE", "-c", f"luafile {place.inside(driver)}"]
    said = dict(line.split(" ", 1) for line in place.run("nvim", *words, TARGET=target, FIX="action").splitlines() if " " in line)
    assert said["version"].startswith("0.10.")
    assert said["latest-tag"] == "ERROR"
    assert (place.project / "Dockerfile").read_text() == LATEST.replace("ADD", "COPY")
