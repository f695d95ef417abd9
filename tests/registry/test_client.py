"""The client against real registries on this machine."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time

import pytest

from dockwright.model.images import parse
from dockwright.registry.client import Client
from dockwright.registry.credentials import Credentials
from dockwright.registry.errors import RegistryError
from dockwright.registry.login import belongs, challenges
from dockwright.registry.options import Options
from dockwright.registry.versions import candidates
from registry.conftest import PATIENT
from registry.servers import PASSWORD, USER, Pusher, basic, sha

AUTH = {"auth": base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()}


def test_a_tag_has_the_digest_of_its_index(plain):
    digest, images = Pusher(plain).index("lib/multi", "1.0")
    client = Client(PATIENT)
    assert client.digest(parse(f"{plain.host}/lib/multi:1.0")) == digest
    assert client.manifest(parse(f"{plain.host}/lib/multi"), "1.0")[0] == digest
    facts = client.facts(parse(f"{plain.host}/lib/multi:1.0"), "linux/arm64")
    assert facts.digest == digest
    assert facts.platforms == ("linux/amd64", "linux/arm64")
    assert (facts.user, facts.created, facts.size) == ("app", "2026-01-02T03:04:05Z", 5)
    assert digest not in images.values()


def test_skopeo_says_the_same(plain):
    if shutil.which("skopeo") is None:
        pytest.skip("needs skopeo: apt-get install skopeo")
    Pusher(plain).index("lib/skopeo", "1")
    command = ["skopeo", "inspect", "--raw", "--tls-verify=false", f"docker://{plain.host}/lib/skopeo:1"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    assert Client(PATIENT).digest(parse(f"{plain.host}/lib/skopeo:1")) == sha(raw)


def test_skopeo_reads_the_same_configuration(plain):
    if shutil.which("skopeo") is None:
        pytest.skip("needs skopeo: apt-get install skopeo")
    given = {"User": "app", "Env": ["A=1", "B="], "WorkingDir": "/srv", "Cmd": ["x"], "Labels": {"one": "1", "two": "2"}}
    Pusher(plain).image("lib/configured", "1", **given)
    command = ["skopeo", "inspect", "--config", "--tls-verify=false", f"docker://{plain.host}/lib/configured:1"]
    config = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    facts = Client(PATIENT).facts(parse(f"{plain.host}/lib/configured:1"))
    said = config["config"]
    assert (facts.user, facts.workdir, list(facts.cmd), dict(facts.labels)) == (
        said["User"],
        said["WorkingDir"],
        said["Cmd"],
        said["Labels"],
    )
    assert [f"{name}={value}" for name, value in facts.env] == said["Env"]
    assert facts.platforms == (f"{config['os']}/{config['architecture']}",)


def test_what_an_image_says_of_itself(plain):
    config = {"User": "1000:1000", "Env": ["A=1", "B=x=y"], "Shell": ["/bin/bash", "-c"], "Entrypoint": ["/run"], "Cmd": ["a"]}
    digest = Pusher(plain).image("lib/one", "2", **config)
    facts = Client(PATIENT).facts(parse(f"{plain.host}/lib/one:2"))
    assert facts.digest == digest
    assert (facts.user, facts.env, facts.shell) == ("1000:1000", (("A", "1"), ("B", "x=y")), ("/bin/bash", "-c"))
    assert (facts.entrypoint, facts.cmd, facts.labels, facts.platforms) == (("/run",), ("a",), (("note", "1"),), ("linux/amd64",))


def test_a_tag_moves(plain):
    pusher, image = Pusher(plain), parse(f"{plain.host}/lib/moves:1")
    client = Client(PATIENT)
    before = pusher.image("lib/moves", "1", "old")
    assert client.digest(image) == before
    after = pusher.image("lib/moves", "1", "new")
    assert client.digest(image) == after != before


def test_tags_over_several_pages(plain, monkeypatch):
    monkeypatch.setattr("dockwright.registry.client.PAGE", 3)
    pusher = Pusher(plain)
    for tag in ("latest", "1.2.3", "1.2", "1"):
        pusher.image("lib/tags", tag)
    assert sorted(Client(PATIENT).tags(parse(f"{plain.host}/lib/tags"))) == ["1", "1.2", "1.2.3", "latest"]


def test_a_password_over_tls(locked, sign_in, pair, monkeypatch):
    digest = locked.pusher.image("private/app", "1")
    image = parse(f"{locked.host}/private/app:1")
    with pytest.raises(RegistryError, match=r"certificate of .* is not trusted: put .* SSL_CERT_FILE") as raised:
        Client(PATIENT).digest(image)
    assert raised.value.kind == "untrusted"
    monkeypatch.setenv("SSL_CERT_FILE", str(pair[0]))
    with pytest.raises(RegistryError, match=r"denies access to .*docker login") as raised:
        Client(PATIENT).digest(image)
    assert raised.value.kind == "denied"
    assert Client(PATIENT, sign_in(auths={locked.host: AUTH})).digest(image) == digest


def test_tokens(guarded, tokens, sign_in):
    pusher = Pusher(guarded, {"Authorization": f"Bearer {tokens.token('repository:private/app:pull,push')}"})
    digest = pusher.image("private/app", "1")
    pusher.headers["Authorization"] = f"Bearer {tokens.token('repository:open/app:pull,push')}"
    free = pusher.image("open/app", "1")
    image = parse(f"{guarded.host}/private/app:1")
    client = Client(PATIENT, Credentials())
    assert client.digest(parse(f"{guarded.host}/open/app:1")) == free
    with pytest.raises(RegistryError, match=r"gives no token for private/app: .*docker login") as raised:
        client.digest(image)
    assert raised.value.kind == "denied"
    client = Client(PATIENT, sign_in(auths={f"http://{guarded.host}/v1/": AUTH}))
    tokens.issued.clear()
    assert [client.digest(image) for _ in range(3)] == [digest] * 3
    assert tokens.issued == ["repository:private/app:pull"]


def test_a_token_expires_in_mid_run(guarded, tokens, monkeypatch):
    pusher = Pusher(guarded, {"Authorization": f"Bearer {tokens.token('repository:open/brief:pull,push')}"})
    digest = pusher.image("open/brief", "1")
    client, image = Client(PATIENT), parse(f"{guarded.host}/open/brief:1")
    tokens.issued.clear()
    assert client.digest(image) == digest
    monkeypatch.setattr(tokens, "valid", -60)
    ended = tokens.token("repository:open/brief:pull")
    monkeypatch.undo()
    client.login._headers[guarded.host, "open/brief"] = (f"Bearer {ended}", float("inf"))
    assert client.digest(image) == digest
    assert len(tokens.issued) == 2


def test_a_mirror_is_asked_first(plain):
    digest = Pusher(plain).image("library/mirrored", "1")
    assert Client(PATIENT._replace(mirrors={"docker.io": plain.host})).digest(parse("mirrored:1")) == digest


def test_the_registry_is_asked_where_its_mirror_fails(plain):
    digest = Pusher(plain).image("library/mirrored", "1")
    options = Options({plain.host: "127.0.0.1:1"}, timeout=0.5, total=2)
    assert Client(options).digest(parse(f"{plain.host}/library/mirrored:1")) == digest


@pytest.mark.parametrize(
    "header, expected",
    [
        ('Bearer realm="https://a.example/t?x=1,2",service="s",scope="repository:x:pull,push"', "https://a.example/t?x=1,2"),
        ('Basic realm="a", Bearer service=s , realm="b"', "b"),
        ('bearer realm="a \\"b\\""', 'a "b"'),
        ("Bearer", None),
        ("Negotiate", None),
        ("", None),
        ('Bearer realm="' + "x" * 100_000, None),
    ],
)
def test_challenges(header, expected):
    assert challenges(header).get("bearer", {}).get("realm") == expected


@pytest.mark.parametrize(
    "server, host, expected",
    [
        ("auth.docker.io", "registry-1.docker.io", True),
        ("gitlab.example.com", "registry.example.com:5000", True),
        ("ghcr.io", "ghcr.io", True),
        ("evil.io", "ghcr.io", False),
        ("auth.ghcr.io", "ghcr.io", True),
        ("evil.co.uk", "example.co.uk", False),
        ("evil-example.com", "registry.example.com", False),
        ("10.0.0.2", "10.0.0.1", False),
        ("127.0.0.1", "127.0.0.1:5000", True),
        ("auth.docker.io", "registry.example.com", False),
    ],
)
def test_token_servers_that_may_see_a_password(server, host, expected):
    assert belongs(server, host) is expected


def test_versions_newest_and_most_exact_first():
    tags = ["latest", "3", "3.19.1", "3.20", "3.20.3", "3.20-rc1", "edge", "v3.9", "20.1-alpine"]
    assert candidates(tags) == ["3.20.3", "3.20", "3.19.1", "v3.9", "3"]


@pytest.mark.parametrize(
    "config, registry, expected",
    [
        ({"auths": {"https://index.docker.io/v1/": AUTH}}, "docker.io", USER),
        ({"auths": {"registry.example.com": AUTH}}, "registry.example.com", USER),
        ({"auths": {"registry.example.com": AUTH}}, "registry.example.com.evil.example", None),
        ({"auths": {"registry.example.com": {"auth": "%%%"}}}, "registry.example.com", None),
        ({"auths": {"registry.example.com": {}}}, "registry.example.com", None),
        ({"auths": {"registry.example.com": {"username": "u", "password": "p"}}}, "registry.example.com", "u"),
        ({"auths": []}, "registry.example.com", None),
        ({"credsStore": 5, "credHelpers": 7}, "registry.example.com", None),
    ],
)
def test_credentials(sign_in, config, registry, expected):
    found = sign_in(**config).of(registry)
    assert (found.user if found else None) == expected
    assert PASSWORD not in repr(found)


@pytest.fixture
def helper(tmp_path, monkeypatch):
    """Put a credential helper on the path."""

    def put(body):
        program = tmp_path / "docker-credential-test"
        program.write_text(f"#!/bin/sh\n{body}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    return put


@pytest.mark.parametrize(
    "config, body, user, problem",
    [
        ({"credsStore": "test"}, 'echo "{\\"Username\\": \\"$(cat)\\", \\"Secret\\": \\"x\\"}"', "registry.example.com", None),
        ({"credHelpers": {"registry.example.com": "test"}}, 'echo \'{"Username": "me", "Secret": "x"}\'', "me", None),
        ({"credHelpers": {"other.example.com": "test"}}, "exit 7", None, None),
        ({"credsStore": "test"}, "echo not found; exit 1", None, "docker-credential-test gave no credential"),
        ({"credsStore": "test"}, "echo '[[['", None, "docker-credential-test gave no credential"),
        ({"credsStore": "test"}, "sleep 60 & sleep 60", None, "docker-credential-test gave no credential"),
        ({"credsStore": "test"}, "yes", None, "docker-credential-test gave no credential"),
        ({"credsStore": "absent"}, "", None, "docker-credential-absent could not be started"),
        (
            {"credsStore": "../evil; touch x"},
            "",
            None,
            "the credential helper in Docker's configuration has a name that no program can have",
        ),
    ],
)
def test_credential_helpers(sign_in, helper, monkeypatch, config, body, user, problem):
    monkeypatch.setattr("dockwright.registry.credentials.HELPER_SECONDS", 0.5)
    helper(body)
    credentials = sign_in(**config)
    begun = time.monotonic()
    found = credentials.of("registry.example.com")
    assert (found.user if found else None) == user
    assert credentials.problems.get("registry.example.com") == problem
    assert time.monotonic() - begun < 5


def test_an_identity_token_is_exchanged(web, sign_in):
    def answer(method, path, headers):
        if path.startswith("/token"):
            return 200, {}, b'{"access_token": "abc"}'
        if headers.get("Authorization") == "Bearer abc":
            return 200, {"Docker-Content-Digest": "sha256:" + "a" * 64, "Content-Type": "application/vnd.oci.image.index.v1+json"}, b""
        return 401, {"WWW-Authenticate": f'Bearer realm="http://{server.host}/token",service="s"'}, b""

    server = web(answer)
    credentials = sign_in(auths={server.host: {"identitytoken": "refresh-me"}})
    assert Client(PATIENT, credentials).digest(parse(f"{server.host}/a:1")) == "sha256:" + "a" * 64
    (sent,) = [body for method, _, _, body in server.seen if method == "POST"]
    assert b"refresh_token=refresh-me" in sent
    assert basic() not in str(server.seen)
