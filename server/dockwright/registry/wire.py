"""Requests that end: time-outs, retries, redirects and bodies are all bounded."""

from __future__ import annotations

import os
import ssl
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread, local
from time import monotonic

import httpx

from dockwright import __version__
from dockwright.registry.errors import BAD_ANSWER, NO_ANSWER, OFFLINE, TIMEOUT, UNTRUSTED, RegistryError
from dockwright.registry.options import Options, is_loopback

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ATTEMPTS, REDIRECTS = 3, 5
BACK_OFF = 0.4
PATIENCE = 15.0
"""Seconds that a registry may ask us to wait; longer waits are left to the user."""
_LOOK = 0.25
"""Seconds after which one who waits for an answer looks whether it is still wanted."""
_MOVED = (301, 302, 303, 307, 308)
_BUSY = (429, 500, 502, 503, 504)


class Answer:
    """An answer: its status, its headers, its whole body."""

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body


class Wire:
    """Sends requests, from any thread. After `stop` is set, nothing is retried or waited for."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.stop = Event()
        self.requests = 0
        self._clients: dict[tuple[str, str, bool], httpx.Client] = {}
        self._lock = Lock()
        self._question = local()

    @contextmanager
    def question(self) -> Iterator[None]:
        """Everything sent in here, also for a token, has one time together."""
        outer = getattr(self._question, "deadline", None)
        self._question.deadline = outer or monotonic() + self.options.total
        try:
            yield
        finally:
            self._question.deadline = outer

    def close(self) -> None:
        """Give the connections back."""
        self.stop.set()
        for client in self._clients.values():
            client.close()

    def send(
        self, method: str, url: str, headers: Mapping[str, str], limit: int, content: bytes | None = None, attempts: int = ATTEMPTS
    ) -> Answer:
        """The answer to a request, whatever its status; busy servers are asked again. Raises RegistryError.

        Credentials in the headers go to the host of `url` alone, also when that sends us elsewhere.
        """
        deadline = getattr(self._question, "deadline", None) or monotonic() + self.options.total
        for attempt in range(1, attempts + 1):
            try:
                answer = self._follow(method, url, headers, limit, content, deadline)
            except RegistryError as error:
                wait = BACK_OFF * 2.0 ** (attempt - 1)
                if error.kind != NO_ANSWER or attempt == attempts or not self._wait(wait, deadline):
                    raise
                continue
            wait = _asked_to_wait(answer, attempt)
            if answer.status not in _BUSY or attempt == attempts or wait > PATIENCE or not self._wait(wait, deadline):
                return answer
        raise AssertionError("the last attempt returns or raises")

    def _wait(self, seconds: float, deadline: float) -> bool:
        return monotonic() + seconds < deadline and not self.stop.wait(seconds)

    def _follow(self, method: str, url: str, headers: Mapping[str, str], limit: int, content: bytes | None, deadline: float) -> Answer:
        at = httpx.URL(url)
        sent = dict(headers)
        for _ in range(REDIRECTS):
            answer = self._once(method, at, sent, limit, content, deadline)
            place = answer.headers.get("location", "")
            if answer.status not in _MOVED or not place or content is not None:
                return answer
            to = _joined(at, place)
            if to.scheme not in ("https", at.scheme) or not to.host:
                raise RegistryError(BAD_ANSWER, f"{at.host} sends us on to an address without encryption: ask who runs it")
            if (to.scheme, to.host, to.port) != (at.scheme, at.host, at.port):
                sent.pop("Authorization", None)
            at = to.copy_with(username="", password="") if to.userinfo else to
        raise RegistryError(BAD_ANSWER, f"{httpx.URL(url).host} sends us in circles: ask who runs it")

    def _once(self, method: str, url: httpx.URL, headers: Mapping[str, str], limit: int, content: bytes | None, deadline: float) -> Answer:
        host = url.netloc.decode("ascii", "replace")
        if monotonic() > deadline or self.stop.is_set():
            raise RegistryError(TIMEOUT, f"{host} did not answer in time: try again later")
        self.requests += 1
        found: list[Answer | Exception] = []
        done = Event()

        def work() -> None:
            try:
                found.append(self._exchange(method, url, headers, limit, content, deadline, host))
            except Exception as error:
                found.append(error)
            done.set()

        Thread(target=work, name="request", daemon=True).start()
        while not done.wait(min(_LOOK, max(0.0, deadline - monotonic()))):
            if monotonic() >= deadline or self.stop.is_set():
                raise RegistryError(TIMEOUT, f"{host} answers too slowly: try again later")
        (answer,) = found
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _exchange(
        self, method: str, url: httpx.URL, headers: Mapping[str, str], limit: int, content: bytes | None, deadline: float, host: str
    ) -> Answer:
        """Send one request and read what comes back; in a thread of its own, for no time-out holds for an answer that drips in."""
        try:
            with self._client(host, url.scheme).stream(method, url, headers=headers, content=content) as response:
                body = b"" if method == "HEAD" else _body(response, limit, deadline, host)
                return Answer(response.status_code, response.headers, body)
        except httpx.TimeoutException:
            message = f"{host} did not answer within {self.options.timeout:g} s: check the network, or try again later"
            raise RegistryError(TIMEOUT, message) from None
        except httpx.ConnectError as error:
            raise _not_connected(host, error) from None
        except httpx.ProxyError:
            raise RegistryError(OFFLINE, f"the proxy does not let us through to {host}: check HTTPS_PROXY and NO_PROXY") from None
        except ImportError:
            raise RegistryError(
                OFFLINE, "the proxy in the environment is of a kind we cannot use: name an HTTP proxy in HTTPS_PROXY"
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            raise RegistryError(NO_ANSWER, f"{host} broke off, or does not speak HTTP: try again, or check the address") from None

    def _client(self, host: str, scheme: str) -> httpx.Client:
        """One client for all hosts, but for those with certificates of their own; this machine is reached without a proxy."""
        own = _own_authorities(host) if scheme == "https" else ()
        key = (host if own else "", scheme, is_loopback(host))
        with self._lock:
            if key not in self._clients:
                self._clients[key] = httpx.Client(
                    verify=_trust(own) if scheme == "https" else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
                    trust_env=not key[2],
                    timeout=httpx.Timeout(self.options.timeout),
                    limits=httpx.Limits(max_connections=32),
                    headers={"User-Agent": f"dockwright/{__version__}"},
                )
            return self._clients[key]


def _joined(at: httpx.URL, place: str) -> httpx.URL:
    try:
        return at.join(place)
    except (httpx.InvalidURL, ValueError):
        raise RegistryError(BAD_ANSWER, f"{at.host} sends us on to what is no address: ask who runs it") from None


def _body(response: httpx.Response, limit: int, deadline: float, host: str) -> bytes:
    """The body, unless it is too long or takes too long; compression is no way around either."""
    parts, size = [], 0
    for part in response.iter_bytes():
        size += len(part)
        if size > limit:
            raise RegistryError(BAD_ANSWER, f"{host} answers with more than {limit >> 10} KiB, far too much: check the address")
        if monotonic() > deadline:
            raise RegistryError(TIMEOUT, f"{host} answers too slowly: try again later")
        parts.append(part)
    return b"".join(parts)


def _not_connected(host: str, error: Exception) -> RegistryError:
    """Tell a certificate nobody vouches for from a server without TLS from no server."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            advice = "put the certificate of its authority into the system's store, or into SSL_CERT_FILE"
            return RegistryError(UNTRUSTED, f"the certificate of {host} is not trusted: {advice}")
        if isinstance(cause, ssl.SSLError):
            return RegistryError(NO_ANSWER, f"{host} does not speak TLS: check the address, or list it under insecure registries")
        cause = cause.__cause__ or cause.__context__
    return RegistryError(OFFLINE, f"{host} cannot be reached: check the address and the network")


