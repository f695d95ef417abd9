"""What a run found, in the format somebody asked for: one function each, from findings to text.

Only this package and the language server know lines and columns. Nothing here opens a file or a terminal.
"""

from __future__ import annotations

from dockwright.data.peers import shown
from dockwright.report.excerpt import visible
from dockwright.settings import FORMATS
from dockwright.text import NamedTuple

__all__ = ["FORMATS", "FileReport", "Style", "about", "readable", "render", "writable"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dockwright.findings import Finding


class FileReport(NamedTuple):
    """The findings of one file, the text their offsets count in, and the profile that says what they are called."""

    path: str
    source: str
    findings: list[Finding]
    profile: str = ""

    def name(self, finding: Finding) -> str:
        """What a finding is called: one word, which every list of rules takes."""
        return shown(self.profile, finding.rule, finding.aliases)


def about(finding: Finding) -> str:
    """What a finding's rule is about, in plain words; of one of ShellCheck's, what it says here."""
    from dockwright.rules._index import INDEX

    if finding.rule == "shellcheck":
        return readable(finding.message)
    return INDEX[finding.rule].summary.replace("`", "")


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
    if format == "gitlab":
        from dockwright.report.gitlab import gitlab

        return gitlab(files)
    if format == "checkstyle":
        from dockwright.report.checkstyle import checkstyle

        return checkstyle(files)
    if format == "junit":
        from dockwright.report.junit import junit

        return junit(files, failures)
    if format == "sonarqube":
        from dockwright.report.sonarqube import sonarqube

        return sonarqube(files)
    raise ValueError(f"no such format: {format}")


def readable(text: str) -> str:
    """`text` as every JSON reader takes it: strict ones refuse the lone surrogates that stand for undecodable bytes."""
    return text if writable(text) else "".join(visible(char) if "\ud800" <= char <= "\udfff" else char for char in text)


def writable(text: str) -> bool:
    """Whether `text` can be encoded: an edit that cannot is better left out than passed on as something else."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
