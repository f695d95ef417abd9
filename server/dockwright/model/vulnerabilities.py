"""What a scanner says about an image: how many vulnerabilities there are, how bad, how many are mended, and where."""

from __future__ import annotations

from dockwright.text import NamedTuple

SEVERITIES = ("critical", "high", "medium", "low", "unknown")
"""How bad a vulnerability is, worst first."""
_NONE = (0,) * len(SEVERITIES)


class Vulnerabilities(NamedTuple):
    """`counts` are numbers by SEVERITIES, each vulnerability of a package once; `mended` those for which there is a version without.

    `better` is the image that the scanner advises to take instead, or empty.
    """

    scanner: str
    counts: tuple[int, ...] = _NONE
    mended: tuple[int, ...] = _NONE
    better: str = ""

    def above(self, threshold: str) -> list[tuple[str, int]]:
        """The severities at or above a threshold of which there are any, with their numbers."""
        return [(name, number) for name, number in zip(_up_to(threshold), self.counts, strict=False) if number]

    def mended_above(self, threshold: str) -> int:
        """How many at or above a threshold are mended somewhere."""
        return sum(self.mended[: len(_up_to(threshold))])


def _up_to(threshold: str) -> tuple[str, ...]:
    return SEVERITIES[: SEVERITIES.index(threshold) + 1] if threshold in SEVERITIES else SEVERITIES[:2]


class ScanError(Exception):
    """An image could not be scanned: which, by what, why, and what to do."""
