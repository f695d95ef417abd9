"""Where the reference material is: a folder `shared` beside the repository, which is not part of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"


def shared(name: str) -> Path:
    """A file of the reference material; skips the calling test where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs {name} in a folder `shared` beside the repository")
    return path


def records(name: str) -> list[dict[str, Any]]:
    """The records of a `.jsonl` file of the reference material; skips the calling test where it is absent."""
    with shared(name).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]
