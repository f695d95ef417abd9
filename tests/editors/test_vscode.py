"""VS Code itself with the extension as it is shipped, seen through a browser."""

from __future__ import annotations

import json
import os
import shlex
import sys

import pytest

import dockwright
from editors import machine, vscode
from editors.conftest import SOURCE, eventually, write_project

pytestmark = pytest.mark.skipif(not machine.MAY_SET_UP, reason="takes minutes: run `make editors`")

ERROR, WARNING, INFO = ".squiggly-error", ".squiggly-warning", ".squiggly-info"
ANY = f"{ERROR}, {WARNING}"


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


def test_an_image_is_pinned_by_asking_its_registry(window, project, mirror):
    """The fix of the squiggle asks the registry when it is chosen, and writes the digest behind the tag."""
    (project / "Dockerfile").write_text(SOURCE.replace("ADD", "COPY"))
    mirror.configure(project)
    view = window(project, "Dockerfile")
    view.wait(INFO, 60)
    view.click("FROM example")
    view.press("End", "Control+.")
    view.wait(".action-widget")
    view.page.click('.action-widget .monaco-list-row:has-text("Pin the digest")')
    view.wait(view.line("@sha256:"))
    view.press("Control+s")
    pinned = f"FROM example/base:1.0@{mirror.digests['example/base:1.0']}"
    eventually(lambda: lines(project)[0] == pinned, what="the saved digest")
    view.wait(INFO, gone=True)


def test_files_that_are_not_open_have_problems(window, project):
    (project / "other.dockerfile").write_text("FROM example/base:1.0\nADD a.py /app/\nADD b.py /app/\nUSER nobody\n")
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


def test_a_dockerignore_is_checked(window, project):
    (project / ".dockerignore").write_text("*.log\n[a\n")
    view = window(project, ".dockerignore")
    view.wait(ERROR, 60)


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
    (project / "Dockerfile").write_text("FROM example/base:1.0\nADD a.py /app/\nADD b.py /app/\nUSER nobody\n")
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


def test_the_status_says_what_runs(window, trusting, project):
    view = window(project, "Dockerfile", size=(900, 480))
    view.wait(ERROR, 60)
    view.page.hover('#status\\.languageStatus, [id="status.languageStatus"]')
    status = view.wait('.hover-language-status:has-text("Dockwright 0.")').inner_text()
    assert "2 problems" in status
    assert "from the bundled engine with Python 3." in status
    view.shot("status", point=True)
    assert "launch.py lsp" in trusting.log()


def test_commands_of_the_palette(window, project, mirror):
    image = f"{mirror.host}/example/base:1.0"
    (project / "Dockerfile").write_text(SOURCE.replace("example/base:1.0", image))
    view = window(project, "Dockerfile")
    view.wait(ERROR, 60)
    view.command("Dockwright: Fix All Problems")
    view.wait(view.line("COPY app.py"))
    view.command("Dockwright: Create Configuration File")
    view.wait(view.line("profile = "))
    assert (project / "dockwright.toml").read_text().startswith("# How Dockwright checks")
    view.page.click('.tab[data-resource-name="Dockerfile"]')
    view.wait(view.line("COPY app.py"))
    view.command("Dockwright: Pin Digests of Base Images")
    view.wait(view.line("@sha256:"))
    view.press("Control+s")
    eventually(
        lambda: lines(project)[:2] == [f"FROM {image}@{mirror.digests['example/base:1.0']}", "COPY app.py /app/"], what="the pinned file"
    )
    view.command("Dockwright: Restart Server")
    view.command("Dockwright: Show Output")
    view.wait('.part.panel .view-line:has-text("launch.py")')


def test_the_page_of_a_rule_opens_from_the_problem(window, project):
    view = window(project, "Dockerfile", size=(1100, 560))
    view.wait(ERROR, 60)
    view.page.hover(view.line("ADD app.py") + ' >> text="ADD"')
    view.page.click('.monaco-hover a:has-text("add-instead-of-copy")')
    page = view.frame("ADD for files that COPY would copy")
    assert "DL3020" in page.inner_text("body")
    view.shot("rule")


def test_names_of_dockerfiles(window, project):
    for name in ("Containerfile.prod", "Dockerfile-dev", "app.dockerfile"):
        (project / name).write_text(SOURCE)
    (project / "Dockerfile.dockerignore").write_text("ADD\n")
    view = window(project, "Dockerfile")
    languages = {}
    for name in ("Containerfile.prod", "Dockerfile-dev", "app.dockerfile", "Dockerfile.dockerignore"):
        view.open(name)
        view.page.wait_for_timeout(500)
        languages[name] = view.wait('[id="status.editor.mode"]').inner_text()
    assert languages == dict.fromkeys(languages, "Docker") | {"Dockerfile.dockerignore": "Ignore"}


