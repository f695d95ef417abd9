"""Who signed an image: against a docker-registry, and against registries in this process with and without referrers."""

from __future__ import annotations

import base64
import itertools
import json

import pytest

from dockwright.cli import main
from dockwright.model.facts import Signature, Trust
from dockwright.model.images import parse
from dockwright.registry.cache import Cache
from dockwright.registry.errors import RegistryError
from dockwright.registry.resolver import Resolver
from registry.conftest import QUICK
from registry.signing import BUILT, NOTATION, SCANNED, Signer, attach, claim, refer, text

pytest.importorskip("cryptography", reason="needs cryptography: pip install 'dockwright[signing]'")
NAMES = (f"signed/image{number}" for number in itertools.count())
SIGNATURE = "dev.cosignproject.cosign/signature"


@pytest.fixture(scope="session")
def team():
    return Signer()


@pytest.fixture(scope="session")
def stranger():
    return Signer()


@pytest.fixture
def key(tmp_path, team):
    path = tmp_path / "team.pub"
    path.write_bytes(team.pem)
    return str(path)


@pytest.fixture
def image(pushed):
    """A new image: its name and its digest."""
    name = next(NAMES)
    return name, pushed.index(name, "1", name)[0]


def judged(pusher, image, *keys, **given):
    """What is to be said of the signatures of an image."""
    name, digest = image
    trust = given.pop("trust", (Trust("127.0.0.1:*", keys),) if keys else ())
    resolver = Resolver(QUICK, given.pop("cache", None), trust=trust, **given)
    return resolver.signature(parse(f"{pusher.registry.host}/{name}:1"), digest)


@pytest.mark.parametrize("how", ["attached", "bundled"])
def test_verdicts(pushed, image, team, stranger, key, how):
    name, digest = image
    verdicts = [judged(pushed, image, key)]
    getattr(stranger, how)(pushed, name, digest)
    verdicts.append(judged(pushed, image, key))
    getattr(team, how)(pushed, name, digest, "sha256:" + "1" * 64)
    verdicts.append(judged(pushed, image, key))
    getattr(team, how)(pushed, name, digest)
    verdicts.append(judged(pushed, image, key))
    if getattr(pushed.registry, "referrers", False) and how == "bundled":
        pushed.registry.subjects.clear()
        refer(pushed, name, digest, NOTATION, b"{}")
    pattern = "127.0.0.1:*"
    assert verdicts == [
        Signature("unsigned", "", pattern),
        Signature("wrong-key", "with another key", pattern),
        Signature("wrong-digest", "it is for sha256:111111111111…", pattern),
        Signature("verified", "the key team.pub", pattern),
    ]


def test_one_good_signature_among_others_is_enough(pushed, image, team, stranger, key):
    name, digest = image
    signed = [(claim(digest), stranger), (claim("sha256:" + "1" * 64), team), (claim(digest), team)]
    attach(pushed, name, digest, *[(one, {SIGNATURE: text(who.sign(one))}) for one, who in signed])
    assert judged(pushed, image, key).verdict == "verified"


def test_both_forms_side_by_side(pushed, image, team, stranger, key):
    name, digest = image
    stranger.attached(pushed, name, digest)
    team.bundled(pushed, name, digest)
    assert judged(pushed, image, key).verdict == "verified"


def test_where_nobody_is_named_only_absence_counts(pushed, image, stranger):
    assert judged(pushed, image) == Signature("unsigned")
    stranger.attached(pushed, *image)
    assert judged(pushed, image) == Signature("signed", "with a key")


def test_notation_is_named(pushed, image, key):
    refer(pushed, *image, NOTATION, b"{}")
    found = judged(pushed, image, key)
    assert (found.verdict, found.detail) == ("unclear", "it is signed with Notation, which notation verify understands")


@pytest.mark.parametrize("predicate, verdict", [(BUILT, "verified"), (SCANNED, "unsigned")])
def test_not_every_statement_is_a_signature(pushed, image, team, key, predicate, verdict):
    team.bundled(pushed, *image, predicate=predicate)
    assert judged(pushed, image, key).verdict == verdict


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"\xff",
        b'{"dsseEnvelope": 5, "verificationMaterial": {}}',
        b"[" * 50_000,
        b'{"dsseEnvelope": {"payload": "%%%"}}',
    ],
)
def test_a_bundle_nobody_can_read(pushed, image, key, content):
    refer(pushed, *image, "application/vnd.dev.sigstore.bundle.v0.3+json", content or b" ")
    assert judged(pushed, image, key) == Signature("unclear", "its signature cannot be read", "127.0.0.1:*")


@pytest.mark.parametrize(
    "signed, notes", [(b"{}", {SIGNATURE: "x"}), (b"[]", {}), (b"\xff", {SIGNATURE: "!"}), (claim("x"), {SIGNATURE: 5})]
)
def test_an_attached_signature_nobody_can_read(memory, key, signed, notes):
    name = next(NAMES)
    image = name, memory.image(name, "1")
    attach(memory, *image, (signed, notes))
    assert judged(memory, image, key).verdict == "unclear"


