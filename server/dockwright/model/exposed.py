"""The ports an EXPOSE names, with variables replaced."""

from __future__ import annotations

from dockwright.syntax.ports import UNKNOWN, Port
from dockwright.syntax.words import references
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.document import Document
    from dockwright.syntax import Expose, Word


class Exposed:
    """A port of a word. `is_written`: the word holds it character by character, so that its parts can be pointed at and replaced."""

    __slots__ = ("is_written", "port", "word")

    def __init__(self, word: Word, port: Port) -> None:
        self.word = word
        self.port = port
        self.is_written = len(port.text) == len(word.text) == word.end - word.start

    def place(self, span: Span) -> Span:
        """Where a part of the port is, relative to the instruction; the whole word where that does not show."""
        return span.shift(self.word.start) if self.is_written else self.word.span


def read(document: Document, instruction: Expose) -> Iterator[Exposed]:
    """The ports of an EXPOSE, in order; a variable may hold several."""
    for word in instruction.words:
        value = document.resolve(instruction, word)
        if value is None:
            yield Exposed(word, Port(_masked(word.text, instruction.parsed.escape)))
        elif value == word.text:
            yield Exposed(word, Port(value))
        else:
            for part in value.split() or [""]:
                exposed = Exposed(word, Port(part))
                exposed.is_written = False
                yield exposed


def _masked(text: str, escape: str) -> str:
    """A text with its variables made unknown."""
    masked = list(text)
    for one in references(text, escape):
        masked[one.start : one.end] = UNKNOWN * (one.end - one.start)
    return "".join(masked)
