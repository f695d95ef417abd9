"""What a memo keeps between two versions of a text is not used any more once images say something else."""

from __future__ import annotations

import pytest

from cases import facts
from dockwright.engine import Memo, check
from dockwright.model.facts import Told
from dockwright.model.surroundings import NOTHING, Surroundings
from dockwright.settings import Settings

TEXT = """FROM registry.example.com/base:1 AS base
ENV A=$APP B=$OTHER
RUN curl https://example.com/x | tee /y
RUN if [[ -f /x ]]; then echo y; fi
WORKDIR app
COPY x y
FROM base
USER root
RUN echo $A | sort
CMD node server.js
"""
SAYS = [
    None,
    {"user": "1001"},
    {"env": ["APP=/srv"]},
    {"shell": ["/bin/bash", "-o", "pipefail", "-c"]},
    {"shell": ["powershell", "-Command"], "platforms": ["windows/amd64"]},
    {"workdir": "/srv", "user": "0"},
]


def around(said):
    return NOTHING if said is None else Surroundings(image=lambda image, platform: Told(facts(**said)))


@pytest.mark.parametrize("first", SAYS, ids=str)
def test_a_memo_knows_what_images_said(first):
    settings, memo = Settings(select=("all",)), Memo()
    for said in (first, *SAYS, first):
        expected = check(TEXT, settings, surroundings=around(said))
        found = check(TEXT, settings, memo=memo, surroundings=around(said))
        assert not found.crashes
        assert found.findings == expected.findings
    assert check(TEXT, settings, surroundings=around(SAYS[1])).findings != check(TEXT, settings, surroundings=around(SAYS[2])).findings
