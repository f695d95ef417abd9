from __future__ import annotations

import json

import pytest

from dockwright.registry.credentials import Credentials
from dockwright.registry.options import Options
from registry.servers import BCRYPT, USER, Memory, Pusher, Registry, TokenServer, Web, basic, certificate

PATIENT = Options(timeout=10.0, total=30.0)
"""For servers that answer: on a busy machine they may take their time."""
QUICK = Options(timeout=0.5, total=3.0)
"""For servers that never do."""


@pytest.fixture(autouse=True)
def quick(monkeypatch, tmp_path):
    """No test waits long, reads the user's credentials, or keeps anything."""
    monkeypatch.setattr("dockwright.registry.wire.BACK_OFF", 0.01)
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "docker"))
    monkeypatch.setenv("DOCKWRIGHT_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def plain(tmp_path_factory):
    """A registry without TLS and without passwords."""
    registry = Registry(tmp_path_factory.mktemp("plain"))
    yield registry
    registry.close()


@pytest.fixture(scope="session")
def pair(tmp_path_factory):
    """A certificate and its key."""
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="session")
def locked(tmp_path_factory, pair):
    """A registry that wants a password, over TLS."""
    folder = tmp_path_factory.mktemp("locked")
    (folder / "htpasswd").write_text(f"{USER}:{BCRYPT}\n")
    registry = Registry(folder, f"auth: {{htpasswd: {{realm: test, path: {folder / 'htpasswd'}}}}}\n", pair)
    registry.pusher = Pusher(registry, {"Authorization": basic()})
    yield registry
    registry.close()


@pytest.fixture(scope="session")
def tokens(pair):
    """A token server."""
    server = TokenServer(*pair)
    yield server
    server.web.close()


@pytest.fixture(scope="session")
def guarded(tmp_path_factory, tokens):
    """A registry behind the token server."""
    registry = Registry(tmp_path_factory.mktemp("guarded"), tokens.auth)
    yield registry
    registry.close()


@pytest.fixture
def web():
    """Start servers that answer as told."""
    started = []

    def start(answer, **options):
        server = Web(answer, **options)
        started.append(server)
        return server

    yield start
    for server in started:
        server.close()


@pytest.fixture(params=["docker-registry", "memory", "memory with referrers"])
def pushed(request):
    """One who pushes to a registry that is real, or to one in this process."""
    if request.param == "docker-registry":
        yield Pusher(request.getfixturevalue("plain"))
        return
    registry = Memory("referrers" in request.param)
    yield Pusher(registry)
    registry.close()


@pytest.fixture
def memory():
    """One who pushes to a registry in this process."""
    registry = Memory()
    yield Pusher(registry)
    registry.close()


@pytest.fixture
def sign_in(tmp_path):
    """Write a configuration as docker login does; who we are then."""

    def write(**config):
        (tmp_path / "docker").mkdir(exist_ok=True)
        (tmp_path / "docker" / "config.json").write_text(json.dumps(config))
        return Credentials()

    return write
