"""Diagnostics: pushed after a change, or given when the client asks for them; never both.

They go out as JSON text. What does not change from keystroke to keystroke, everything but the places, is kept as text.
"""

from __future__ import annotations

import asyncio
import time
from json import dumps
from typing import TYPE_CHECKING, Any, NamedTuple

from lsprotocol import types as t
from pygls.uris import from_fs_path

from dockwright import rules
from dockwright.config import ConfigError
from dockwright.data.peers import shown
from dockwright.findings import ERROR, INFO, WARNING, Finding
from dockwright.lsp.convert import Positions
from dockwright.lsp.handlers import on
from dockwright.lsp.protocol import Encoded
from dockwright.rules._index import INDEX

if TYPE_CHECKING:
    from dockwright.lsp.documents import OpenDocument
    from dockwright.lsp.server import Server

SOURCE = "dockwright"
_SEVERITIES = {ERROR: 1, WARNING: 2, INFO: 3}
_TAGS = {"unnecessary": 1, "deprecated": 2}
_QUICK = 0.05
_LONGEST_WAIT = 0.5
Kind = tuple[str, str, str, tuple[str, ...], str]


class Writer:
    """Findings as JSON text, with what a client can show of them."""

    __slots__ = ("_kept", "has_links", "has_related", "tags")

    def __init__(self, capabilities: t.ClientCapabilities | None = None) -> None:
        text = capabilities.text_document if capabilities else None
        publish = text.publish_diagnostics if text else None
        pull = bool(text and text.diagnostic) and publish is None
        self.has_related = pull or bool(publish and publish.related_information)
        self.has_links = pull or bool(publish and publish.code_description_support)
        self.tags = {1, 2} if pull else set(publish.tag_support.value_set) if publish and publish.tag_support else set()
        self._kept: dict[Kind, str] = {}

    def items(self, document: OpenDocument, findings: list[Finding], profile: str) -> str:
        """A JSON array of diagnostics, under the names that a profile gives them."""
        positions = document.positions
        return f"[{','.join([self._item(document.uri, positions, finding, profile) for finding in findings])}]"

    def _item(self, uri: str, positions: Positions, finding: Finding, profile: str) -> str:
        key = (finding.rule, finding.severity, finding.message, finding.aliases, profile)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._keep(key)
        related = f'"relatedInformation":{self._related(uri, positions, finding)},' if finding.related and self.has_related else ""
        return f'{{"range":{_range(positions, finding.span)},{related}{kept}'

    def _keep(self, key: Kind) -> str:
        if len(self._kept) > 5000:
            self._kept.clear()
        rule, severity, message, aliases, profile = key
        code = shown(profile, rule, aliases)
        fixed: dict[str, Any] = {"severity": _SEVERITIES.get(severity, 4), "code": code, "source": SOURCE, "message": message}
        row = INDEX.get(rule)
        if self.has_links and row:
            fixed["codeDescription"] = {"href": rules.url(rule, aliases)}
        if row and _TAGS.get(row.tag) in self.tags:
            fixed["tags"] = [_TAGS[row.tag]]
        text = self._kept[key] = dumps(fixed)[1:]
        return text

    def _related(self, uri: str, positions: Positions, finding: Finding) -> str:
        places = []
        for one in finding.related:
            there, lines = uri, positions
            if one.file is not None:
                there, lines = from_fs_path(one.file.path) or one.file.path, Positions(one.file.text, positions.encoding)
            places.append(f'{{"location":{{"uri":{dumps(there)},"range":{_range(lines, one.span)}}},"message":{dumps(one.message)}}}')
        return f"[{','.join(places)}]"


def _range(positions: Positions, span: tuple[int, int]) -> str:
    line, column = positions.position(span[0])
    last, end = positions.position(span[1])
    return f'{{"start":{{"line":{line},"character":{column}}},"end":{{"line":{last},"character":{end}}}}}'


