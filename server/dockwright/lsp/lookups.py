"""What only a registry knows: the digest of an image, the version a tag stands for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

Lookup = Callable[[str, str], Awaitable[str]]
"""Answers a question about an image: `("digest", "alpine:3.20")` → `sha256:…`. Raises LookupFailed."""


class LookupFailed(Exception):
    """Why there is no answer, and what to do about it."""


async def unavailable(kind: str, reference: str) -> str:
    """There is no registry client in this version."""
    raise LookupFailed(
        f"the {kind} of {reference} has to be asked of its registry, which this version cannot do: "
        f"run `docker buildx imagetools inspect {reference}` and write the digest behind the name, as {reference}@sha256:…"
    )
