"""Hover and completion in a `.dockerignore`. The directory that it is for is looked at beside the conversation."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from dockwright.config import ConfigError
from dockwright.contexts import around
from dockwright.ide import ignorefile
from dockwright.model.ignorefile import IgnoreFile

if TYPE_CHECKING:
    from dockwright.findings import Finding
    from dockwright.ide.hover import Hover
    from dockwright.ide.items import Item
    from dockwright.lsp.documents import OpenDocument
    from dockwright.lsp.server import Server


def opened(ls: Server, uri: str) -> OpenDocument | None:
    """The open document of a name, if it is an ignore file."""
    document = ls.documents.get(uri)
    return document if document and document.is_ignore_file and not document.is_too_long else None


async def hover(ls: Server, document: OpenDocument, offset: int) -> Hover | None:
    """What the line at a place means, and what it fits."""
    file, found = IgnoreFile(document.text), _findings(ls, document)
    return await asyncio.to_thread(lambda: ignorefile.hover(file, offset, found, around(document.path)))


def complete(document: OpenDocument, offset: int) -> list[Item]:
    """What can be written at a place; one directory is listed for it."""
    return ignorefile.complete(IgnoreFile(document.text), document.text, offset, around(document.path))


def _findings(ls: Server, document: OpenDocument) -> list[Finding]:
    try:
        return ls.check(document).findings
    except ConfigError:
        return []
