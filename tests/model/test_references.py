"""Names in FROM, `COPY --from` and mounts mean the stages BuildKit takes them for."""

import pytest

from dockwright.model.document import read
from dockwright.model.references import reached


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM alpine AS a\nFROM a", ["alpine -> None", "a -> 0"]),
        ("FROM alpine AS Build\nFROM build", ["alpine -> None", "build -> 0"]),
        ("FROM alpine AS Build\nFROM Build", ["alpine -> None", "Build -> None"]),
        ("ARG B=build\nFROM alpine AS build\nFROM $B", ["alpine -> None", "$B -> 0"]),
        ("ARG B\nFROM alpine AS build\nFROM x-$B", ["alpine -> None", "x-$B -> None"]),
        ("FROM b\nFROM alpine AS b", ["b -> None", "alpine -> None"]),
        ("FROM alpine AS a\nFROM a AS a\nFROM a", ["alpine -> None", "a -> 0", "a -> 1"]),
        ("FROM alpine\nFROM 0", ["alpine -> None", "0 -> None"]),
        ("FROM a AS a\nFROM b\nCOPY --from=A x /", ["a -> None", "b -> None", "A -> 0"]),
        ("FROM a\nFROM b\nCOPY --from=0 x /", ["a -> None", "b -> None", "0 -> 0"]),
        ("FROM b\nCOPY --from=7 x /", ["b -> None", "7 -> None"]),
        ("FROM b\nCOPY --from=" + "9" * 5000 + " x /", ["b -> None", "9" * 5000 + " -> None"]),
        ("FROM b\nCOPY --from=c x /\nFROM d AS c", ["b -> None", "c -> 1", "d -> None"]),
        ("FROM b AS c\nCOPY --from=c x /", ["b -> None", "c -> 0"]),
        ("FROM b AS c\nFROM b AS c\nCOPY --from=c x /", ["b -> None", "b -> None", "c -> 0"]),
        ("FROM b\nCOPY --from=$X x /\nCOPY --from= x /\nCOPY x /", ["b -> None", "$X -> None"]),
        ("FROM a AS a\nFROM b\nRUN --mount=from=a --mount=type=cache,target=/c,from=a x", ["a -> None", "b -> None", "a -> 0", "a -> 0"]),
        ("FROM a AS a\nFROM b\nONBUILD COPY --from=a x /", ["a -> None", "b -> None", "a -> 0"]),
        ("FROM\nFROM b", ["b -> None"]),
        ("COPY --from=a x /\nCOPY --from=0 x /", ["a -> None", "0 -> None"]),
    ],
)
def test_targets(source, expected):
    found = read(source).stage_uses
    assert [f"{use.text} -> {use.target.index if use.target else None}" for use in found] == expected
    for use in found:
        start, end = use.span.shift(use.instruction.start)
        assert source[start:end] == use.text


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM a AS a\nCOPY --from=a x /", ["self literal"]),
        ("FROM a AS a\nCOPY --from=0 x /", ["number self literal"]),
        ("FROM a\nCOPY --from=b x /\nFROM c AS b", ["forward literal"]),
        ('FROM a AS a\nFROM b\nCOPY --from="a" x /', [""]),
        ("FROM a AS a\nFROM b\nCOPY --from=\\\na x /", [""]),
        ("FROM a AS a\nFROM b\nCOPY --from=$A x /", [""]),
    ],
)
def test_kinds(source, expected):
    kinds = ("number", "self", "forward", "literal")
    found = [use for use in read(source).stage_uses if not use.in_from]
    assert [" ".join(kind for kind in kinds if getattr(use, f"is_{kind}")) for use in found] == expected


@pytest.mark.parametrize(
    "image, expected",
    [
        ("build-$ARCH", ["build-a", "build-b"]),
        ("BUILD-${ARCH}", ["build-a", "build-b"]),
        ("${X}", ["build-a", "build-b", "other"]),
        ("${X}-b", ["build-b"]),
        ("build-a", []),
        ("x:$X", []),
    ],
)
def test_may_mean(image, expected):
    stages = "FROM x AS build-a\nFROM x AS build-b\nFROM x AS other\nFROM x\n"
    document = read(f"{stages}FROM {image} AS last\nFROM x AS build-later")
    use = next(use for use in document.stage_uses if use.stage.name == "last")
    assert [stage.name for stage in document.stages if use.may_mean(stage)] == expected


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM x AS a\nFROM x AS b\nFROM a", {0, 2}),
        ("FROM x AS a\nFROM a AS b\nFROM x\nCOPY --from=b c /", {0, 1, 2}),
        ("FROM x AS a\nFROM x\nRUN --mount=from=a,target=/a b", {0, 1}),
        ("FROM x AS a\nFROM x AS b\nFROM ${C}", {0, 1, 2}),
        ("FROM x AS a\nFROM x AS b\nFROM ${C}b", {1, 2}),
        ("FROM x AS a\nCOPY --from=b c /\nFROM a AS b", {0, 1}),
        ("FROM x AS a\nFROM x\nONBUILD COPY --from=a b /", {0, 1}),
    ],
)
def test_reached(source, expected):
    document = read(source)
    assert reached(document, [document.stages[-1]]) == expected
