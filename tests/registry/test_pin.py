"""`dockwright pin` from end to end, against registries on this machine."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dockwright.cli import main
from dockwright.cli.pin import KEYS
from dockwright_hooks import pin as hook
from registry.conftest import QUICK
from registry.servers import INDEX, PASSWORD, USER, Drip, Pusher, free_port

ROOT = Path(__file__).parents[2]
DIGEST = "sha256:" + "a" * 64
OLD = "sha256:" + "b" * 64


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def pin(project, capsys):
    """Pin a Dockerfile with that text; the status, the new text, what was printed."""

    def run(text, *argv, start=main):
        path = project / "Dockerfile"
        path.write_bytes(text.encode())
        words = [*argv, "Dockerfile"] if start is not main else ["pin", *argv, "Dockerfile"]
        status = start(words)
        out, err = capsys.readouterr()
        assert PASSWORD not in out + err
        return status, path.read_bytes().decode(), out, err

    return run


@pytest.fixture
def registry(web):
    """A registry that has every image, with one digest."""
    return web(lambda method, path, given: (200, {"Docker-Content-Digest": DIGEST, "Content-Type": INDEX}, b""))


@pytest.mark.parametrize(
    "before, after",
    [
        ("FROM R/a:1\n", f"FROM R/a:1@{DIGEST}\n"),
        ("from R/a:1 as x # no\r\nRUN y\r\n", f"from R/a:1@{DIGEST} as x # no\r\nRUN y\r\n"),
        ("FROM R/a\n", f"FROM R/a:latest@{DIGEST}\n"),
        ("FROM --platform=linux/arm64 R/a:1\n", f"FROM --platform=linux/arm64 R/a:1@{DIGEST}\n"),
        ("ARG B=R/a:1\nFROM $B AS x\nFROM ${B}\n", f"ARG B=R/a:1@{DIGEST}\nFROM $B AS x\nFROM ${{B}}\n"),
        ('ARG B="R/a:1"\nFROM $B\n', f'ARG B="R/a:1@{DIGEST}"\nFROM $B\n'),
        ("FROM scratch\nCOPY --from=R/a:1 x y\n", f"FROM scratch\nCOPY --from=R/a:1@{DIGEST} x y\n"),
        ("FROM scratch\nRUN --mount=from=R/a:1,target=/x y\n", f"FROM scratch\nRUN --mount=from=R/a:1@{DIGEST},target=/x y\n"),
        ("# syntax=R/a:1\nFROM scratch\n", f"# syntax=R/a:1@{DIGEST}\nFROM scratch\n"),
        ("#  Syntax = R/a:1 x\nFROM scratch\n", f"#  Syntax = R/a:1@{DIGEST} x\nFROM scratch\n"),
        ("FROM R/a:1 AS b\nFROM b\nCOPY --from=b x y\n", f"FROM R/a:1@{DIGEST} AS b\nFROM b\nCOPY --from=b x y\n"),
        (f"FROM R/a:1@{OLD}\n", f"FROM R/a:1@{OLD}\n"),
        ("# dockwright: ignore[unpinned-digest] ours\nFROM R/a:1\n", "# dockwright: ignore[unpinned-digest] ours\nFROM R/a:1\n"),
        ("FROM \\\n  R/a:1 \\\n  AS x\n", f"FROM \\\n  R/a:1@{DIGEST} \\\n  AS x\n"),
        ("", ""),
    ],
)
def test_what_is_written(pin, registry, before, after):
    status, text, _, err = pin(before.replace("R/", f"{registry.host}/"))
    assert (status, text, err) == (0, after.replace("R/", f"{registry.host}/"), "")
    assert pin(text)[1] == text


def test_latest_becomes_the_version_it_is(pin, plain):
    pusher = Pusher(plain)
    pusher.image("pin/versions", "1.9.0", "old")
    for tag in ("1.10", "1.10.2", "latest"):
        digest = pusher.image("pin/versions", tag, "new")
    name = f"{plain.host}/pin/versions"
    text = f"FROM {name} AS a\nFROM {name}:latest AS b\nFROM {name}:1.9.0\n"
    status, after, _, _ = pin(text, "--versions")
    assert (status, after.split("\n")[:2]) == (0, [f"FROM {name}:1.10.2@{digest} AS {stage}" for stage in "ab"])
    assert after.split("\n")[2].startswith(f"FROM {name}:1.9.0@sha256:")


def test_what_has_to_be_written_by_hand(pin, registry):
    text = f"ARG T=1\nFROM {registry.host}/a:$T\n"
    status, after, out, _ = pin(text)
    assert (status, after) == (1, text)
    assert f"Dockerfile:2:6: {registry.host}/a:1: not pinned, the name is put together from variables: write the digest by hand\n" in out
    assert registry.seen == []


def test_a_digest_is_renewed_and_what_is_new_is_said(pin, plain):
    pusher = Pusher(plain)
    one = pusher.image("pin/moves", "1", "old")
    name = f"{plain.host}/pin/moves:1"
    status, text, out, _ = pin(f"FROM {name}\n")
    assert (status, text) == (0, f"FROM {name}@{one}\n")
    assert out == f"Dockerfile:1:6: {name}: pinned to {one}\n1 image in 1 file: 1 pinned\n"
    two, _ = pusher.index("pin/moves", "1", "new")
    assert pin(text)[:2] == (0, text)
    status, after, out, _ = pin(text, "--check", "--no-cache")
    assert (status, after) == (1, text)
    assert f"moved from {one[:19]} to {two[:19]}: renew it with dockwright pin --update" in out
    status, after, out, _ = pin(text, "--update")
    assert (status, after) == (0, f"FROM {name}@{two}\n")
    assert f"moved from {one[:19]} to {two[:19]} (with linux/arm64; user root, now app)" in out
    assert pin(after, "--update")[:2] == (0, after)
    assert pin(after, "--check")[0] == 0


@pytest.mark.parametrize(
    "text, status", [("FROM R/a:1\n", 1), (f"FROM R/a:1@{DIGEST}\n", 0), (f"FROM R/a:1@{OLD}\n", 1), (f"FROM R/a@{OLD}\n", 0)]
)
def test_checking_writes_nothing(pin, registry, text, status):
    text = text.replace("R/", f"{registry.host}/")
    assert pin(text, "--check")[:2] == (status, text)


def test_as_json(pin, registry):
    _, _, out, _ = pin(f"FROM {registry.host}/a:1 AS x\nFROM {registry.host}/b:1@{OLD}\n", "--json", "--update")
    report = json.loads(out)
    expected = ("Dockerfile", 1, 6, f"{registry.host}/a:1", "pinned", DIGEST, None, "", "")
    assert tuple(report["images"][0].values()) == expected
    assert tuple(report["images"][0]) == KEYS
    assert (report["images"][1]["status"], report["images"][1]["previous"]) == ("updated", OLD)
    assert (report["version"], report["files"], report["counts"]) == (1, 1, {"pinned": 1, "updated": 1})


def test_what_fails_leaves_the_rest_alone(pin, registry):
    down = f"127.0.0.1:{free_port()}"
    status, text, out, _ = pin(f"FROM {registry.host}/a:1 AS x\nFROM {down}/b:1\n")
    assert (status, text) == (2, f"FROM {registry.host}/a:1@{DIGEST} AS x\nFROM {down}/b:1\n")
    assert f"Dockerfile:2:6: {down}/b:1: not pinned, {down} cannot be reached: check the address" in out
    assert "2 images in 1 file: 1 pinned, 1 failed" in out


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500])
def test_no_file_is_changed_by_a_fault(pin, web, sign_in, status):
    server = web(lambda method, path, given: (status, {"WWW-Authenticate": "Basic", "Retry-After": "99"}, PASSWORD.encode()))
    sign_in(auths={server.host: {"auth": base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()}})
    text = f"FROM {server.host}/a:1\n"
    assert pin(text)[:2] == (2, text)


LONG = b"HTTP/1.1 200 OK\r\nX-Long: "
BAD = {
    "truncated": ({"Content-Length": "100", "Content-Type": INDEX}, b"{", "broke off"),
    "oversized": ({"Content-Type": INDEX}, b" " * (5 << 20), "far too much"),
    "another digest": ({"Docker-Content-Digest": OLD, "Content-Type": INDEX}, b"{}", "does not have the digest it should have"),
    "no registry": ({"Content-Type": "text/html"}, b"<html>" + PASSWORD.encode(), "what no registry says"),
}


@pytest.mark.parametrize("what", BAD)
def test_no_file_is_changed_by_a_bad_answer(pin, web, what):
    headers, body, says = BAD[what]
    server = web(lambda method, path, given: (200, {}, b"") if method == "HEAD" or path == "/v2/" else (200, headers, body))
    text = f"FROM {server.host}/a:1\n"
    status, after, out, err = pin(text)
    assert (status, after, err) == (2, text, "")
    assert says in out


def test_no_file_is_changed_by_a_server_elsewhere(pin, web, sign_in):
    """A registry that sends us to another host, which denies: neither sees more than it should, and nothing is written."""
    stranger = web(lambda method, path, given: (403, {}, PASSWORD.encode()))
    elsewhere = stranger.host.replace("127.0.0.1", "localhost")
    server = web(lambda method, path, given: (200, {}, b"") if path == "/v2/" else (307, {"Location": f"http://{elsewhere}/x"}, b""))
    secret = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    sign_in(auths={server.host: {"auth": secret}, elsewhere: {"auth": secret}})
    text = f"FROM {server.host}/a:1\n"
    status, after, out, _ = pin(text)
    assert (status, after) == (2, text)
    assert f"denies access to {server.host}/a:1" in out
    assert secret not in str(stranger.seen)


def test_no_file_is_changed_by_an_answer_that_drips(pin, monkeypatch):
    monkeypatch.setattr("dockwright.cli.online.options_of", lambda registry: QUICK._replace(total=1.0))
    server = Drip(LONG)
    text = "".join(f"FROM {server.host}/a{number}:1\n" for number in range(20))
    begun = time.monotonic()
    status, after, out, _ = pin(text)
    server.close()
    assert (status, after) == (2, text)
    assert f"not pinned, {server.host} answers too slowly: try again later" in out
    assert time.monotonic() - begun < 20


def test_offline(pin, registry):
    text = f"FROM {registry.host}/a:1\n"
    status, after, out, _ = pin(text, "--offline")
    assert (status, after, registry.seen) == (2, text, [])
    assert "nothing is kept about" in out
    assert pin(text)[0] == 0
    asked = len(registry.seen)
    assert pin(text, "--offline")[:2] == (0, f"FROM {registry.host}/a:1@{DIGEST}\n")
    assert len(registry.seen) == asked


def test_the_hook(pin, registry):
    status, text, _, _ = pin(f"FROM {registry.host}/a:1\n", start=hook.main)
    assert (status, text) == (1, f"FROM {registry.host}/a:1@{DIGEST}\n")
    assert pin(text, start=hook.main)[0] == 0


def test_a_mirror_in_the_configuration(pin, registry, project):
    (project / "dockwright.toml").write_text(f'[registry.mirrors]\n"docker.io" = "{registry.host}"\n')
    assert pin("FROM alpine:3\n")[:2] == (0, f"FROM alpine:3@{DIGEST}\n")
    assert ("HEAD", "/v2/library/alpine/manifests/3") in registry.asked


@pytest.mark.parametrize(
    "config, says",
    [
        ('[registry]\nmirror = "x"\n', "unknown key 'mirror': did you mean 'mirrors'?"),
        (
            '[registry.mirrors]\n"docker.io" = "https://mirror.example.com/"\n',
            "dockwright.toml:1: 'https://mirror.example.com/' is no host",
        ),
        ("[registry]\ninsecure = true\n", "'insecure' must be a list of strings"),
    ],
)
def test_a_configuration_that_cannot_be_meant(pin, project, config, says):
    (project / "dockwright.toml").write_text(config)
    status, _, _, err = pin("FROM alpine:3\n")
    assert status == 2
    assert says in err


@pytest.mark.parametrize("argv, says", [(["-"], "pin writes into files"), (["--jobs", "x"], "--jobs needs"), (["missing"], "no such file")])
def test_wrong_usage(capsys, argv, says):
    assert main(["pin", *argv]) == 2
    assert says in capsys.readouterr().err


def test_a_hundred_images_a_few_at_a_time(pin, web, project):
    under_way, most = [], 0

    def answer(method, path, given):
        nonlocal most
        under_way.append(path)
        most = max(most, len(under_way))
        time.sleep(0.02)
        under_way.remove(path)
        return 200, {"Docker-Content-Digest": DIGEST, "Content-Type": INDEX}, b""

    server = web(answer)
    text = "".join(f"FROM {server.host}/a{number}:1 AS s{number}\n" for number in range(100))
    status, after, _, _ = pin(text)
    assert (status, after.count(DIGEST), len(server.asked)) == (0, 100, 100)
    assert 1 < most <= 8
    assert pin(text)[1] == after
    assert len(server.asked) == 100, "what is kept is not asked again"


def test_one_image_in_many_places_is_asked_once(pin, registry):
    pin(f"FROM {registry.host}/a:1\n" * 30)
    assert len(registry.asked) == 1


def test_a_host_that_is_silent_costs_one_time_out(pin, web, monkeypatch):
    monkeypatch.setattr("dockwright.cli.online.options_of", lambda registry: QUICK)
    server = web(lambda method, path, given: time.sleep(1) or (200, {}, b""))
    text = "".join(f"FROM {server.host}/a{number}:1\n" for number in range(40))
    begun = time.monotonic()
    assert pin(text)[:2] == (2, text)
    assert time.monotonic() - begun < 15, "one after the other it would be 20 seconds"


def test_two_processes_with_one_cache(project, registry, tmp_path):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "server"), str(ROOT / "hooks")])}
    text = "".join(f"FROM {registry.host}/a{number}:1\n" for number in range(20))
    started = []
    for name in "ab":
        (project / name).write_text(text)
        command = [sys.executable, "-m", "dockwright", "pin", name]
        started.append(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL))
    assert [process.wait(30) for process in started] == [0, 0]
    assert [(project / name).read_text().count(DIGEST) for name in "ab"] == [20, 20]
    kept = list((tmp_path / "cache" / "registry").rglob("*"))
    assert len([path for path in kept if path.is_file()]) == 20


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 300, None])
def test_a_damaged_cache_is_no_cache(pin, registry, tmp_path, damage):
    text = f"FROM {registry.host}/a:1\n"
    pin(text)
    (kept,) = [path for path in (tmp_path / "cache" / "registry").rglob("*") if path.is_file()]
    data = kept.read_bytes()
    kept.write_bytes(data.replace(b"a" * 64, b"c" * 64) if damage is None else damage)
    assert pin(text)[:2] == (0, f"FROM {registry.host}/a:1@{DIGEST}\n")
    assert len(registry.asked) == 2
    assert kept.read_bytes() != damage


def test_what_is_kept_expires(pin, registry, monkeypatch):
    text = f"FROM {registry.host}/a:1\n"
    pin(text)
    later = time.time() + 4000
    monkeypatch.setattr("dockwright.registry.cache.time", lambda: later)
    pin(text, "--offline")
    assert len(registry.asked) == 1
    pin(text)
    assert len(registry.asked) == 2


def test_a_password_is_not_kept(pin, locked, pair, sign_in, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(pair[0]))
    digest = locked.pusher.image("private/kept", "1")
    sign_in(auths={locked.host: {"auth": base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()}})
    name = f"{locked.host}/private/kept:1"
    assert pin(f"FROM {name}\n")[:2] == (0, f"FROM {name}@{digest}\n")
    kept = b"".join(path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file())
    assert digest.encode() in kept
    assert PASSWORD.encode() not in kept
    assert base64.b64encode(f"{USER}:{PASSWORD}".encode()) not in kept


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_an_interrupt_ends_it_at_once_and_changes_nothing(project, web):
    server = web(lambda method, path, given: time.sleep(5) or (200, {}, b""))
    text = "".join(f"FROM {server.host}/a{number}:1\n" for number in range(20))
    (project / "Dockerfile").write_text(text)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "server")}
    process = subprocess.Popen([sys.executable, "-m", "dockwright", "pin"], env=environment, stdout=subprocess.DEVNULL)
    for _ in range(200):
        if server.seen:
            break
        time.sleep(0.05)
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130
    assert time.monotonic() - begun < 20
    assert (project / "Dockerfile").read_text() == text
