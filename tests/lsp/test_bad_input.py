"""Whatever comes in, the server lives, says once what was wrong, and goes on."""

import json
import random
import socket
import subprocess
import sys
import time

import pytest

from lsp.client import COMMAND, RequestError
from lsp.profiles import CODE, PROFILES, PUSHED, client

SOURCE = "FROM a:1\nADD b c\n"


@pytest.fixture(scope="module")
def running():
    with client(PUSHED) as one:
        yield one


@pytest.fixture(autouse=True)
def lives(request):
    """After each test a document is opened and checked as ever."""
    yield
    if "running" in request.fixturenames:
        one = request.getfixturevalue("running")
        uri = f"file:///after{time.monotonic_ns()}/Dockerfile"
        one.open(uri, SOURCE)
        assert "add-instead-of-copy" in [found["code"] for found in one.diagnostics(uri)]
        one.close(uri)


def raw(one, data):
    one.process.stdin.write(data)
    one.process.stdin.flush()


def log_of(one):
    """The log after everything sent so far was handled."""
    one.request("textDocument/hover", {"textDocument": {"uri": "file:///nowhere"}, "position": {"line": 0, "character": 0}})
    return one.logged()


@pytest.mark.parametrize(
    "body, said",
    [
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "not a JSON-RPC 2.0 message"),
        (b"1", "not a JSON-RPC 2.0 message"),
        (b'{"id": 5, "method": "textDocument/hover"}', "not a JSON-RPC 2.0 message"),
        (b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"nope": 1}}', "textDocument/didOpen has parameters"),
        (b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": 7}', "textDocument/didChange has parameters"),
        (b'{"jsonrpc": "2.0", "method": 7}', ""),
        (b'{"jsonrpc": "2.0", "id": "never asked", "result": 1}', ""),
        (b'{"jsonrpc": "2.0", "id": null, "error": {"code": 1, "message": "x"}}', ""),
        (b'{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 999}}', ""),
        (b'{"jsonrpc": "2.0", "method": "$/unknown", "params": {}}', ""),
    ],
)
def test_broken_messages(running, body, said):
    log_of(running)
    for _ in range(3):
        running.write(body)
    log = [line for line in log_of(running) if said and said in line]
    assert len(log) <= 1
    if said and "hover" not in body.decode("latin-1"):
        running.broken = getattr(running, "broken", set())
        assert log or said in running.broken
        running.broken.add(said)


@pytest.mark.parametrize(
    "data",
    [
        b"garbage\r\n\r\n",
        b"\r\n\r\n",
        b"Content-Length: -5\r\n\r\n",
        b"Content-Length: many\r\n\r\n",
        b"x" * 200_000 + b"\r\n\r\n",
        b"content-length:2\n\n{}",
        b"Content-Type: x\r\nContent-Length: 2\r\n\r\n{}",
        b"Content-Length: 0\r\n\r\n",
    ],
)
def test_broken_framing(running, data):
    raw(running, data)


@pytest.mark.parametrize("method", ["textDocument/nope", "nope"])
def test_requests_nobody_answers(running, method):
    with pytest.raises(RequestError) as raised:
        running.request(method, {})
    assert raised.value.code == -32601


def test_requests_with_other_parameters(running):
    with pytest.raises(RequestError) as raised:
        running.request("textDocument/hover", {"textDocument": {}, "position": "here"})
    assert raised.value.code == -32602


def test_documents_that_are_not_open(running):
    at = {"textDocument": {"uri": "file:///unknown"}, "position": {"line": 0, "character": 0}}
    for method in ("hover", "definition", "completion", "signatureHelp", "prepareRename", "documentHighlight"):
        assert running.request(f"textDocument/{method}", at) is None
    for method in ("documentSymbol", "foldingRange", "documentLink", "semanticTokens/full"):
        assert running.request(f"textDocument/{method}", at) is None
    change = {"textDocument": {"uri": "file:///unknown", "version": 2}, "contentChanges": [{"text": "x"}]}
    for _ in range(3):
        running.notify("textDocument/didChange", change)
    running.notify("textDocument/didClose", at)
    running.notify("textDocument/didSave", at)
    assert len([line for line in log_of(running) if "not open" in line]) == 1


def test_edits_out_of_range(running):
    uri = "file:///range/Dockerfile"
    running.open(uri, SOURCE)
    running.diagnostics(uri)
    places = [(0, 99), (99, 0), (1, 10_000), (2**31 - 1, 2**31 - 1)]
    for number, (line, character) in enumerate(places, 2):
        at = {"line": line, "character": character}
        change = {"range": {"start": at, "end": {"line": 0, "character": 0} if number == 3 else at}, "text": "" if number == 3 else " "}
        running.versions[uri] = number
        running.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": number}, "contentChanges": [change]})
        running.diagnostics(uri)
        running.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": at})
    whole = {"textDocument": {"uri": uri, "version": 9}, "contentChanges": [{"text": SOURCE}]}
    running.versions[uri], running.texts[uri] = 9, SOURCE
    running.notify("textDocument/didChange", whole)
    assert "add-instead-of-copy" in [one["code"] for one in running.diagnostics(uri)]
    running.close(uri)


