"""Images pinned from the editor, with a registry on this machine."""

from __future__ import annotations

import json
import threading

import pytest

from lsp.client import RequestError
from lsp.profiles import client
from registry.servers import INDEX, Web, free_port

DIGEST = "sha256:" + "a" * 64
URI = "file:///project/Dockerfile"


@pytest.fixture
def serve():
    """Start a registry."""
    started = []

    def start(answer=lambda method, path, headers: (200, {"Docker-Content-Digest": DIGEST, "Content-Type": INDEX}, b"")):
        started.append(Web(answer))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture(params=["code", "code-1.65", "neovim-0.11", "bare"])
def session(request, tmp_path, monkeypatch):
    monkeypatch.setenv("DOCKWRIGHT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    with client(request.param) as running:
        running.profile = request.param
        yield running


def pin(session, text):
    """The text after the action that pins the image of the first line."""
    session.open(URI, text)
    session.diagnostics(URI)
    found = next(one for one in session.actions(URI, start=7, end=7) if one["title"].startswith("Pin the digest"))
    if "command" in found:
        command = found if isinstance(found["command"], str) else found["command"]
        session.request("workspace/executeCommand", {"command": command["command"], "arguments": command["arguments"]})
        return session.texts[URI]
    (after,) = session.applied_to(session.request("codeAction/resolve", found)["edit"]).values()
    return after


def test_a_digest_is_pinned(session, serve):
    name = f"{serve().host}/a:1"
    assert pin(session, f"FROM {name} AS x\n# 😀\n") == f"FROM {name}@{DIGEST} AS x\n# 😀\n"


def test_everything_is_pinned(session, serve):
    name = f"{serve().host}/a"
    session.open(URI, f"FROM {name}:1 AS x\nFROM {name}:2\nCOPY --from={name}:3 a b\n")
    session.diagnostics(URI)
    assert session.request("workspace/executeCommand", {"command": "dockwright.pinAll", "arguments": [URI]}) is True
    assert session.texts[URI].count(DIGEST) == 3


@pytest.mark.parametrize("session", ["code"], indirect=True)
def test_latest_becomes_the_version_it_is(session, serve):
    digests = {"latest": DIGEST, "1.2": DIGEST, "1.2.3": DIGEST, "1.3": "sha256:" + "b" * 64}

    def answer(method, path, headers):
        if "tags/list" in path:
            return 200, {}, json.dumps({"tags": list(digests)}).encode()
        return 200, {"Docker-Content-Digest": digests.get(path.rpartition("/")[2], DIGEST), "Content-Type": INDEX}, b""

    name = f"{serve(answer).host}/a"
    session.open(URI, f"FROM {name}:latest\n")
    diagnostic = next(one for one in session.diagnostics(URI) if one["code"] == "latest-tag")
    found = next(one for one in session.actions(URI, [diagnostic]) if one["title"].startswith("Replace latest by the version"))
    (after,) = session.applied_to(session.request("codeAction/resolve", found)["edit"]).values()
    assert after == f"FROM {name}:1.2.3\n"


@pytest.mark.parametrize("session", ["code"], indirect=True)
def test_a_mirror_of_the_configuration_is_asked(session, serve, tmp_path):
    server = serve()
    (tmp_path / "dockwright.toml").write_text(f'[registry.mirrors]\n"docker.io" = "{server.host}"\n')
    uri = (tmp_path / "Dockerfile").as_uri()
    session.open(uri, "FROM alpine:3\n")
    session.diagnostics(uri)
    (found,) = session.actions(uri, start=7, end=7, only=["refactor"])
    (after,) = session.applied_to(session.request("codeAction/resolve", found)["edit"]).values()
    assert after == f"FROM alpine:3@{DIGEST}\n"


@pytest.mark.parametrize("session", ["code-1.65"], indirect=True)
@pytest.mark.parametrize("status, says", [(404, "has no .*/a:1: check the name"), (403, "docker login"), (None, "cannot be reached")])
def test_what_went_wrong_is_said(session, serve, status, says):
    host = serve(lambda method, path, headers: (status, {}, b"")).host if status else f"127.0.0.1:{free_port()}"
    with pytest.raises(RequestError, match=says):
        pin(session, f"FROM {host}/a:1\n")


@pytest.mark.parametrize("session", ["code"], indirect=True)
def test_a_question_is_cancelled_and_the_server_stays_quick(session, serve):
    """All of it happens while the registry has not answered."""
    release, answered = threading.Event(), []

    def answer(method, path, headers):
        release.wait(30)
        answered.append(path)
        return 200, {}, b""

    session.open(URI, f"FROM {serve(answer).host}/a:1\n")
    session.diagnostics(URI)
    (found,) = session.actions(URI, start=7, end=7, only=["refactor"])
    request = session.begin("codeAction/resolve", found)
    assert session.diagnostics(URI) is not None
    session.notify("$/cancelRequest", {"id": request})
    with pytest.raises(RequestError):
        session.answer(request)
    session.stop()
    assert answered == []
    release.set()
