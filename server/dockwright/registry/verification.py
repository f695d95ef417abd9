"""Whether a signature was made by somebody who is trusted. Needs the extra `signing`; without it nothing is verified, and that is said."""

from __future__ import annotations

from dockwright.model.facts import VERIFIED, WRONG_DIGEST, WRONG_KEY, Signature
from dockwright.registry.errors import UNPREPARED, RegistryError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from dockwright.model.facts import Trust
    from dockwright.registry.client import Client
    from dockwright.registry.signatures import Evidence

NO_EXTRA = "signatures cannot be verified: pip install 'dockwright[signing]'"
NO_KEYLESS = "signatures made without a key cannot be verified: pip install 'dockwright[keyless]'"
LIMIT = 1 << 16


class Verifier:
    """Verifies signatures against what is trusted for an image. Raises RegistryError where that cannot be used."""

    __slots__ = ("client", "keys", "policy")

    def __init__(self, policy: Trust, client: Client) -> None:
        self.policy = policy
        self.client = client
        self.keys = [(path, load_key(path)) for path in policy.keys]

    def verify(self, evidence: Evidence, digest: str) -> Signature:
        """What one signature is worth for the image of a digest. Raises RegistryError where keyless ones cannot be verified."""
        if evidence.is_keyless:
            who, problem = self._identity(evidence)
        else:
            who, problem = self._key(evidence), "with another key"
        if not who:
            return Signature(WRONG_KEY, problem)
        if digest not in evidence.claims:
            return Signature(WRONG_DIGEST, f"it is for {evidence.claims[0][:19]}…" if evidence.claims else "it is for none")
        return Signature(VERIFIED, who)

    def _key(self, evidence: Evidence) -> str:
        from os.path import basename

        return next((f"the key {basename(path)}" for path, key in self.keys if fits(key, evidence.signature, evidence.signed)), "")

    def _identity(self, evidence: Evidence) -> tuple[str, str]:
        if not self.policy.identities:
            return "", "without a key"
        try:
            from dockwright.registry.keyless import identity
        except ImportError:
            raise RegistryError(UNPREPARED, NO_KEYLESS) from None
        return identity(evidence, self.policy, self.client)


def read_key(path: str) -> bytes:
    """The bytes of a file with a key. Raises RegistryError."""
    try:
        with open(path, "rb") as file:
            return file.read(LIMIT)
    except OSError as error:
        raise RegistryError(UNPREPARED, f"{path} cannot be read ({error.strerror}): check the keys under [trust]") from None


def load_key(path: str) -> Any:
    """A public key out of a PEM file. Raises RegistryError."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ImportError:
        raise RegistryError(UNPREPARED, NO_EXTRA) from None
    try:
        return load_pem_public_key(read_key(path))
    except (ValueError, UnsupportedAlgorithm):
        raise RegistryError(UNPREPARED, f"{path} holds no public key: write what cosign public-key prints") from None


def fits(key: Any, signature: bytes, signed: bytes) -> bool:
    """Whether a signature was made with a key. Source: cosign signs with SHA-256, larger curves later with a hash of their size."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

    wide = hashes.SHA512() if getattr(key, "key_size", 0) > 400 else hashes.SHA384()
    if isinstance(key, ec.EllipticCurvePublicKey):
        tries: list[tuple[Any, ...]] = [(ec.ECDSA(hashes.SHA256()),), (ec.ECDSA(wide),)]
    elif isinstance(key, rsa.RSAPublicKey):
        tries = [(padding.PKCS1v15(), hashes.SHA256())]
    else:
        tries = [()] if isinstance(key, ed25519.Ed25519PublicKey) else []
    for how in tries:
        try:
            key.verify(signature, signed, *how)
        except InvalidSignature:
            continue
        return True
    return False
