"""How far Dockerfiles meet section 4 of the CIS Docker Benchmark: from findings to controls, as text and for programs."""

from __future__ import annotations

from dockwright.data.benchmark import CONTROLS, NAME, Control
from dockwright.report import readable
from dockwright.report.excerpt import Places, visible
from dockwright.report.text import COLORS
from dockwright.rules import url
from dockwright.rules._index import INDEX
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dockwright.findings import Finding
    from dockwright.report import Style

PASS, FAIL, UNKNOWN = "pass", "fail", "unknown"
LABELS = {FAIL: "FAIL", PASS: "PASS", UNKNOWN: "MANUAL"}
"""What a status is called: `unknown` is for somebody to find out."""
_ROLES = {FAIL: COLORS["error"], PASS: COLORS["help"], UNKNOWN: COLORS["info"]}


class Exempted(NamedTuple):
    """A finding that somebody has decided to live with, and what they say about it."""

    finding: Finding
    reason: str


class Checked(NamedTuple):
    """A file: what was found, what is exempted, and the controls that its configuration lets the rules decide."""

    path: str
    source: str
    findings: list[Finding]
    exempted: list[Exempted]
    decided: frozenset[str] = frozenset()


class Result(NamedTuple):
    """A control, judged: over all, by path, and because of which findings."""

    control: Control
    status: str
    by_file: dict[str, str]
    findings: list[tuple[Checked, Finding]]
    exempted: list[tuple[Checked, Exempted]]


class Assessment(NamedTuple):
    """Every control, judged. `failures` are files that could not be checked and rules that crashed: nothing passes while there are any."""

    day: str
    files: list[Checked]
    results: list[Result]
    failures: list[str]

    def count(self, status: str) -> int:
        """How many controls have a status."""
        return sum(result.status == status for result in self.results)


def controls_of(rule: str) -> list[str]:
    """The controls that a finding of a rule fails."""
    return [ref.removeprefix("CIS-") for ref in INDEX[rule].refs if ref.startswith("CIS-4.")]


def rules_of(control: Control) -> list[str]:
    """The rules that look after a control: those of the profile `cis` that name it."""
    return [name for name, row in INDEX.items() if "cis" in row.profiles and control.id in controls_of(name)]


def assess(files: Sequence[Checked], failures: Sequence[str], day: str) -> Assessment:
    """Judge every control by what was found in the files."""
    return Assessment(day, list(files), [_judge(control, files, failures) for control in CONTROLS], list(failures))


def _judge(control: Control, files: Sequence[Checked], failures: Sequence[str]) -> Result:
    found = [(file, one) for file in files for one in file.findings if control.id in controls_of(one.rule)]
    exempted = [(file, one) for file in files for one in file.exempted if control.id in controls_of(one.finding.rule)]
    failing = {file.path for file, _ in found}
    by_file = {}
    for file in files:
        decided = control.decided or control.id in file.decided
        by_file[file.path] = FAIL if file.path in failing else PASS if decided else UNKNOWN
    statuses = set(by_file.values())
    status = FAIL if FAIL in statuses else UNKNOWN if failures or statuses != {PASS} else PASS
    return Result(control, status, by_file, found, exempted)


def render(format: str, assessment: Assessment, style: Style) -> str:
    """The whole report, as `text`, `json` or `html`."""
    if format == "html":
        from dockwright.report.cis_html import html

        return html(assessment)
    return json(assessment) if format == "json" else text(assessment, style)


def summary(assessment: Assessment) -> str:
    """`5 controls fail, 4 pass, 3 cannot be known from a Dockerfile`."""
    failing, passing, open = (assessment.count(status) for status in (FAIL, PASS, UNKNOWN))
    return f"{failing} of {len(CONTROLS)} controls fail, {passing} pass, {open} cannot be known from a Dockerfile"


def text(assessment: Assessment, style: Style) -> str:
    """A paragraph a control, with its findings or with what is to be done by hand, and a line that counts."""
    number = len(assessment.files)
    head = f"{NAME}\n{number} {'file' if number == 1 else 'files'} checked on {assessment.day}\n"
    body = "\n".join("".join(f"{line}\n" for line in _paragraph(result, style)) for result in assessment.results)
    failures = "".join(f"could not be checked: {visible(failure)}\n" for failure in assessment.failures)
    return f"{head}\n{body}\n{failures}{summary(assessment)}\n"


def _paragraph(result: Result, style: Style) -> Iterator[str]:
    control, label = result.control, f"{LABELS[result.status]:6}"
    if style.color:
        label = f"\x1b[{_ROLES[result.status]}m{label}\x1b[0m"
    yield f"{label} {control.id:4}  {control.title}"
    if style.quiet:
        return
    for file, finding in result.findings:
        yield f"{'':13}{_place(file, finding)}: {finding.severity} {visible(finding.message)} [{finding.rule}]"
    for file, one in result.exempted:
        yield f"{'':13}{_place(file, one.finding)}: exempted ({visible(one.reason)}) [{one.finding.rule}]"
    if result.status == UNKNOWN:
        yield from _wrapped(f"{control.limit} {control.action}", style.width)


def _wrapped(words: str, width: int) -> list[str]:
    from textwrap import wrap

    return wrap(words, max(60, min(width, 120)), initial_indent=" " * 13, subsequent_indent=" " * 13, break_on_hyphens=False)


def _place(file: Checked, finding: Finding) -> str:
    line, column = Places(file.source).position(finding.span.start)
    return f"{visible(file.path)}:{line + 1}:{column + 1}"


def json(assessment: Assessment) -> str:
    """Lines and columns count from 1, columns in code points; ends are exclusive. The schema is a contract, as that of `check`."""
    from json import dumps

    whole = {
        "version": 1,
        "benchmark": NAME,
        "date": assessment.day,
        "files": [readable(file.path) for file in assessment.files],
        "summary": {status: assessment.count(status) for status in (PASS, FAIL, UNKNOWN)},
        "controls": [_control(result) for result in assessment.results],
        "failures": [readable(failure) for failure in assessment.failures],
    }
    return dumps(whole, indent=2) + "\n"


def _control(result: Result) -> dict[str, object]:
    control = result.control
    return {
        "id": control.id,
        "title": control.title,
        "status": result.status,
        "files": {readable(path): status for path, status in result.by_file.items()},
        "findings": [_finding(file, finding) for file, finding in result.findings],
        "exempted": [{**_finding(file, one.finding), "reason": readable(one.reason)} for file, one in result.exempted],
        "rules": rules_of(control),
        "limit": control.limit,
        "action": control.action,
    }


def _finding(file: Checked, finding: Finding) -> dict[str, object]:
    places = Places(file.source)
    line, column = places.position(finding.span.start)
    end_line, end_column = places.position(finding.span.end)
    return {
        "path": readable(file.path),
        "rule": finding.rule,
        "severity": finding.severity,
        "message": readable(finding.message),
        "line": line + 1,
        "column": column + 1,
        "end_line": end_line + 1,
        "end_column": end_column + 1,
        "fixable": finding.fix.applicability if finding.fix and finding.fix.edits else None,
        "url": url(finding.rule, finding.aliases),
    }