def problem(message: str, severity: int = 1) -> str:
    """A diagnostic at the top of a file, about the whole of it."""
    place = {"line": 0, "character": 0}
    return dumps([{"range": {"start": place, "end": place}, "severity": severity, "source": SOURCE, "message": message}])


def items(ls: Server, document: OpenDocument) -> str:
    """The diagnostics of a document as a JSON array."""
    if document.is_too_long:
        return problem(f"too long to check while it is edited ({len(document.text):,} characters): run dockwright check", 3)
    try:
        result = ls.check(document)
    except ConfigError as error:
        return problem(f"not checked, for the configuration is broken: {error}")
    if document.version is not None:
        ls.judge.soon(document, result.unjudged)
        ls.registries.soon(document, result.document, ls.configuration.settings(document.path))
    return ls.writer.items(document, result.findings, ls.configuration.settings(document.path).profile)


class Publisher:
    """Pushes diagnostics for clients that do not ask. One check waits at a time for each document, so bursts do not queue.

    What a check costs is what it computes: that other programs keep the machine busy is no reason to wait.
    """

    __slots__ = ("_cost", "_waiting", "server")

    def __init__(self, server: Server) -> None:
        self.server = server
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._cost: dict[str, float] = {}

    def soon(self, document: OpenDocument) -> None:
        """Check a document once everything that has arrived is read; where checks are slow, once typing pauses."""
        waiting = self._waiting.pop(document.uri, None)
        if waiting is not None:
            waiting.cancel()
        cost = self._cost.get(document.uri, 0.0)
        delay = 0.0 if cost < _QUICK else min(2 * cost, _LONGEST_WAIT)
        self._waiting[document.uri] = asyncio.get_running_loop().call_later(delay, self.now, document)

    def now(self, document: OpenDocument) -> None:
        """Check a document and push what is found, if it is still open."""
        self._waiting.pop(document.uri, None)
        if not self.server.ready or self.server.documents.get(document.uri) is not document:
            return
        started = time.thread_time()
        found = items(self.server, document)
        self._cost[document.uri] = time.thread_time() - started
        self._send(document.uri, document.version, found)

    def forget(self, uri: str) -> None:
        """Take back what was pushed about a document."""
        self._cost.pop(uri, None)
        self._send(uri, None, "[]")

    def _send(self, uri: str, version: int | None, found: str) -> None:
        numbered = f'"version":{version},' if version is not None else ""
        self.server.protocol.notify_text(t.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, f'{{"uri":{dumps(uri)},{numbered}"diagnostics":{found}}}')


OPTIONS = t.DiagnosticOptions(identifier=SOURCE, inter_file_dependencies=False, workspace_diagnostics=True)


@on(t.TEXT_DOCUMENT_DIAGNOSTIC, OPTIONS)
async def pull(ls: Server, params: t.DocumentDiagnosticParams) -> Encoded:
    """Answer with the diagnostics of the text as it is now, or that they are what the client has."""
    await ls.until_ready()
    document = ls.documents.read(params.text_document.uri)
    if document is None:
        return Encoded('{"kind":"full","items":[]}')
    if params.previous_result_id and ls.waits_for_save(document):
        return Encoded(f'{{"kind":"unchanged","resultId":{dumps(params.previous_result_id)}}}')
    return Encoded(report(ls, document, params.previous_result_id).text)


class Report(NamedTuple):
    """A report on a document: the name by which the client may say that it has it, and its JSON."""

    name: str
    text: str


def report(ls: Server, document: OpenDocument, previous: str | None, more: str = "") -> Report:
    """A report on a document; `more` are further members of it. Two versions never share a name: places in them differ."""
    found = items(ls, document)
    name = f"{hash(found):x}.{document.version}"
    if name == previous:
        return Report(name, f'{{"kind":"unchanged","resultId":"{name}"{more}}}')
    return Report(name, f'{{"kind":"full","resultId":"{name}","items":{found}{more}}}')
