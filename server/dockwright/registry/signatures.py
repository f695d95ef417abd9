"""Signatures of images: where they are kept, what each claims, and whether somebody who is trusted made one for this very image.

Sources: cosign's "Signature Specification" (the tag `sha256-….sig`), the Sigstore bundle format, the OCI distribution
specification 1.1 (referrers and their fallback tag), the in-toto statement 1.0.
"""

from __future__ import annotations

import json
from base64 import b64decode
from hashlib import blake2b

from dockwright.model.facts import SIGNED, UNCLEAR, UNSIGNED, VERIFIED, WRONG_DIGEST, WRONG_KEY, Signature
from dockwright.model.images import covers
from dockwright.registry.errors import NOT_FOUND, RegistryError
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from dockwright.model.facts import Trust
    from dockwright.model.images import ImageReference
    from dockwright.registry.client import Client

SIMPLE = "application/vnd.dev.cosign.simplesigning.v1+json"
MADE, CERTIFICATE, LOGGED = "dev.cosignproject.cosign/signature", "dev.sigstore.cosign/certificate", "dev.sigstore.cosign/bundle"
BUNDLE, NOTATION = "application/vnd.dev.sigstore.bundle", "application/vnd.cncf.notary.signature"
STATEMENT = "application/vnd.in-toto+json"
STATES = ("https://sigstore.dev/cosign/sign/", "https://slsa.dev/provenance/")
"""What a signed statement may say about an image to count as a signature: that it was signed, or how it was built."""
MOST = 32
LIMIT = 1 << 20
_RANKS = (VERIFIED, WRONG_DIGEST, WRONG_KEY, UNCLEAR)


class Evidence(NamedTuple):
    """One signature: `signed` is what was signed, `claims` the digests of the images that it is for.

    `certificate` and `entry`, of the public log, come with signatures made without a key; `bundle` is the whole of a Sigstore bundle.
    """

    signed: bytes
    claims: tuple[str, ...]
    signature: bytes
    certificate: str = ""
    entry: str = ""
    bundle: str = ""

    @property
    def is_keyless(self) -> bool:
        """Whether it was made by an identity and not with a key."""
        return bool(self.certificate)


class Found:
    """What there is for an image. `notation`: signatures of that kind; `unreadable`: such as nobody could read."""

    __slots__ = ("evidence", "notation", "unreadable")

    def __init__(self) -> None:
        self.evidence: list[Evidence] = []
        self.notation = 0
        self.unreadable = 0


def collect(client: Client, image: ImageReference, digest: str) -> Found:
    """Every signature for an image, wherever it is kept. Raises RegistryError."""
    found = Found()
    for layer in _attached(client, image, digest):
        with _reading(found):
            found.evidence += _simple(client, image, layer)
    for one in client.referrers(image, digest)[:MOST]:
        kind = str(one.get("artifactType", ""))
        found.notation += kind == NOTATION
        if kind.startswith(BUNDLE):
            with _reading(found):
                found.evidence += _bundled(client, image, str(one.get("digest", "")))
    return found


class _reading:
    """What is malformed is counted, and hinders nothing else."""

    __slots__ = ("found",)

    def __init__(self, found: Found) -> None:
        self.found = found

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if kind is None or not issubclass(kind, (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)):
            return False
        self.found.unreadable += 1
        return True


def _attached(client: Client, image: ImageReference, digest: str) -> list[dict[str, Any]]:
    try:
        manifest = client.manifest(image, digest.replace(":", "-") + ".sig")[2]
    except RegistryError as error:
        if error.kind != NOT_FOUND:
            raise
        return []
    layers = manifest.get("layers")
    return [one for one in layers if isinstance(one, dict) and one.get("mediaType") == SIMPLE][:MOST] if isinstance(layers, list) else []


