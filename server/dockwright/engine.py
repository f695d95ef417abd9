"""Source text in, findings and fixed text out. Knows no files, no terminals, no protocol."""

from __future__ import annotations

from bisect import bisect_right

from dockwright import rules, silencing, suppressions
from dockwright.data.peers import NOT_IN_TRIGGERS, PEER_LEVELS
from dockwright.incremental import AROUND, BEFORE, EVERYWHERE, OWN, Kept, Memo, Numbers, lies_in, reached, trim
from dockwright.model.document import Document
from dockwright.model.document import read as read_document
from dockwright.model.references import StageUse
from dockwright.model.remarks import Remark, asked, asked_in
from dockwright.model.stages import Stage
from dockwright.model.surroundings import NOTHING
from dockwright.model.uses import ImageUse
from dockwright.planning import plan_of
from dockwright.precedence import settle
from dockwright.settings import DEFAULTS, Settings
from dockwright.shell.nodes import Command
from dockwright.shell.packages import PackageCommand
from dockwright.suppressions import Ignore
from dockwright.syntax import Instruction, ShellForm
from dockwright.text import NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from dockwright.findings import Finding
    from dockwright.model.ignorefile import IgnoreFile
    from dockwright.model.remarks import Body
    from dockwright.model.surroundings import Surroundings
    from dockwright.rules import Context, Rule
    from dockwright.rules.row import Row
    from dockwright.shell.nodes import Script

    Call = tuple[Row, Any, Script | None]


class Crash(NamedTuple):
    """A rule that raised: its name, the error in a line, and the traceback."""

    rule: str
    message: str
    traceback: str


class CheckResult:
    """What a check found. `findings` are sorted by place, `crashes` are rules that failed; the others still ran.

    `unjudged` are the shell texts on which the verdicts that were given had nothing yet.
    """

    __slots__ = ("crashes", "document", "findings", "unjudged")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings: list[Finding] = []
        self.crashes: list[Crash] = []
        self.unjudged: list[Body] = []


def check(
    source: str,
    settings: Settings = DEFAULTS,
    filename: str = "Dockerfile",
    memo: Memo | None = None,
    surroundings: Surroundings = NOTHING,
) -> CheckResult:
    """Every finding in a text. A `memo` makes the next check of a changed text cost what the change costs.

    `surroundings` is what is known besides the text; its verdicts are asked for last, when all other rules have run.
    """
    return check_document(read(source, settings, filename, memo, surroundings), settings, memo)


def read(
    source: str,
    settings: Settings = DEFAULTS,
    filename: str = "Dockerfile",
    memo: Memo | None = None,
    surroundings: Surroundings = NOTHING,
) -> Document:
    """A text as the settings say that it is built."""
    return read_document(
        source,
        filename=filename,
        build_args=settings.build_args,
        target=settings.target,
        platform=settings.platform,
        surroundings=surroundings,
        today=settings.today,
        kept=memo.parsed if memo else None,
    )


def check_document(document: Document, settings: Settings = DEFAULTS, memo: Memo | None = None) -> CheckResult:
    """Every finding in what `read` returned; see `check`."""
    return _Run(document, settings, memo).check()


def check_ignore_file(source: str, settings: Settings = DEFAULTS, path: str = ".dockerignore") -> CheckResult:
    """Every finding in the text of a `.dockerignore`."""
    from dockwright.model.ignorefile import IgnoreFile

    return _Run(read("", settings, path), settings, None).check_ignore_file(IgnoreFile(source, path))


def bodies(document: Document, settings: Settings = DEFAULTS) -> list[Body]:
    """The shell texts on which `check_document` will ask for verdicts; none where the settings leave ShellCheck out."""
    return [body for row in settings.rows() if "Remark" in row.on for _, _, body in _asked(document, settings, row)]


def _asked(document: Document, settings: Settings, row: Row) -> Iterator[tuple[Instruction, Script, Body]]:
    return asked(document, *_remark_options(settings, row))


def _remark_options(settings: Settings, row: Row) -> tuple[bool, bool]:
    rule = rules.load(row)
    options = settings.options_of(rule.name, rule.options, rule.profile_options)
    return options["at_run_time"], options["by_image"]


