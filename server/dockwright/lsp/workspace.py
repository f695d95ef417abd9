"""Diagnostics of the Dockerfiles of a workspace, also of those that are not open."""

from __future__ import annotations

import asyncio
import os
import time
from json import dumps
from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types as t
from pygls.uris import from_fs_path

from dockwright import discovery
from dockwright.config import ConfigError
from dockwright.lsp.diagnostics import report
from dockwright.lsp.handlers import on
from dockwright.lsp.protocol import Encoded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from dockwright.lsp.documents import OpenDocument
    from dockwright.lsp.server import Server

MOST_FILES = 1000
_LISTED_FOR = 30.0


class Seen(NamedTuple):
    """What was found in a file, as long as the file and the settings are the same."""

    stamp: tuple[int, int, int]
    name: str


class Files:
    """The Dockerfiles of the workspace folders, listed now and then, and what was found in each."""

    __slots__ = ("_listed", "_paths", "seen", "server")

    def __init__(self, server: Server) -> None:
        self.server = server
        self._listed = 0.0
        self._paths: list[str] = []
        self.seen: dict[str, Seen] = {}

    def forget(self) -> None:
        """List the files anew when next asked: one came or went."""
        self._listed = 0.0

    async def paths(self) -> list[str]:
        """The files, at most a thousand of them. In a workspace that is not trusted git is not run, for what it runs in turn."""
        if time.monotonic() - self._listed > _LISTED_FOR or not self._listed:
            found: dict[str, None] = {}
            for folder in self.server.configuration.folders:
                found.update(dict.fromkeys(await asyncio.to_thread(discovery.walk, folder.path, self.server.trusted)))
            self._paths = [path for path in found if not self._is_excluded(path)]
            if len(self._paths) > MOST_FILES:
                self.server.say_once(f"only {MOST_FILES} of the {len(self._paths):,} Dockerfiles in the workspace are checked")
            self._paths = self._paths[:MOST_FILES]
            self._listed = time.monotonic()
        return self._paths

    def _is_excluded(self, path: str) -> bool:
        try:
            return discovery.excluded(path, self.server.configuration.settings(path).exclude)
        except ConfigError:
            return False


@on(t.WORKSPACE_DIAGNOSTIC)
async def pull_all(ls: Server, params: t.WorkspaceDiagnosticParams) -> Encoded:
    """Report on every Dockerfile of the workspace; what the client has already is only named."""
    await ls.until_ready()
    previous = {one.uri: one.value for one in params.previous_result_ids}
    found = [one async for one in _reports(ls, previous)]
    return Encoded(f'{{"items":[{",".join(found)}]}}')


async def _reports(ls: Server, previous: dict[str, str]) -> AsyncIterator[str]:
    """A report for each file. Between two of them the server listens: to a keystroke, or to being told to stop."""
    uris: set[str] = set()
    opened = {document.path: document for document in ls.documents.all()}
    for path in await ls.files.paths():
        document = opened.get(path)
        uri = document.uri if document else from_fs_path(path) or path
        uris.add(uri)
        yield _open(ls, document, previous.get(uri)) if document else _closed(ls, path, uri, previous.get(uri))
        await asyncio.sleep(0)
    for uri in previous.keys() - uris:
        yield f'{{"kind":"full","uri":{dumps(uri)},"version":null,"items":[]}}'


def _open(ls: Server, document: OpenDocument, previous: str | None) -> str:
    return report(ls, document, previous, f',"uri":{dumps(document.uri)},"version":{dumps(document.version)}').text


def _closed(ls: Server, path: str, uri: str, previous: str | None) -> str:
    """A report on a file on disk, which is read only if it or the settings changed."""
    more = f',"uri":{dumps(uri)},"version":null'
    seen = ls.files.seen.get(path)
    stamp = _stamp(path, ls.configuration.generation)
    if seen and seen.stamp == stamp and seen.name == previous:
        return f'{{"kind":"unchanged","resultId":{dumps(previous)}{more}}}'
    document = ls.documents.read(uri)
    if document is None:
        return f'{{"kind":"full","items":[]{more}}}'
    made = report(ls, document, previous, more)
    ls.files.seen[path] = Seen(stamp, made.name)
    return made.text


def _stamp(path: str, generation: int) -> tuple[int, int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return (0, 0, generation)
    return (status.st_mtime_ns, status.st_size, generation)
