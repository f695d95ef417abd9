"""Keystroke to diagnostics in a language server, beside its peers, in one run; prints p50, p95 and ratios.

python benchmarks/lsp_latency.py [--edits N] [--only NAME] [--pull]

Every edit makes a text that was never there before, and moves a line that every server complains about. An answer counts
when the complaint is where the line is now; a server may send what it likes before that. Edits to the servers take turns,
so that all meet the same load. Peers: docker-langserver (npm, installed into a temporary folder) and tally (the one beside this
Python, or on the PATH); what is not there is left out.
"""

import argparse
import json
import os
import queue
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "server"))

from dockwright.syntax import parse  # noqa: E402

CORPUS = ROOT.parent / "shared/corpus/files"
SIZES = (130, 350, 1000)
TIMEOUT = 30
SLOW = 5_000
PROBE = "MAINTAINER someone\nADD one.txt /two/\n"
CAPABILITIES = {
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {
        "synchronization": {"didSave": True},
        "publishDiagnostics": {
            "relatedInformation": True,
            "versionSupport": True,
            "codeDescriptionSupport": True,
            "tagSupport": {"valueSet": [1, 2]},
        },
    },
    "general": {"positionEncodings": ["utf-16"]},
}


class Server:
    """A language server process and its one document."""

    def __init__(self, name, command, text, pull):
        self.name = name
        self.pull = pull
        self.spawned = time.perf_counter()
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "server")}
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
        self.inbox = queue.Queue()
        self.last = 0
        threading.Thread(target=self._read, daemon=True).start()
        self._start(text)

    def _start(self, text):
        capabilities = json.loads(json.dumps(CAPABILITIES))
        if self.pull:
            capabilities["textDocument"]["diagnostic"] = {}
        self.folder = folder = tempfile.mkdtemp(prefix="dockwright-bench-")  # the build context, which our server looks at
        params = {"processId": os.getpid(), "rootUri": Path(folder).as_uri(), "capabilities": capabilities}
        sync = self.request("initialize", params)["capabilities"].get("textDocumentSync")
        self.incremental = (sync if isinstance(sync, int) else sync["change"]) == 2
        self.notify("initialized", {})
        lines = text.split("\n")
        self.line = _between_instructions(text)
        self.blank = False
        lines[self.line : self.line] = ["#", *PROBE.split("\n")[:-1]]
        self.lines = lines
        self.uri = (Path(folder) / "Dockerfile").as_uri()
        self.version = 1
        self.height = 1
        document = {"uri": self.uri, "languageId": "dockerfile", "version": 1, "text": "\n".join(lines)}
        self.notify("textDocument/didOpen", {"textDocument": document})
        self.diagnostics = self.until_there()
        self.first = (time.perf_counter() - self.spawned) * 1000
        self.times = []

    def _read(self):
        stream = self.process.stdout
        while True:
            length = 0
            while (line := stream.readline().strip()) != b"":
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            if not length:
                self.inbox.put((0, {"method": "closed"}))
                return
            body = stream.read(length)
            self.inbox.put((time.perf_counter(), json.loads(body)))

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def request(self, method, params):
        self.last += 1
        self.send({"id": self.last, "method": method, "params": params})
        while True:
            arrived, message = self.next()
            if message.get("id") == self.last and "method" not in message:
                self.arrived = arrived
                return message.get("result")

    def next(self):
        arrived, message = self.inbox.get(timeout=TIMEOUT)
        if message.get("method") == "closed":
            raise EOFError(self.name)
        if "method" in message and "id" in message:
            items = message["params"]["items"] if message["method"] == "workspace/configuration" else None
            self.send({"id": message["id"], "result": [None] * len(items) if items else None})
        return arrived, message

    def until_there(self):
        """Wait until the complaint about the probe is where the probe is."""
        places = {self.line + self.height, self.line + self.height + 1}
        while True:
            if self.pull:
                found = self.request("textDocument/diagnostic", {"textDocument": {"uri": self.uri}})["items"]
            else:
                self.arrived, message = self.next()
                if message.get("method") != "textDocument/publishDiagnostics":
                    continue
                found = message["params"]["diagnostics"]
            if any(one["range"]["start"]["line"] in places and "instruction missing" not in one["message"] for one in found):
                return len(found)

    def edit(self, number):
        """Replace the comment above the probe by another one, and move the probe by four lines."""
        end = {"line": self.line + self.height, "character": 0}
        below = self.lines[self.line + self.height :]
        self.height = 5 if self.height == 1 else 1
        comment = [f"# {number}", *[""] * (self.height - 1)]
        self.lines = self.lines[: self.line] + comment + below
        change = {"text": "\n".join(self.lines)}
        if self.incremental:
            change = {"range": {"start": {"line": self.line, "character": 0}, "end": end}, "text": "\n".join([*comment, ""])}
        self.version += 1
        started = time.perf_counter()
        self.notify("textDocument/didChange", {"textDocument": {"uri": self.uri, "version": self.version}, "contentChanges": [change]})
        self.diagnostics = self.until_there()
        return (self.arrived - started) * 1000

    def memory(self):
        """Resident memory in MB, where the system tells."""
        try:
            lines = Path(f"/proc/{self.process.pid}/status").read_text().split("\n")
        except OSError:
            return 0
        return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) // 1024

    def stop(self):
        self.process.kill()
        self.process.wait()
        os.rmdir(self.folder)


