"""A small language client over a real server process: what a test says is what goes over the wire."""

import json
import os
import queue
import re
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

SERVER = Path(__file__).parents[2] / "server"
COMMAND = [sys.executable, "-c", "import sys; from dockwright.lsp.server import main; sys.exit(main(sys.argv[1:]))"]
TIMEOUT = 20


class RequestError(Exception):
    """An error the server answered with."""

    def __init__(self, error):
        super().__init__(error["message"])
        self.code = error["code"]


class Client:
    """One session. `answers` are this client's answers to the server's requests, by method."""

    def __init__(self, capabilities, folders=(), options=None, settings=None, command=COMMAND):
        environment = {**os.environ, "PYTHONPATH": str(SERVER)}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        self.capabilities = capabilities
        self.folders = list(folders)
        self.options = options
        self.settings = settings
        self.answers = {"workspace/configuration": self._configuration, "workspace/applyEdit": self._apply}
        self.notifications = queue.Queue()
        self.past = []
        self.requests = []
        self.applied = []
        self.holding = False
        self.texts = {}
        self.versions = {}
        self.responses = {}
        self.arrived = threading.Condition()
        self.last = 0
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self):
        self.initialize()
        return self

    def __exit__(self, *error):
        self.stop()

    def initialize(self):
        folders = [{"uri": Path(folder).as_uri(), "name": Path(folder).name} for folder in self.folders]
        params = {"processId": None, "rootUri": None, "capabilities": self.capabilities, "workspaceFolders": folders or None}
        if self.options is not None:
            params["initializationOptions"] = self.options
        self.server = self.request("initialize", params)
        self.encoding = self.server["capabilities"]["positionEncoding"]
        self.notify("initialized", {})

    def stop(self):
        if self.process.poll() is None:
            try:
                self.request("shutdown", None)
                self.notify("exit", None)
                self.process.wait(TIMEOUT)
            finally:
                self.process.kill()
        self.process.stdin.close()

    def _read(self):
        stream = self.process.stdout
        while True:
            length = 0
            while (line := stream.readline().strip()) != b"":
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            if not length:
                with self.arrived:
                    self.responses["closed"] = True
                    self.arrived.notify_all()
                return
            self._take(json.loads(stream.read(length)))

    def _take(self, message):
        if "method" in message and "id" in message:
            self.requests.append(message)
            answer = self.answers.get(message["method"], lambda params: None)
            if answer is not None:
                self.send({"id": message["id"], "result": answer(message.get("params"))})
        elif "method" in message:
            self.notifications.put(message)
        else:
            with self.arrived:
                self.responses[message["id"]] = message
                self.arrived.notify_all()

    def _configuration(self, params):
        found = []
        for item in params["items"]:
            settings = self.settings
            if isinstance(settings, dict) and item.get("scopeUri") in settings:
                settings = settings[item["scopeUri"]]
            found.append(settings)
        return found

    def _apply(self, params):
        self.applied.append(params["edit"])
        self.apply(params["edit"])
        return {"applied": True}

    def send(self, message):
        self.write(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def write(self, body):
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        if not self.holding:
            self.process.stdin.flush()

    @contextmanager
    def together(self):
        """Have what is sent meanwhile arrive at once. It has to be less than a pipe takes."""
        self.holding = True
        yield
        self.holding = False
        self.process.stdin.flush()

    def notify(self, method, params):
        self.send({"method": method, **({} if params is None else {"params": params})})

    def begin(self, method, params):
        """Send a request; its id."""
        self.last += 1
        self.send({"id": self.last, "method": method, **({} if params is None else {"params": params})})
        return self.last

    def answer(self, id):
        """The result of a request that was begun."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: id in self.responses or "closed" in self.responses, TIMEOUT), "no answer"
            assert id in self.responses, "the server is gone"
            message = self.responses.pop(id)
        if "error" in message:
            raise RequestError(message["error"])
        return message["result"]

    def request(self, method, params):
        return self.answer(self.begin(method, params))

    def wait_for(self, method, accept=lambda params: True):
        """The next notification of a method that is accepted."""
        while True:
            message = self.notifications.get(timeout=TIMEOUT)
            if message["method"] == method and accept(message["params"]):
                return message["params"]
            self.past.append(message)

    def wait_until(self, condition):
        """Wait until something holds."""
        end = time.monotonic() + TIMEOUT
        while not condition():
            assert time.monotonic() < end, "it never came"
            time.sleep(0.005)

    def logged(self):
        """The messages that have arrived since this was last asked."""
        while not self.notifications.empty():
            self.past.append(self.notifications.get())
        past, self.past = self.past, []
        return [one["params"]["message"] for one in past if one["method"] in ("window/logMessage", "window/showMessage")]

    # Documents

    def open(self, uri, text, language="dockerfile"):
        self.texts[uri], self.versions[uri] = text, 1
        item = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, uri, start, end, text):
        """Replace code points `start:end`; the position is sent in the encoding agreed on."""
        before = self.texts[uri]
        change = {"range": self.range(uri, start, end), "text": text}
        self.texts[uri] = before[:start] + text + before[end:]
        self.versions[uri] += 1
        self.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": self.versions[uri]}, "contentChanges": [change]})

    def close(self, uri):
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        del self.texts[uri]

    def diagnostics(self, uri):
        """The diagnostics of the version that was sent last, pushed or pulled as the client does."""
        if "diagnostic" in self.capabilities.get("textDocument", {}):
            return self.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]
        accept = lambda params: params["uri"] == uri and params.get("version") == self.versions[uri]  # noqa: E731
        return self.wait_for("textDocument/publishDiagnostics", accept)["diagnostics"]

    def at(self, uri, offset):
        return {"textDocument": {"uri": uri}, "position": self.position(uri, offset)}

    def actions(self, uri, diagnostics=(), start=0, end=0, only=None):
        range = diagnostics[0]["range"] if diagnostics else self.range(uri, start, end)
        context = {"diagnostics": list(diagnostics), **({"only": only} if only else {})}
        return self.request("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": range, "context": context}) or []

    # Places and edits

    def position(self, uri, offset):
        text = self.texts[uri]
        lines = lines_of(text[:offset])
        return {"line": len(lines) - 1, "character": units(lines[-1], self.encoding)}

    def range(self, uri, start, end):
        return {"start": self.position(uri, start), "end": self.position(uri, end)}

    def offset(self, uri, position):
        text = self.texts[uri]
        start = sum(len(line) for line in lines_of(text)[: position["line"]])
        count = 0
        while units(text[start : start + count], self.encoding) < position["character"]:
            count += 1
        assert units(text[start : start + count], self.encoding) == position["character"], "inside a character"
        return start + count

    def covered(self, uri, range):
        """The text a range covers."""
        return self.texts[uri][self.offset(uri, range["start"]) : self.offset(uri, range["end"])]

    def applied_to(self, edit):
        """The texts after a workspace edit, which must be for the version that was sent last."""
        by_uri = dict(edit.get("changes") or {})
        for change in edit.get("documentChanges") or ():
            uri = change["textDocument"]["uri"]
            assert change["textDocument"]["version"] == self.versions[uri]
            by_uri[uri] = change["edits"]
        found = {}
        for uri, edits in by_uri.items():
            spans = [(self.offset(uri, one["range"]["start"]), self.offset(uri, one["range"]["end"]), one["newText"]) for one in edits]
            text = self.texts[uri]
            for start, end, new in sorted(spans, reverse=True):
                text = text[:start] + new + text[end:]
            found[uri] = text
        return found

    def apply(self, edit):
        for uri, text in self.applied_to(edit).items():
            self.change(uri, 0, len(self.texts[uri]), text)


def lines_of(text):
    """The lines of a text with their ends, as the protocol has them; the last one may be empty."""
    return re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)


def units(text, encoding):
    """The length of a text in an encoding."""
    if encoding == "utf-32":
        return len(text)
    return len(text.encode("utf-8")) if encoding == "utf-8" else len(text.encode("utf-16-le")) // 2
