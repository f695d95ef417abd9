"""Secrets that a RUN is given by mounts: which texts stand for them."""

import pytest

from dockwright.model.document import read
from dockwright.model.mounted import Mounted


@pytest.mark.parametrize(
    "run, text, holds",
    [
        ("--mount=type=secret,id=a x", "/run/secrets/a", True),
        ("--mount=type=secret,id=a,target=/k x", "$(cat /k)", True),
        ("--mount=type=secret,id=a,dst=/k x", "/other", False),
        ("--mount=type=secret,id=a,env=T x", "${T}", True),
        ("--mount=type=secret,id=a,env=T x", "$U", False),
        ("T=$(cat /run/secrets/a) && x", "bob:$T", True),
        ("export T=$(cat /run/secrets/a); x", "$T", True),
        ("read -r T < /run/secrets/a; x", "$T", True),
        ("T=a; U=$T; x", "$U", False),
        ("T=$(cat /run/secrets/a); U=$T; x", "$U", True),
        ("--mount=type=cache,target=/k x", "/k", False),
        ("x", "plain", False),
    ],
)
def test_holds(run, text, holds):
    document = read(f"FROM alpine:3.20\nRUN {run}\n")
    instruction = document.instructions[1]
    assert Mounted(instruction, document.scripts(instruction)[0]).holds(text) is holds