def test_lone_surrogates_and_odd_characters(running):
    uri = "file:///odd/Dockerfile"
    running.texts[uri], running.versions[uri] = "", 1
    text = "FROM a:1\n# \\ud800 \\u0000\\u2028\nADD b\\udfff c\n"
    item = f'{{"uri":"{uri}","languageId":"dockerfile","version":1,"text":"{text}"}}'.replace("\n", "\\n")
    running.write(f'{{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{{"textDocument":{item}}}}}'.encode())
    assert "add-instead-of-copy" in [one["code"] for one in running.diagnostics(uri)]


def test_binary_content(running):
    """What an editor makes of a binary file: any characters at all, and no Dockerfile among them."""
    choose = random.Random(7)
    for number in range(5):
        uri = f"file:///binary{number}/Dockerfile"
        text = "".join(
            chr(choose.choice((0, 7, 9, 10, 13, 27, 127, 0xFFFD, 0x1F600)) if choose.random() < 0.3 else choose.randrange(1, 0x2FF))
            for _ in range(3000)
        )
        running.open(uri, text)
        assert running.diagnostics(uri)
        running.change(uri, 0, 0, "FROM a:1\nADD b c\n")
        assert "add-instead-of-copy" in [one["code"] for one in running.diagnostics(uri)]
        for method in ("documentSymbol", "foldingRange", "semanticTokens/full", "documentLink"):
            assert running.request(f"textDocument/{method}", {"textDocument": {"uri": uri}}) is not None
        running.close(uri)


def test_fifty_open_documents():
    with client(PUSHED) as running:
        uris = [f"file:///{number}/Dockerfile" for number in range(50)]
        for uri in uris:
            running.open(uri, SOURCE)
        seen = set()
        while len(seen) < 50:
            seen.add(running.wait_for("textDocument/publishDiagnostics")["uri"])
        for uri in uris:
            running.change(uri, 9, 12, "COPY")
        seen = {}
        while len(seen) < 50:
            params = running.wait_for("textDocument/publishDiagnostics", lambda params: params["version"] == 2)
            seen[params["uri"]] = [one["code"] for one in params["diagnostics"]]
        assert not any("add-instead-of-copy" in codes for codes in seen.values())
        for uri in uris:
            running.close(uri)
            assert running.wait_for("textDocument/publishDiagnostics", lambda params: "version" not in params)["diagnostics"] == []


def test_a_document_of_ten_megabytes(running):
    uri = "file:///large/Dockerfile"
    running.open(uri, SOURCE + "RUN echo hello\n" * 700_000)
    (found,) = running.diagnostics(uri)
    assert "run dockwright check" in found["message"]
    started = time.monotonic()
    running.change(uri, 0, 0, "# 😀\n")
    (found,) = running.diagnostics(uri)
    assert time.monotonic() - started < 5
    assert running.request("textDocument/hover", running.at(uri, 2)) is None
    running.change(uri, 9, len(running.texts[uri]), "FROM a:1\nADD b c\n")
    assert "add-instead-of-copy" in [one["code"] for one in running.diagnostics(uri)]
    running.close(uri)


def test_a_line_of_ten_megabytes(running):
    uri = "file:///long/Dockerfile"
    running.open(uri, "FROM a:1\nRUN echo " + "x" * 10_000_000)
    (found,) = running.diagnostics(uri)
    assert "run dockwright check" in found["message"]
    running.close(uri)


