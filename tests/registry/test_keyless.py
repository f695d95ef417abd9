"""Signatures made without a key, in both places where cosign keeps them, under an authority and logs of our own."""

from __future__ import annotations

import itertools
import json

import pytest

from dockwright.model.facts import Signature, Trust
from dockwright.model.images import parse
from dockwright.registry.errors import RegistryError
from dockwright.registry.resolver import Resolver
from registry.conftest import PATIENT
from registry.signing import BUNDLE, Signer, attach, refer

pytest.importorskip("sigstore", reason="needs sigstore: pip install 'dockwright[keyless]'")
NAMES = (f"keyless/image{number}" for number in itertools.count())
WHO = "https://ci.example.com/team/base/release@v1"


@pytest.fixture(scope="session")
def good():
    from registry.public_good import PublicGood

    return PublicGood()


@pytest.fixture(autouse=True)
def ours(good, web, tmp_path, monkeypatch):
    """Trust our own authority and logs, and nobody else's."""
    from sigstore.models import TrustedRoot
    from sigstore.verify import Verifier

    (tmp_path / "root.json").write_text(json.dumps(good.root))
    verifier = Verifier(trusted_root=TrustedRoot.from_file(str(tmp_path / "root.json")))
    monkeypatch.setattr("dockwright.registry.keyless._MADE", [verifier])
    monkeypatch.setattr("dockwright.registry.keyless.LOG", f"http://{web(good.answer).host}")


@pytest.fixture
def person(good):
    from registry.public_good import Person

    return lambda who=WHO, **given: Person(good, who, **given)


@pytest.fixture
def image(memory):
    name = next(NAMES)
    return name, memory.image(name, "1", name)


def judged(pusher, image, identity=WHO, issuer="https://issuer.example.com", keys=()):
    name, digest = image
    trust = (Trust("*", keys, (identity,), (issuer,)),)
    found = Resolver(PATIENT, trust=trust).signature(parse(f"{pusher.registry.host}/{name}:1"), digest)
    return found.verdict, found.detail


@pytest.mark.parametrize("form", ["attached", "bundled"])
def test_verdicts(memory, image, person, form):
    name, digest = image

    def sign(who, about=digest):
        if form == "attached":
            attach(memory, name, digest, who.attachment(about))
        else:
            refer(memory, name, digest, BUNDLE, who.bundle(about))

    sign(person())
    assert judged(memory, image) == ("verified", WHO)
    assert judged(memory, image, "https://ci.example.com/team/*") == ("verified", WHO)
    assert judged(memory, image, "https://ci.example.com/other/*")[0] == "wrong-key"
    assert WHO in judged(memory, image, "https://ci.example.com/other/*")[1]
    assert judged(memory, image, issuer="https://other.example.com")[0] == "wrong-key"
    sign(person("dev@example.com"))
    assert judged(memory, image, "dev@example.com") == ("verified", "dev@example.com")
    assert judged(memory, image, "dev[@]example.com")[0] == "wrong-key"
    sign(person(issuer="https://evil.example.com"))
    assert judged(memory, image)[0] == "wrong-key"
    sign(person(), "sha256:" + "1" * 64)
    assert judged(memory, image) == ("wrong-digest", "it is for sha256:111111111111…")


@pytest.mark.parametrize("form", ["attached", "bundled"])
def test_an_authority_that_nobody_trusts(memory, image, form):
    from registry.public_good import Person, PublicGood

    stranger = Person(PublicGood(), WHO)
    if form == "attached":
        attach(memory, *image, stranger.attachment(image[1]))
    else:
        refer(memory, *image, BUNDLE, stranger.bundle(image[1]))
    assert judged(memory, image)[0] != "verified"


def test_a_bundle_that_was_changed(memory, image, person):
    name, digest = image
    bundle = json.loads(person().bundle("sha256:" + "1" * 64))
    bundle["dsseEnvelope"]["payload"] = json.loads(person().bundle(digest))["dsseEnvelope"]["payload"]
    refer(memory, name, digest, BUNDLE, json.dumps(bundle).encode())
    assert judged(memory, image)[0] == "wrong-key"


def test_a_log_entry_of_another_signature(memory, image, person):
    someone = person()
    (signed, notes), (_, others) = someone.attachment(image[1]), someone.attachment("sha256:" + "1" * 64)
    attach(memory, *image, (signed, {**notes, "dev.sigstore.cosign/bundle": others["dev.sigstore.cosign/bundle"]}))
    assert judged(memory, image)[0] == "wrong-key"


def test_a_log_that_does_not_answer(memory, image, person, web, monkeypatch):
    attach(memory, *image, person().attachment(image[1]))
    server = web(lambda method, path, given: (500, {}, b""))
    monkeypatch.setattr("dockwright.registry.keyless.LOG", f"http://{server.host}")
    with pytest.raises(RegistryError, match=r"does not give the log entry of a signature \(status 500\)"):
        judged(memory, image)


@pytest.mark.parametrize("logged", ["", "{", "[]", '{"Payload": {}}', '{"Payload": {"logIndex": 10000}}'])
def test_what_cannot_be_read_is_of_nobody(memory, image, person, logged):
    signed, notes = person().attachment(image[1])
    attach(memory, *image, (signed, {**notes, "dev.sigstore.cosign/bundle": logged}))
    if "10000" in logged:
        with pytest.raises(RegistryError, match="does not give the log entry"):
            judged(memory, image)
    else:
        assert judged(memory, image) == ("wrong-key", "with what cannot be read")


def test_keys_and_identities_side_by_side(memory, image, person, tmp_path):
    signer, path = Signer(), tmp_path / "team.pub"
    path.write_bytes(signer.pem)
    signer.attached(memory, *image)
    refer(memory, *image, BUNDLE, person("https://elsewhere.example.com").bundle(image[1]))
    assert judged(memory, image, keys=(str(path),)) == ("verified", "the key team.pub")
    assert judged(memory, image)[0] == "wrong-key"


def test_only_keys_are_trusted(memory, image, person, tmp_path):
    path = tmp_path / "team.pub"
    path.write_bytes(Signer().pem)
    refer(memory, *image, BUNDLE, person().bundle(image[1]))
    found = Resolver(PATIENT, trust=(Trust("*", (str(path),)),)).signature(parse(f"{memory.registry.host}/{image[0]}:1"), image[1])
    assert found == Signature("wrong-key", "without a key", "*")


def test_without_the_library_that_is_said(memory, image, person, monkeypatch):
    import sys

    refer(memory, *image, BUNDLE, person().bundle(image[1]))
    monkeypatch.setitem(sys.modules, "dockwright.registry.keyless", None)
    with pytest.raises(RegistryError, match=r"made without a key cannot be verified: pip install 'dockwright\[keyless\]'"):
        judged(memory, image)


def test_the_roots_of_trust_are_there_without_a_network(monkeypatch, tmp_path):
    monkeypatch.setattr("dockwright.registry.keyless._MADE", [])
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("HOME", str(tmp_path))
    from dockwright.registry.keyless import verifier

    assert verifier() is verifier()
