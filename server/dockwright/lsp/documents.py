"""The texts the editor has open, kept as it sends its changes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lsprotocol import types as t
from pygls.uris import to_fs_path

from dockwright import files
from dockwright.engine import CheckResult, Memo, check, check_ignore_file
from dockwright.lsp.convert import Positions
from dockwright.model.surroundings import NOTHING
from dockwright.settings import Settings
from dockwright.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dockwright.model.surroundings import Surroundings

LIMIT = 1_000_000
_REMEMBERED = 100


class OpenDocument:
    """One text at one version. `checked` is remembered until the text or the settings change."""

    __slots__ = ("_changes", "_checked", "_memo", "_positions", "_settings", "encoding", "is_changed", "path", "text", "uri", "version")

    def __init__(self, uri: str, text: str, version: int | None, encoding: str) -> None:
        self.uri = uri
        self.path = path_of(uri)
        self.text = text
        self.version = version
        self.is_changed = False
        self.encoding = encoding
        self._positions: Positions | None = None
        self._memo = Memo()
        self._settings: Settings | None = None
        self._checked: CheckResult | None = None
        self._changes: list[tuple[int, Span, int]] = []

    @property
    def positions(self) -> Positions:
        """The lines of the text."""
        if self._positions is None:
            self._positions = Positions(self.text, self.encoding)
        return self._positions

    @property
    def is_too_long(self) -> bool:
        """Whether checking it with every keystroke would hold up the editor. No real Dockerfile is."""
        return len(self.text) > LIMIT

    @property
    def is_ignore_file(self) -> bool:
        """Whether it is no Dockerfile but says what stays out of a context."""
        return self.path.endswith(".dockerignore")

    def change(self, version: int, changes: Iterable[t.TextDocumentContentChangeEvent]) -> None:
        """Apply changes as the editor sends them: one after the other, each a range and its new text, or a whole text."""
        for change in changes:
            if isinstance(change, t.TextDocumentContentChangePartial):
                self._replace(self.positions.span(change.range), change.text, version)
            else:
                self._replace(Span(0, len(self.text)), change.text, version)
        self.version = version
        self.is_changed = True

    def _replace(self, span: Span, text: str, version: int) -> None:
        self._changes.append((version, span, len(text)))
        del self._changes[:-_REMEMBERED]
        self.text = self.text[: span.start] + text + self.text[span.end :]
        self._positions = None
        self._checked = None

    def moved(self, span: Span, version: int) -> Span | None:
        """Where a span of an earlier version is now; None where it was changed, or that version is forgotten."""
        if self.version is None or version > self.version:
            return None
        later = [change for change in self._changes if change[0] > version]
        if version < self.version and len(later) == _REMEMBERED:
            return None
        for _, (start, end), size in later:
            if end <= span.start:
                span = span.shift(size - (end - start))
            elif start < span.end:
                return None
        return span

    @property
    def last(self) -> CheckResult | None:
        """What was found when this version was checked; None where it was not, or where more is known since."""
        return self._checked

    def forget(self) -> None:
        """Check again when next asked: more is known than when it was checked."""
        self._checked = None

    def check(self, settings: Settings, surroundings: Surroundings = NOTHING) -> CheckResult:
        """What is found in this version; nothing while it is blank, which is how every file begins."""
        if settings is not self._settings or self._memo.is_full():
            self._settings, self._memo, self._checked = settings, Memo(), None
        if self._checked is None:
            self._checked = check(self.text, settings, self.path, self._memo, surroundings)
            if not self.text.strip():
                self._checked.findings = []
        return self._checked

    def check_ignore_file(self, settings: Settings) -> CheckResult:
        """What is found in an ignore file."""
        if settings is not self._settings or self._checked is None:
            self._settings, self._checked = settings, check_ignore_file(self.text, settings, self.path)
        return self._checked


class Documents:
    """The open texts by URI, and those on disk that somebody asks for."""

    __slots__ = ("_open", "encoding")

    def __init__(self) -> None:
        self.encoding = "utf-16"
        self._open: dict[str, OpenDocument] = {}

    def all(self) -> list[OpenDocument]:
        """The open ones, in the order in which they were opened."""
        return list(self._open.values())

    def open(self, uri: str, text: str, version: int) -> OpenDocument:
        """Take a text in."""
        document = self._open[unquote(uri)] = OpenDocument(uri, text, version, self.encoding)
        return document

    def get(self, uri: str) -> OpenDocument | None:
        """The open document of that name."""
        return self._open.get(unquote(uri))

    def close(self, uri: str) -> OpenDocument | None:
        """Let go of a text."""
        return self._open.pop(unquote(uri), None)

    def read(self, uri: str) -> OpenDocument | None:
        """The open document, or the file of that name; None where there is neither."""
        return self.get(uri) or self._from_disk(uri)

    def _from_disk(self, uri: str) -> OpenDocument | None:
        path = to_fs_path(uri) if uri.startswith("file:") else None
        try:
            if path is None or not os.path.isfile(path) or os.path.getsize(path) > 4 * LIMIT:
                return None
            return OpenDocument(uri, files.read(path), None, self.encoding)
        except OSError:
            return None


def path_of(uri: str) -> str:
    """The path of a file; for a text that is no file, its name."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return path or unquote(uri.rpartition(":")[2]) or "Dockerfile"
