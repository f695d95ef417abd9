"""Answers to the look-ups of findings: out of the cache, else from the registry, each asked once however many want to know."""

from __future__ import annotations

from threading import Lock

from dockwright.model import images
from dockwright.model.facts import VERIFIED, Signature
from dockwright.model.vulnerabilities import SEVERITIES, ScanError, Vulnerabilities
from dockwright.registry.cache import FOREVER, FRESH, Cache
from dockwright.registry.errors import NOT_CACHED, NOT_FOUND, NOT_SCANNED, RegistryError
from dockwright.registry.facts import FIELDS, restored
from dockwright.registry.options import DIGEST, Options
from dockwright.registry.versions import candidates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol

    from dockwright.model.facts import Facts, Trust
    from dockwright.model.images import ImageReference
    from dockwright.registry.client import Client

    class Scans(Protocol):
        """A scanner: what it is called, and what it says about an image. `scan` raises ScanError."""

        @property
        def name(self) -> str: ...

        def scan(self, reference: str, platform: str) -> Vulnerabilities: ...

        def close(self) -> None: ...


TRIES = 24
LASTING = ("facts",)
"""What is asked by digest, so that it stays as it is."""
AGES = {"vulnerabilities": 86400.0}
"""Seconds for which an answer is good that is asked by digest, but changes with what is known of the world."""
_IS_WHOLE: dict[str, Callable[[Any], bool]] = {
    "digest": lambda kept: isinstance(kept, str) and bool(DIGEST.fullmatch(kept)),
    "version": lambda kept: isinstance(kept, str),
    "facts": lambda kept: isinstance(kept, list) and len(kept) == FIELDS,
    "vulnerabilities": lambda kept: isinstance(kept, list) and len(kept) == 4 and _are_numbers(kept[1]) and _are_numbers(kept[2]),
    "signature": lambda kept: isinstance(kept, list) and len(kept) == 3 and all(isinstance(one, str) for one in kept),
}


