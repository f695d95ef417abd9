"""A Sigstore of our own: an authority, a log of certificates and a log of signatures, for signatures without a key."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import struct
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from registry.signing import BUNDLE, SIGNED, Signer, claim, encoded, statement, text

ISSUER = "https://issuer.example.com"
DAY = datetime.timedelta(days=1)
SCT_LIST = x509.ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2")


def public(key, form=PublicFormat.SubjectPublicKeyInfo):
    return key.public_key().public_bytes(Encoding.DER, form)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


class PublicGood:
    """Everything that vouches for an identity; `root` is what a verifier has to be given."""

    def __init__(self):
        self.authority, self.certificates, self.log = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
        self.entries = {}
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority")])
        now = datetime.datetime.now(datetime.UTC)
        builder = x509.CertificateBuilder(name, name, self.authority.public_key(), 1, now - DAY, now + DAY)
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        for value, critical in (
            (x509.BasicConstraints(True, 0), True),
            (usage, True),
            (x509.SubjectKeyIdentifier.from_public_key(self.authority.public_key()), False),
        ):
            builder = builder.add_extension(value, critical)
        self.own = builder.sign(self.authority, hashes.SHA256())

    @property
    def root(self):
        """The roots of trust, as Sigstore writes them."""
        valid = {"start": "2020-01-01T00:00:00Z"}

        def log(key, url):
            described = {"rawBytes": text(public(key)), "keyDetails": "PKIX_ECDSA_P256_SHA_256", "validFor": valid}
            number = {"keyId": text(hashlib.sha256(public(key)).digest())}
            return {"baseUrl": url, "hashAlgorithm": "SHA2_256", "publicKey": described, "logId": number}

        chain = {"certificates": [{"rawBytes": text(self.own.public_bytes(Encoding.DER))}]}
        subject = {"organization": "example", "commonName": "authority"}
        return {
            "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
            "tlogs": [log(self.log, "https://log.example.com")],
            "ctlogs": [log(self.certificates, "https://certificates.example.com")],
            "certificateAuthorities": [{"subject": subject, "uri": "https://ca.example.com", "certChain": chain, "validFor": valid}],
            "timestampAuthorities": [],
        }

    def certificate(self, key, who, issuer=ISSUER):
        """A certificate for an identity, noted in the log of certificates."""
        now = datetime.datetime.now(datetime.UTC)
        builder = x509.CertificateBuilder(self.own.subject, x509.Name([]), key.public_key(), 7, now - DAY / 48, now + DAY / 48)
        name = x509.RFC822Name(who) if "@" in who and "//" not in who else x509.UniformResourceIdentifier(who)
        for value, critical in (
            (x509.KeyUsage(True, False, False, False, False, False, False, False, False), True),
            (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), False),
            (x509.AuthorityKeyIdentifier.from_issuer_public_key(self.authority.public_key()), False),
            (x509.SubjectAlternativeName([name]), True),
            (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.57264.1.1"), issuer.encode()), False),
            (
                x509.UnrecognizedExtension(
                    x509.ObjectIdentifier("1.3.6.1.4.1.57264.1.8"), b"\x0c" + bytes([len(issuer)]) + issuer.encode()
                ),
                False,
            ),
        ):
            builder = builder.add_extension(value, critical)
        before = builder.sign(self.authority, hashes.SHA256()).tbs_certificate_bytes
        return builder.add_extension(x509.UnrecognizedExtension(SCT_LIST, self._noted(before)), False).sign(self.authority, hashes.SHA256())

    def _noted(self, certificate):
        """The log's word that it has a certificate. Source: RFC 6962, 3.2 and 3.3."""
        stamp = int(time.time() * 1000)
        entry = hashlib.sha256(public(self.authority)).digest() + len(certificate).to_bytes(3, "big") + certificate
        signed = self.certificates.sign(struct.pack("!BBQH", 0, 0, stamp, 1) + entry + b"\0\0", ec.ECDSA(hashes.SHA256()))
        number = hashlib.sha256(public(self.certificates)).digest()
        sct = b"\0" + number + struct.pack("!Q", stamp) + b"\0\0" + b"\x04\x03" + struct.pack("!H", len(signed)) + signed
        inner = struct.pack("!H", len(sct)) + sct
        whole = struct.pack("!H", len(inner)) + inner
        return b"\x04" + (bytes([len(whole)]) if len(whole) < 128 else b"\x81" + bytes([len(whole)])) + whole

    def noted(self, body):
        """An entry of the log of signatures, alone in its tree, as the log tells it."""
        data = canonical(body)
        number = hashlib.sha256(public(self.log)).digest()
        entry = {"body": text(data), "integratedTime": int(time.time()), "logID": number.hex(), "logIndex": len(self.entries)}
        promise = self.log.sign(canonical(entry), ec.ECDSA(hashes.SHA256()))
        root = hashlib.sha256(b"\0" + data).digest()
        note = f"log.example.com - 1\n1\n{text(root)}\n"
        signed = self.log.sign(note.encode(), ec.ECDSA(hashes.SHA256()))
        proof = {
            "logIndex": 0,
            "treeSize": 1,
            "rootHash": root.hex(),
            "hashes": [],
            "checkpoint": f"{note}\n\u2014 log.example.com {text(number[:4] + signed)}\n",
        }
        whole = {**entry, "verification": {"inclusionProof": proof, "signedEntryTimestamp": text(promise)}}
        self.entries[entry["logIndex"]] = whole
        return whole

    def answer(self, method, path, headers):
        """The log of signatures, asked for an entry."""
        index = int(path.rpartition("=")[2])
        return (200, {}, json.dumps({"x": self.entries[index]}).encode()) if index in self.entries else (404, {}, b"{}")


