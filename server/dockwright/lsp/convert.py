"""Offsets to positions and back: the only place of the server that knows lines, columns and encodings.

A line ends with `\\n`, `\\r\\n` or `\\r`, as the protocol has it. A column counts code units of the encoding that was
agreed on: UTF-8, UTF-16 or UTF-32. What lies outside a line or the text means its end; what lies inside a character, its start.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from lsprotocol import types as t

from dockwright.ide.tokens import KINDS
from dockwright.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dockwright.ide.tokens import Token
    from dockwright.lsp.documents import OpenDocument

_LINE_END = re.compile(r"\r\n?|\n")
PREVIEW = "dockwright.preview"
UTF8, UTF16, UTF32 = "utf-8", "utf-16", "utf-32"


class Positions:
    """The lines of one text, in one encoding."""

    __slots__ = ("_ascii", "encoding", "starts", "text")

    def __init__(self, text: str, encoding: str = UTF16) -> None:
        self.text = text
        self.encoding = encoding
        self._ascii = encoding == UTF32 or text.isascii()
        if "\r" in text:
            self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        else:
            self.starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
            del self.starts[-1]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        line = bisect_right(self.starts, offset) - 1
        start = self.starts[line]
        return line, offset - start if self._ascii else _units(self.text[start:offset], self.encoding)

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column."""
        if line < 0 or line >= len(self.starts):
            return 0 if line < 0 else len(self.text)
        start, end = self.starts[line], self._end(line)
        if self._ascii or self.text[start:end].isascii():
            return start + min(max(column, 0), end - start)
        return start + _prefix(self.text[start:end], column, self.encoding)

    def _end(self, line: int) -> int:
        if line + 1 == len(self.starts):
            return len(self.text)
        end = self.starts[line + 1] - 1
        return end - self.text.startswith("\r\n", end - 1) if end > self.starts[line] else end

    def line(self, offset: int) -> int:
        """The line of an offset."""
        return bisect_right(self.starts, offset) - 1

    def range(self, span: Span) -> t.Range:
        """A span as a range."""
        return t.Range(t.Position(*self.position(span.start)), t.Position(*self.position(span.end)))

    def span(self, range: t.Range) -> Span:
        """A range as a span; one that runs backwards is turned round."""
        start = self.offset(range.start.line, range.start.character)
        end = self.offset(range.end.line, range.end.character)
        return Span(min(start, end), max(start, end))

    def at(self, position: t.Position) -> int:
        """A position as an offset."""
        return self.offset(position.line, position.character)

    def edit(self, edit: Edit) -> t.TextEdit:
        """An edit."""
        return t.TextEdit(self.range(edit.span), edit.text)


def semantic(positions: Positions, found: Iterable[Token]) -> list[int]:
    """Tokens as five numbers each: lines and columns counted from the token before, length, kind, modifiers."""
    data: list[int] = []
    last_line = last_column = 0
    for one in found:
        line, column = positions.position(one.start)
        _, end = positions.position(one.end)
        data += (line - last_line, column - last_column if line == last_line else column, end - column)
        data += (KINDS.index(one.kind), int(one.declares))
        last_line, last_column = line, column
    return data


def workspace_edit(document: OpenDocument, edits: Iterable[Edit], versioned: bool) -> t.WorkspaceEdit:
    """Edits to one document; versioned, so that a client refuses them if the text has changed, where it can."""
    made = [document.positions.edit(edit) for edit in edits]
    if not versioned:
        return t.WorkspaceEdit(changes={document.uri: made})
    identifier = t.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return t.WorkspaceEdit(document_changes=[t.TextDocumentEdit(identifier, list(made))])


def previewed(document: OpenDocument, edits: Iterable[Edit], label: str) -> t.WorkspaceEdit:
    """Edits to one document that the client shows before it makes them."""
    annotation = t.ChangeAnnotation(label, needs_confirmation=True, description="This may change the image.")
    made = [t.AnnotatedTextEdit(PREVIEW, edit.range, edit.new_text) for edit in map(document.positions.edit, edits)]
    identifier = t.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return t.WorkspaceEdit(document_changes=[t.TextDocumentEdit(identifier, made)], change_annotations={PREVIEW: annotation})


def _units(text: str, encoding: str) -> int:
    if encoding == UTF8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(char > "\uffff" for char in text)


def _prefix(line: str, column: int, encoding: str) -> int:
    """How many characters stand before a column."""
    for count, char in enumerate(line):
        column -= _units(char, encoding)
        if column < 0:
            return count
    return len(line)
