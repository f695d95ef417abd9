"""Registries that are down, slow, broken or hostile: a clear message of the right kind, in bounded time, and no credential anywhere."""

from __future__ import annotations

import base64
import re
import time

import pytest

from dockwright.model.images import parse
from dockwright.registry.client import Client
from dockwright.registry.errors import RegistryError
from registry.conftest import QUICK
from registry.servers import INDEX, PASSWORD, USER, Drip, basic, free_port, sha

SECRET = {"auth": base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()}
GOOD = "sha256:" + "a" * 64
HEADERS = {"Docker-Content-Digest": GOOD, "Content-Type": INDEX}


def asked(server, client=None, reference="app:1", question="digest"):
    """The error that a question leads to."""
    begun = time.monotonic()
    with pytest.raises(RegistryError) as raised:
        getattr(client or Client(QUICK), question)(parse(f"{server.host}/{reference}"))
    assert time.monotonic() - begun < 5
    assert PASSWORD not in str(raised.value)
    return raised.value


@pytest.mark.parametrize(
    "status, headers, kind, says, times",
    [
        (404, {}, "not-found", "has no .*/app:1: check the name and the tag", 1),
        (403, {}, "denied", "denies access to .*/app:1: .* docker login", 1),
        (401, {}, "denied", "denies access", 1),
        (401, {"WWW-Authenticate": 'Basic realm="x"'}, "denied", "denies access", 1),
        (429, {}, "rate-limited", "too many requests: try again later", 3),
        (429, {"Retry-After": "0"}, "rate-limited", "try again in 0 s", 3),
        (429, {"Retry-After": "3600"}, "rate-limited", "try again in 3600 s", 1),
        (429, {"Retry-After": "Wed, 21 Oct 2037 07:28:00 GMT"}, "rate-limited", "try again later", 1),
        (500, {}, "unavailable", r"trouble of its own \(status 500\)", 3),
        (503, {}, "unavailable", "try again later", 3),
        (418, {}, "bad-answer", "status 418", 2),
        (302, {"Location": "http://127.0.0.1:1/"}, "offline", "127.0.0.1:1 cannot be reached", 1),
        (302, {"Location": "ftp://127.0.0.1/"}, "bad-answer", "without encryption", 2),
        (302, {"Location": "http://[::1"}, "no-answer", "broke off", 3),
        (302, {"Location": "/v2/app/manifests/1"}, "bad-answer", "in circles", 10),
        (200, {}, "bad-answer", "no registry says", 2),
        (200, {"Content-Type": "text/html"}, "bad-answer", "no registry says", 2),
    ],
)
def test_answers(web, status, headers, kind, says, times):
    server = web(lambda method, path, given: (200, {}, b"") if path == "/v2/" else (status, headers, b"hello"))
    error = asked(server)
    assert error.kind == kind
    assert re.search(says, str(error))
    assert len(server.asked) == times


def test_it_answers_after_a_while(web):
    statuses = iter([503, 429])
    server = web(lambda method, path, given: (200, {}, b"") if path == "/v2/" else (next(statuses, 200), HEADERS, b""))
    assert Client(QUICK).digest(parse(f"{server.host}/app:1")) == GOOD


def test_a_registry_that_knows_no_head(web):
    content = b'{"mediaType": "%s"}' % INDEX.encode()
    server = web(lambda method, path, given: (405, {}, b"") if method == "HEAD" else (200, {"Content-Type": INDEX}, content))
    assert Client(QUICK).digest(parse(f"{server.host}/app:1")) == sha(content)


def test_a_proxy_of_another_kind(monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1")
    with pytest.raises(RegistryError) as raised:
        Client(QUICK).digest(parse("registry.invalid/app:1"))
    assert raised.value.kind == "offline"


def test_a_proxy_is_asked_and_its_password_not_told(web, monkeypatch):
    proxy = web(lambda method, path, given: (407, {}, b""))
    monkeypatch.setenv("HTTPS_PROXY", f"http://user:{PASSWORD}@{proxy.host}")
    with pytest.raises(RegistryError) as raised:
        Client(QUICK).digest(parse("registry.invalid/app:1"))
    assert raised.value.kind == "offline"
    assert "check HTTPS_PROXY and NO_PROXY" in str(raised.value)
    assert PASSWORD not in str(raised.value)


def test_down():
    class Nothing:
        host = f"127.0.0.1:{free_port()}"

    error = asked(Nothing)
    assert error.kind == "offline"
    assert "cannot be reached: check the address and the network" in str(error)


def test_no_such_name():
    with pytest.raises(RegistryError, match=r"no-such-host.invalid cannot be reached") as raised:
        Client(QUICK).digest(parse("no-such-host.invalid/app:1"))
    assert raised.value.kind == "offline"


@pytest.mark.parametrize("late", ["/v2/", "/v2/app/manifests/1"])
def test_hangs(web, late):
    def answer(method, path, given):
        if path == late:
            time.sleep(2)
        return 200, HEADERS, b""

    error = asked(web(answer))
    assert error.kind == "timeout"
    assert "did not answer within 0.5 s" in str(error)


def test_hangs_up(web):
    server = web(lambda method, path, given: (200, {}, b"") if path == "/v2/" else (None, {}, b""))
    error = asked(server)
    assert error.kind == "no-answer"
    assert "broke off" in str(error)
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    "headers, body, kind, says",
    [
        ({"Content-Length": "100"}, b"{", "no-answer", "broke off, or does not speak HTTP: try again"),
        ({"Docker-Content-Digest": GOOD, "Content-Type": INDEX}, b"{}", "bad-answer", "does not have the digest it should have: try again"),
        ({"Content-Type": INDEX}, b"[]", "bad-answer", "with what no registry says: check the address"),
        ({"Content-Type": INDEX}, b"[" * 100_000, "bad-answer", "with what no registry says: check the address"),
        ({"Content-Type": INDEX}, b"\xff\xfe", "bad-answer", "with what no registry says: check the address"),
        ({"Content-Type": INDEX}, b" " * (5 << 20), "bad-answer", "answers with more than 4096 KiB, far too much: check the address"),
        ({"Content-Type": "application/vnd.docker.distribution.manifest.v1+prettyjws"}, b"{}", "bad-answer", "in a form that is no image"),
    ],
    ids=["truncated", "wrong digest", "list", "deep", "binary", "oversized", "old"],
)
def test_bodies(web, headers, body, kind, says):
    error = asked(web(lambda method, path, given: (200, {}, b"") if method == "HEAD" or path == "/v2/" else (200, headers, body)))
    assert error.kind == kind
    assert says in error.message


