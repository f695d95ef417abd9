"""VS Code itself with the extension as it is shipped, seen through a browser."""

from __future__ import annotations

import json
import os

import pytest

from editors import machine, vscode
from editors.conftest import SOURCE, eventually, write_project

pytestmark = pytest.mark.skipif(not machine.MAY_SET_UP, reason="takes minutes: run `make editors`")

ERROR, WARNING, ANY = ".squiggly-error", ".squiggly-warning", ".squiggly-error, .squiggly-warning"
ADDING = {"dockwright.profile": "recommended"}


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

    def make(folder, *files, on=trusting, size=(900, 480), **settings):
        on.settings(**settings)
        opened.append(vscode.Window(browser, on.url(folder, *files), *size))
        return opened[-1]

    yield make
    for one in opened:
        if request.session.testsfailed > failed:
            one.page.screenshot(path=str(tmp_path / "failed.png"))
        one.close()


def lines(folder, name="Dockerfile"):
    return (folder / name).read_text().splitlines()


def test_add_becomes_copy(window, project):
    """A squiggle under ADD; Ctrl+. and Enter; the saved file says COPY."""
    view = window(project, "Dockerfile")
    view.wait(ERROR, 60)
    view.shot("squiggle")
    view.click("ADD app.py")
    view.press("Home", "Control+.")
    view.wait(".action-widget")
    view.shot("quick-fix")
    view.press("Enter")
    view.wait(view.line("COPY app.py"))
    view.press("Control+s")
    eventually(lambda: (project / "Dockerfile").read_text() == SOURCE.replace("ADD", "COPY"), what="the saved fix")
    view.wait(ERROR, gone=True)


def test_a_user_is_added(window, project):
    """The squiggle under the image that runs as root has a fix that makes a user."""
    (project / "Dockerfile").write_text('FROM python:3.13-slim\nCOPY app.py /app/\nCMD ["python", "/app/app.py"]\n')
    view = window(project, "Dockerfile")
    view.wait(WARNING, 60)
    view.click("FROM python")
    view.press("End", "Control+.")
    view.wait(".action-widget")
    view.shot("add-user")
    view.page.click('.action-widget .monaco-list-row:has-text("Run as app")')
    view.wait(view.line("USER app"))
    view.press("Control+s")
    eventually(lambda: "USER app" in lines(project), what="the saved fix")
    assert lines(project)[-2:] == ["USER app", 'CMD ["python", "/app/app.py"]']


def test_files_that_are_not_open_have_problems(window, project):
    (project / "other.dockerfile").write_text("FROM alpine:3.20\nADD a.py /app/\nADD b.py /app/\nUSER nobody\n")
    view = window(project, "app.py")
    view.wait(
        '.explorer-folders-view .monaco-list-row[aria-label*="other.dockerfile"] [class*="monaco-decoration-bubble"], '
        '.explorer-folders-view .monaco-list-row[aria-label*="other.dockerfile"] .monaco-icon-label[class*="itemColor"]',
        60,
    )
    view.shot("unopened")
    view.press("Control+Shift+m")
    view.wait('.markers-panel .monaco-list-row:has-text("only local files are copied here")')
    view.shot("problems")


def test_settings_apply_at_once(window, project):
    view = window(project, "Dockerfile")
    view.wait(ERROR, 60)
    settings = project / ".vscode/settings.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"dockwright.rules": {"add-instead-of-copy": "off"}}))
    view.wait(ERROR, gone=True)
    settings.write_text(json.dumps({"dockwright.rules": {"add-instead-of-copy": "warning"}}))
    view.wait(WARNING)
    settings.unlink()
    view.wait(ERROR)
    (project / "dockwright.toml").write_text('[rules]\nadd-instead-of-copy = "off"\n')
    view.wait(ERROR, gone=True)


def test_everything_is_fixed_on_save(window, project):
    (project / "Dockerfile").write_text("FROM alpine:3.20\nADD a.py /app/\nADD b.py /app/\nUSER nobody\n")
    view = window(project, "Dockerfile", editor__codeActionsOnSave={"source.fixAll.dockwright": "explicit"})
    view.wait(ERROR, 60)
    view.click("USER nobody")
    view.press("End", "Enter")
    view.page.keyboard.type("# saved")
    view.press("Control+s")
    eventually(lambda: "COPY b.py /app/" in lines(project), what="fixing on save")
    assert lines(project)[1:3] == ["COPY a.py /app/", "COPY b.py /app/"]


def test_two_folders_have_their_own_settings(window, tmp_path):
    for name, level in (("one", "off"), ("two", "warning")):
        folder = write_project(tmp_path / name)
        (folder / ".vscode").mkdir()
        (folder / ".vscode/settings.json").write_text(json.dumps({"dockwright.rules": {"add-instead-of-copy": level}}))
    workspace = tmp_path / "both.code-workspace"
    workspace.write_text(json.dumps({"folders": [{"path": "one"}, {"path": "two"}]}))
    view = window(workspace, "two/Dockerfile")
    view.wait(WARNING, 60)
    view.open("one/Dockerfile")
    view.wait(ANY, gone=True)
