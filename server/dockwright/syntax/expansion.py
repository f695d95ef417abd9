"""What comes of expanding a word."""

from __future__ import annotations

from dockwright.text import NamedTuple


class Reference(NamedTuple):
    """A variable that a word uses; `start:end` covers it from the `$`, in offsets of the word's text.

    `modifier` is what follows the name in braces (`:-`, `+`, `#`, `/`, …), or empty. `default` is the
    text behind the modifier.
    """

    name: str
    start: int
    end: int
    modifier: str = ""
    default: str = ""
    is_set: bool = False


class Problem(NamedTuple):
    """Why the builder cannot expand a word; `start:end` is the text at fault.

    `kind` is the name of the rule that reports it; empty where it depends on a value.
    """

    message: str
    start: int
    end: int
    kind: str = ""


class Expansion:
    """A word after expansion: its value, the variables it used, and what went wrong, if anything did."""

    __slots__ = ("problem", "references", "value", "words")

    def __init__(self, value: str, words: list[str], references: list[Reference], problem: Problem | None) -> None:
        self.value = value
        self.words = words
        self.references = references
        self.problem = problem