def test_bursts_are_checked_once_at_their_end():
    with client(PUSHED) as running:
        uri = "file:///burst/Dockerfile"
        running.open(uri, SOURCE)
        running.diagnostics(uri)
        messages = []
        for version in range(2, 302):
            place = {"line": 2, "character": 0}
            change = {"range": {"start": place, "end": place}, "text": "#"}
            params = {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]}
            body = json.dumps({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}).encode()
            messages.append(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        raw(running, b"".join(messages))
        versions = []
        while not versions or versions[-1] < 301:
            versions.append(running.wait_for("textDocument/publishDiagnostics")["version"])
        assert len(versions) < 30


def test_cancelling_in_mid_flight(tmp_path):
    for number in range(60):
        (tmp_path / f"Dockerfile.{number}").write_text(SOURCE * 5)
    with client(CODE, folders=[tmp_path]) as running:
        id = running.begin("workspace/diagnostic", {"previousResultIds": []})
        running.notify("$/cancelRequest", {"id": id})
        with pytest.raises(RequestError) as raised:
            running.answer(id)
        assert raised.value.code == -32800
        assert len(running.request("workspace/diagnostic", {"previousResultIds": []})["items"]) == 60


ORDERS = [
    {"id": 7, "method": "textDocument/diagnostic", "params": {"textDocument": {"uri": "file:///order/Dockerfile"}}},
    {"id": 8, "method": "workspace/executeCommand", "params": {"command": "dockwright.fixAll", "arguments": ["file:///order/Dockerfile"]}},
    {"id": 9, "method": "codeAction/resolve", "params": {"title": "x", "data": None}},
    {"id": 7, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///order/Dockerfile"}}},
    *({"method": "$/cancelRequest", "params": {"id": id}} for id in (7, 8, 9, 10, "7", None)),
    *({"id": id, "result": None} for id in (7, 8, "x", None)),
    {"id": 7, "error": {"code": -32800, "message": "cancelled"}},
    {"id": [7], "result": None},
    {"id": "initialize", "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
    {"method": "initialized", "params": {}},
    {"method": "workspace/didChangeConfiguration", "params": {"settings": None}},
    {"method": "window/workDoneProgress/cancel", "params": {"token": "x"}},
]


@pytest.mark.parametrize("seed", range(4))
def test_no_order_of_messages_ends_the_connection(seed):
    """Requests, their cancellations, answers to nothing, and answers to the server's questions that come at any time or twice."""
    choose = random.Random(seed)
    with client(CODE) as running:
        running.last, uri = 1000, "file:///order/Dockerfile"
        running.open(uri, SOURCE)
        running.answers = dict.fromkeys(["workspace/configuration", "workspace/applyEdit", "client/registerCapability"])
        for _ in range(30):
            with running.together():
                for message in choose.choices(ORDERS, k=10):
                    running.send(message)
                for asked in choose.sample(running.requests, min(3, len(running.requests))):
                    running.send({"id": asked["id"], "result": choose.choice([None, [], 7, {"applied": True}])})
                    running.send({"method": "$/cancelRequest", "params": {"id": asked["id"]}})
        running.answers = {}
        assert "add-instead-of-copy" in [one["code"] for one in running.diagnostics(uri)]


def test_nothing_follows_shutdown_but_exit():
    with client("bare") as running:
        running.request("shutdown", None)
        with pytest.raises(RequestError) as raised:
            running.request("shutdown", None)
        assert raised.value.code == -32600
        running.notify("textDocument/didOpen", {})
        running.notify("exit", None)
        assert running.process.wait(20) == 0


BROKEN_RULE = [
    sys.executable,
    "-c",
    """
import sys
from dockwright import rules
from dockwright.rules._index import INDEX

def broken(node, ctx):
    raise RuntimeError("boom")
    yield

rules.load(INDEX["latest-tag"]).check = broken
from dockwright.lsp.server import main
sys.exit(main([]))
""",
]


def test_a_rule_that_raises_is_said_once_and_the_others_go_on():
    with client(PUSHED, command=BROKEN_RULE) as running:
        uri = "file:///broken/Dockerfile"
        running.open(uri, "FROM a:latest\nADD b c\n")
        assert "add-instead-of-copy" in [one["code"] for one in running.diagnostics(uri)]
        for _ in range(3):
            running.change(uri, 0, 0, "# x\n")
            assert "add-instead-of-copy" in [one["code"] for one in running.diagnostics(uri)]
        (said,) = running.logged()
        assert said.startswith("the rule latest-tag failed and was left out: RuntimeError: boom\nTraceback")


@pytest.mark.parametrize("method", ["textDocument/hover", "shutdown", "textDocument/didOpen"])
def test_messages_before_initialize(method):
    running = client("bare")
    try:
        if method.endswith("didOpen"):
            running.notify(method, {"textDocument": {"uri": "file:///x", "languageId": "dockerfile", "version": 1, "text": SOURCE}})
        else:
            with pytest.raises(RequestError) as raised:
                running.request(method, {"textDocument": {"uri": "file:///x"}, "position": {"line": 0, "character": 0}})
            assert raised.value.code == -32002
        running.initialize()
        uri = "file:///y/Dockerfile"
        running.open(uri, SOURCE)
        assert running.diagnostics(uri)
    finally:
        running.stop()
    assert running.process.returncode == 0


def test_the_end_of_the_stream_ends_the_server():
    running = client("bare")
    running.initialize()
    running.process.stdin.close()
    assert running.process.wait(20) == 1


def test_a_message_cut_off_ends_the_server():
    running = client("bare")
    raw(running, b"Content-Length: 100\r\n\r\n{")
    running.process.stdin.close()
    assert running.process.wait(20) == 1


@pytest.mark.parametrize("argv", [["--tcp", "0.0.0.0:80"], ["--nope"]])
def test_usage(argv):
    done = subprocess.run([*COMMAND, *argv], capture_output=True, text=True, env={"PYTHONPATH": "server"}, check=False)
    assert done.returncode == 2
    assert "usage" in done.stderr


def test_a_port_on_this_machine():
    process = subprocess.Popen([*COMMAND, "--tcp", "localhost:0"], stderr=subprocess.PIPE, text=True, env={"PYTHONPATH": "server"})
    try:
        port = int(process.stderr.readline().rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port)) as connection:
            body = json.dumps(
                {
                    "jsonrpc": "2.0",
                    "id": 1,
                    "method": "initialize",
                    "params": {"processId": None, "capabilities": PROFILES["bare"][0], "rootUri": None},
                }
            )
            connection.sendall(f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
            assert b"serverInfo" in connection.recv(65536)
        assert process.wait(20) == 1
    finally:
        process.kill()
