"""GitHub's workflow commands: findings as annotations on the lines of a pull request."""

from __future__ import annotations

from dockwright.report import readable
from dockwright.report.excerpt import Places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dockwright.findings import Finding
    from dockwright.report import FileReport

LEVELS = {"error": "error", "warning": "warning", "info": "notice", "style": "notice"}


def github(files: Sequence[FileReport]) -> str:
    """One `::level file=...::message` a finding. GitHub takes columns only where a range stays on one line."""
    out = []
    for file in files:
        lines = Places(file.source)
        out += [_command(file, lines, finding) for finding in file.findings]
    return "".join(out)


def _command(file: FileReport, lines: Places, finding: Finding) -> str:
    line, column = lines.position(finding.span.start)
    end_line, end_column = lines.position(finding.span.end)
    place = f"file={_property(file.path)},line={line + 1}"
    place += f",col={column + 1},endLine={end_line + 1},endColumn={end_column + 1}" if line == end_line else f",endLine={end_line + 1}"
    return f"::{LEVELS[finding.severity]} {place},title={_property(f'dockwright: {file.name(finding)}')}::{_data(finding.message)}\n"


def _data(text: str) -> str:
    return readable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
