"""The report for programs: the schema is a contract, `version` tells it apart from a later one."""

from __future__ import annotations

from json import dumps

from dockwright.report import readable, writable
from dockwright.report.excerpt import Places
from dockwright.rules import url
from dockwright.rules._index import INDEX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dockwright.findings import Finding, Fix
    from dockwright.report import FileReport
    from dockwright.text import Span


def json(files: Sequence[FileReport]) -> str:
    """Lines and columns count from 1, columns in code points; ends are exclusive. `code` is what the profile calls a finding."""
    found = []
    for file in files:
        lines = Places(file.source)
        found += [_finding(file, lines, finding) for finding in file.findings]
    return dumps({"version": 1, "files": len(files), "findings": found}, indent=2) + "\n"


def _finding(file: FileReport, lines: Places, finding: Finding) -> dict[str, object]:
    return {
        "path": readable(file.path),
        "rule": finding.rule,
        "code": file.name(finding),
        "category": INDEX[finding.rule].category,
        "aliases": list(finding.aliases),
        "severity": finding.severity,
        "message": readable(finding.message),
        **_range(lines, finding.span),
        "url": url(finding.rule, finding.aliases),
        "fix": _fix(lines, finding.fix),
    }


def _fix(lines: Places, fix: Fix | None) -> dict[str, object] | None:
    if not fix or not all(writable(edit.text) for edit in fix.edits):
        return None
    edits = [{**_range(lines, edit.span), "text": edit.text} for edit in fix.edits]
    files = [{"path": readable(one.path), "text": readable(one.after)} for one in fix.files]
    return {"title": readable(fix.title), "applicability": fix.applicability, "edits": edits, **({"files": files} if files else {})}


def _range(lines: Places, span: Span) -> dict[str, int]:
    line, column = lines.position(span.start)
    end_line, end_column = lines.position(span.end)
    return {"line": line + 1, "column": column + 1, "end_line": end_line + 1, "end_column": end_column + 1}