def _simple(client: Client, image: ImageReference, layer: dict[str, Any]) -> Iterator[Evidence]:
    notes = layer["annotations"]
    signed = client.blob(image, str(layer["digest"]), LIMIT)
    claim = json.loads(signed)["critical"]["image"]["docker-manifest-digest"]
    yield Evidence(signed, (str(claim),), b64decode(notes[MADE]), notes.get(CERTIFICATE, ""), notes.get(LOGGED, ""))


def _bundled(client: Client, image: ImageReference, digest: str) -> Iterator[Evidence]:
    layers = client.manifest(image, digest)[2]["layers"]
    text = client.blob(image, str(layers[0]["digest"]), LIMIT).decode()
    bundle = json.loads(text)
    envelope, material = bundle["dsseEnvelope"], bundle["verificationMaterial"]
    payload, kind = b64decode(envelope["payload"]), str(envelope["payloadType"])
    statement = json.loads(payload) if kind == STATEMENT else {}
    if not str(statement.get("predicateType", "")).startswith(STATES):
        return
    claims = tuple(f"{name}:{value}" for subject in statement["subject"] for name, value in subject["digest"].items())
    signed = encoded(kind, payload)
    is_keyless = "certificate" in material or "x509CertificateChain" in material
    for one in envelope["signatures"][:MOST]:
        yield Evidence(signed, claims, b64decode(one["sig"]), "in the bundle" if is_keyless else "", "", text)


def encoded(kind: str, payload: bytes) -> bytes:
    """What is signed of a payload in an envelope. Source: DSSE 1.0, "PAE"."""
    return b"DSSEv1 %d %s %d %s" % (len(kind.encode()), kind.encode(), len(payload), payload)


class Judge:
    """Who is trusted for which images; says what signatures are worth."""

    __slots__ = ("trust",)

    def __init__(self, trust: Sequence[Trust]) -> None:
        self.trust = trust

    def policy(self, image: ImageReference) -> Trust | None:
        """What is configured for an image: of several patterns that cover it, the longest counts."""
        fitting = [one for one in self.trust if covers(one.pattern, image.registry.lower(), image.repository)]
        return max(fitting, key=lambda one: len(one.pattern)) if fitting else None

    def fingerprint(self, image: ImageReference) -> str:
        """What else decides about a verdict than the image: the keys themselves, and the identities. Raises RegistryError."""
        policy = self.policy(image)
        if policy is None:
            return ""
        from dockwright.registry.verification import read_key

        parts = [*(read_key(path) for path in policy.keys), repr((policy.identities, policy.issuers)).encode()]
        return blake2b(b"\0".join(parts), digest_size=16).hexdigest()

    def of(self, client: Client, image: ImageReference, digest: str) -> Signature:
        """What is to be said of the signatures of an image. Raises RegistryError."""
        policy = self.policy(image)
        verify = None
        if policy is not None:
            from dockwright.registry.verification import Verifier

            verify = Verifier(policy, client).verify
        found = collect(client, image, digest)
        pattern = policy.pattern if policy else ""
        if verify is None or not found.evidence:
            return _unverified(found, client, image, digest)._replace(pattern=pattern)
        verdicts = [verify(one, digest) for one in found.evidence]
        best = min(verdicts, key=lambda one: _RANKS.index(one.verdict))
        return best._replace(pattern=pattern)


def _unverified(found: Found, client: Client, image: ImageReference, digest: str) -> Signature:
    """What can be told without knowing who is trusted."""
    if found.evidence:
        return Signature(SIGNED, "by an identity" if found.evidence[0].is_keyless else "with a key")
    if found.notation:
        return Signature(UNCLEAR, "it is signed with Notation, which notation verify understands")
    if found.unreadable:
        return Signature(UNCLEAR, "its signature cannot be read")
    from dockwright.registry.contenttrust import is_signed

    if is_signed(client, image, digest):
        return Signature(UNSIGNED, "there is only Docker Content Trust, which is retired")
    return Signature(UNSIGNED)
