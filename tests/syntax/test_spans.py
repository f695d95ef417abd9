"""Where everything in a Dockerfile is, as drawn in the Markdown files of this folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drawing import check

_BLOCK = re.compile(r"^```text\n(.*?)\n```$", re.M | re.S)


def drawings() -> list[object]:
    found: list[object] = []
    for path in sorted(Path(__file__).parent.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for block in _BLOCK.finditer(text):
            line = text.count("\n", 0, block.start(1)) + 1
            found.append(pytest.param(block[1], id=f"{path.stem}:{line}"))
    return found


@pytest.mark.parametrize("drawing", drawings())
def test_everything_is_where_it_is_drawn(drawing: str) -> None:
    check(drawing)