@pytest.mark.parametrize("what", ["manifest", "blob"])
def test_a_wrong_digest_is_refused(web, what):
    content = b'{"mediaType": "application/vnd.oci.image.manifest.v1+json", "config": {"digest": "%s"}}' % GOOD.encode()

    def answer(method, path, given):
        if "blobs" in path:
            return 200, {}, b'{"config": {"User": "root"}}'
        return 200, {"Content-Type": "application/vnd.oci.image.manifest.v1+json"}, content

    reference = f"app@{GOOD}" if what == "manifest" else "app:1"
    error = asked(web(answer), reference=reference, question="facts")
    assert error.kind == "bad-answer"
    assert "does not have the digest" in str(error)


@pytest.mark.parametrize("reply", ["{}", '{"token": 5}', '{"token": "a\\r\\nX: y"}', "[]", "", '{"token": ""}'])
def test_bad_token_servers(web, reply):
    def answer(method, path, given):
        if path.startswith("/token"):
            return 200, {}, reply.encode()
        return 401, {"WWW-Authenticate": f'Bearer realm="http://{server.host}/token"'}, b""

    server = web(answer)
    error = asked(server)
    assert error.kind == "bad-answer"
    assert "without a token" in str(error)


def test_a_password_stays_with_its_registry(web, sign_in):
    """Neither a redirect, nor a token server elsewhere, nor a mirror's registry gets to see it."""
    stranger = web(lambda method, path, given: (200, {**HEADERS, "X": "y"}, b'{"token": "t"}'))
    elsewhere = stranger.host.replace("127.0.0.1", "localhost")

    def answer(method, path, given):
        if path == "/v2/":
            return 200, {}, b""
        if given.get("Authorization") == basic():
            return 307, {"Location": f"http://{elsewhere}/blob"}, b""
        return 401, {"WWW-Authenticate": 'Basic realm="x"'}, b""

    server = web(answer)
    credentials = sign_in(auths={server.host: SECRET})
    assert Client(QUICK, credentials).digest(parse(f"{server.host}/app:1")) == GOOD
    assert basic() in str(server.seen)
    assert [path for _, path in stranger.asked] == ["/blob"]
    realm = {"WWW-Authenticate": f'Bearer realm="http://{elsewhere}/token"'}
    other = web(lambda method, path, given: (401, realm, b"") if "Authorization" not in given else (200, HEADERS, b""))
    assert Client(QUICK, sign_in(auths={other.host: SECRET})).digest(parse(f"{other.host}/app:1")) == GOOD
    assert any(path.startswith("/token") for _, path in stranger.asked)
    assert basic() not in str(stranger.seen)


def test_a_registry_that_repeats_the_password_is_not_quoted(web, sign_in, tmp_path):
    server = web(lambda method, path, given: (401, {"WWW-Authenticate": 'Basic realm="x"', "X": PASSWORD}, PASSWORD.encode()))
    error = asked(server, Client(QUICK, sign_in(auths={server.host: SECRET})))
    assert error.kind == "denied"
    assert SECRET["auth"] not in repr(error)


def test_no_password_without_encryption(web, sign_in, monkeypatch):
    """A host that is listed as insecure, and is not this machine, gets none."""
    server = web(lambda method, path, given: (401, {"WWW-Authenticate": 'Basic realm="x"'}, b""))
    for module in ("client", "login", "wire"):
        monkeypatch.setattr(f"dockwright.registry.{module}.is_loopback", lambda host: False)
    options = QUICK._replace(insecure=(server.host,))
    asked(server, Client(options, sign_in(auths={server.host: SECRET})))
    assert ("HEAD", "/v2/app/manifests/1") in server.asked
    assert basic() not in str(server.seen)


def test_a_stopped_client_asks_nothing(web):
    server = web(lambda method, path, given: (500, {}, b""))
    client = Client(QUICK)
    client.close()
    asked(server, client)
    assert server.seen == []


@pytest.mark.parametrize(
    "before",
    [
        b"H",
        b"HTTP/1.1 ",
        b"HTTP/1.1 200 OK\r\nX-Long: ",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nf4240\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    ids=["status", "reason", "header", "body", "chunk", "size of a chunk"],
)
def test_an_answer_that_drips(before):
    """No byte is late enough for a time-out, and yet all of it together is."""
    server, begun = Drip(before), time.monotonic()
    with pytest.raises(RegistryError) as raised:
        Client(QUICK._replace(total=1.0)).manifest(parse(f"{server.host}/app:1"), "1")
    server.close()
    assert raised.value.kind in ("timeout", "no-answer", "bad-answer")
    assert time.monotonic() - begun < 20
    assert server.host in raised.value.message
