"""Registries to test against: Debian's docker-registry, plain, with a password over TLS, behind a token server; and one that misbehaves."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

USER, PASSWORD = "tester", "S3cret-Passw0rd"
BCRYPT = "$2y$05$abcdefghijklmnopqrstuulm6Y.tkmvkvATilRXnVtBNp2COwJgne"
INDEX = "application/vnd.oci.image.index.v1+json"
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"


def sha(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Registry:
    """A docker-registry in a folder of its own."""

    def __init__(self, folder, auth="", tls=None):
        program = shutil.which("docker-registry")
        if program is None:
            pytest.skip("needs docker-registry: apt-get install docker-registry")
        self.port = free_port()
        self.host = f"127.0.0.1:{self.port}"
        self.tls = tls
        certificate = f", tls: {{certificate: {tls[0]}, key: {tls[1]}}}" if tls else ""
        config = folder / "registry.yml"
        config.write_text(
            f"version: 0.1\nlog: {{level: error, accesslog: {{disabled: true}}}}\n"
            f"storage: {{filesystem: {{rootdirectory: {folder / 'data'}}}}}\nhttp: {{addr: '{self.host}'{certificate}}}\n{auth}"
        )
        with open(folder / "log", "wb") as log:
            self.process = subprocess.Popen([program, "serve", str(config)], stdout=log, stderr=log)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError((folder / "log").read_text())

    def close(self):
        self.process.terminate()
        self.process.wait()

    def send(self, method, path, body=b"", headers=()):
        """One request of the one who pushes; its status, headers and body."""
        if self.tls:
            context = ssl.create_default_context(cafile=self.tls[0])
            connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=10, context=context)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()


class Pusher:
    """Pushes images by hand. `headers` carries its authorization."""

    def __init__(self, registry, headers=()):
        self.registry = registry
        self.headers = dict(headers)

    def _send(self, method, path, body=b"", **headers):
        status, given, _ = self.registry.send(method, path, body, {**self.headers, **headers})
        assert status in (200, 201, 202), (status, method, path)
        return given

    def blob(self, name, data):
        place = urlsplit(self._send("POST", f"/v2/{name}/blobs/uploads/")["Location"])
        query = f"{place.query}&digest={sha(data)}" if place.query else f"digest={sha(data)}"
        self._send("PUT", f"{place.path}?{query}", data, **{"Content-Type": "application/octet-stream"})
        return {"digest": sha(data), "size": len(data)}

    def manifest(self, name, tag, content, kind):
        data = json.dumps(content).encode()
        self._send("PUT", f"/v2/{name}/manifests/{tag or sha(data)}", data, **{"Content-Type": kind})
        return sha(data), len(data)

    def image(self, name, tag=None, note="1", architecture="amd64", **config):
        """Push an image with a configuration; its digest."""
        whole = {
            "os": "linux",
            "architecture": architecture,
            "created": "2026-01-02T03:04:05Z",
            "config": {"Labels": {"note": note}, **config},
            "rootfs": {"type": "layers", "diff_ids": []},
        }
        described = {"mediaType": CONFIG, **self.blob(name, json.dumps(whole).encode())}
        layer = {"mediaType": LAYER, **self.blob(name, b"layer")}
        content = {"schemaVersion": 2, "mediaType": MANIFEST, "config": described, "layers": [layer]}
        return self.manifest(name, tag, content, MANIFEST)[0]

    def index(self, name, tag, note="1"):
        """Push an image for two platforms; the digest of the index and those of its images."""
        images = {architecture: self.image(name, None, note, architecture, User="app") for architecture in ("amd64", "arm64")}
        manifests = [
            {"mediaType": MANIFEST, "digest": digest, "size": 500, "platform": {"os": "linux", "architecture": architecture}}
            for architecture, digest in images.items()
        ]
        return self.manifest(name, tag, {"schemaVersion": 2, "mediaType": INDEX, "manifests": manifests}, INDEX)[0], images


class Web:
    """A small HTTP server whose answers a function gives: `(method, path, headers) -> (status, headers, body)`."""

    def __init__(self, answer, tls=None):
        self.seen = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                web.seen.append((self.command, self.path, dict(self.headers), self.rfile.read(length)))
                status, headers, body = answer(self.command, self.path, dict(self.headers))
                if status is None:
                    self.close_connection = True
                    return
                self.send_response(status)
                for key, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(key, value)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)
                if "Content-Length" in headers:
                    self.close_connection = True

            do_GET = do_HEAD = do_POST = do_CONNECT = _answer

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *args: None
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        self.host = f"127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    @property
    def asked(self):
        """What was asked for, without the question whether this is a registry."""
        return [(method, path) for method, path, _, _ in self.seen if path != "/v2/"]


class Drip:
    """A server that sends its answer a byte at a time, for as long as anybody listens."""

    def __init__(self, before):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self.listener.getsockname()[1]}"
        self.before = before
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection):
        with suppress(OSError), connection:
            connection.recv(65536)
            connection.sendall(self.before)
            while True:
                connection.sendall(b"a")
                time.sleep(0.05)

    def close(self):
        self.listener.close()


class Memory(Web):
    """A registry in this process, for where there is no docker-registry: what a Pusher gives it, it has. `referrers`: knows that API."""

    def __init__(self, referrers=False, delay=0.0):
        self.blobs, self.manifests, self.kinds, self.subjects = {}, {}, {}, {}
        self.referrers, self.delay = referrers, delay
        super().__init__(lambda *request: self.answer(*request))

    def send(self, method, path, body=b"", headers=()):
        """What a Pusher sends."""
        _, _, rest = urlsplit(path).path.partition("/v2/")
        if "/blobs/uploads/" in rest:
            if method == "PUT":
                self.blobs[sha(body)] = body
            return 201, {"Location": path}, b""
        name, _, tag = rest.partition("/manifests/")
        self.manifests[name, tag] = self.manifests[name, sha(body)] = body
        self.kinds[sha(body)] = dict(headers)["Content-Type"]
        content = json.loads(body)
        if "subject" in content:
            described = {"mediaType": content["mediaType"], "digest": sha(body), "size": len(body)}
            kept = self.subjects.setdefault((name, content["subject"]["digest"]), [])
            kept.append({**described, "artifactType": content.get("artifactType", "")})
        return 201, {}, b""

    def answer(self, method, path, headers):
        time.sleep(self.delay)
        rest = urlsplit(path).path.removeprefix("/v2/")
        if "/referrers/" in rest and self.referrers:
            index = {"schemaVersion": 2, "mediaType": INDEX, "manifests": self.subjects.get(tuple(rest.split("/referrers/")), [])}
            return 200, {"Content-Type": INDEX}, json.dumps(index).encode()
        if "/manifests/" in rest:
            body = self.manifests.get(tuple(rest.split("/manifests/")))
            kind = {"Content-Type": self.kinds[sha(body)], "Docker-Content-Digest": sha(body)} if body else {}
            return (200, {**kind, "Content-Length": str(len(body))}, body) if body else (404, {}, b"")
        body = self.blobs.get(rest.rpartition("/")[2]) if rest else b""
        return (404, {}, b"") if body is None else (200, {}, body)


class TokenServer:
    """Gives tokens that docker-registry believes: JSON Web Tokens signed by openssl with the certificate's key."""

    def __init__(self, certificate, key):
        self.certificate, self.key = certificate, key
        self.valid = 300
        self.issued = []
        self.web = Web(self._answer)

    @property
    def auth(self):
        """The part of the registry's configuration that points here."""
        realm = f"realm: 'http://{self.web.host}/token', service: test, issuer: test, rootcertbundle: {self.certificate}"
        return f"auth: {{token: {{{realm}}}}}\n"

    def _answer(self, method, path, headers):
        query = parse_qs(urlsplit(path).query)
        given = headers.get("Authorization", "")
        if given not in ("", basic()):
            return 401, {}, b"{}"
        scope = query.get("scope", [""])[0]
        if "private/" in scope and not given:
            return 401, {}, b"{}"
        self.issued.append(scope)
        return 200, {"Content-Type": "application/json"}, json.dumps({"token": self.token(scope), "expires_in": 300}).encode()

    def token(self, scope):
        """The registry is lenient by a minute, so the end is put that much earlier."""
        kind, name, actions = scope.split(":")
        now = int(time.time())
        pem = self.certificate.read_text().split("-----")[2]
        access = [{"type": kind, "name": name, "actions": actions.split(",")}]
        claims = {
            "iss": "test",
            "sub": "x",
            "aud": "test",
            "nbf": now - 90,
            "iat": now,
            "exp": now + self.valid - 60,
            "jti": "1",
            "access": access,
        }
        parts = [{"typ": "JWT", "alg": "RS256", "x5c": ["".join(pem.split())]}, claims]
        text = ".".join(coded(json.dumps(part).encode()) for part in parts)
        signed = subprocess.run(["openssl", "dgst", "-sha256", "-sign", self.key], input=text.encode(), capture_output=True, check=True)
        return f"{text}.{coded(signed.stdout)}"


def coded(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def basic(user=USER, password=PASSWORD):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def certificate(folder):
    """A certificate of its own making for this machine, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    files = folder / "tls.crt", folder / "tls.key"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-days", "2", "-nodes"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-keyout", files[1], "-out", files[0], *subject]
    subprocess.run(command, capture_output=True, check=True)
    return files
