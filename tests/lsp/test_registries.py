"""What images say of themselves arrives in the editor after the rest, only where it is wanted; a hover tells what is known."""

import json
import os
import sys
import time

import pytest

from lsp.profiles import CODE, PUSHED, client
from registry.servers import Memory, Pusher

SOURCE = "FROM {host}/team/base:1\nCMD x\n"


@pytest.fixture
def pushed():
    registry = Memory()
    yield Pusher(registry)
    registry.close()


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Begin a session and open a document."""
    monkeypatch.setenv("DOCKWRIGHT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    sessions = []

    def begin(profile, text, **given):
        running = client(profile, folders=[tmp_path], **given)
        running.initialize()
        uri = (tmp_path / "Dockerfile").as_uri()
        running.open(uri, text)
        sessions.append(running)
        return running, uri

    yield begin
    for running in sessions:
        running.stop()


def rules(diagnostics):
    return {one["code"] for one in diagnostics} & {"missing-user", "root-user"}


def hover(running, uri):
    found = running.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 8}})
    return found["contents"]["value"]


@pytest.mark.parametrize("profile", [PUSHED, CODE])
def test_what_an_image_says_is_shown_when_it_is_there(opened, pushed, profile):
    pushed.image("team/base", "1", User="1001", Env=["A=1"], WorkingDir="/srv")
    running, uri = opened(profile, SOURCE.format(host=pushed.registry.host), settings={"registry": True})
    assert rules(running.diagnostics(uri)) == {"missing-user"}
    if profile == PUSHED:
        running.wait_for("textDocument/publishDiagnostics", lambda params: not rules(params["diagnostics"]))
    else:
        running.wait_until(lambda: not rules(running.diagnostics(uri)))
        assert any(one["method"] == "workspace/diagnostic/refresh" for one in running.requests)
    text = hover(running, uri)
    for part in (
        "Digest now `sha256:",
        "for linux/amd64",
        "made on 2026-01-02",
        "runs as 1001",
        "sets `A`",
        "starts in `/srv`",
        "`note`: 1",
    ):
        assert part in text
    asked = len(pushed.registry.seen)
    running.change(uri, 1, 0, "RUN y\n")
    assert not rules(running.diagnostics(uri))
    time.sleep(1.3)
    assert len(pushed.registry.seen) == asked


@pytest.mark.parametrize("given", [{}, {"settings": {"registry": True}, "options": {"trusted": False}}, {"settings": {"registry": "yes"}}])
def test_nobody_is_asked(opened, pushed, given):
    pushed.image("team/base", "1", User="1001")
    running, uri = opened(CODE, SOURCE.format(host=pushed.registry.host), **given)
    assert rules(running.diagnostics(uri)) == {"missing-user"}
    assert "Digest now" not in hover(running, uri)
    time.sleep(1.5)
    assert rules(running.diagnostics(uri)) == {"missing-user"}
    assert pushed.registry.seen == []


def test_a_hover_tells_what_was_kept(opened, pushed, tmp_path):
    from dockwright.cli import main

    pushed.image("team/base", "1", User="1001")
    (tmp_path / "Dockerfile").write_text(SOURCE.format(host=pushed.registry.host))
    assert main(["check", "--online", "--select", "root-user", str(tmp_path / "Dockerfile")]) == 0
    asked = len(pushed.registry.seen)
    running, uri = opened(CODE, SOURCE.format(host=pushed.registry.host))
    assert rules(running.diagnostics(uri)) == {"missing-user"}
    assert "runs as 1001" in hover(running, uri)
    assert len(pushed.registry.seen) == asked


def test_a_registry_that_fails_is_named_in_the_log(opened, pushed):
    running, uri = opened(CODE, SOURCE.format(host=pushed.registry.host), settings={"registry": True})
    running.diagnostics(uri)
    assert "has no" in running.wait_for("window/logMessage")["message"]
    assert rules(running.diagnostics(uri)) == {"missing-user"}


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for a scanner is a POSIX script")
def test_what_a_scanner_says_comes_after_the_rest(opened, pushed, tmp_path, monkeypatch):
    found = [{"VulnerabilityID": "CVE-1", "PkgName": "a", "Severity": "CRITICAL"}]
    report = json.dumps({"ArtifactName": "x", "Results": [{"Vulnerabilities": found}]})
    scanner = tmp_path / "bin/trivy"
    scanner.parent.mkdir()
    scanner.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(2)\nprint({report!r})\n")
    scanner.chmod(0o755)
    monkeypatch.setenv("PATH", f"{scanner.parent}:{os.environ['PATH']}")
    (tmp_path / "dockwright.toml").write_text('extend-select = ["vulnerable-base-image"]\n')
    pushed.image("team/base", "1", User="1001")
    running, _ = opened(PUSHED, SOURCE.format(host=pushed.registry.host), settings={"registry": True})

    def codes(params):
        return {one["code"] for one in params["diagnostics"]}

    seen = running.wait_for("textDocument/publishDiagnostics", lambda params: "missing-user" not in codes(params))
    assert "vulnerable-base-image" not in codes(seen)
    running.wait_for("textDocument/publishDiagnostics", lambda params: "vulnerable-base-image" in codes(params))


WITHOUT_EXTRA = "import sys; sys.modules['cryptography'] = None; from dockwright.lsp.server import main; sys.exit(main([]))"


def test_a_missing_extra_is_shown(opened, pushed, tmp_path):
    """Whoever names keys wants to know that nothing is verified."""
    pushed.image("team/base", "1")
    host = pushed.registry.host
    (tmp_path / "team.pub").write_text("x")
    (tmp_path / "dockwright.toml").write_text(f'[trust."{host}"]\nkeys = ["team.pub"]\n')
    command = [sys.executable, "-c", WITHOUT_EXTRA]
    running, uri = opened(PUSHED, SOURCE.format(host=host), settings={"registry": True}, command=command)
    running.diagnostics(uri)
    assert "pip install 'dockwright[signing]'" in running.wait_for("window/showMessage")["message"]
