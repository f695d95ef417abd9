"""Actions that ask a registry, here one that answers after a while; and actions on a text that has changed meanwhile."""

import sys
import time

import pytest

from lsp.client import RequestError
from lsp.profiles import client

DIGEST = "sha256:" + "1" * 64
WITH_REGISTRY = [
    sys.executable,
    "-c",
    """
import asyncio, sys
from dockwright.lsp import server
from dockwright.lsp.lookups import LookupFailed

async def lookup(kind, reference, registry):
    await asyncio.sleep(0.4 if "slow" in reference else 0.02)
    if "gone" in reference:
        raise LookupFailed(f"{reference} is not there: check its name")
    return "3.20" if kind == "version" else "sha256:" + "1" * 64

class Server(server.Server):
    def __init__(self):
        super().__init__()
        self.lookup = lookup

server.Server, kept = Server, server.Server
sys.exit(server.main([]))
""",
]
NO_RESOLVE = "emacs-29"


@pytest.fixture(scope="module", params=["code", "code-1.65", NO_RESOLVE, "bare"])
def online(request):
    with client(request.param, command=WITH_REGISTRY) as running:
        running.profile = request.param
        yield running


def opened(running, text):
    uri = f"file:///{time.monotonic_ns()}/Dockerfile"
    running.open(uri, text)
    running.diagnostics(uri)
    return uri


def pin(running, uri, at=2):
    (action,) = running.actions(uri, start=at, end=at, only=["refactor"])
    return action


def carried_out(running, uri, action):
    """The text after an action."""
    command = action.get("command")
    if "data" in action:
        resolved = running.request("codeAction/resolve", action)
        return running.applied_to(resolved["edit"])[uri]
    name, arguments = (command, action["arguments"]) if isinstance(command, str) else (command["command"], command["arguments"])
    assert running.request("workspace/executeCommand", {"command": name, "arguments": arguments}) is True
    return running.texts[uri]


def test_pinning(online):
    uri = opened(online, "FROM a:1 AS é😀\nFROM b:2\n")
    assert carried_out(online, uri, pin(online, uri)) == f"FROM a:1@{DIGEST} AS é😀\nFROM b:2\n"


def test_a_fix_that_asks(online):
    uri = opened(online, "FROM a:latest\n")
    actions = online.actions(uri, start=7, end=7)
    action = next(one for one in actions if one["title"].startswith("Replace latest"))
    assert carried_out(online, uri, action) == "FROM a:3.20\n"


def test_what_fails_is_said(online):
    uri = opened(online, "FROM gone:1\n")
    action = pin(online, uri)
    if online.profile == "code-1.65":
        with pytest.raises(RequestError, match="check its name"):
            online.request("codeAction/resolve", action)
        return
    if online.profile == "code":
        action = online.request("codeAction/resolve", action)
        assert "edit" not in action
    command = action["command"] if isinstance(action["command"], dict) else action
    online.request("workspace/executeCommand", {"command": command["command"], "arguments": command["arguments"]})
    assert "check its name" in online.wait_for("window/showMessage")["message"]


def test_edits_that_arrive_while_the_registry_is_asked(online):
    uri = opened(online, "FROM slow:1\nRUN x\n")
    action = pin(online, uri)
    if "data" in action:
        id = online.begin("codeAction/resolve", action)
        online.change(uri, 0, 0, "# 😀\n")
        assert online.applied_to(online.answer(id)["edit"])[uri] == f"# 😀\nFROM slow:1@{DIGEST}\nRUN x\n"
        id = online.begin("codeAction/resolve", action)
        online.change(uri, 9, 13, "other")
        with pytest.raises(RequestError, match="has changed") as raised:
            online.answer(id)
        assert raised.value.code == -32801


def question(action):
    """The request that carries out an action."""
    if "data" in action:
        return "codeAction/resolve", action
    command = action["command"] if isinstance(action["command"], dict) else action
    return "workspace/executeCommand", {"command": command["command"], "arguments": command["arguments"]}


def cancelled(online, id):
    """Whether a request was answered as one that was cancelled."""
    with pytest.raises(RequestError) as raised:
        online.answer(id)
    return raised.value.code == -32800


def test_asking_can_be_cancelled(online):
    uri = opened(online, "FROM slow:1\n")
    id = online.begin(*question(pin(online, uri)))
    online.notify("$/cancelRequest", {"id": id})
    assert cancelled(online, id)
    assert online.texts[uri] == "FROM slow:1\n"
    assert carried_out(online, opened(online, "FROM a:1\n"), pin(online, list(online.texts)[-1])) == f"FROM a:1@{DIGEST}\n"


def test_cancelling_in_the_same_breath(online):
    """The request and its end arrive together, so that it is cancelled before it has begun."""
    uri = opened(online, "FROM slow:1\n")
    method, params = question(pin(online, uri))
    with online.together():
        id = online.begin(method, params)
        online.notify("$/cancelRequest", {"id": id})
    assert cancelled(online, id)
    assert online.texts[uri] == "FROM slow:1\n"