def hostile(folder):
    """A folder that would like its own programs to run: in its settings, and under the names of modules the server imports."""
    ran = folder.parent / "ran"
    write_project(folder)
    program = folder / "evil.sh"
    program.write_text(f"#!/bin/sh\necho path >> {shlex.quote(str(ran))}\n")
    program.chmod(0o755)
    for name in ("json.py", "asyncio.py", "dockwright.py", "sitecustomize.py"):
        (folder / name).write_text(f"open({str(ran)!r}, 'a').write('module\\n')\n")
    settings = {"dockwright.path": [str(program)], "dockwright.interpreter": str(program)}
    (folder / ".vscode").mkdir()
    (folder / ".vscode/settings.json").write_text(json.dumps(settings))
    return ran


def test_an_untrusted_folder_gets_the_bundled_engine(built, browser, window, tmp_path):
    ran = hostile(tmp_path / "project")
    with vscode.serving(tmp_path, built, f"{tmp_path}/project:.:{os.environ['PATH']}", trusting=False) as server:
        view = window(tmp_path / "project", "Dockerfile", on=server)
        view.wait(ERROR, 60)
        view.wait('text="Restricted Mode"')
        view.shot("untrusted")
        assert "Starting the bundled engine" in server.log()
        assert not ran.exists()


def test_a_trusted_folder_may_name_its_server(window, trusting, tmp_path):
    ran = hostile(tmp_path / "project")
    view = window(tmp_path / "project", "Dockerfile")
    view.wait('.notification-toast:has-text("Dockwright did not start from dockwright.path")', 60)
    assert ran.read_text() == "path\n"


def test_a_server_on_path_is_used(built, browser, window, programs, tmp_path):
    project = write_project(tmp_path / "project")
    (project / "json.py").write_text("raise SystemExit('the folder that is open must not matter')\n")
    with vscode.serving(tmp_path, built, f"{programs}:{os.environ['PATH']}") as server:
        view = window(project, "Dockerfile", on=server)
        view.wait(ERROR, 60)
        assert f"Starting {programs}/dockwright: " in server.log()


PYTHON_EXTENSION = """
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
exports.activate = () => ({ environments: {
  getActiveEnvironmentPath: () => ({ path: %(python)s }),
  resolveEnvironment: async () => { await wait(%(delay)d); return { executable: { uri: require('vscode').Uri.file(%(python)s) } }; },
  onDidChangeActiveEnvironmentPath: () => ({ dispose() {} }),
} });
"""


@pytest.mark.parametrize("delay", [0, 20_000])
def test_the_selected_python_environment_is_used(built, window, tmp_path, delay):
    """An extension with the name and the interface of the Python extension; a slow one does not delay the start."""
    project = write_project(tmp_path / "project")
    folder = tmp_path / "python"
    folder.mkdir()
    python = folder / "python3"
    python.write_text(f'#!/bin/sh\nPYTHONPATH={machine.ROOT}/server exec {shlex.quote(sys.executable)} "$@"\n')
    python.chmod(0o755)
    manifest = {"name": "python", "publisher": "ms-python", "version": "2026.0.0", "engines": {"vscode": "^1.90.0"}, "main": "./main.js"}
    (folder / "package.json").write_text(json.dumps(manifest | {"activationEvents": []}))
    (folder / "main.js").write_text(PYTHON_EXTENSION % {"python": json.dumps(str(python)), "delay": delay})
    extension = vscode.pack(folder, tmp_path / "python.vsix")
    with vscode.serving(tmp_path, built, os.environ["PATH"], also=[extension]) as server:
        view = window(project, "Dockerfile", on=server)
        view.wait(ERROR, 60)
        wanted = f"Starting the Python environment {python}"
        if delay:
            assert "Starting the bundled engine" in server.log()
            assert wanted not in server.log()
        eventually(lambda: wanted in server.log(), 40, "the change to the selected environment")
        view.wait(ERROR)


def test_without_python_a_message_says_so(built, window, tmp_path):
    project = write_project(tmp_path / "project")
    (tmp_path / "empty").mkdir()
    with vscode.serving(tmp_path, built, str(tmp_path / "empty")) as server:
        view = window(project, "Dockerfile", on=server)
        view.wait('.notification-toast:has-text("Dockwright needs Python 3.11 or newer to run")', 60)
        view.shot("no-python")
        for button in ("Get Python", "Open Settings", "Try Again"):
            view.wait(f'.notification-toast .monaco-button:has-text("{button}")')
        view.page.click('.notification-toast .monaco-button:has-text("Open Settings")')
        view.wait('.settings-editor .setting-item-label:has-text("Interpreter")')
        server.machine_settings(dockwright__interpreter=sys.executable)
        view.wait(ERROR, 60)


def test_the_versions_agree():
    manifest = json.loads((machine.ROOT / "vscode-extension/package.json").read_text())
    assert manifest["version"] == dockwright.__version__
