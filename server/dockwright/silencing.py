"""Which findings ignore comments silence, and which comments have silenced something."""

from __future__ import annotations

from bisect import bisect_right

from dockwright.rules._index import INDEX
from dockwright.settings import is_single
from dockwright.suppressions import SCRIPT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.findings import Finding
    from dockwright.suppressions import Ignore


def apply(ignores: list[Ignore], findings: list[Finding]) -> Iterator[Finding]:
    """The findings that no comment silences; marks the names that silenced one."""
    by_size: dict[int, list[Ignore]] = {}
    for ignore in sorted(ignores, key=lambda one: one.covers.start):
        by_size.setdefault((ignore.covers.end - ignore.covers.start).bit_length(), []).append(ignore)
    for finding in findings:
        silent = False
        for span in (finding.span, *(related.span for related in finding.related)):
            for ignore in _around(by_size, span.start):
                if ignore.silences(finding):
                    ignore.used = silent = True
        if not silent:
            yield finding


def _around(by_size: dict[int, list[Ignore]], offset: int) -> Iterator[Ignore]:
    """The names that may cover an offset. Those of a like size lie close to it, so that few of many comments are asked."""
    for size, ignores in by_size.items():
        at = bisect_right(ignores, offset, key=lambda one: one.covers.start) - 1
        while at >= 0 and ignores[at].covers.start + (1 << size) >= offset:
            yield ignores[at]
            at -= 1


def mark_checkable(ignores: list[Ignore], ran: set[str]) -> None:
    """Say of each name whether it could have silenced something: the one rule, or any of several, that it stands for ran.

    `ran` are the rules that could report whatever there is to report. In a script ShellCheck needs names that nobody here hears of.
    """
    for ignore in ignores:
        is_judged = ignore.name and ignore.scope != SCRIPT
        rows = [row for row in INDEX.values() if ignore.names.touches(row)] if is_judged else []
        wanted = all if is_single(ignore.name) else any
        ignore.checkable = bool(rows) and wanted(row.name in ran for row in rows)