def test_cancelling_while_the_client_owes_an_answer(online):
    """The server has asked the client something for a request that is then cancelled; the answer comes after all."""
    uri = opened(online, "FROM a:1\n")
    answers, online.answers = online.answers, {**online.answers, "window/workDoneProgress/create": None, "workspace/applyEdit": None}
    online.requests.clear()
    id = online.begin("workspace/executeCommand", {"command": "dockwright.pinAll", "arguments": [uri]})
    online.wait_until(lambda: online.requests)
    online.notify("$/cancelRequest", {"id": id})
    assert cancelled(online, id)
    online.answers = answers
    for _ in range(2):
        online.send({"id": online.requests[0]["id"], "result": None})
        online.send({"id": online.requests[0]["id"], "error": {"code": 1, "message": "no"}})
        online.send({"id": online.requests[0]["id"], "result": 7})
    assert online.request("workspace/executeCommand", {"command": "dockwright.pinAll", "arguments": [uri]}) is True
    assert online.texts[uri] == f"FROM a:1@{DIGEST}\n"


def test_cancelling_what_is_not_there(online):
    """Ids that were never given, those of answered requests, and those of the server's own questions."""
    uri = opened(online, "FROM a:1\n")
    online.requests.clear()
    id = online.begin("workspace/executeCommand", {"command": "dockwright.pinAll", "arguments": [uri]})
    online.wait_until(lambda: online.requests)
    for one in (online.requests[0]["id"], id - 1, 999_999, "never", -1):
        online.notify("$/cancelRequest", {"id": one})
    assert online.answer(id) is True
    online.notify("$/cancelRequest", {"id": id})
    assert online.texts[uri] == f"FROM a:1@{DIGEST}\n"


def test_pinning_a_whole_file_shows_progress_and_can_be_stopped(online):
    if online.profile == "bare":
        pytest.skip("this client shows no progress")
    online.logged()
    uri = opened(online, "FROM a:1 AS x\nARG B=b:2\nFROM x\nCOPY --from=c/d:3 e f\n")
    assert online.request("workspace/executeCommand", {"command": "dockwright.pinAll", "arguments": [uri]}) is True
    assert online.texts[uri] == f"FROM a:1@{DIGEST} AS x\nARG B=b:2\nFROM x\nCOPY --from=c/d:3@{DIGEST} e f\n"
    assert online.wait_for("$/progress", lambda params: params["value"]["kind"] == "begin")["value"]["cancellable"]
    online.wait_for("$/progress", lambda params: params["value"]["kind"] == "end")
    slow = opened(online, "FROM slow:1\n")
    id = online.begin("workspace/executeCommand", {"command": "dockwright.pinAll", "arguments": [slow]})
    token = online.wait_for("$/progress", lambda params: params["value"]["kind"] == "report")["token"]
    online.notify("window/workDoneProgress/cancel", {"token": token})
    assert online.answer(id) is False
    assert online.texts[slow] == "FROM slow:1\n"


def test_an_action_on_a_text_that_has_changed(online):
    """The edit that comes is right for the text as it is now, or there is none."""
    uri = opened(online, "FROM a:1\nADD b c\nADD d e\n")
    actions = online.actions(uri, start=18, end=18)
    everything = next(one for one in actions if one["title"].startswith("Fix everything"))
    note = everything.get("data") or everything.get("arguments", [None])[0]
    online.change(uri, 0, 0, "# 😀\n")
    expected = "# 😀\nFROM a:1\nCOPY b c\nCOPY d e\n"
    if "data" in everything:
        assert online.applied_to(online.request("codeAction/resolve", everything)["edit"])[uri] == expected
        online.close(uri)
        with pytest.raises(RequestError, match="not open"):
            online.request("codeAction/resolve", everything)
    elif note:
        assert carried_out(online, uri, everything) == expected


@pytest.mark.parametrize("data", [None, 1, [], ["file:///x"], {"a": 1}, ["u", 1, "fix", "r", 0, 1, 2], ["u", True, "x", "r", 0, 1, "t"]])
def test_notes_that_are_not_ours(online, data):
    with pytest.raises(RequestError):
        online.request("codeAction/resolve", {"title": "x", "data": data})
    with pytest.raises(RequestError):
        online.request("workspace/executeCommand", {"command": "dockwright.do", "arguments": [data]})


def test_commands_that_are_not_there(online):
    for command, arguments in (("dockwright.nope", []), ("dockwright.fixAll", []), ("dockwright.pinAll", [1]), ("dockwright.do", None)):
        with pytest.raises(RequestError):
            online.request("workspace/executeCommand", {"command": command, "arguments": arguments})


def test_fixing_a_file_by_command(online):
    uri = opened(online, "FROM a:1\nADD b c\n")
    assert online.request("workspace/executeCommand", {"command": "dockwright.fixAll", "arguments": [uri]}) is True
    assert online.texts[uri] == "FROM a:1\nCOPY b c\n"