def _between_instructions(text):
    """The first line of an instruction in the middle of a text."""
    starts = [one.line for one in parse(text).instructions]
    return starts[len(starts) // 2]


def servers(only):
    """The commands that are there, by name."""
    found = {"dockwright": [sys.executable, "-c", "import sys; from dockwright.lsp.server import main; sys.exit(main([]))"]}
    tally = shutil.which("tally", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    if tally:
        found["tally"] = [tally, "lsp", "--stdio"]
    langserver = shutil.which("docker-langserver") or _install(Path(tempfile.gettempdir()) / "dockwright-bench-peers")
    if langserver:
        found["docker-langserver"] = [langserver, "--stdio"]
    return {name: command for name, command in found.items() if only in (None, name)}


def _install(folder):
    program = folder / "node_modules/.bin/docker-langserver"
    if not program.exists() and shutil.which("npm"):
        folder.mkdir(exist_ok=True)
        package = "dockerfile-language-server-nodejs"
        subprocess.run(["npm", "install", "--silent", "--prefix", str(folder), package], check=False, capture_output=True)
    return str(program) if program.exists() else None


def texts():
    """A real file of about each size, or one made up."""
    sizes = []
    for path in CORPUS.rglob("*") if CORPUS.is_dir() else ():
        if path.is_file() and path.stat().st_size < 200_000:
            data = path.read_bytes()
            if b"<<" not in data and data.isascii():
                sizes.append((data.count(b"\n"), str(path.relative_to(CORPUS)), data.decode()))
    for wanted in SIZES:
        near = min(sizes, key=lambda one: (abs(one[0] - wanted), one[1]), default=None)
        if near and abs(near[0] - wanted) < wanted / 3:
            yield near[1], near[2].replace("\r\n", "\n")
        else:
            block = "RUN apt-get update && \\\n    apt-get install -y curl\nCOPY app.py /app/\nENV A=b\n"
            yield "made up", "FROM debian:12\n" + block * (wanted // 4)


def measure(commands, text, edits, pull):
    """Every server on one text: edits take turns in blocks of ten, the first of which only warms up; a slow server gets fewer."""
    running = [Server(name, command, text, pull and name == "dockwright") for name, command in commands.items()]
    number = 0
    for block in range(edits // 10 + 1):
        for server in running:
            for _ in range(10 if sum(server.times) < SLOW else 0):
                number += 1
                spent = server.edit(number)
                if block:
                    server.times.append(spent)
                time.sleep(0.01)
    for server in running:
        server.megabytes = server.memory()
        server.stop()
    return running


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--only")
    parser.add_argument("--pull", action="store_true", help="ask our server for diagnostics instead of waiting for them")
    given = parser.parse_args()
    commands = servers(given.only)
    for name, text in texts():
        print(f"\n{text.count(chr(10))} lines ({name})")
        print(f"{'':18} {'p50 ms':>8} {'p95 ms':>8} {'start ms':>9} {'MB':>5} {'findings':>9} {'p50 ratio':>10}")
        results = measure(commands, text, given.edits, given.pull)
        ours = statistics.median(results[0].times)
        for server in results:
            p50, p95 = statistics.median(server.times), statistics.quantiles(server.times, n=20)[-1]
            row = f"{p50:8.2f} {p95:8.2f} {server.first:9.0f} {server.megabytes:5} {server.diagnostics:9} {p50 / ours:9.1f}x"
            print(f"{server.name:18} {row}")


if __name__ == "__main__":
    main()
