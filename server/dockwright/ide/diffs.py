"""The smallest edits that make one text of another."""

from __future__ import annotations

from difflib import SequenceMatcher

from dockwright.text import Edit, Span

_COMPARED = 20_000


def edits(before: str, after: str) -> tuple[Edit, ...]:
    """Edits, in order and apart from each other, that turn `before` into `after`; lines that stay are not touched."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    if len(old) + len(new) > _COMPARED:
        return _trimmed(before, after, 0)
    found: list[Edit] = []
    for kind, first, last, low, high in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "replace" and last - first == high - low:
            for i in range(last - first):
                found += _trimmed(old[first + i], new[low + i], starts[first + i])
        elif kind != "equal":
            found += _trimmed("".join(old[first:last]), "".join(new[low:high]), starts[first])
    return tuple(found)


def _trimmed(before: str, after: str, at: int) -> tuple[Edit, ...]:
    """One edit without what both ends share; none where nothing differs. A line end is never split."""
    if before == after:
        return ()
    size = min(len(before), len(after))
    head = 0
    while head < size and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < size - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    if head and before[head - 1] == "\r":
        head -= 1
    if tail and before[len(before) - tail] == "\n":
        tail -= 1
    return (Edit(Span(at + head, at + len(before) - tail), after[head : len(after) - tail]),)
