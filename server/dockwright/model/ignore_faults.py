"""Lines of a `.dockerignore` that the builder refuses, or that do nothing."""

from __future__ import annotations

from dockwright.model.ignorefile import may_meet
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.ignorefile import IgnoreFile, Pattern

_MOST_LINES = 2000
"""Lines are compared with one another; nobody writes more."""


class Fault(NamedTuple):
    """A line, what is wrong with it, and the line that explains it. `is_refused` says that no image can be built."""

    pattern: Pattern
    message: str
    is_refused: bool = False
    because: Pattern | None = None


def find(file: IgnoreFile) -> Iterator[Fault]:
    """What is wrong, in the order of the lines."""
    patterns = file.patterns[:_MOST_LINES]
    for number, pattern in enumerate(patterns):
        fault = _alone(pattern) or (_pointless(pattern, patterns[:number]) if pattern.negated else _undone(pattern, patterns[number + 1 :]))
        if fault:
            yield fault


def _alone(pattern: Pattern) -> Fault | None:
    """What is wrong with a line by itself."""
    if any(after[:1].isalnum() or not after for after in _behind_backslashes(pattern.text)):
        return Fault(pattern, "a backslash parts directories on Windows alone: write /")
    if pattern.error:
        return Fault(pattern, f"the builder refuses this pattern, for {pattern.error}: mend it, or no image is built", True)
    if " #" in pattern.written or "\t#" in pattern.written:
        return Fault(pattern, "a comment needs a line of its own: here it is part of the pattern")
    if pattern.text in (".", "/"):
        return Fault(pattern, "this fits nothing: write * to leave everything out")
    if pattern.text.split("/")[0] == "..":
        return Fault(pattern, "this points above the context, so it fits nothing: delete it")
    return None


def _behind_backslashes(text: str) -> Iterator[str]:
    """The character behind each backslash that escapes one, empty at the end."""
    at = text.find("\\")
    while at >= 0:
        yield text[at + 1 : at + 2]
        at = text.find("\\", at + 2)


def _pointless(pattern: Pattern, earlier: list[Pattern]) -> Fault | None:
    """A line that brings back what nothing has left out."""
    if any(not one.negated and (one.error or may_meet(one.text, pattern.text)) for one in earlier):
        return None
    return Fault(pattern, "no line above leaves this out, so there is nothing to bring back: move it down, or delete it")


def _undone(pattern: Pattern, later: list[Pattern]) -> Fault | None:
    """A line whose every match a later one brings back."""
    for one in later:
        if one.negated and _covers(one.text, pattern.text):
            return Fault(pattern, "a later line brings all of this back: delete one of the two", False, one)
    return None


def _covers(wide: str, narrow: str) -> bool:
    """Whether a pattern fits everything that another fits, as far as that can be seen from their texts."""
    return wide in (narrow, "**", "*") or (narrow.startswith(f"{wide}/") and not any(char in wide for char in "*?[\\"))
