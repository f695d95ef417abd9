"""Authorization: a registry's challenge turned into a header, with a token of its token server or with a password.

Source: "Token Authentication Specification" of the distribution project.
"""

from __future__ import annotations

import json
import re
from threading import Lock
from time import monotonic
from urllib.parse import quote, urlencode, urlsplit

from dockwright.registry.credentials import Credential, Credentials
from dockwright.registry.errors import BAD_ANSWER, DENIED, RATE_LIMITED, UNAVAILABLE, RegistryError
from dockwright.registry.options import hostname, is_loopback
from dockwright.registry.wire import Wire

LIMIT = 256 << 10
_LIFE, _MARGIN = 60.0, 5.0
_CHALLENGE = re.compile(r"\s*,?\s*(bearer|basic)(?=\s|$|,)", re.IGNORECASE)
_PARAMETER = re.compile(r'\s*,?\s*([A-Za-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]+")


class Login:
    """The headers that a registry's repositories want, kept while they last."""

    def __init__(self, wire: Wire, credentials: Credentials) -> None:
        self.wire = wire
        self.credentials = credentials
        self._headers: dict[tuple[str, str], tuple[str, float]] = {}
        self._lock = Lock()

    def header(self, host: str, repository: str) -> str:
        """What worked the last time, if it still should; empty where nothing is known."""
        with self._lock:
            header, until = self._headers.get((host, repository), ("", 0.0))
        return header if monotonic() < until else ""

    def answer(self, registry: str, host: str, repository: str, challenge: str, over_tls: bool) -> str:
        """The header for a challenge; empty where there is nothing to say. Raises RegistryError.

        A password never goes over a line that is not encrypted, unless the line does not leave this machine.
        """
        asked = challenges(challenge)
        credential = self.credentials.of(registry) if over_tls or is_loopback(host) else None
        life = _LIFE
        if "bearer" in asked:
            header, life = self._token(host, repository, asked["bearer"], credential)
        elif "basic" in asked and credential and not credential.identity:
            header, life = credential.basic, 86400.0
        else:
            return ""
        with self._lock:
            self._headers[host, repository] = (header, monotonic() + max(1.0, life - _MARGIN))
        return header

    def _token(self, host: str, repository: str, asked: dict[str, str], credential: Credential | None) -> tuple[str, float]:
        realm = urlsplit(asked.get("realm", ""))
        if realm.scheme not in ("http", "https") or not realm.hostname or (realm.scheme == "http" and not is_loopback(realm.hostname)):
            raise RegistryError(BAD_ANSWER, f"{host} names no token server that could be asked safely: check the address")
        if credential and not belongs(realm.hostname, host):
            credential = None
        wanted = {"service": asked.get("service", ""), "scope": f"repository:{repository}:pull"}
        wanted = {key: value for key, value in wanted.items() if value}
        address = f"{realm.scheme}://{realm.netloc.rpartition('@')[2]}{realm.path}"
        if credential and credential.identity:
            form = {**wanted, "grant_type": "refresh_token", "client_id": "dockwright", "refresh_token": credential.identity}
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            answer = self.wire.send("POST", address, headers, LIMIT, urlencode(form).encode())
        else:
            query = "&".join(filter(None, (realm.query, urlencode(wanted, quote_via=quote))))
            headers = {"Authorization": credential.basic} if credential else {}
            answer = self.wire.send("GET", f"{address}?{query}", headers, LIMIT)
        if answer.status != 200:
            raise _refused(realm.hostname, repository, answer.status)
        return _read(realm.hostname, answer.body)


def _refused(server: str, repository: str, status: int) -> RegistryError:
    if status == 429:
        return RegistryError(RATE_LIMITED, f"{server} has had too many requests: wait, or sign in with docker login")
    if status >= 500:
        return RegistryError(UNAVAILABLE, f"{server} has trouble of its own (status {status}): try again later")
    return RegistryError(DENIED, f"{server} gives no token for {repository}: check the name, and sign in with docker login")


def _read(server: str, body: bytes) -> tuple[str, float]:
    try:
        said = json.loads(body)
        token = said.get("token") or said.get("access_token")
        life = said.get("expires_in", _LIFE)
    except (ValueError, AttributeError, RecursionError):
        token, life = None, _LIFE
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        raise RegistryError(BAD_ANSWER, f"{server} answers without a token: try again later")
    return f"Bearer {token}", float(life) if isinstance(life, (int, float)) and life > 0 else _LIFE


def challenges(header: str) -> dict[str, dict[str, str]]:
    """The schemes of a `WWW-Authenticate` header with their parameters."""
    found: dict[str, dict[str, str]] = {}
    at = 0
    header = header[:8192]
    while scheme := _CHALLENGE.match(header, at):
        at = scheme.end()
        parameters = found.setdefault(scheme[1].lower(), {})
        while (match := _PARAMETER.match(header, at)) and not _CHALLENGE.fullmatch(match[1]):
            parameters[match[1].lower()] = re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else match[3]
            at = match.end()
    return found


def belongs(server: str, host: str) -> bool:
    """Whether a token server may see what was meant for a registry: it has the same name, or is in the same domain.

    `auth.docker.io` belongs to `registry-1.docker.io`, `gitlab.example.com` to `registry.example.com`.
    """
    name, server = hostname(host), server.lower().rstrip(".")
    if server == name:
        return True
    if name.replace(".", "").isdigit() or ":" in name:
        return False
    labels = name.split(".")[1:]
    is_public = len(labels) < 2 or (len(labels) == 2 and len(labels[1]) == 2 and len(labels[0]) <= 3)
    domain = name if is_public else ".".join(labels)
    return server == domain or server.endswith(f".{domain}")
