"""Image references."""

import pytest

from dockwright.model.images import parse

DIGEST = "sha256:" + "a" * 64


@pytest.mark.parametrize(
    "text, registry, repository, tag, digest",
    [
        ("alpine", "docker.io", "library/alpine", "", ""),
        ("alpine:3.20", "docker.io", "library/alpine", "3.20", ""),
        ("docker.io/alpine", "docker.io", "library/alpine", "", ""),
        ("index.docker.io/library/alpine", "docker.io", "library/alpine", "", ""),
        ("bitnami/redis:7", "docker.io", "bitnami/redis", "7", ""),
        ("localhost/a", "localhost", "a", "", ""),
        ("localhost:5000/a/b:1", "localhost:5000", "a/b", "1", ""),
        ("registry.example.com/a", "registry.example.com", "a", "", ""),
        (f"alpine@{DIGEST}", "docker.io", "library/alpine", "", DIGEST),
        (f"ghcr.io/o/i:v1@{DIGEST}", "ghcr.io", "o/i", "v1", DIGEST),
        ("[2001:db8::1]:5000/a", "[2001:db8::1]:5000", "a", "", ""),
        ("a__b/c--d.e_f", "docker.io", "a__b/c--d.e_f", "", ""),
    ],
)
def test_parse(text, registry, repository, tag, digest):
    reference = parse(text)
    assert reference[1:3] + reference[4:] == (registry, repository, tag, digest)
    assert text[slice(*reference.tag_span)] == tag
    assert text[slice(*reference.digest_span)] == digest
    assert text.startswith(reference.name)


@pytest.mark.parametrize(
    "text", ["", "Alpine", "alpine:", "a//b", "alpine@sha256:12", "alpine:-x", "a b", "-a", "a/", "$A", "alpine:" + "t" * 129]
)
def test_no_reference(text):
    assert parse(text) is None