class _Run:
    """One check of one document."""

    def __init__(self, document: Document, settings: Settings, memo: Memo | None) -> None:
        self.document = document
        self.settings = settings
        self.memo = memo
        self.verdicts = document.surroundings.verdicts
        self.result = CheckResult(document)
        self.found: list[Finding] = []
        self.context: Context = rules.Context(document)
        self.plan = plan_of(settings)
        self.numbers = Numbers(document, memo, id(settings)) if memo else None

    def check(self) -> CheckResult:
        rows = self.plan.by_subject
        self._instructions()
        self._commands()
        for use in self.document.stage_uses if "StageUse" in rows else ():
            self._each(rows["StageUse"], use, use.instruction)
        for image in self.document.images() if "ImageUse" in rows else ():
            self._each(rows["ImageUse"], image, image.instruction)
        for credential in self.document.credentials() if "Credential" in rows else ():
            self._each(rows["Credential"], credential, credential.instruction)
        for source in self.document.context_sources() if "ContextSource" in rows else ():
            self._each(rows["ContextSource"], source, source.instruction)
        for stage in self.document.stages if "Stage" in rows else ():
            if stage.from_:
                self._calls("stage", stage.from_, [(row, None, None) for row in rows["Stage"]], stage)
        self._each(rows.get("Document", []), self.document, None)
        for row in rows.get("Remark", ()):
            self._remarks(row)
        once = {(finding.rule, finding.span, finding.message): finding for finding in reversed(self.found)}
        kept = settle(
            [one for one in self._looked_for(list(reversed(once.values()))) if self.settings.keeps(one)],
            self.document,
            self.settings.profile,
        )
        self.result.findings = self._silenced(kept, rows.get("Ignore", []))
        return self.result

    def check_ignore_file(self, file: IgnoreFile) -> CheckResult:
        self._each(self.plan.by_subject.get("IgnoreFile", []), file, None)
        self.result.findings = self._leveled([one for one in self.found if self.settings.keeps(one)])
        return self.result

    def _looked_for(self, findings: list[Finding]) -> list[Finding]:
        """The findings without those in triggers that the peer of the profile does not look for there."""
        overlooked = NOT_IN_TRIGGERS.get(self.settings.profile)
        spans = [one.span for one in self.document.instructions if one.trigger] if overlooked else []
        if not overlooked or not spans:
            return findings
        starts = [span.start for span in spans]
        held = [spans[max(bisect_right(starts, one.span.start) - 1, 0)].overlaps(one.span) for one in findings]
        return [one for one, inside in zip(findings, held, strict=True) if not (inside and overlooked.intersection(one.aliases))]

    def _silenced(self, findings: list[Finding], rows: list[Row]) -> list[Finding]:
        ignores = suppressions.read(self.document) if self.settings.ignore_comments else []
        if ignores:
            findings = list(silencing.apply(ignores, findings))
            self.found = []
            is_judged = self.verdicts is not None and not self.result.unjudged
            crashed = {crash.rule for crash in self.result.crashes}
            silent = {"Ignore", "IgnoreFile"} if is_judged else {"Ignore", "IgnoreFile", "Remark"}
            if "ContextSource" in self.plan.by_subject and self.document.context is None:
                silent.add("ContextSource")
            ran = {row.name for row in self.plan.rows if silent.isdisjoint(row.on)} - crashed
            silencing.mark_checkable(ignores, ran)
            for ignore in ignores:
                self._each(rows, ignore, None)
            findings += silencing.apply(ignores, [one for one in self.found if self.settings.keeps(one)])
        return self._leveled(findings)

    def _leveled(self, findings: list[Finding]) -> list[Finding]:
        changes = self.settings.levels or self.settings.profile in PEER_LEVELS
        levels = [one._replace(severity=self.settings.level(one)) for one in findings] if changes else findings
        return sorted(levels, key=lambda one: (one.span, one.rule))

    def _instructions(self) -> None:
        of_kind = self.plan.of_kind
        for instruction in self.document.instructions:
            one: Instruction | None = instruction
            while one is not None:
                rows = of_kind(type(one))
                if rows:
                    self._on_instruction(rows, one)
                one = one.trigger

    def _on_instruction(self, rows: list[Row], instruction: Instruction) -> None:
        self._calls("rules", instruction, ((row, None, None) for row in rows))

    def _calls(self, key: object, instruction: Instruction, calls: Iterable[Call], stage: Stage | None = None) -> None:
        """Make the calls of an instruction, or of a stage; with a memo, those alone whose outcome may have changed.

        A call without a node is on the instruction or the stage itself.
        """
        subject = stage or instruction
        numbers = self.numbers
        if numbers is None:
            for row, node, script in calls:
                self._one(row, subject if node is None else node, instruction, script)
            return
        memo, first, todo = instruction.parsed.memo, AROUND if stage else OWN, None
        starts = numbers.starts(instruction, stage)
        while first < EVERYWHERE:
            kept: Kept | None = memo.get((key, first, numbers.of(instruction, first)))
            if kept is None:
                break
            if kept.findings:
                self.found += kept.at(starts)
            todo = kept.beyond
            if not todo:
                return
            first += 1
        self._make(key, calls if todo is None else todo, subject, instruction, first)

    def _make(self, key: object, calls: Iterable[Call], subject: Instruction | Stage, instruction: Instruction, first: int) -> None:
        """Make calls and keep what they find, each at the level that says how far it looked; those below `first` are there."""
        numbers, memo = self.numbers, instruction.parsed.memo
        assert numbers is not None
        trim(memo)
        whole = [instruction] if isinstance(subject, Instruction) else [instruction, *subject.instructions]
        spans = [one.span for one in whole]
        made = [Kept([span.start for span in spans]) for _ in range(first, EVERYWHERE)]
        memo.update(((key, level, numbers.of(instruction, level)), kept) for level, kept in enumerate(made, first))
        for call in calls:
            row, node, script = call
            before = len(self.found)
            self.document.asked = 0
            self._one(row, subject if node is None else node, instruction, script)
            found = self.found[before:]
            level = max(reached(self.document), first) if lies_in(found, spans) else EVERYWHERE
            for each, kept in enumerate(made, first):
                if each < level:
                    kept.beyond.append(call)
                elif each == level:
                    kept.findings += found

    def _commands(self) -> None:
        plan = self.plan
        for instruction in self.document.instructions if plan.with_commands else ():
            one = instruction.trigger or instruction
            if isinstance(one, ShellForm) and one.name in plan.with_commands:
                shell = self.numbers.shell[one.index] if self.numbers else 0
                self._calls(("commands", shell), one, plan.calls(self.document, one))

    def _remarks(self, row: Row) -> None:
        if self.verdicts is None:
            return
        options = _remark_options(self.settings, row)
        for instruction in self.document.instructions:
            one = instruction.trigger or instruction
            if isinstance(one, ShellForm):
                self._remarks_in(row, one, options)

    def _remarks_in(self, row: Row, instruction: Instruction, options: tuple[bool, bool]) -> None:
        """Remarks on the texts of an instruction; kept once each has a verdict, under what is in effect before it."""
        numbers = self.numbers if not instruction.onbuild else None
        key = ("remarks", numbers.of(instruction, BEFORE)) if numbers else None
        if numbers and (key, OWN, numbers.of(instruction, OWN)) in instruction.parsed.memo:
            self._calls(key, instruction, ())
            return
        calls: list[Call] = []
        are_judged = True
        for text, body in asked_in(self.document, instruction, *options):
            verdict = self.verdicts(body) if self.verdicts else ()
            if verdict is None:
                are_judged = False
                self.result.unjudged.append(body)
            calls += [(row, Remark(comment, text), text) for comment in verdict or ()]
        if numbers and are_judged:
            self._calls(key, instruction, calls)
        else:
            for each, remark, script in calls:
                self._one(each, remark, instruction, script)

    def _each(self, rows: list[Row], node: Any, instruction: Instruction | None) -> None:
        for row in rows:
            self._one(row, node, instruction)

    def _one(self, row: Row, node: Any, instruction: Instruction | None, script: Script | None = None) -> None:
        context = self.context
        try:
            check, context.rule, context.severity, context.options = self.plan.ready.get(row.name) or self.plan.prepare(row)
            context.enter(instruction, script)
            self.found += check(node, context)
        except Exception as error:
            self._crashed(row.name, error)

    def _crashed(self, name: str, error: Exception) -> None:
        from traceback import format_exception

        if all(crash.rule != name for crash in self.result.crashes):
            text = "".join(format_exception(error))
            self.result.crashes.append(Crash(name, f"{type(error).__name__}: {error}", text))


def subjects() -> dict[str, type]:
    """What a rule can subscribe to, besides the kinds of instruction."""
    from dockwright.model.context_sources import ContextSource
    from dockwright.model.credentials import Credential
    from dockwright.model.ignorefile import IgnoreFile

    kinds = (Command, PackageCommand, Stage, Document, StageUse, ImageUse, ContextSource, Credential, Remark, Ignore, IgnoreFile)
    return {kind.__name__: kind for kind in kinds}


__all__ = ["CheckResult", "Crash", "Memo", "Rule", "Span", "bodies", "check", "check_document", "read", "subjects"]
