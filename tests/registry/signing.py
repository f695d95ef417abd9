"""One who signs images as cosign does, in both places where it keeps signatures."""

from __future__ import annotations

import base64
import json

from registry.servers import INDEX, MANIFEST

SIMPLE = "application/vnd.dev.cosign.simplesigning.v1+json"
BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json"
NOTATION = "application/vnd.cncf.notary.signature"
EMPTY = "application/vnd.oci.empty.v1+json"
SIGNED, BUILT, SCANNED = "https://sigstore.dev/cosign/sign/v1", "https://slsa.dev/provenance/v1", "https://in-toto.io/attestation/vulns"


def claim(digest):
    """What cosign signs about an image."""
    image = {"docker-manifest-digest": digest}
    identity = {"docker-reference": "example.com/base"}
    return json.dumps(
        {"critical": {"identity": identity, "image": image, "type": "cosign container image signature"}, "optional": None}
    ).encode()


def attach(pusher, name, digest, *signatures):
    """Keep signatures behind the tag of an image: pairs of what was signed, and annotations."""
    layers = [{"mediaType": SIMPLE, **pusher.blob(name, signed), "annotations": notes} for signed, notes in signatures]
    config = {"mediaType": "application/vnd.oci.image.config.v1+json", **pusher.blob(name, b"{}")}
    content = {"schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": layers}
    pusher.manifest(name, digest.replace(":", "-") + ".sig", content, MANIFEST)


def refer(pusher, name, digest, kind, *contents):
    """Keep things as referrers of an image; where a registry has no such question, under the tag that takes its place."""
    described = []
    for content in contents:
        empty = {"mediaType": EMPTY, **pusher.blob(name, b"{}")}
        manifest = {
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "artifactType": kind,
            "config": empty,
            "layers": [{"mediaType": kind, **pusher.blob(name, content)}],
            "subject": {"mediaType": MANIFEST, "digest": digest, "size": 1},
        }
        own, size = pusher.manifest(name, None, manifest, MANIFEST)
        described.append({"mediaType": MANIFEST, "artifactType": kind, "digest": own, "size": size})
    if not getattr(pusher.registry, "referrers", False):
        index = {"schemaVersion": 2, "mediaType": INDEX, "manifests": described}
        pusher.manifest(name, digest.replace(":", "-"), index, INDEX)


def statement(digest, predicate=SIGNED):
    """An in-toto statement about an image."""
    subject = [{"name": "base", "digest": {"sha256": digest.partition(":")[2]}}]
    return json.dumps(
        {"_type": "https://in-toto.io/Statement/v1", "subject": subject, "predicateType": predicate, "predicate": {}}
    ).encode()


def encoded(payload, kind="application/vnd.in-toto+json"):
    """What is signed of a payload in an envelope."""
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind.encode(), len(payload), payload)


def text(data):
    return base64.b64encode(data).decode()


class Signer:
    """Somebody with a key."""

    def __init__(self, key=None):
        from cryptography.hazmat.primitives.asymmetric import ec

        self.key = key or ec.generate_private_key(ec.SECP256R1())

    @property
    def pem(self):
        """The public key."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        return self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def sign(self, data):
        """A signature of some bytes, of the kind that goes with the key."""
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(data, ec.ECDSA(hashes.SHA256()))
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(data)

    def attached(self, pusher, name, digest, about=None):
        """Sign an image, beside it."""
        signed = claim(about or digest)
        attach(pusher, name, digest, (signed, {"dev.cosignproject.cosign/signature": text(self.sign(signed))}))

    def bundle(self, about, predicate=SIGNED):
        """A signature as a Sigstore bundle."""
        payload = statement(about, predicate)
        envelope = {
            "payload": text(payload),
            "payloadType": "application/vnd.in-toto+json",
            "signatures": [{"sig": text(self.sign(encoded(payload)))}],
        }
        return json.dumps({"mediaType": BUNDLE, "verificationMaterial": {"publicKey": {"hint": "x"}}, "dsseEnvelope": envelope}).encode()

    def bundled(self, pusher, name, digest, about=None, predicate=SIGNED):
        """Sign an image, as a referrer."""
        refer(pusher, name, digest, BUNDLE, self.bundle(about or digest, predicate))
