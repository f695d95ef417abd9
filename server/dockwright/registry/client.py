"""Questions to a registry: which digest a tag has, what an image says of itself, which tags there are.

Source: the OCI distribution specification 1.1, "Pull" and "Content discovery".
"""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import contextmanager
from threading import Lock
from urllib.parse import urljoin, urlsplit

from dockwright.model.images import ImageReference
from dockwright.registry.credentials import Credentials
from dockwright.registry.errors import (
    BAD_ANSWER,
    DENIED,
    NOT_FOUND,
    OFFLINE,
    RATE_LIMITED,
    TIMEOUT,
    UNAVAILABLE,
    UNTRUSTED,
    RegistryError,
)
from dockwright.registry.facts import facts_of
from dockwright.registry.login import Login
from dockwright.registry.options import DIGEST, Options, endpoint, is_loopback
from dockwright.registry.wire import Answer, Wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from dockwright.model.facts import Facts

INDEXES = ("application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json")
MANIFESTS = ("application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json")
ACCEPT = ", ".join((*INDEXES, *MANIFESTS))
MANIFEST_LIMIT, CONFIG_LIMIT, TAGS_LIMIT = 4 << 20, 8 << 20, 8 << 20
PAGE, PAGES = 1000, 20


class Client:
    """Asks registries, from any thread. Every method may raise RegistryError."""

    def __init__(self, options: Options = Options(), credentials: Credentials | None = None) -> None:  # noqa: B008
        self.options = options
        self.wire = Wire(options)
        self.login = Login(self.wire, credentials or Credentials())
        self._bases: dict[str, str] = {}
        self._failures: dict[str, tuple[int, RegistryError | None]] = {}
        self._lock = Lock()

    def close(self) -> None:
        """Give up what is under way, and the connections."""
        self.wire.close()

    def digest(self, image: ImageReference) -> str:
        """The digest that the tag has now, for all platforms where there are several; without a tag that of `latest`.

        HEAD is asked first: it is small, and Docker Hub does not count it as a pull.
        """
        tag = image.tag or "latest"
        try:
            answer = self._ask("HEAD", image, f"manifests/{tag}", ACCEPT, 0)
        except RegistryError as error:
            if error.kind != BAD_ANSWER:
                raise
            return self.manifest(image, tag)[0]
        kind = answer.headers.get("content-type", "").partition(";")[0].strip()
        said = answer.headers.get("docker-content-digest", "")
        if DIGEST.fullmatch(said) and kind in (*INDEXES, *MANIFESTS):
            return said
        return self.manifest(image, tag)[0]

    def manifest(self, image: ImageReference, which: str) -> tuple[str, str, dict[str, Any]]:
        """The manifest or index of a tag or digest: its digest, its media type, its content. The digest is computed, not believed."""
        answer = self._ask("GET", image, f"manifests/{which}", ACCEPT, MANIFEST_LIMIT)
        said = answer.headers.get("docker-content-digest", "")
        wanted = next((one for one in (which, said) if DIGEST.fullmatch(one)), "")
        digest = _verified(answer.body, wanted, image)
        content = _object(answer.body, image)
        kind = answer.headers.get("content-type", "").partition(";")[0].strip()
        kind = kind if kind in (*INDEXES, *MANIFESTS) else str(content.get("mediaType", ""))
        if kind not in (*INDEXES, *MANIFESTS):
            raise RegistryError(BAD_ANSWER, f"{image.registry} has {image.text} in a form that is no image: check the name")
        return digest, kind, content

    def facts(self, image: ImageReference, platform: str = "") -> Facts:
        """What an image says of itself, by its digest where the reference has one; of a platform, or the first there is.

        Without a platform it is `linux/amd64`, if there is such an image.
        """
        digest, kind, content = self.manifest(image, image.digest or image.tag or "latest")
        platforms: list[tuple[str, str]] = []
        if kind in INDEXES:
            platforms = _platforms(content)
            inner = _inner(platforms, platform or "linux/amd64")
            if not inner:
                raise RegistryError(BAD_ANSWER, f"{image.text} is an index without an image: check the name")
            _, _, content = self.manifest(image, inner)
        pointer = content.get("config")
        where = pointer.get("digest") if isinstance(pointer, dict) else None
        if not isinstance(where, str) or not DIGEST.fullmatch(where):
            raise RegistryError(BAD_ANSWER, f"{image.text} has no image configuration: check the name")
        config = self.blob(image, where, CONFIG_LIMIT)
        return facts_of(digest, platforms, content, _object(config, image))

    def blob(self, image: ImageReference, digest: str, limit: int) -> bytes:
        """What has a digest, of at most so many bytes."""
        if not DIGEST.fullmatch(digest):
            raise RegistryError(BAD_ANSWER, f"{image.registry} names a part of {image.text} by what is no digest: try again later")
        answer = self._ask("GET", image, f"blobs/{digest}", "*/*", limit)
        _verified(answer.body, digest, image)
        return answer.body

    def referrers(self, image: ImageReference, digest: str) -> list[dict[str, Any]]:
        """What refers to an image, such as signatures, as descriptors; a registry without that question has a tag instead.

        Source: the OCI distribution specification 1.1, "Listing Referrers" and "Referrers Tag Schema".
        """
        try:
            body = self._ask("GET", image, f"referrers/{digest}", INDEXES[0], MANIFEST_LIMIT).body
            content = _object(body, image)
        except RegistryError as error:
            if error.kind not in (NOT_FOUND, BAD_ANSWER, DENIED):
                raise
            try:
                content = self.manifest(image, digest.replace(":", "-"))[2]
            except RegistryError as second:
                if second.kind != NOT_FOUND:
                    raise
                return []
        found = content.get("manifests")
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []

    def fetch(self, host: str, name: str, path: str, limit: int) -> bytes:
        """What another service of a registry says about a repository; as with the registry itself, it may want a token."""
        image = ImageReference(name, host, name, name, "", "")
        return self._ask_host(host, host, "GET", image, path, "application/json", limit).body

    def tags(self, image: ImageReference) -> list[str]:
        """The tags of a repository, in the registry's order; at most what some pages hold."""
        found: list[str] = []
        path = f"tags/list?n={PAGE}"
        for _ in range(PAGES):
            answer = self._ask("GET", image, path, "application/json", TAGS_LIMIT)
            tags = _object(answer.body, image).get("tags")
            found += [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
            link = re.match(r'\s*<([^>]*)>\s*;\s*rel="?next"?', answer.headers.get("link", ""))
            if not link:
                break
            query = urlsplit(urljoin("https://example.com/", link[1])).query
            path = f"tags/list?{query}"
        return found

    def _ask(self, method: str, image: ImageReference, path: str, accept: str, limit: int) -> Answer:
        """Ask the mirror, if there is one, and where that does not help the registry itself."""
        mirror = self.options.mirrors.get(image.registry)
        if mirror:
            try:
                return self._ask_host(mirror, mirror, method, image, path, accept, limit)
            except RegistryError:
                if self.wire.stop.is_set():
                    raise
        return self._ask_host(image.registry, endpoint(image.registry), method, image, path, accept, limit)

    def _ask_host(self, registry: str, host: str, method: str, image: ImageReference, path: str, accept: str, limit: int) -> Answer:
        with self.wire.question(), self._failing(host):
            return self._answer(registry, host, method, image, path, accept, limit)

    @contextmanager
    def _failing(self, host: str) -> Iterator[None]:
        """A host that did not answer twice in a row is not waited for again."""
        self._give_up(host)
        try:
            yield
        except RegistryError as error:
            if error.kind in (OFFLINE, TIMEOUT):
                self._failures[host] = (self._failures.get(host, (0, None))[0] + 1, error)
            raise
        self._failures.pop(host, None)

    def _give_up(self, host: str) -> None:
        count, last = self._failures.get(host, (0, None))
        if last is not None and count >= 2:
            raise RegistryError(last.kind, last.message)

    def _answer(self, registry: str, host: str, method: str, image: ImageReference, path: str, accept: str, limit: int) -> Answer:
        base = self._base(host)
        url = f"{base}/v2/{image.repository}/{path}"
        header = self.login.header(host, image.repository)
        answer = self.wire.send(method, url, _headers(accept, header), limit)
        if answer.status == 401:
            challenge = answer.headers.get("www-authenticate", "")
            header = self.login.answer(registry, host, image.repository, challenge, base.startswith("https:"))
            if header:
                answer = self.wire.send(method, url, _headers(accept, header), limit)
        if answer.status != 200:
            raise _refusal(answer, registry, image, self.login.credentials.problems.get(registry, ""))
        return answer

    def _base(self, host: str) -> str:
        """The address of a registry: HTTPS, unless it is this machine or listed as insecure and does not speak it."""
        if not is_loopback(host) and host not in self.options.insecure:
            return f"https://{host}"
        with self._lock:
            if host not in self._bases:
                self._give_up(host)
                self._bases[host] = self._tried(host)
            return self._bases[host]

    def _tried(self, host: str) -> str:
        """Source: Docker tries both with such registries. A TLS server answers plain HTTP with status 400, or hangs up."""
        first, second = ("http", "https") if is_loopback(host) else ("https", "http")
        try:
            if self.wire.send("GET", f"{first}://{host}/v2/", {}, MANIFEST_LIMIT, attempts=1).status != 400:
                return f"{first}://{host}"
        except RegistryError as error:
            if error.kind in (TIMEOUT, UNTRUSTED):
                raise
            if error.kind == BAD_ANSWER or (error.kind == OFFLINE and is_loopback(host)):
                return f"{first}://{host}"
        return f"{second}://{host}"


def _inner(platforms: list[tuple[str, str]], wanted: str) -> str:
    """The digest of the image for a platform, whatever its variant where none is like it; else of the first, if there is one."""
    for parts in (3, 2):
        for name, digest in platforms:
            if name.split("/")[:parts] == wanted.split("/")[:parts]:
                return digest
    return platforms[0][1] if platforms else ""


def _headers(accept: str, authorization: str) -> dict[str, str]:
    return {"Accept": accept, **({"Authorization": authorization} if authorization else {})}


def _refusal(answer: Answer, registry: str, image: ImageReference, problem: str) -> RegistryError:
    """What a status means for the one who asked."""
    status, name = answer.status, image.text
    if status == 404:
        return RegistryError(NOT_FOUND, f"{registry} has no {name}: check the name and the tag")
    if status in (401, 403):
        advice = f"sign in with docker login {registry}" + (f" ({problem})" if problem else "")
        return RegistryError(DENIED, f"{registry} denies access to {name}: check the name, or {advice}")
    if status == 429:
        after = answer.headers.get("retry-after", "")
        when = f"in {after} s" if after.isascii() and after.isdigit() and len(after) < 7 else "later"
        return RegistryError(
            RATE_LIMITED, f"{registry} has had too many requests: try again {when}, or sign in with docker login {registry}"
        )
    if status >= 500:
        return RegistryError(UNAVAILABLE, f"{registry} has trouble of its own (status {status}): try again later")
    return RegistryError(BAD_ANSWER, f"{registry} answers with status {status} for {name}: check that it is a registry")


def _verified(body: bytes, wanted: str, image: ImageReference) -> str:
    """The digest of a body, which must be the one that is wanted, if any is."""
    name = wanted.partition(":")[0] or "sha256"
    digest = f"{name}:{hashlib.new(name, body).hexdigest()}"
    if wanted and digest != wanted:
        what = f"{image.registry} answers for {image.text} with something that does not have the digest it should have"
        raise RegistryError(BAD_ANSWER, f"{what}: try again, and if it stays so tell who runs it")
    return digest


def _object(body: bytes, image: ImageReference) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise RegistryError(BAD_ANSWER, f"{image.registry} answers for {image.text} with what no registry says: check the address")
    return content


def _platforms(index: dict[str, Any]) -> list[tuple[str, str]]:
    """The platforms of an index with the digests of their images; attestations, whose platform is unknown, are none."""
    found = []
    manifests = index.get("manifests")
    for one in manifests if isinstance(manifests, list) else ():
        platform, digest = (one.get("platform"), one.get("digest")) if isinstance(one, dict) else (None, None)
        if not isinstance(digest, str) or not DIGEST.fullmatch(digest):
            continue
        parts = [platform.get(key) for key in ("os", "architecture", "variant")] if isinstance(platform, dict) else []
        name = "/".join(part for part in parts if isinstance(part, str) and part)
        if name and not name.startswith("unknown"):
            found.append((name, digest))
    return found
