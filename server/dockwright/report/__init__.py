"""What a run found, in the format somebody asked for: one function each, from findings to text.

Only this package and the language server know lines and columns. Nothing here opens a file or a terminal.
"""

from __future__ import annotations

from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dockwright.findings import Finding

FORMATS = ("text", "json", "sarif", "github")


class FileReport(NamedTuple):
    """The findings of one file, and the text their offsets count in."""

    path: str
    source: str
    findings: list[Finding]


class Style(NamedTuple):
    """How a report for people looks. `width` is the terminal's, in columns; `fail_on` the level a run fails at."""

    color: bool = False
    quiet: bool = False
    width: int = 120
    fail_on: str = "warning"


def render(format: str, files: Sequence[FileReport], style: Style, failures: Sequence[str] = ()) -> str:
    """The whole report. `failures` are files that could not be linted and rules that crashed, where a format can say so."""
    if format == "text":
        from dockwright.report.text import text

        return text(files, style)
    if format == "json":
        from dockwright.report.json import json

        return json(files)
    if format == "sarif":
        from dockwright.report.sarif import sarif

        return sarif(files, failures)
    if format == "github":
        from dockwright.report.github import github

        return github(files)
    raise ValueError(f"no such format: {format}")