class Resolver:
    """Answers from any thread. `offline`: from the cache alone, however old; `afresh`: what is kept is renewed, not used."""

    def __init__(
        self,
        options: Options = Options(),  # noqa: B008
        cache: Cache | None = None,
        offline: bool = False,
        afresh: bool = False,
        trust: Sequence[Trust] = (),
        scanner: Scans | None = None,
    ) -> None:
        self.options = options
        self.cache = cache
        self.offline = offline
        self.afresh = afresh
        self.trust = trust
        self.scanner = scanner
        self._locks: dict[tuple[str, str], Lock] = {}
        self._asked: dict[tuple[str, str], Any] = {}
        self._lock = Lock()
        self._client: Client | None = None
        self._closed = False

    @property
    def client(self) -> Client:
        """Who asks registries; loaded when the first is asked, for what is kept needs nobody."""
        with self._lock:
            if self._client is None:
                from dockwright.registry.client import Client

                self._client = Client(self.options)
                if self._closed:
                    self._client.close()
            return self._client

    def close(self) -> None:
        """Give up what is under way."""
        with self._lock:
            self._closed = True
            if self.scanner is not None:
                self.scanner.close()
            if self._client is not None:
                self._client.close()

    def ask(self, kind: str, reference: str) -> str:
        """The answer to a look-up. Raises RegistryError.

        `("digest", "alpine:3.20")` → `sha256:…`, `("version", "node:latest")` → `24.1.0`.
        """
        image = images.parse(reference)
        if image is None:
            raise RegistryError(NOT_FOUND, f"{reference!r} is no reference to an image: check the spelling")
        return self.digest(image) if kind == "digest" else self.version(image)

    def digest(self, image: ImageReference) -> str:
        """The digest that the tag of a reference has now. Raises RegistryError."""
        name = _name(image, image.tag or "latest")
        found: str = self._once("digest", name, image.text, lambda: self.client.digest(image))
        return found

    def version(self, image: ImageReference) -> str:
        """The most exact version tag of the very image that the reference's tag names now. Raises RegistryError."""
        name = _name(image, image.tag or "latest")
        found: str = self._once("version", name, image.text, lambda: self._version(image))
        return found

    def _version(self, image: ImageReference) -> str:
        wanted = self.digest(image)
        for tag in candidates(self.client.tags(image))[:TRIES]:
            if self.digest(image._replace(text=f"{image.name}:{tag}", tag=tag)) == wanted:
                return tag
        raise RegistryError(NOT_FOUND, f"none of the newest version tags of {image.name} is what {image.text} is now: choose one by hand")

    def facts(self, image: ImageReference, digest: str, platform: str = "") -> Facts:
        """What the image of a digest says of itself, on a platform. Raises RegistryError."""
        name = f"{image.registry}/{image.repository}@{digest}{f' {platform}' if platform else ''}"
        kept = self._once("facts", name, image.text, lambda: list(self.client.facts(image._replace(digest=digest), platform)))
        return restored(kept)

    def signature(self, image: ImageReference, digest: str) -> Signature:
        """What there is to say of the signatures of the image of a digest. Raises RegistryError.

        That somebody who is trusted signed it is kept for good; what else was found may be otherwise soon.
        """
        from dockwright.registry.signatures import Judge

        judge = Judge(self.trust)
        name = f"{image.registry}/{image.repository}@{digest} {judge.fingerprint(image)}"
        kept = self._once("signature", name, image.text, lambda: list(judge.of(self.client, image, digest)))
        return Signature(*kept)

    def vulnerabilities(self, image: ImageReference, digest: str, platform: str = "") -> Vulnerabilities | None:
        """What the scanner says about the image of a digest; None without a scanner. Raises RegistryError."""
        scanner = self.scanner
        if scanner is None:
            return None
        reference = f"{image.registry}/{image.repository}@{digest}"

        def scan() -> list[Any]:
            try:
                return [list(one) if isinstance(one, tuple) else one for one in scanner.scan(reference, platform)]
            except ScanError as error:
                raise RegistryError(NOT_SCANNED, str(error)) from None

        name = f"{reference}{f' {platform}' if platform else ''} {scanner.name}"
        try:
            said, counts, mended, better = self._once("vulnerabilities", name, image.text, scan)
        except RegistryError as error:
            if error.kind == NOT_CACHED:
                return None
            raise
        return Vulnerabilities(said, tuple(counts), tuple(mended), better)

    def _once(self, kind: str, name: str, text: str, ask: Callable[[], Any]) -> Any:
        """Ask for something not asked for yet; those who want the same wait for the answer, also where it is an error."""
        key = (kind, name)
        with self._lock:
            lock = self._locks.setdefault(key, Lock())
        with lock:
            answer = self._asked.get(key)
            if answer is None:
                try:
                    answer = self._look(kind, name, text, ask)
                except RegistryError as error:
                    answer = error
                self._asked[key] = answer
        if isinstance(answer, RegistryError):
            raise answer
        return answer

    def _look(self, kind: str, name: str, text: str, ask: Callable[[], Any]) -> Any:
        if self.cache and (self.offline or not self.afresh or kind in LASTING):
            kept = self.cache.get(kind, name, FOREVER if self.offline or kind in LASTING else AGES.get(kind, FRESH))
            if kept is None and kind == "signature":
                kept = self.cache.get(kind, name, FOREVER)
                kept = kept if _IS_WHOLE[kind](kept) and kept[0] == VERIFIED else None
            if _IS_WHOLE[kind](kept):
                return kept
        if self.offline:
            raise _not_kept(text)
        answer = ask()
        if self.cache:
            self.cache.put(kind, name, answer)
        return answer


def _are_numbers(kept: Any) -> bool:
    return isinstance(kept, list) and len(kept) == len(SEVERITIES) and all(isinstance(one, int) for one in kept)


def _name(image: ImageReference, tag: str) -> str:
    return f"{image.registry}/{image.repository}:{tag}"


def _not_kept(text: str) -> RegistryError:
    return RegistryError(NOT_CACHED, f"nothing is kept about {text}: ask its registry once, with the network")
