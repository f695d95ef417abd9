"""VS Code itself with the extension as it is shipped, seen through a browser."""

from __future__ import annotations

import os

import pytest

from editors import machine, vscode
from editors.conftest import SOURCE, eventually

SQUIGGLE = ".squiggly-error, .squiggly-warning"


@pytest.fixture(scope="module")
def installed(need, tmp_path_factory):
    """A server that trusts every folder, for the whole module."""
    need(machine.code_server)
    need(machine.chromium)
    need(machine.playwright)
    built = need(machine.vsix)
    with vscode.serving(tmp_path_factory.mktemp("vscode"), built, os.environ["PATH"]) as server:
        yield server


@pytest.fixture(scope="module")
def browser(need):
    need(machine.playwright)
    need(machine.chromium)
    with vscode.browsing() as opened:
        yield opened


@pytest.fixture
def window(installed, browser):
    """Open a window on a folder and files in it."""
    opened = []

    def make(folder, *files, **settings):
        installed.settings(**settings)
        opened.append(vscode.Window(browser, installed.url(folder, *files)))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def test_add_becomes_copy(window, project):
    """A squiggle under ADD; Ctrl+. and Enter; the saved file says COPY."""
    view = window(project, "Dockerfile")
    view.wait(SQUIGGLE, 60)
    view.shot("squiggle")
    view.page.click(view.line("ADD app.py"))
    view.press("Home", "Control+.")
    view.wait(".action-widget")
    view.shot("quick-fix")
    view.press("Enter")
    view.wait(view.line("COPY app.py"))
    view.press("Control+s")
    eventually(lambda: (project / "Dockerfile").read_text() == SOURCE.replace("ADD", "COPY"), what="the saved fix")
    view.wait(SQUIGGLE, gone=True)