def _asked_to_wait(answer: Answer, attempt: int) -> float:
    """Seconds until the next attempt: what Retry-After says, as a number or a date, or a little longer each time."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:6])
    if said:
        from email.utils import parsedate_to_datetime
        from time import time

        with suppress(ValueError, TypeError, OverflowError):
            moment: float = parsedate_to_datetime(said).timestamp()
            return max(0.0, moment - time())
    return BACK_OFF * 2.0 ** (attempt - 1)


def _own_authorities(host: str) -> tuple[str, ...]:
    """Certificates that Docker is told to trust for one host: `/etc/docker/certs.d/HOST/*.crt`, and the same below the user's folder."""
    if os.sep in host or host.startswith("."):
        return ()
    found = []
    for folder in ("/etc/docker/certs.d", os.path.expanduser("~/.config/docker/certs.d")):
        place = os.path.join(folder, host)
        with suppress(OSError):
            found += [os.path.join(place, name) for name in sorted(os.listdir(place)) if name.endswith(".crt")]
    return tuple(found)


def _trust(own: tuple[str, ...]) -> ssl.SSLContext:
    """The system's authorities, those of SSL_CERT_FILE and SSL_CERT_DIR, and a host's own."""
    context = ssl.create_default_context()
    if not context.get_ca_certs() and not os.environ.get("SSL_CERT_FILE"):
        with suppress(ImportError, OSError):
            import certifi

            context.load_verify_locations(certifi.where())
    for path in own:
        with suppress(OSError):
            context.load_verify_locations(path)
    return context
