"""SonarQube's generic format for issues that other tools found; `rules` since version 10.3."""

from __future__ import annotations

from bisect import bisect_left
from json import dumps

from dockwright.report import about, readable
from dockwright.report.excerpt import Places
from dockwright.report.gitlab import relative
from dockwright.rules import url
from dockwright.rules._index import INDEX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dockwright.findings import Finding, Related
    from dockwright.report import FileReport
    from dockwright.text import Span

    Json = dict[str, object]

ENGINE = "dockwright"
IMPACTS = {"error": "HIGH", "warning": "MEDIUM", "info": "LOW", "style": "LOW"}
SEVERITIES = {"error": "CRITICAL", "warning": "MAJOR", "info": "MINOR", "style": "INFO"}
ATTRIBUTES = {"style": "FORMATTED", "info": "CONVENTIONAL", "warning": "CONVENTIONAL", "error": "LOGICAL"}
SECURITY = frozenset(("secrets", "user", "downloads"))


def sonarqube(files: Sequence[FileReport]) -> str:
    """An object with `rules` and `issues`. Lines count from 1, columns from 0; ranges are never empty and end within a line."""
    rules: dict[str, Json] = {}
    issues: list[Json] = []
    for file in files:
        lines = _Columns(file.source)
        for finding in file.findings:
            name = file.name(finding)
            rules.setdefault(name, _rule(name, finding))
            issues.append(_issue(file, lines, finding))
    return dumps({"rules": list(rules.values()), "issues": issues}, indent=2) + "\n"


def _rule(name: str, finding: Finding) -> Json:
    secure = INDEX[finding.rule].category in SECURITY
    return {
        "id": name,
        "name": about(finding),
        "description": f"{about(finding)}. See {url(finding.rule, finding.aliases)}",
        "engineId": ENGINE,
        "cleanCodeAttribute": "TRUSTWORTHY" if secure else ATTRIBUTES[finding.severity],
        "type": "VULNERABILITY" if secure else "CODE_SMELL",
        "severity": SEVERITIES[finding.severity],
        "impacts": [{"softwareQuality": "SECURITY" if secure else "MAINTAINABILITY", "severity": IMPACTS[finding.severity]}],
    }


class _Columns(Places):
    """Lines as Java counts their columns: in UTF-16 units."""

    __slots__ = ("source", "wide")

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.source = source
        self.wide = [] if source.isascii() else [at for at, char in enumerate(source) if char > "\uffff"]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both from 0."""
        line, column = super().position(offset)
        return line, column + bisect_left(self.wide, offset) - bisect_left(self.wide, self.starts[line])

    def range(self, span: Span) -> Json:
        """A range as the importer takes it, without line ends; a line alone where that leaves nothing."""
        end = span.end
        while end > span.start and self.source[end - 1] in "\r\n":
            end -= 1
        line, column = self.position(span.start)
        if end == span.start:
            return {"startLine": line + 1}
        end_line, end_column = self.position(end)
        return {"startLine": line + 1, "endLine": end_line + 1, "startColumn": column, "endColumn": end_column}


def _issue(file: FileReport, lines: _Columns, finding: Finding) -> Json:
    related = [_related(file, lines, one) for one in finding.related]
    return {
        "ruleId": file.name(finding),
        "primaryLocation": _location(file.path, lines, finding.span, finding.message),
        **({"secondaryLocations": related} if related else {}),
    }


def _related(file: FileReport, lines: _Columns, one: Related) -> Json:
    if one.file is not None:
        path, lines = one.file.path, _Columns(one.file.text)
        return _location(path, lines, one.span, one.message)
    return _location(file.path, lines, one.span, one.message)


def _location(path: str, lines: _Columns, span: Span, message: str) -> Json:
    return {"message": readable(message), "filePath": relative(path), "textRange": lines.range(span)}
