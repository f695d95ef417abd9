"""How a run ends: reports in the formats that were asked for, complaints, and the status."""

from __future__ import annotations

from dockwright.cli.console import complain, show, style, tell
from dockwright.cli.options import Arguments, UsageError
from dockwright.findings import SEVERITIES
from dockwright.report import FileReport, render

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dockwright.cli.runner import Outcome
    from dockwright.report import Style
    from dockwright.settings import Settings

CLEAN, FOUND, FAILED, CRASHED = 0, 1, 2, 3


class Reporting:
    """Where which report goes. The n-th `--output-file` is for the n-th `--format`; what has none goes to standard output.

    `home` are the settings of the run as a whole. Raises UsageError.
    """

    __slots__ = ("arguments", "color", "formats", "to_stderr")

    def __init__(self, arguments: Arguments, home: Settings, to_stderr: bool = False) -> None:
        formats = arguments.values.get("--format") or home.formats or ("text",)
        files: list[str | None] = [*arguments.values.get("--output-file", [])]
        if len(files) > len(formats):
            raise UsageError(f"{len(files)} --output-file for {len(formats)} --format: the first file is for the first format, and so on")
        self.arguments = arguments
        self.formats = list(zip(formats, files + [None] * (len(formats) - len(files)), strict=True))
        self.to_stderr = to_stderr
        self.color = home.color

    @property
    def is_for_people(self) -> bool:
        """Whether text is what standard output gets, so that more of it does no harm."""
        return all(format == "text" for format, file in self.formats if file is None)

    def report(self, outcomes: Sequence[Outcome]) -> int:
        """Write every report; the status that the findings and the writing deserve."""
        files = [FileReport(outcome.path, outcome.source, outcome.findings, outcome.profile) for outcome in outcomes if not outcome.problem]
        failures = [outcome.problem for outcome in outcomes if outcome.problem] + crashes(outcomes)
        fail_on = next((outcome.fail_on for outcome in outcomes), "warning")
        status = status_of(outcomes)
        for format, file in self.formats:
            looks = style(self.arguments.flag("--quiet"), bool(file) or self.to_stderr, fail_on)
            if not self.color:
                looks = looks._replace(color=False)
            text = self._render(format, files, looks, failures)
            if file is not None:
                status = max(status, write(file, text))
            else:
                (tell if self.to_stderr else show)(text)
        return status

    def _render(self, format: str, files: Sequence[FileReport], looks: Style, failures: Sequence[str]) -> str:
        if not self.arguments.flag("--statistics"):
            return render(format, files, looks, failures)
        from dockwright.report.text import statistics

        if format == "text":
            return statistics(files, looks)
        tell(statistics(files, looks))
        return render(format, files, looks, failures)


def write(path: str, text: str) -> int:
    """Write a report to a file; the status that this deserves."""
    from dockwright.files import encode, explain

    try:
        with open(path, "wb") as file:
            file.write(encode(text))
    except OSError as error:
        complain(f"{path}: the report could not be written: {explain(error, path)}")
        return FAILED
    return CLEAN


def status_of(outcomes: Sequence[Outcome], applied: bool = False) -> int:
    """Whether something is at or above the fail level of its file; with `applied`, what was fixed in memory counts too."""
    for outcome in outcomes:
        if outcome.fail_on != "never":
            failing = SEVERITIES[: SEVERITIES.index(outcome.fail_on) + 1]
            findings = outcome.findings + outcome.applied if applied else outcome.findings
            if any(finding.severity in failing for finding in findings):
                return FOUND
    return CLEAN


def crashes(outcomes: Sequence[Outcome]) -> list[str]:
    """One line a rule that crashed."""
    return [f"{outcome.path}: {crash.rule} crashed: {crash.message}" for outcome in outcomes for crash in outcome.crashes]


def tell_problems(outcomes: Sequence[Outcome], problems: Sequence[str]) -> int:
    """Say on standard error what could not be done; the status that it deserves."""
    status = CLEAN
    for note in problems:
        complain(note)
    for problem in dict.fromkeys(outcome.problem for outcome in outcomes if outcome.problem):
        complain(problem)
        status = FAILED
    for note in dict.fromkeys(note for outcome in outcomes for note in outcome.notes):
        complain(note)
    for outcome in outcomes:
        for crash in outcome.crashes:
            tell(crash.traceback)
    for crashed in crashes(outcomes):
        complain(f"{crashed} (please report it; the rest is reported)")
        status = CRASHED
    return status
