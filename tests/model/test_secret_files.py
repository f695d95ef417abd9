"""Files that hold credentials, by their names."""

import pytest

from dockwright.model.secret_files import holds_credentials, is_repository


@pytest.mark.parametrize(
    "path",
    [
        "id_rsa",
        "a/b/.npmrc",
        "./.env",
        ".env.production",
        "x.key",
        "a.PEM",
        ".ssh/",
        ".ssh/config",
        ".aws",
        "home/.docker/config.json",
        "service_account.json",
    ],
)
def test_credentials(path):
    assert holds_credentials(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "id_rsa.pub",
        ".env.example",
        "ca.key",
        "server.cert.pem",
        "public_key.pem",
        "*.pem",
        "config.json",
        "key",
        "monkey.py",
        ".ssh/known_hosts",
    ],
)
def test_no_credentials(path):
    assert not holds_credentials(path)


def test_public_by_target():
    assert not holds_credentials("vendor.key", "/etc/apt/keyrings/")
    assert not holds_credentials("vendor.key", "/app/vendor.pub")
    assert holds_credentials("vendor.key", "/app/")


def test_repository():
    assert is_repository(".git")
    assert is_repository("a/.git/config")
    assert not is_repository(".github")
