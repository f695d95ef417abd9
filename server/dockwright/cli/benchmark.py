"""`dockwright report cis`: check with the rules of the profile `cis`, keep apart what is exempted, and judge the controls."""

from __future__ import annotations

from dockwright.cli.console import show, style
from dockwright.cli.options import Arguments, UsageError
from dockwright.cli.overlay import Overlay
from dockwright.cli.reporting import crashes, status_of, write
from dockwright.cli.runner import Task
from dockwright.config import Configs
from dockwright.report.cis import Checked, Exempted, assess, render
from dockwright.settings import OFF

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dockwright.cli.runner import Outcome
    from dockwright.findings import Finding
    from dockwright.settings import Settings


_SWITCHED_OFF = "switched off in the configuration"


class _Profile:
    """The command line over the settings of a file, then the rules of the profile; `open` lets nothing be exempted."""

    __slots__ = ("open", "overlay")

    def __init__(self, arguments: Arguments, open: bool) -> None:
        self.overlay = Overlay(arguments)
        self.open = open

    def __call__(self, settings: Settings) -> Settings:
        settings = self.overlay(settings).replaced(profile="cis", select=None)
        if not self.open:
            return settings
        levels = {name: level for name, level in settings.levels.items() if level != OFF}
        return settings.replaced(ignore=(), levels=levels, ignore_comments=False)


def named(arguments: Arguments) -> Arguments:
    """The command line without the name of the benchmark. Raises UsageError where that is not known."""
    if arguments.operands[:1] != ["cis"]:
        raise UsageError("report needs the name of a benchmark: dockwright report cis [PATH...]")
    return Arguments(arguments.command, arguments.operands[1:], arguments.values)


def configs(arguments: Arguments, open: bool) -> Configs:
    """The configurations as the report takes them; see `_Profile`."""
    return Configs(_Profile(arguments, open), arguments.value("--config"), arguments.flag("--isolated"))


def report(arguments: Arguments, asked: Task, found: Sequence[Outcome]) -> tuple[list[Outcome], int]:
    """Judge and write the report on what was found with nothing exempted; what counts of it, and the status of the writing."""
    task = Task(configs(arguments, open=False))
    task.gathered = asked.gathered
    found = [one for one in found if not one.is_beside]
    counted = [one if one.problem or not one.findings else task.on_text(one.source, one.path) for one in found]
    pairs = [(one, kept) for one, kept in zip(found, counted, strict=True) if not one.problem]
    failures = [one.problem for one in found if one.problem] + crashes(found)
    files = [_checked(one, kept, task.configs.of(one.path)) for one, kept in pairs]
    assessment = assess(files, failures, _today())
    status = 0
    for format, file in _destinations(arguments):
        text = render(format, assessment, style(arguments.flag("--quiet"), bool(file), "warning"))
        if file is None:
            show(text)
        else:
            status = max(status, write(file, text))
    return counted, max(status, status_of(counted))


def _destinations(arguments: Arguments) -> list[tuple[str, str | None]]:
    formats = arguments.values.get("--format") or ["text"]
    files: list[str | None] = [*arguments.values.get("--output-file", [])]
    if len(files) > len(formats):
        raise UsageError(f"{len(files)} --output-file for {len(formats)} --format: the first file is for the first format, and so on")
    return list(zip(formats, files + [None] * (len(formats) - len(files)), strict=True))


def _today() -> str:
    from time import strftime

    return strftime("%Y-%m-%d")


def _checked(found: Outcome, counted: Outcome, settings: Settings) -> Checked:
    kept = {_key(finding) for finding in counted.findings}
    exempted = [finding for finding in found.findings if _key(finding) not in kept]
    decided = frozenset(("4.2",)) if settings.options.get("untrusted-registry", {}).get("trusted_registries") else frozenset[str]()
    return Checked(found.path, found.source, counted.findings, _exempted(found, exempted, settings), decided)


def _key(finding: Finding) -> tuple[str, int, int, str]:
    return finding.rule, finding.span.start, finding.span.end, finding.message


def _exempted(outcome: Outcome, findings: Sequence[Finding], settings: Settings) -> list[Exempted]:
    """What is exempted, with the reason its comment gives."""
    if not findings:
        return []
    from dockwright import engine, suppressions

    ignores = suppressions.read(engine.read(outcome.source, settings, outcome.path)) if settings.ignore_comments else []
    exempted = []
    for finding in findings:
        ignore = next((one for one in ignores if one.silences(finding)), None)
        exempted.append(Exempted(finding, (ignore.reason.strip() or "by a comment, without a reason") if ignore else _SWITCHED_OFF))
    return exempted
