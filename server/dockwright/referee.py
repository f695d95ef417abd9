"""A second opinion on a fixed file: dockerfile-parse must read the result as we do wherever it read the original so.

It knows no heredocs and loses a few rarer things, so it judges only files that it and we agree on to begin with.
"""

from __future__ import annotations

from dockwright.model.document import Document
from dockwright.model.document import read as read_document


def objection(original: str, fixed: str) -> str:
    """Why the fixed text must not be written; empty where there is nothing against it."""
    try:
        trusted = _theirs(original) == _ours(read_document(original))
        if trusted and _theirs(fixed) != _ours(read_document(fixed)):
            return "dockerfile-parse reads the result differently"
    except (ImportError, UnicodeError, ValueError):
        return ""
    return ""


def _ours(document: Document) -> list[tuple[str, int, int]]:
    return [(one.name, one.start_line, one.end_line) for one in document.instructions]


def _theirs(source: str) -> list[tuple[str, int, int]]:
    from io import BytesIO

    from dockerfile_parse import DockerfileParser

    parser = DockerfileParser(fileobj=BytesIO(source.encode()))
    return [
        (item["instruction"], item["startline"] + 1, item["endline"] + 1) for item in parser.structure if item["instruction"] != "COMMENT"
    ]
