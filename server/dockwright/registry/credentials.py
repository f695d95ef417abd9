"""Credentials as `docker login` leaves them: in `config.json`, or with a helper program.

Source: `cli/config/configfile/file.go` and the protocol of docker-credential-helpers.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
import subprocess
import sys
from threading import Lock, Timer

from dockwright.registry.options import DOCKER_HUB

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HUB_KEY = "https://index.docker.io/v1/"
HELPER_SECONDS = 10.0
LIMIT = 1 << 20
_HELPER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


class Credential:
    """A user's name and password, or the identity token that takes their place. Its text shows neither."""

    __slots__ = ("identity", "password", "user")

    def __init__(self, user: str, password: str, identity: str = "") -> None:
        self.user = user
        self.password = password
        self.identity = identity

    def __repr__(self) -> str:
        return "Credential(…)"

    @property
    def basic(self) -> str:
        """The value of an Authorization header."""
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()


class Credentials:
    """Who we are to a registry; the configuration is read once, a helper asked once a registry."""

    def __init__(self, folder: str | None = None) -> None:
        self.folder = folder or os.environ.get("DOCKER_CONFIG") or os.path.join(os.path.expanduser("~"), ".docker")
        self.problems: dict[str, str] = {}
        self._known: dict[str, Credential | None] = {}
        self._config: dict[str, Any] | None = None
        self._lock = Lock()

    def of(self, registry: str) -> Credential | None:
        """The credential for a registry; None where there is none. What hindered us is in `problems`."""
        with self._lock:
            if registry not in self._known:
                self._known[registry] = self._find(registry)
            return self._known[registry]

    def _find(self, registry: str) -> Credential | None:
        if self._config is None:
            self._config = self._read(registry)
        config = self._config
        key = HUB_KEY if registry == DOCKER_HUB else registry
        helpers = config.get("credHelpers")
        helper = helpers.get(key, helpers.get(registry)) if isinstance(helpers, dict) else None
        helper = helper or config.get("credsStore")
        found = self._ask(helper, key, registry) if isinstance(helper, str) and helper else None
        return found or _written(config.get("auths"), registry)

    def _read(self, registry: str) -> dict[str, Any]:
        path = os.path.join(self.folder, "config.json")
        try:
            with open(path, "rb") as file:
                config = json.loads(file.read(LIMIT))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError):
            self.problems[registry] = f"{path} cannot be read"
            return {}
        return config if isinstance(config, dict) else {}

    def _ask(self, helper: str, key: str, registry: str) -> Credential | None:
        name = f"docker-credential-{helper}"
        if not _HELPER.fullmatch(helper):
            self.problems[registry] = "the credential helper in Docker's configuration has a name that no program can have"
            return None
        try:
            said = _run(name, key)
        except OSError:
            self.problems[registry] = f"{name} could not be started"
            return None
        if said is None:
            self.problems[registry] = f"{name} gave no credential"
            return None
        user, secret = said.get("Username"), said.get("Secret")
        if not isinstance(user, str) or not isinstance(secret, str) or not secret:
            return None
        return Credential("", "", secret) if user == "<token>" else Credential(user, secret)


def _run(program: str, key: str) -> dict[str, Any] | None:
    """Ask a helper, without a shell, for a bounded time and for a bounded answer. Raises OSError."""
    process = subprocess.Popen(
        [program, "get"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
    )
    timer = Timer(HELPER_SECONDS, _kill, (process,))
    timer.start()
    try:
        said = b""
        if process.stdin and process.stdout:
            try:
                process.stdin.write(key.encode())
                process.stdin.close()
            except BrokenPipeError:
                pass
            said = process.stdout.read(LIMIT + 1)
            if len(said) > LIMIT:
                _kill(process)
        status = process.wait()
        answer = json.loads(said) if status == 0 and len(said) <= LIMIT else None
    except (ValueError, RecursionError):
        return None
    finally:
        timer.cancel()
        if process.stdout:
            process.stdout.close()
    return answer if isinstance(answer, dict) else None


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a helper and whatever it started, for that holds its output open."""
    try:
        if sys.platform == "win32":
            process.kill()
        else:
            import signal

            os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        return


def _written(auths: Any, registry: str) -> Credential | None:
    if not isinstance(auths, dict):
        return None
    for key, entry in auths.items():
        if isinstance(entry, dict) and _registry(key) == registry:
            found = _entry(entry)
            if found:
                return found
    return None


def _registry(key: str) -> str:
    """The registry a key of `auths` is for: with or without a scheme and a path."""
    host = re.sub("^https?://", "", key).partition("/")[0]
    return DOCKER_HUB if host in ("index.docker.io", "registry-1.docker.io", DOCKER_HUB) else host


def _entry(entry: dict[str, Any]) -> Credential | None:
    identity = entry.get("identitytoken")
    if isinstance(identity, str) and identity:
        return Credential("", "", identity)
    user, password, auth = entry.get("username"), entry.get("password"), entry.get("auth")
    if isinstance(auth, str) and auth:
        try:
            user, _, password = base64.b64decode(auth).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        password = password.rstrip("\0")
    return Credential(user, password) if isinstance(user, str) and isinstance(password, str) and user else None