@pytest.mark.parametrize("kind", ["P-384", "P-521", "RSA", "Ed25519"])
def test_kinds_of_keys(memory, tmp_path, kind):
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    made = {
        "P-384": lambda: ec.generate_private_key(ec.SECP384R1()),
        "P-521": lambda: ec.generate_private_key(ec.SECP521R1()),
        "RSA": lambda: rsa.generate_private_key(65537, 2048),
        "Ed25519": ed25519.Ed25519PrivateKey.generate,
    }
    signer, path, name = Signer(made[kind]()), tmp_path / "k.pub", next(NAMES)
    path.write_bytes(signer.pem)
    image = name, memory.image(name, "1", name)
    signer.attached(memory, *image)
    assert judged(memory, image, str(path)).verdict == "verified"
    path.write_bytes(Signer(made[kind]()).pem)
    assert judged(memory, image, str(path)).verdict == "wrong-key"


def test_the_longest_pattern_counts(memory, team, stranger, key, tmp_path):
    other = tmp_path / "other.pub"
    other.write_bytes(stranger.pem)
    name = next(NAMES)
    image = name, memory.image(name, "1", name)
    team.attached(memory, *image)
    host = memory.registry.host
    trust = (Trust(host, (str(other),)), Trust(f"{host}/signed", (key,)), Trust("*", (str(other),)))
    assert judged(memory, image, trust=trust) == Signature("verified", "the key team.pub", f"{host}/signed")
    assert judged(memory, image, trust=(Trust("ghcr.io", (key,)),)) == Signature("signed", "with a key")


def test_a_verdict_is_kept_by_digest_and_key(memory, team, stranger, key, tmp_path):
    name, cache = next(NAMES), Cache(str(tmp_path / "kept"))
    image = name, memory.image(name, "1", name)
    team.attached(memory, *image)
    assert judged(memory, image, key, cache=cache).verdict == "verified"
    asked = len(memory.registry.seen)
    assert judged(memory, image, key, cache=cache).verdict == "verified"
    assert judged(memory, image, key, cache=cache, offline=True).verdict == "verified"
    assert len(memory.registry.seen) == asked
    with open(key, "wb") as file:
        file.write(stranger.pem)
    assert judged(memory, image, key, cache=cache).verdict == "wrong-key", "another key is another question"


def test_what_is_missing_is_asked_again_after_an_hour(memory, team, key, tmp_path, monkeypatch):
    from time import time

    name, cache = next(NAMES), Cache(str(tmp_path / "kept"))
    image = name, memory.image(name, "1", name)
    assert judged(memory, image, key, cache=cache).verdict == "unsigned"
    team.attached(memory, *image)
    assert judged(memory, image, key, cache=cache).verdict == "unsigned"
    now = time()
    monkeypatch.setattr("dockwright.registry.cache.time", lambda: now + 4000)
    assert judged(memory, image, key, cache=cache).verdict == "verified"
    asked = len(memory.registry.seen)
    monkeypatch.setattr("dockwright.registry.cache.time", lambda: now + 400_000)
    assert judged(memory, image, key, cache=cache).verdict == "verified"
    assert len(memory.registry.seen) == asked, "who signed a digest does not change"


@pytest.mark.parametrize("status, kind", [(401, "denied"), (403, "denied"), (429, "rate-limited"), (500, "unavailable")])
def test_a_fault_is_no_verdict(memory, key, status, kind):
    name = next(NAMES)
    image = name, memory.image(name, "1", name)
    answer = memory.registry.answer
    memory.registry.answer = lambda method, path, headers: (
        (status, {"Retry-After": "99"}, b"") if ".sig" in path else answer(method, path, headers)
    )
    with pytest.raises(RegistryError) as raised:
        judged(memory, image, key)
    assert raised.value.kind == kind


def test_docker_content_trust_is_named_and_not_believed(memory, web, key, monkeypatch):
    name = next(NAMES)
    image = name, memory.image(name, "1", name)
    hashes = {"sha256": base64.b64encode(bytes.fromhex(image[1].partition(":")[2])).decode()}
    targets = json.dumps({"signed": {"targets": {"1": {"hashes": hashes, "length": 1}}}}).encode()
    server = web(lambda method, path, given: (200, {}, targets if path.endswith("/targets/releases.json") else b"{}"))
    assert judged(memory, image) == Signature("unsigned")
    monkeypatch.setenv("DOCKER_CONTENT_TRUST_SERVER", f"http://{server.host}")
    assert judged(memory, image) == Signature("unsigned", "there is only Docker Content Trust, which is retired")
    assert judged(memory, image, key).verdict == "unsigned"
    assert ("GET", f"/v2/{memory.registry.host}/{name}/_trust/tuf/targets.json") in server.asked


