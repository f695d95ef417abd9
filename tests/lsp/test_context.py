"""The build context in an editor: findings that come a moment later, fixes that make a file, and the ignore file itself."""

import asyncio
import time

import pytest

from dockwright.lsp import surveying
from dockwright.lsp.server import Server
from lsp.client import COMMAND, Client, RequestError
from lsp.profiles import CODE, PROFILES, client

SOURCE = "FROM node:24\nCOPY . /app/\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "Dockerfile").write_text(SOURCE)
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / ".env").write_text("A=1\n")
    return tmp_path


def with_creation():
    """A client as VS Code is, which can make files."""
    capabilities = {**PROFILES[CODE][0], "workspace": {**PROFILES[CODE][0]["workspace"]}}
    capabilities["workspace"]["workspaceEdit"] = {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]}
    return Client(capabilities)


def seen(running, uri, code):
    """The diagnostics of a rule, once they are there."""
    found = []

    def arrived():
        found[:] = [one for one in running.diagnostics(uri) if one["code"] == code]
        return found

    running.wait_until(arrived)
    return found


def test_the_context_is_seen_a_moment_later(folder):
    with client() as running:
        uri = (folder / "Dockerfile").as_uri()
        running.open(uri, SOURCE)
        found = seen(running, uri, "sensitive-file-in-context")
        assert running.covered(uri, found[0]["range"]) == "."
        (folder / ".dockerignore").write_text(".env\n")
        running.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": (folder / ".dockerignore").as_uri(), "type": 1}]})
        running.wait_until(lambda: not [one for one in running.diagnostics(uri) if one["code"] == "sensitive-file-in-context"])


def test_a_push_client_gets_it_without_asking(folder):
    with client("code-1.65") as running:
        uri = (folder / "Dockerfile").as_uri()
        running.open(uri, SOURCE)
        told = lambda params: "sensitive-file-in-context" in {one["code"] for one in params["diagnostics"]}  # noqa: E731
        running.wait_for("textDocument/publishDiagnostics", told)


def test_a_fix_creates_the_ignore_file(folder):
    with with_creation() as running:
        uri = (folder / "Dockerfile").as_uri()
        running.open(uri, SOURCE)
        found = seen(running, uri, "sensitive-file-in-context")
        action = next(one for one in running.actions(uri, found) if ".dockerignore" in one["title"])
        create, edit = action["edit"]["documentChanges"]
        assert create == {
            "kind": "create",
            "uri": (folder / ".dockerignore").as_uri(),
            "options": {"overwrite": False, "ignoreIfExists": False},
        }
        assert edit["textDocument"] == {"uri": create["uri"], "version": None}
        assert edit["edits"][0]["newText"] == ".env*\n**/node_modules\nDockerfile\n.dockerignore\n"


def test_a_client_that_cannot_create_files_is_offered_nothing(folder):
    with client() as running:
        uri = (folder / "Dockerfile").as_uri()
        running.open(uri, SOURCE)
        found = seen(running, uri, "sensitive-file-in-context")
        assert [one["title"] for one in running.actions(uri, found)] == ["Ignore sensitive-file-in-context here"]


@pytest.mark.parametrize("text, offered", [(None, True), ("# own\n", True), ("# changed\n", False)])
def test_a_fix_extends_the_ignore_file(folder, text, offered):
    ignore = folder / ".dockerignore"
    ignore.write_text("# own\n")
    with client() as running:
        uri = (folder / "Dockerfile").as_uri()
        running.open(uri, SOURCE)
        if text is not None:
            running.open(ignore.as_uri(), text, "ignore")
        found = seen(running, uri, "sensitive-file-in-context")
        edits = [one["edit"] for one in running.actions(uri, found) if ".dockerignore" in one["title"]]
        assert bool(edits) is offered
        if offered:
            change = edits[0]["documentChanges"][0]
            assert change["textDocument"] == {"uri": ignore.as_uri(), "version": text and 1}
            assert change["edits"] == [
                {"range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "newText": ".env\n"}
            ]


def test_the_line_of_the_ignore_file_is_linked(folder):
    ignore = folder / ".dockerignore"
    ignore.write_text(".env\n**\n")
    with client() as running:
        uri = (folder / "Dockerfile").as_uri()
        running.open(uri, SOURCE)
        place = seen(running, uri, "ignored-file-copied")[0]["relatedInformation"][0]["location"]
        assert place["uri"] == ignore.as_uri()
        assert place["range"]["start"] == {"line": 1, "character": 0}


def test_the_ignore_file_itself(folder):
    uri = (folder / ".dockerignore").as_uri()
    with client() as running:
        running.open(uri, "!README.md\n.env\n", "ignore")
        assert [(one["code"], running.covered(uri, one["range"])) for one in running.diagnostics(uri)] == [
            ("invalid-ignore-pattern", "!README.md")
        ]
        about = running.request("textDocument/hover", running.at(uri, 12))
        assert running.covered(uri, about["range"]) == ".env"
        assert about["contents"]["value"].endswith("Fits `.env` here.")
        running.change(uri, 0, 11, "")
        assert running.diagnostics(uri) == []
        labels = [one["label"] for one in running.request("textDocument/completion", running.at(uri, 5))]
        assert labels[:2] == ["Dockerfile", "package.json"]
        assert running.actions(uri) == []
        for method in ("documentSymbol", "foldingRange", "semanticTokens/full", "documentLink"):
            try:
                assert not running.request(f"textDocument/{method}", {"textDocument": {"uri": uri}})
            except RequestError as error:
                raise AssertionError(method) from error


def test_a_text_that_is_no_file_has_no_context(folder):
    start = f"import os; os.chdir({str(folder)!r}); {COMMAND[2]}"
    with Client(PROFILES[CODE][0], command=[*COMMAND[:2], start]) as running:
        running.open("untitled:Untitled-1", SOURCE)
        found = running.diagnostics("untitled:Untitled-1")
        running.open((folder / "Dockerfile").as_uri(), SOURCE)
        seen(running, (folder / "Dockerfile").as_uri(), "sensitive-file-in-context")
        assert running.diagnostics("untitled:Untitled-1") == found


def test_no_context_is_looked_at_while_somebody_types(folder, monkeypatch):
    """Each keystroke begins the pause anew; when it is over, the context is looked at once."""
    looked = []
    monkeypatch.setattr(surveying, "_find", lambda path, settings, sources, ask_git: looked.append(time.monotonic()))
    monkeypatch.setattr(surveying, "_LIVES", 0.0)
    monkeypatch.setattr(surveying, "_PAUSE", 1.0)

    async def typing():
        server = Server()
        path = str(folder / "Dockerfile")
        server.documents.open((folder / "Dockerfile").as_uri(), "FROM a:1\nCOPY . /app\n", 1)
        ask = server.surveyor.about(path)
        ask(["."])
        while not looked:
            await asyncio.sleep(0.01)
        for _ in range(30):
            ask(["."])
            await asyncio.sleep(0.05)
        last = time.monotonic()
        while len(looked) == 1:
            await asyncio.sleep(0.01)
        return last

    last = asyncio.run(asyncio.wait_for(typing(), 20))
    assert looked[1] > last
