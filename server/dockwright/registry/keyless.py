"""Signatures made without a key: by an identity that an issuer vouched for, noted in a public log. Needs the extra `keyless`.

Everything is verified by the library `sigstore`, against the roots of trust that it brings: the certificate, the log entry, the
signature. Cosign's older form keeps no proof that the entry is in the log; that proof is asked of the log.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from fnmatch import fnmatchcase
from hashlib import sha256
from threading import Lock

from sigstore.errors import Error as SigstoreError
from sigstore.models import Bundle
from sigstore.verify import Verifier

from dockwright.registry.errors import UNPREPARED, RegistryError
from dockwright.registry.signatures import encoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from dockwright.model.facts import Trust
    from dockwright.registry.client import Client
    from dockwright.registry.signatures import Evidence

LOG = "https://rekor.sigstore.dev"
LIMIT = 1 << 20
V3, V1_ISSUER, V2_ISSUER = "application/vnd.dev.sigstore.bundle.v0.3+json", "1.3.6.1.4.1.57264.1.1", "1.3.6.1.4.1.57264.1.8"
_MADE: list[Any] = []
_LOCK = Lock()


def verifier() -> Any:
    """One verifier for all, with the roots of trust that came with the library; nothing is asked for to make it."""
    with _LOCK:
        if not _MADE:
            _MADE.append(Verifier.production(offline=True))
        return _MADE[0]


class Someone:
    """A policy of sigstore's kind: the certificate is of an identity and an issuer that are both trusted. Remembers who it was."""

    __slots__ = ("trust", "who")

    def __init__(self, trust: Trust) -> None:
        self.trust = trust
        self.who = ""

    def verify(self, cert: Any) -> None:
        """Raises VerificationError where nobody trusted is named."""
        from sigstore.errors import VerificationError

        issuer, names = issuer_of(cert), names_of(cert)
        self.who = next((name for name in names if any(matches(one, name) for one in self.trust.identities)), "")
        if not self.who or issuer not in self.trust.issuers:
            self.who = ""
            raise VerificationError(f"by {', '.join(names) or 'nobody'}, of {issuer or 'no issuer'}")


def matches(pattern: str, name: str) -> bool:
    """Whether a name is what a pattern stands for; only `*` is special in it."""
    return fnmatchcase(name, re.sub(r"([?\[])", r"[\1]", pattern))


def names_of(cert: Any) -> list[str]:
    """The identities that a certificate is for."""
    from cryptography.x509 import ExtensionNotFound, RFC822Name, SubjectAlternativeName, UniformResourceIdentifier

    try:
        found = cert.extensions.get_extension_for_class(SubjectAlternativeName).value
    except ExtensionNotFound:
        return []
    return [str(one) for kind in (RFC822Name, UniformResourceIdentifier) for one in found.get_values_for_type(kind)]


def issuer_of(cert: Any) -> str:
    """Who vouched for the identity. Source: Fulcio's `oid-info.md`: an UTF8String in the newer extension, the text alone in the older."""
    from cryptography.x509 import ExtensionNotFound, ObjectIdentifier

    for oid in (V2_ISSUER, V1_ISSUER):
        try:
            raw: bytes = cert.extensions.get_extension_for_oid(ObjectIdentifier(oid)).value.value
        except ExtensionNotFound:
            continue
        if oid == V2_ISSUER:
            long = raw[1:2] >= b"\x80"
            raw = raw[2 + (raw[1] & 0x7F if long else 0) :] if raw[:1] == b"\x0c" and len(raw) > 1 else b""
        return raw.decode("utf-8", "replace")
    return ""


def identity(evidence: Evidence, trust: Trust, client: Client) -> tuple[str, str]:
    """Who made a signature, if that is somebody trusted and everything about it is right; else nobody, and why. Raises RegistryError."""
    someone = Someone(trust)
    try:
        if evidence.bundle:
            kind, payload = verifier().verify_dsse(Bundle.from_json(evidence.bundle), someone)
            if encoded(kind, payload) != evidence.signed:
                return "", "with what can be read in two ways"
        else:
            verifier().verify_artifact(evidence.signed, Bundle.from_json(json.dumps(_bundle(evidence, client))), someone)
    except SigstoreError as error:
        return "", " ".join(str(error).split())[:120]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, NotBase64, RecursionError):
        return "", "with what cannot be read"
    except OSError as error:
        raise RegistryError(UNPREPARED, f"sigstore cannot find its roots of trust ({error}): install it anew") from None
    return someone.who, ""


def _bundle(evidence: Evidence, client: Client) -> dict[str, Any]:
    """A signature of the older form as a Sigstore bundle of today."""
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import load_pem_x509_certificate

    certificate = load_pem_x509_certificate(evidence.certificate.encode()).public_bytes(Encoding.DER)
    return {
        "mediaType": V3,
        "verificationMaterial": {"certificate": {"rawBytes": _text(certificate)}, "tlogEntries": [_entry(evidence, client)]},
        "messageSignature": {
            "messageDigest": {"algorithm": "SHA2_256", "digest": _text(sha256(evidence.signed).digest())},
            "signature": _text(evidence.signature),
        },
    }


def _entry(evidence: Evidence, client: Client) -> dict[str, Any]:
    """The log's entry with the proof that it is in the log. Source: Rekor's API, `getLogEntryByIndex`."""
    index = int(json.loads(evidence.entry)["Payload"]["logIndex"])
    answer = client.wire.send("GET", f"{LOG}/api/v1/log/entries?logIndex={index}", {"Accept": "application/json"}, LIMIT)
    if answer.status != 200:
        raise RegistryError(UNPREPARED, f"{LOG} does not give the log entry of a signature (status {answer.status}): try again later")
    (entry,) = json.loads(answer.body).values()
    body, proof = json.loads(b64decode(entry["body"])), entry["verification"]["inclusionProof"]
    return {
        "logIndex": str(entry["logIndex"]),
        "logId": {"keyId": _text(bytes.fromhex(entry["logID"]))},
        "kindVersion": {"kind": body["kind"], "version": body["apiVersion"]},
        "integratedTime": str(entry["integratedTime"]),
        "inclusionPromise": {"signedEntryTimestamp": entry["verification"]["signedEntryTimestamp"]},
        "inclusionProof": {
            "logIndex": str(proof["logIndex"]),
            "rootHash": _text(bytes.fromhex(proof["rootHash"])),
            "treeSize": str(proof["treeSize"]),
            "hashes": [_text(bytes.fromhex(one)) for one in proof["hashes"]],
            "checkpoint": {"envelope": proof["checkpoint"]},
        },
        "canonicalizedBody": entry["body"],
    }


def _text(data: bytes) -> str:
    return b64encode(data).decode()