@pytest.mark.parametrize("missing", ["", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "private"])
def test_a_key_that_is_none(memory, tmp_path, missing):
    path, name = tmp_path / "bad.pub", next(NAMES)
    path.write_text(missing)
    with pytest.raises(RegistryError, match=r"bad\.pub holds no public key: write what cosign public-key prints"):
        judged(memory, (name, memory.image(name, "1", name)), str(path))


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """Check a Dockerfile with a configuration; the findings of the rule, and what was said."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr("dockwright.cli.online.options_of", lambda registry: QUICK)

    def run(source, config, *argv):
        (folder / "Dockerfile").write_text(source)
        (folder / "dockwright.toml").write_text(config)
        status = main(["check", "--shellcheck", "off", "--format", "json", "--ignore", "unpinned-digest,moving-tag", *argv, "Dockerfile"])
        out, err = capsys.readouterr()
        found = [(one["rule"], one["severity"], one["message"]) for one in json.loads(out)["findings"]] if out else []
        return status, found, err

    return run


def test_the_rule(check, pushed, team, stranger, key):
    host, names = pushed.registry.host, [next(NAMES) for _ in range(4)]
    digests = [pushed.image(name, "1", name) for name in names]
    team.attached(pushed, names[0], digests[0])
    stranger.bundled(pushed, names[1], digests[1])
    team.bundled(pushed, names[2], digests[2], digests[0])
    source = "".join(f"FROM {host}/{name}:1\n" for name in names)
    config = f'[trust."{host}"]\nkeys = ["../team.pub"]\n'
    rule = "unsigned-base-image"
    expected = [
        (rule, "warning", "nobody who is trusted signed this image (with another key): find out who made it"),
        (rule, "error", f"this signature was made for another image (it is for {digests[0][:19]}…): do not use this one"),
        (rule, "warning", "this image is not signed: use one that its maker has signed"),
    ]
    assert check(source, config, "--online") == (1, expected, "")
    assert check(source, config, "--offline") == (1, expected, "")
    assert check(source, config) == (0, [], ""), "nobody asked a registry"
    found = check(source, "", "--online", "--extend-select", rule)
    assert found == (0, [(rule, "info", expected[2][2])], "")


@pytest.mark.parametrize(
    "config, says",
    [
        ("[trust]\nx = 5\n", ":2: 'x' must be a table, not a number: write keys or identities below it"),
        ('[trust."a.example.com"]\n[trust."b.example.com"]\nkey = []\n', ":1: 'a.example.com' trusts nobody: name keys, or identities"),
        (
            '[trust."a.example.com"]\nkeys = ["../team.pub"]\n[trust."b.example.com"]\nkey = []\n',
            ":4: unknown key 'key': did you mean 'keys'?",
        ),
        ('[trust."a.example.com"]\nkeys = ["gone.pub"]\n', ":2: "),
        ('[trust."a.example.com"]\nkeys = "team.pub"\n', ":2: 'keys' must be a list of strings, not a string: write keys = [\"team.pub\"]"),
        ('[trust."a.example.com"]\nidentities = ["x"]\n', ":1: 'identities' and 'issuers' belong together"),
        ('[trust."https://a.example.com"]\nkeys = []\n', ":1: 'https://a.example.com' covers no image: write a registry"),
        ('trust = "x"\n', ":1: 'trust' must be a table"),
    ],
)
def test_a_configuration_that_cannot_be_meant(check, key, config, says):
    status, _, err = check("FROM a\n", config)
    assert status == 2
    assert f"dockwright.toml{says}" in err


def test_a_table_in_a_project_file(memory, key, tmp_path, monkeypatch, capsys):
    host, name = memory.registry.host, next(NAMES)
    memory.image(name, "1", name)
    project = tmp_path / "project" / "pyproject.toml"
    project.parent.mkdir()
    monkeypatch.chdir(project.parent)
    for table, expected in (('keys = ["../team.pub"]', "this image is not signed"), ("keys = 5", ":4: 'keys' must be a list of strings")):
        project.write_text(f'[tool.dockwright]\ntoday = 2026-11-23\n[tool.dockwright.trust."{host}"]\n{table}\n')
        (tmp_path / "project" / "Dockerfile").write_text(f"FROM {host}/{name}:1\n")
        argv = ["check", "--online", "--shellcheck", "off", "--select", "unsigned-base-image", "Dockerfile"]
        assert main(argv) == (1 if "signed" in expected else 2)
        assert expected in "".join(capsys.readouterr())


def test_a_missing_extra_is_said_once(check, memory, team, key, monkeypatch):
    import sys

    host, names = memory.registry.host, [next(NAMES) for _ in range(3)]
    for name in names:
        team.attached(memory, name, memory.image(name, "1", name))
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    source = "".join(f"FROM {host}/{name}:1\n" for name in names)
    status, found, err = check(source, f'[trust."{host}"]\nkeys = ["../team.pub"]\n', "--online")
    assert (status, found) == (0, [])
    assert err == "dockwright: signatures cannot be verified: pip install 'dockwright[signing]'\n"
