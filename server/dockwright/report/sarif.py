"""SARIF 2.1.0 (OASIS), as GitHub and GitLab take it: rules with their pages, results with their fixes."""

from __future__ import annotations

from json import dumps
from os import path as paths

from dockwright import __version__
from dockwright.report import about, readable, writable
from dockwright.report.excerpt import Places
from dockwright.report.fingerprints import fingerprint
from dockwright.rules import docs, url
from dockwright.rules._index import INDEX
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dockwright.findings import Finding, Fix, Related, Rewrite
    from dockwright.report import FileReport

    Json = dict[str, object]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note", "style": "note"}


def sarif(files: Sequence[FileReport], failures: Sequence[str] = ()) -> str:
    """A log of one run. Columns count code points from 1; the ends of regions are exclusive."""
    named = {file.name(finding): finding for file in files for finding in file.findings}
    names = sorted(named)
    results = [result for file in files for result in _results(file, names)]
    driver = {"name": "dockwright", "semanticVersion": __version__, "rules": [_rule(name, named[name]) for name in names]}
    notes = [{"level": "error", "message": {"text": readable(failure)}} for failure in failures]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not failures, "toolExecutionNotifications": notes}],
        "results": results,
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(name: str, finding: Finding) -> Json:
    slug = finding.rule
    row = INDEX[slug]
    summary = {"text": about(finding)}
    page = docs(slug)
    return {
        "id": name,
        "name": slug,
        "shortDescription": summary,
        "fullDescription": summary,
        "help": {"text": page, "markdown": page},
        "helpUri": url(slug, finding.aliases),
        "defaultConfiguration": {"level": LEVELS[row.severity]},
        "properties": {"category": row.category, "aliases": list(row.aliases), "tags": _tags(slug)},
    }


def _tags(slug: str) -> list[str]:
    """What GitHub files an alert under: `external/cwe/cwe-250` is its spelling, `security` makes it a security alert."""
    refs = INDEX[slug].refs
    security = ["security"] if any(ref.startswith("CWE-") for ref in refs) else []
    return [INDEX[slug].category, *security, *(f"external/{ref.partition('-')[0].lower()}/{ref.lower()}" for ref in refs)]


def _results(file: FileReport, names: list[str]) -> list[Json]:
    lines = Places(file.source)
    seen: dict[str, int] = {}
    results = []
    for finding in file.findings:
        mark = fingerprint(file, lines, finding)
        seen[mark] = seen.get(mark, 0) + 1
        results.append(_result(file, lines, finding, names.index(file.name(finding)), f"{mark}:{seen[mark]}"))
    return results


def _result(file: FileReport, lines: Places, finding: Finding, rule: int, fingerprint: str) -> Json:
    result: Json = {
        "ruleId": file.name(finding),
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": readable(finding.message)},
        "locations": [_location(file.path, lines, finding.span)],
        "partialFingerprints": {"dockwright/v1": fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": i, **_related(file, lines, related), "message": {"text": readable(related.message)}}
            for i, related in enumerate(finding.related, 1)
        ]
    if finding.fix and finding.fix.is_known and all(writable(edit.text) for edit in finding.fix.edits):
        result["fixes"] = [_fix(file, lines, finding.fix)]
    return result


def _fix(file: FileReport, lines: Places, fix: Fix) -> Json:
    replacements = [{"deletedRegion": _region(lines, edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits]
    changes: list[Json] = [{"artifactLocation": {"uri": _uri(file.path)}, "replacements": replacements}] if replacements else []
    changes += [_rewritten(one) for one in fix.files]
    return {"description": {"text": readable(fix.title)}, "artifactChanges": changes, "properties": {"applicability": fix.applicability}}


def _rewritten(one: Rewrite) -> Json:
    before = one.before or ""
    replacement = {"deletedRegion": _region(Places(before), Span(0, len(before))), "insertedContent": {"text": one.after}}
    return {"artifactLocation": {"uri": _uri(one.path)}, "replacements": [replacement]}


def _related(file: FileReport, lines: Places, related: Related) -> Json:
    other = related.file
    return _location(other.path, Places(other.text), related.span) if other else _location(file.path, lines, related.span)


def _location(path: str, lines: Places, span: Span) -> Json:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": _region(lines, span)}}


def _region(lines: Places, span: Span) -> Json:
    line, column = lines.position(span.start)
    end_line, end_column = lines.position(span.end)
    return {"startLine": line + 1, "startColumn": column + 1, "endLine": end_line + 1, "endColumn": end_column + 1}


def _uri(path: str) -> str:
    """A path as a reference relative to the working directory where it lies below it, which GitHub asks for."""
    from urllib.parse import quote

    if paths.isabs(path):
        relative = paths.relpath(path)
        if relative.startswith(".."):
            from pathlib import Path

            return Path(path).as_uri()
        path = relative
    return quote(paths.normpath(path).replace("\\", "/").encode("utf-8", "surrogateescape"))
