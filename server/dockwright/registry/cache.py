"""Answers of registries on disk, in the user's cache folder: one small file an answer, written in one step.

An answer holds no credential. What is damaged is as if it were not there; what cannot be written is not kept.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import blake2b
from time import time

from dockwright.shellcheck.store import folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FORMAT, SUM = 1, 8
FRESH = 3600.0
"""Seconds for which a tag is taken to be where it was."""
FOREVER = float("inf")
"""For what is asked by digest, which does not change."""
KEPT_DAYS = 60


class Cache:
    """Answers by question. `place` is None where nothing can be kept."""

    __slots__ = ("place",)

    def __init__(self, place: str | None = None) -> None:
        base = folder()
        self.place = place or (os.path.join(base, "registry") if base else None)

    def get(self, kind: str, name: str, age: float = FRESH) -> Any:
        """The answer kept for a question, if it is at most `age` seconds old; else None."""
        path = self._path(kind, name)
        try:
            with open(path, "rb") as file:
                data = file.read(1 << 20)
            if blake2b(data[SUM:], digest_size=SUM).digest() != data[:SUM]:
                return None
            kept = json.loads(data[SUM:])
        except (OSError, ValueError, RecursionError):
            return None
        if not isinstance(kept, dict) or kept.get("question") != [kind, name] or not isinstance(kept.get("time"), (int, float)):
            return None
        return kept.get("answer") if -60 <= time() - kept["time"] <= age else None

    def put(self, kind: str, name: str, answer: Any) -> None:
        """Keep an answer, so that others see it whole or not at all."""
        path = self._path(kind, name)
        data = json.dumps({"question": [kind, name], "time": time(), "answer": answer}).encode()
        beside = f"{path}.{os.getpid()}.{os.urandom(4).hex()}"
        try:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            with open(beside, "xb") as file:
                file.write(blake2b(data, digest_size=SUM).digest() + data)
            os.replace(beside, path)
        except OSError:
            with suppress(OSError):
                os.unlink(beside)
            return
        if path.endswith("0"):
            _forget_old(os.path.dirname(path))

    def _path(self, kind: str, name: str) -> str:
        key = blake2b(f"{FORMAT}\0{kind}\0{name}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        return os.path.join(self.place or os.devnull, key[:2], key[2:])


def _forget_old(directory: str) -> None:
    """Remove what was kept long ago; now and then, in one folder, so that no run pays for all."""
    oldest = time() - KEPT_DAYS * 86400
    with suppress(OSError):
        for entry in os.scandir(directory):
            if entry.stat().st_mtime < oldest:
                os.unlink(entry.path)
