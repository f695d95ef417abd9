"""Answers of registries on disk, in the user's cache folder: one small file an answer, written in one step.

An answer holds no credential. What is damaged is as if it were not there; what cannot be written is not kept.
"""

from __future__ import annotations

import json
import os
from time import time

from dockwright import keeping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FORMAT = 1
LONGEST = 1 << 20
FRESH = 3600.0
"""Seconds for which a tag is taken to be where it was."""
FOREVER = float("inf")
"""For what is asked by digest, which does not change."""


class Cache:
    """Answers by question. `place` is None where nothing can be kept."""

    __slots__ = ("place",)

    def __init__(self, place: str | None = None) -> None:
        base = keeping.folder()
        self.place = place or (os.path.join(base, "registry") if base else None)

    def get(self, kind: str, name: str, age: float = FRESH) -> Any:
        """The answer kept for a question, if it is at most `age` seconds old; else None."""
        data = keeping.get(self._path(kind, name), LONGEST)
        try:
            kept = json.loads(data) if data is not None else None
        except (ValueError, RecursionError):
            return None
        if not isinstance(kept, dict) or kept.get("question") != [kind, name] or not isinstance(kept.get("time"), (int, float)):
            return None
        return kept.get("answer") if -60 <= time() - kept["time"] <= age else None

    def put(self, kind: str, name: str, answer: Any) -> None:
        """Keep an answer, so that others see it whole or not at all."""
        data = json.dumps({"question": [kind, name], "time": time(), "answer": answer}).encode()
        keeping.put(self._path(kind, name), data, "0")

    def _path(self, kind: str, name: str) -> str:
        return keeping.place(self.place or os.devnull, f"{FORMAT}\0{kind}\0{name}")
