"""Tags that are versions."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_VERSION = re.compile(r"v?(\d{1,9}(?:\.\d{1,9}){0,3})")


def candidates(tags: Iterable[str]) -> list[str]:
    """The tags that are plain versions, newest first, and the exact ones before those they are a part of: `3.20.1`, `3.20`, `3.19`, `3`."""
    found = [(_numbers(match[1]), tag) for tag in tags if (match := _VERSION.fullmatch(tag))]
    return [tag for _, tag in sorted(found, reverse=True)]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