class Person(Signer):
    """Somebody who signs without a key of their own."""

    def __init__(self, good, who, issuer=ISSUER):
        super().__init__()
        self.good = good
        self.certificate = good.certificate(self.key, who, issuer)
        self.chain = self.certificate.public_bytes(Encoding.PEM).decode()

    def attachment(self, digest):
        """A signature in cosign's older form: what is signed, and the annotations."""
        signed = claim(digest)
        signature = text(self.sign(signed))
        spec = {
            "data": {"hash": {"algorithm": "sha256", "value": hashlib.sha256(signed).hexdigest()}},
            "signature": {"content": signature, "publicKey": {"content": text(self.chain.encode())}},
        }
        entry = self.good.noted({"apiVersion": "0.0.1", "kind": "hashedrekord", "spec": spec})
        logged = {"SignedEntryTimestamp": entry["verification"]["signedEntryTimestamp"], "Payload": entry}
        return signed, {
            "dev.cosignproject.cosign/signature": signature,
            "dev.sigstore.cosign/certificate": self.chain,
            "dev.sigstore.cosign/bundle": json.dumps(logged),
        }

    def bundle(self, about, predicate=SIGNED):
        payload = statement(about, predicate)
        signature = text(self.sign(encoded(payload)))
        kind = "application/vnd.in-toto+json"
        envelope = {"payload": text(payload), "payloadType": kind, "signatures": [{"sig": signature}]}
        spec = {
            "envelopeHash": {"algorithm": "sha256", "value": "0" * 64},
            "payloadHash": {"algorithm": "sha256", "value": hashlib.sha256(payload).hexdigest()},
            "signatures": [{"signature": signature, "verifier": text(self.chain.encode())}],
        }
        entry = self.good.noted({"apiVersion": "0.0.1", "kind": "dsse", "spec": spec})
        proof = entry["verification"]["inclusionProof"]
        described = {
            "logIndex": str(entry["logIndex"]),
            "logId": {"keyId": text(bytes.fromhex(entry["logID"]))},
            "kindVersion": {"kind": "dsse", "version": "0.0.1"},
            "integratedTime": str(entry["integratedTime"]),
            "inclusionPromise": {"signedEntryTimestamp": entry["verification"]["signedEntryTimestamp"]},
            "inclusionProof": {
                "logIndex": "0",
                "treeSize": "1",
                "hashes": [],
                "rootHash": text(bytes.fromhex(proof["rootHash"])),
                "checkpoint": {"envelope": proof["checkpoint"]},
            },
            "canonicalizedBody": entry["body"],
        }
        der = text(base64.b64decode("".join(self.chain.split("-----")[2].split())))
        material = {"certificate": {"rawBytes": der}, "tlogEntries": [described]}
        return json.dumps({"mediaType": BUNDLE, "verificationMaterial": material, "dsseEnvelope": envelope}).encode()
