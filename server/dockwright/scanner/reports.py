"""The reports of scanners, read: from JSON to numbers. Anything may be missing or of another kind; what is not understood is left out."""

from __future__ import annotations

import json
import re

from dockwright.model.vulnerabilities import SEVERITIES, Vulnerabilities

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    Row = tuple[str, str, str, bool]
    """A vulnerability: its id, the package, how bad it is, and whether there is a version without."""

_OTHER_WORDS = {"moderate": "medium", "negligible": "low", "important": "high", "none": "unknown", "unspecified": "unknown"}
_ADVISED = re.compile(r"^(?:[\w.-]+(?::\d+)?/)*[\w.-]+:[\w.-]+(?=\s)", re.MULTILINE)


def read(scanner: str, output: bytes) -> Vulnerabilities | None:
    """What a report says; None where it is none."""
    try:
        report = json.loads(output)
    except (ValueError, RecursionError):
        return None
    rows = _READERS[scanner](report)
    if rows is None:
        return None
    worst: dict[tuple[str, str], tuple[int, bool]] = {}
    for id, package, severity, mended in rows:
        level = _level(severity)
        known = worst.get((id, package), (level, mended))
        worst[id, package] = (min(known[0], level), known[1] or mended)
    counts, fixed = [0] * len(SEVERITIES), [0] * len(SEVERITIES)
    for level, mended in worst.values():
        counts[level] += 1
        fixed[level] += mended
    return Vulnerabilities(scanner, tuple(counts), tuple(fixed), _advised(report) if scanner == "snyk" else "")


def _level(severity: str) -> int:
    word = severity.lower()
    word = _OTHER_WORDS.get(word, word)
    return SEVERITIES.index(word) if word in SEVERITIES else len(SEVERITIES) - 1


def _of(value: Any, *keys: str) -> Any:
    """What is under keys of dictionaries within each other, or None."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _list(value: Any, *keys: str) -> list[Any]:
    found = _of(value, *keys)
    return found if isinstance(found, list) else []


def _text(value: Any, *keys: str) -> str:
    found = _of(value, *keys)
    return found if isinstance(found, str) else ""


def _trivy(report: Any) -> Iterator[Row] | None:
    if not isinstance(_of(report, "ArtifactName"), str) and not _list(report, "Results"):
        return None
    return (
        (_text(one, "VulnerabilityID"), _text(one, "PkgName"), _text(one, "Severity"), bool(_text(one, "FixedVersion")))
        for result in _list(report, "Results")
        for one in _list(result, "Vulnerabilities")
    )


def _grype(report: Any) -> Iterator[Row] | None:
    if not isinstance(_of(report, "matches"), list):
        return None
    return (
        (
            _text(one, "vulnerability", "id"),
            _text(one, "artifact", "name"),
            _text(one, "vulnerability", "severity"),
            bool(_list(one, "vulnerability", "fix", "versions")),
        )
        for one in report["matches"]
    )


def _scout(report: Any) -> Iterator[Row] | None:
    runs = _list(report, "runs")
    return _sarif(runs) if runs else None


def _sarif(runs: list[Any]) -> Iterator[Row]:
    """A rule is a vulnerability, its properties say how bad it is and where it is mended."""
    for run in runs:
        for rule in _list(run, "tool", "driver", "rules"):
            said = _of(rule, "properties")
            fixed = _text(said, "fixed_version")
            severity = _text(said, "cvssV3_severity") or _by_score(_text(said, "security-severity"))
            packages = [one for one in _list(said, "purls") if isinstance(one, str)] or [""]
            for package in packages:
                yield _text(rule, "id"), package, severity, fixed.lower() not in ("", "not fixed")


def _by_score(score: str) -> str:
    """The word for a CVSS score, as its specification (3.1, section 5) has it."""
    try:
        number = float(score)
    except ValueError:
        return ""
    return "critical" if number >= 9 else "high" if number >= 7 else "medium" if number >= 4 else "low" if number > 0 else ""


def _snyk(report: Any) -> Iterator[Row] | None:
    """One image, or a list; what is wrong with the applications in it is listed apart."""
    reports = [one for one in (report if isinstance(report, list) else [report]) if isinstance(_of(one, "vulnerabilities"), list)]
    if not reports:
        return None
    return (
        (
            _text(one, "id"),
            _text(one, "packageName"),
            _text(one, "severity"),
            bool(_text(one, "nearestFixedInVersion") or _list(one, "fixedIn")),
        )
        for whole in reports
        for part in (whole, *_list(whole, "applications"))
        for one in _list(part, "vulnerabilities")
    )


def _advised(report: Any) -> str:
    """The first image in the table of advice: the smallest step."""
    whole = next(iter(report), None) if isinstance(report, list) else report
    for advice in _list(whole, "docker", "baseImageRemediation", "advice"):
        text = _text(advice, "message")
        head, _, rows = text.partition("Base Image")
        found = _ADVISED.search(rows.partition("\n")[2]) if rows and "current" not in head.lower() else None
        if found:
            return found[0]
    return ""


_READERS: dict[str, Callable[[Any], Iterator[Row] | None]] = {"trivy": _trivy, "grype": _grype, "docker-scout": _scout, "snyk": _snyk}
