"""Dockerfiles in which a `|` marks the cursor."""

from dockwright.engine import check
from dockwright.model.document import read
from dockwright.settings import Settings


def at(marked, **given):
    """The document and the offset of the `|`, which is taken out."""
    offset = marked.index("|")
    return read(marked[:offset] + marked[offset + 1 :], **given), offset


def findings(document, *rules):
    """What some rules find in a document."""
    return check(document.source, Settings(select=rules)).findings


def shown(document, spans):
    """Spans as `line:column text`, the line counted from 1."""
    found = []
    for start, end in spans:
        line = document.source.count("\n", 0, start) + 1
        column = start - document.source.rfind("\n", 0, start)
        found.append(f"{line}:{column} {document.source[start:end]}")
    return found
