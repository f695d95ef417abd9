"""Images from outside: which there are, and where their tags and digests stand."""

import pytest

from dockwright.model.document import read

DIGEST = "sha256:" + "a" * 64


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM alpine:3.20", ["alpine:3.20"]),
        ("FROM scratch\nFROM a AS b\nFROM b\nCOPY --from=b x /\nCOPY --from=0 x /\nCOPY --from=9 x /", ["a"]),
        ("FROM a AS b\nCOPY --from=c:1 x /\nRUN --mount=from=d:1,target=/x y\nONBUILD COPY --from=e:1 x /", ["a", "c:1", "d:1", "e:1"]),
        ("FROM b\nCOPY --from=c x /\nFROM d AS c", ["b", "d"]),
        ("ARG T=1\nFROM a:$T", ["a:1"]),
        ("ARG T\nFROM a:$T", [None]),
        ("FROM Alpine", ["Alpine"]),
        ("FROM b\nCOPY --from=$X x /", ["b", None]),
    ],
)
def test_images(source, expected):
    assert [image.resolved for image in read(source).images()] == expected


@pytest.mark.parametrize(
    "source, tag, digest",
    [
        ("FROM a:1", "1", "a:1"),
        ("FROM a", "a", "a"),
        ("FROM localhost:5000/a", "localhost:5000/a", "localhost:5000/a"),
        ("FROM localhost:5000/a:1", "1", "localhost:5000/a:1"),
        (f"FROM a:1@{DIGEST}", "1", DIGEST),
        ("ARG T=1\nFROM a:$T", "$T", "a:$T"),
        ("ARG T=1\nFROM a:${T:-x:y}", "${T:-x:y}", "a:${T:-x:y}"),
        ("ARG B=a:1\nFROM $B", "1", "a:1"),
        ('ARG B="a:1"\nFROM ${B}', "1", "a:1"),
        ("ARG B=a:1\nARG C=$B\nFROM ${C}", "$B", "$B"),
    ],
)
def test_places(source, tag, digest):
    (image,) = read(source).images()
    for span, text in ((image.tag, tag), (image.digest, digest)):
        start, end = span.shift(image.at.start)
        assert source[start:end] == text


@pytest.mark.parametrize(
    "image, names, expected",
    [
        ("alpine", ["alpine"], True),
        ("alpine:latest", ["alpine"], True),
        ("docker.io/library/alpine", ["alpine:latest"], True),
        ("alpine:3.20", ["alpine"], False),
        ("alpine", ["docs", "Not A Name"], False),
        ("alpine", [], False),
        ("$X", ["alpine"], False),
    ],
)
def test_named_contexts(image, names, expected):
    (use,) = read(f"FROM {image}").images()
    assert bool(use.is_context(names)) is expected


@pytest.mark.parametrize(
    "source, origin, host",
    [
        ("FROM alpine:3.20", ("docker.io", "library/alpine"), "alpine"),
        ("FROM a/b:1", ("docker.io", "a/b"), "a/b"),
        ("FROM ghcr.io/a/b:1", ("ghcr.io", "a/b"), "ghcr.io"),
        ("FROM localhost:5000/a", ("localhost:5000", "a"), "localhost:5000"),
        ("ARG B=ghcr.io/a:1\nFROM $B", ("ghcr.io", "a"), "ghcr.io"),
        ("ARG T\nFROM ghcr.io/a:$T", ("ghcr.io", "a:"), "ghcr.io"),
        ("ARG T\nFROM alpine:$T", ("docker.io", "library/alpine"), "alpine:$T"),
        ("ARG T\nFROM a/b:$T", ("docker.io", "a/b:"), "a/b:$T"),
        ("ARG R\nFROM $R/a", None, "$R/a"),
        ("ARG R\nFROM a$R", None, "a$R"),
        ('FROM "ghcr.io/a:1"', ("ghcr.io", "a"), '"ghcr.io/a:1"'),
    ],
)
def test_origin(source, origin, host):
    (image,) = read(source).images()
    start, end = image.host.shift(image.at.start)
    assert (image.origin, source[start:end]) == (origin, host)
