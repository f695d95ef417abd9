"""What is in a `--mount`, and what the builder refuses there."""

import pytest

from dockwright.syntax import parse
from dockwright.syntax.mount_faults import faults
from dockwright.syntax.mounts import mounts


def found(fields, workdir=None, **values):
    source = f"RUN --mount={fields} true"
    (mount,) = mounts(parse(source).instructions[0])
    return [source[slice(*one.span)] for one in faults(mount, lambda text: values.get(text.strip("$"), text), workdir)]


@pytest.mark.parametrize(
    "fields, expected",
    [
        ("target=/a", []),
        ("type=cache,target=/a", []),
        ("type=secret,id=a", []),
        ("type=ssh", []),
        ("ro", []),
        ("tagret=/a", ["tagret"]),
        ("target", ["target"]),
        ("target=", []),
        ("type=x,target=/a", ["x"]),
        ("type=bind,target=/a,uid=1", ["uid"]),
        ("type=ssh,uid=x", ["x"]),
        ("type=cache,target=/a,mode=9", ["9"]),
        ("target=/,ro=x", ["/", "x"]),
        ("type=secret", ["--mount=type=secret"]),
        ("a,b", ["a", "b"]),
    ],
)
def test_faults(fields, expected):
    assert found(fields) == expected


def test_a_mount_without_a_target_lies_in_the_working_directory():
    assert (found("ro", "/"), found("ro", "/app"), found("ro", None)) == (["--mount=ro"], [], [])


def test_variables():
    assert found("type=cache,target=$A,mode=$B", A="/", B="x") == ["$A", "$B"]
    assert found("type=cache,target=$A,mode=$B", A=None, B=None) == []
    assert found("from=$A,target=/a", A="x") == ["$A"]
