"""What can be written in a comment: parser directives, and names of rules to ignore."""

from __future__ import annotations

import re

from dockwright.ide.documentation import DIRECTIVES
from dockwright.ide.items import KEYWORD, RULE, VALUE, Item
from dockwright.rules._index import INDEX
from dockwright.settings import aliases
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dockwright.findings import Finding
    from dockwright.model.document import Document

_OWN = re.compile(r"\s*#\s*dockwright:\s*(ignore(?:-file)?)\s*\[([^\]]*)$")
_HADOLINT = re.compile(r"\s*#\s*hadolint\s+(?:global\s+|stage\s+)?ignore\s*=([^#]*)$")
_CHECK = re.compile(r"\s*#\s*check\s*=\s*(?:\S*;)?skip=(\S*)$", re.I)
_DIRECTIVE = re.compile(r"\s*#\s*(syntax|escape|check)\s*=\s*(\S*)$", re.I)
_START = re.compile(r"\s*#\s*([\w-]*)$")
_AFTER = {"dockwright:": ("ignore[", "ignore-file["), "hadolint": ("ignore=", "global ignore=", "stage ignore=", "shell=")}
_TOOL = re.compile(r"\s*#\s*(dockwright:|hadolint)\s+([\w-]*)$")
_PEER_ID = re.compile(r"(?:DL|SC)\d{4}")
_BUILDKIT = re.compile(r"(?:[A-Z][a-z]+){2,}\w*")


def complete(document: Document, offset: int, before: str, findings: list[Finding]) -> Iterator[Item]:
    """What fits behind `before`, the text of the comment up to an offset."""
    if match := _OWN.fullmatch(before):
        yield from _names(match[2], offset, _first(document, offset, findings, match[1] == "ignore-file"), set(INDEX))
    elif match := _HADOLINT.fullmatch(before):
        names = {name for name in aliases() if _PEER_ID.fullmatch(name)}
        yield from _names(match[1], offset, _first(document, offset, findings, False), names)
    elif match := _CHECK.fullmatch(before):
        yield from _names(match[1], offset, [], {name for name in aliases() if _BUILDKIT.fullmatch(name)} | {"all"})
    elif match := _DIRECTIVE.fullmatch(before):
        span = Span(offset - len(match[2]), offset)
        yield from (Item(value, VALUE, span, value) for value in DIRECTIVES[match[1].lower()].values)
    elif match := _TOOL.fullmatch(before):
        span = Span(offset - len(match[2]), offset)
        yield from (Item(text, KEYWORD, span, text) for text in _AFTER[match[1]])
    elif match := _START.fullmatch(before):
        yield from _beginnings(document, Span(offset - len(match[1]), offset), offset)


def _beginnings(document: Document, span: Span, offset: int) -> Iterator[Item]:
    """Directives, where everything above is one, and comments that silence."""
    above = document.source[: document.source.rfind("\n", 0, offset) + 1]
    given = {directive.name for directive in document.directives if directive.span.end < offset}
    if above.count("\n") == len(given):
        for name, entry in DIRECTIVES.items():
            if name not in given:
                yield Item(name, KEYWORD, span, f"{name}=", "parser directive", entry.text, entry.url)
    yield Item("dockwright: ignore", KEYWORD, span, "dockwright: ignore[", "silence a rule for the next instruction")
    yield Item("hadolint ignore", KEYWORD, span, "hadolint ignore=", "the same as hadolint reads it")


def _first(document: Document, offset: int, findings: list[Finding], everywhere: bool) -> Iterable[str]:
    """The names that would silence something, which come first."""
    following = next((one.span for one in document.instructions if one.span.end > offset), Span(0, 0))
    for finding in findings:
        if everywhere or following.start <= finding.span.start <= following.end:
            yield finding.rule
            yield from finding.aliases


def _names(typed: str, offset: int, first: Iterable[str], names: set[str]) -> Iterator[Item]:
    """Names of rules, for a list of which a part is written."""
    listed = re.split(r"[\s,;]+", typed)
    span = Span(offset - len(listed[-1]), offset)
    known = aliases()
    useful = [name for name in dict.fromkeys(first) if name in names]
    for name in [*useful, *sorted(names - set(useful))]:
        rows = [INDEX[name]] if name in INDEX else [INDEX[slug] for slug in known.get(name, ())]
        if name not in listed[:-1]:
            yield Item(name, RULE, span, name, rows[0].summary if rows else "", filter=name)
