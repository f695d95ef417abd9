"""The fields of --mount and where they are."""

from __future__ import annotations

import pytest

from dockwright.syntax import parse
from dockwright.syntax.mounts import mounts


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        ("RUN --mount=type=cache,target=/a x", [("type", "cache", "type", "cache"), ("target", "/a", "target", "/a")]),
        ("RUN --mount=type=cache,\\\ntarget=/a x", [("type", "cache", "type", "cache"), ("target", "/a", "target", "/a")]),
        ('RUN --mount="type=bind,source=a b" x', [("type", "bind", "type", "bind"), ("source", "a b", "source", "a b")]),
        ("RUN --mount=SOURCE=a\\ b,ro x", [("source", "a b", "SOURCE", "a\\ b"), ("ro", None, "ro", "")]),
        ("RUN --mount=id=a\\\nb x", [("id", "ab", "id", "a\\\nb")]),
        ("RUN --mount x", [("", None, "", "")]),
        ("RUN --mount= x", [("", None, "", "")]),
    ],
)
def test_fields(source: str, fields: list[tuple[str, str | None, str, str]]) -> None:
    (instruction,) = parse(source).instructions
    (mount,) = mounts(instruction)
    found = [(one.name, one.value, source[slice(*one.key_span)], source[slice(*one.span)]) for one in mount.options.values()]
    assert found == fields


@pytest.mark.parametrize(
    ("flag", "kind", "target"),
    [
        ("--mount=target=/a", "bind", "/a"),
        ("--mount=type=cache,dst=/a", "cache", "/a"),
        ("--mount=type=secret,id=b", "secret", "/run/secrets/b"),
    ],
)
def test_meaning(flag: str, kind: str, target: str) -> None:
    (mount,) = mounts(parse(f"RUN {flag} x").instructions[0])
    assert (mount.type, mount.target) == (kind, target)
