"""What ShellCheck finds arrives after the rest, and only where it is wanted and the workspace is trusted."""

import pytest

from dockwright.shellcheck import find
from lsp.profiles import CODE, PUSHED, client

pytestmark = pytest.mark.skipif(find() is None, reason="ShellCheck is not installed")
SOURCE = "FROM debian:12\nRUN for i in a b; do cp $UNSET_DIR $i; done\nADD a b\n"


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Begin a session that has nothing in its cache, and open the document."""
    monkeypatch.setenv("DOCKWRIGHT_CACHE_DIR", str(tmp_path))

    def begin(profile, **given):
        running = client(profile, folders=[tmp_path], **given)
        running.initialize()
        uri = (tmp_path / "Dockerfile").as_uri()
        running.open(uri, SOURCE)
        sessions.append(running)
        return running, uri

    sessions = []
    yield begin
    for running in sessions:
        running.stop()


def judged(diagnostics):
    return [one for one in diagnostics if one["code"] == "SC2086"]


def test_what_is_found_leads_to_its_page_and_is_fixed_and_ignored_by_its_id(opened):
    running, uri = opened(PUSHED)
    found = running.wait_for("textDocument/publishDiagnostics", lambda params: judged(params["diagnostics"]))["diagnostics"]
    (one,) = judged(found)
    assert one["codeDescription"]["href"] == "https://www.shellcheck.net/wiki/SC2086"
    hover = running.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": one["range"]["start"]})
    assert "[SC2086](https://www.shellcheck.net/wiki/SC2086)" in hover["contents"]["value"]
    (ignore,) = [action for action in running.actions(uri, [one]) if action["title"] == "Ignore SC2086 here"]
    edit = ignore.get("edit") or running.request("codeAction/resolve", ignore)["edit"]
    text = running.applied_to(edit)[uri]
    assert text == SOURCE.replace("RUN", "# dockwright: ignore[SC2086]\nRUN")
    running.change(uri, 0, len(SOURCE), text)
    left = running.wait_for("textDocument/publishDiagnostics", lambda params: params["version"] == 2)["diagnostics"]
    assert not judged(left)
    assert {one["code"] for one in left} < {one["code"] for one in found}


def test_verdicts_are_pushed_when_they_are_there(opened):
    running, uri = opened(PUSHED)
    first = running.diagnostics(uri)
    assert "add-instead-of-copy" in [one["code"] for one in first]
    later = running.wait_for("textDocument/publishDiagnostics", lambda params: judged(params["diagnostics"]))
    assert len(later["diagnostics"]) > len(judged(later["diagnostics"]))
    running.change(uri, 0, 0, "# still known\n")
    assert judged(running.diagnostics(uri))


def test_a_client_that_pulls_is_told_to_pull_again(opened):
    running, uri = opened(CODE)
    running.diagnostics(uri)
    running.wait_until(
        lambda: any(one["method"] == "workspace/diagnostic/refresh" for one in running.requests) and judged(running.diagnostics(uri))
    )


@pytest.mark.parametrize("given", [{"settings": {"shellcheck": "off"}}, {"options": {"trusted": False}}])
def test_it_is_not_asked(opened, given):
    running, uri = opened(CODE, **given)
    running.diagnostics(uri)
    running.wait_until(lambda: any(one["method"] == "client/registerCapability" for one in running.requests))
    assert not judged(running.diagnostics(uri))
    running.change(uri, 0, 0, "# x\n")
    assert not judged(running.diagnostics(uri))
