"""Checkstyle's XML, which many build servers and reviewers read."""

from __future__ import annotations

from dockwright.report.excerpt import Places
from dockwright.report.xml import attributes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dockwright.findings import Finding
    from dockwright.report import FileReport

LEVELS = {"error": "error", "warning": "warning", "info": "info", "style": "info"}


def checkstyle(files: Sequence[FileReport]) -> str:
    """One `file` element a file, one `error` element a finding, whatever its severity."""
    body = "".join(f"  <file{attributes(name=file.path)}>\n{_errors(file)}  </file>\n" for file in files)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n{body}</checkstyle>\n'


def _errors(file: FileReport) -> str:
    lines = Places(file.source)
    return "".join(f"    <error{_error(file, lines, finding)}/>\n" for finding in file.findings)


def _error(file: FileReport, lines: Places, finding: Finding) -> str:
    line, column = lines.position(finding.span.start)
    return attributes(
        line=str(line + 1), column=str(column + 1), severity=LEVELS[finding.severity], message=finding.message, source=file.name(finding)
    )
