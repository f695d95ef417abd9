from __future__ import annotations

import os
import re
import shlex
import sys
import time
from pathlib import Path

import pytest

import dockwright
from editors import machine, vscode
from registry.servers import Pusher, Registry

DOCS = machine.ROOT / "docs/editors.md"
SOURCE = "FROM example/base:1.0\nADD app.py /app/\nUSER nobody\n"


@pytest.fixture(scope="session")
def need():
    """Get something of the machine, or skip with the reason why it cannot be had."""

    def get(what, *arguments):
        try:
            return what(*arguments)
        except machine.Missing as reason:
            pytest.skip(str(reason))

    return get


@pytest.fixture(scope="session")
def programs(tmp_path_factory):
    """A folder for PATH with `dockwright` in it: this checkout's, run by the Python of the tests."""
    folder = tmp_path_factory.mktemp("bin")
    server = Path(dockwright.__file__).parents[1]
    program = folder / "dockwright"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(server))} exec {shlex.quote(sys.executable)} -m dockwright "$@"\n')
    program.chmod(0o755)
    return folder


@pytest.fixture
def project(tmp_path):
    """A folder with a Dockerfile to work on."""
    return write_project(tmp_path / "project")


def write_project(folder, source=SOURCE):
    folder.mkdir(parents=True)
    (folder / "Dockerfile").write_text(source)
    (folder / "app.py").write_text("print('hello')\n")
    return folder


@pytest.fixture
def environment(programs, tmp_path):
    """The environment of an editor: nobody's home, and `dockwright` on PATH."""
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    home = tmp_path / "home"
    home.mkdir()
    return {**kept, "PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(home), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


@pytest.fixture(scope="module")
def built(need):
    """The extension as a file."""
    for what in (machine.code_server, machine.chromium, machine.playwright):
        need(what)
    return need(machine.vsix)


@pytest.fixture(scope="module")
def browser(need):
    need(machine.playwright)
    need(machine.chromium)
    with vscode.browsing() as opened:
        yield opened


@pytest.fixture(scope="module")
def trusting(built, tmp_path_factory):
    """A server for which every folder is trusted."""
    with vscode.serving(tmp_path_factory.mktemp("trusting"), built, os.environ["PATH"]) as server:
        yield server


@pytest.fixture
def window(trusting, browser, request, tmp_path):
    """Open a window on a folder and files in it. Where the test fails, a picture of it is kept."""
    opened, failed = [], request.session.testsfailed

    def make(folder, *files, on=trusting, size=(900, 480), scale=1, **settings):
        on.settings(**settings)
        opened.append(vscode.Window(browser, on.url(folder, *files), *size, scale))
        return opened[-1]

    yield make
    for one in opened:
        if request.session.testsfailed > failed:
            one.page.screenshot(path=str(tmp_path / "failed.png"))
        one.close()


class Mirror:
    """A registry on this machine, and the digests of what is in it."""

    def __init__(self, registry, digests):
        self.host = registry.host
        self.digests = digests

    def configure(self, folder):
        """Have Docker Hub's images come from here in a folder."""
        (folder / "dockwright.toml").write_text(f'[registry.mirrors]\n"docker.io" = "{self.host}"\n')


@pytest.fixture(scope="session")
def mirror(tmp_path_factory):
    """A registry on this machine that holds some images of Docker Hub, by their names there."""
    registry = Registry(tmp_path_factory.mktemp("registry"))
    names = {"example/base:1.0": "example/base", "python:3.13-slim": "library/python", "nginx:1.29": "library/nginx"}
    yield Mirror(registry, {name: Pusher(registry).index(path, name.partition(":")[2], name)[0] for name, path in names.items()})
    registry.close()


@pytest.fixture(scope="session")
def documented():
    """The configuration that docs/editors.md shows: the fenced blocks of one language under one heading."""

    def get(heading, language):
        section = re.split(r"^##+ ", DOCS.read_text(), flags=re.M)
        bodies = [text for text in section if text.startswith(f"{heading}\n")]
        assert len(bodies) == 1, f"docs/editors.md has {len(bodies)} sections {heading!r}"
        blocks = re.findall(rf"^```{language}\n(.*?)^```$", bodies[0], flags=re.M | re.S)
        assert blocks, f"docs/editors.md shows no {language} for {heading}"
        return blocks

    return get


def eventually(check, seconds=20.0, what="it"):
    """The first true value of `check()`; fails after some seconds."""
    end = time.monotonic() + seconds
    while not (value := check()):
        assert time.monotonic() < end, f"{what} did not happen within {seconds:g} s"
        time.sleep(0.05)
    return value
