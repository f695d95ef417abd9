"""Apply the fixes of findings until nothing changes, and refuse every one that touches what it should not."""

from __future__ import annotations

from dockwright import engine, referee
from dockwright.findings import SAFE, UNSAFE
from dockwright.model.surroundings import NOTHING
from dockwright.settings import DEFAULTS, Settings
from dockwright.text import Edit, Span, apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.engine import CheckResult, Crash
    from dockwright.findings import Finding, Rewrite
    from dockwright.model.document import Document
    from dockwright.model.surroundings import Surroundings

ROUNDS = 20


class FixResult:
    """A fixed text, the findings that were fixed, those whose fix was refused and why, and those that remain.

    `files` are other files as the fixes leave them.
    """

    __slots__ = ("applied", "crashes", "files", "refused", "remaining", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.applied: list[Finding] = []
        self.refused: list[tuple[Finding, str]] = []
        self.remaining: list[Finding] = []
        self.crashes: list[Crash] = []
        self.files: list[Rewrite] = []


def fix(
    source: str,
    settings: Settings = DEFAULTS,
    filename: str = "Dockerfile",
    unsafe: bool = False,
    surroundings: Surroundings = NOTHING,
    others: bool = False,
) -> FixResult:
    """Fix a text: safe fixes, and with `unsafe` the others too. `surroundings` is what is known besides the text.

    `others`: whether fixes count that change other files, which are then in the result for the caller to write.
    """
    run = _Fixing(source, settings, filename, unsafe, surroundings)
    run.others = others
    for _ in range(ROUNDS):
        if not run.round():
            break
    return run.finish()


class _Fixing:
    def __init__(self, source: str, settings: Settings, filename: str, unsafe: bool, surroundings: Surroundings) -> None:
        self.original = source
        self.settings = settings
        self.filename = filename
        self.wanted = (SAFE, UNSAFE) if unsafe else (SAFE,)
        self.others = False
        self.given = self.surroundings = surroundings
        self.result = FixResult(source)
        self.barred: dict[tuple[str, str, str], str] = {}
        self.refused: dict[tuple[str, str, str], tuple[Finding, str]] = {}
        self.checked = self._check(source, surroundings)

    def _check(self, source: str, surroundings: Surroundings) -> CheckResult:
        return engine.check(source, self.settings, self.filename, surroundings=surroundings)

    def round(self) -> bool:
        """Apply the fixes that do not overlap, one by one where they cannot stand together; whether anything changed."""
        chosen = self._choose(self.checked)
        if not chosen:
            return False
        return self._try(chosen) or sum(self._try([finding]) for finding in chosen) > 0

    def _choose(self, checked: CheckResult) -> list[Finding]:
        chosen: list[Finding] = []
        taken: list[Span] = []
        rewritten: set[str] = set()
        for finding in checked.findings:
            fix = finding.fix
            if fix is None or not fix.is_known or fix.applicability not in self.wanted:
                continue
            spans = [edit.span for edit in fix.edits]
            if self.barred.get(self._key(finding)) == checked.document.source:
                continue
            if any(span.overlaps(other) for span in spans for other in taken):
                continue
            paths = {one.path for one in fix.files}
            if not paths.isdisjoint(rewritten) or (paths and not self.others):
                continue
            chosen.append(finding)
            taken += spans
            rewritten |= paths
        return chosen

    def _key(self, finding: Finding) -> tuple[str, str, str]:
        start, end = finding.span
        return finding.rule, finding.fix.title if finding.fix else "", self.checked.document.source[start:end]

    def _try(self, chosen: list[Finding]) -> bool:
        """Apply these fixes together; where the result is not what it should be, apply none, and bar a lone one from this text."""
        document = self.checked.document
        current = {(finding.rule, finding.span) for finding in self.checked.findings}
        chosen = [finding for finding in chosen if (finding.rule, finding.span) in current]
        edits = [edit for finding in chosen if finding.fix for edit in finding.fix.edits]
        files = [file for finding in chosen if finding.fix for file in finding.fix.files]
        if not edits and not files:
            return False
        text, around = apply(document.source, edits), self.surroundings
        for file in files:
            around = around.with_ignore_file(file.path, file.after)
        checked = self._check(text, around)
        reason = _damage(document, checked.document, [edit.span for edit in edits], [len(edit.text) for edit in edits])
        reason = reason or _unmended(chosen, edits, checked)
        if not reason and (text != document.source or files):
            self.result.applied += chosen
            for finding in chosen:
                self.refused.pop(self._key(finding), None)
            self.checked, self.surroundings = checked, around
            self._rewrite(files)
            return True
        if len(chosen) == 1:
            key = self._key(chosen[0])
            self.barred[key] = document.source
            self.refused[key] = (chosen[0], reason or "it changes nothing")
        return False

    def _rewrite(self, files: list[Rewrite]) -> None:
        made = {one.path: one for one in self.result.files}
        for one in files:
            earlier = made.get(one.path)
            made[one.path] = one._replace(before=earlier.before) if earlier else one
        self.result.files = list(made.values())

    def finish(self) -> FixResult:
        result = self.result
        result.source = self.checked.document.source
        result.refused = list(self.refused.values())
        if result.applied:
            reason = referee.objection(self.original, result.source)
            if reason:
                result.refused += [(finding, reason) for finding in result.applied]
                result.applied, result.files = [], []
                result.source = self.original
                self.checked = self._check(self.original, self.given)
        result.remaining = self.checked.findings
        result.crashes = self.checked.crashes
        return result


def _unmended(chosen: list[Finding], edits: list[Edit], checked: CheckResult) -> str:
    """Why fixes cannot stand that leave what they are for: the same finding is at the same characters, and would be fixed again."""
    left = {(one.rule, one.span, one.message, one.fix.title) for one in checked.findings if one.fix}
    for finding in chosen:
        start, end = finding.span
        moved = finding.span.shift(sum(len(edit.text) - (edit.span.end - edit.span.start) for edit in edits if edit.span.end <= start))
        is_whole = not any(edit.span.start < end and edit.span.end > start for edit in edits)
        if is_whole and finding.fix and (finding.rule, moved, finding.message, finding.fix.title) in left:
            return "it leaves what it is to mend"
    return ""


def _damage(before: Document, after: Document, spans: list[Span], sizes: list[int]) -> str:
    """Why a result cannot stand: an instruction outside the edits is no longer what it was, or a new error is there."""
    places = {instruction.start: instruction for instruction in after.instructions}
    changes = sorted(zip(spans, sizes, strict=True))
    for instruction in before.instructions:
        span = instruction.span
        if any(_inside(edit, span) for edit, _ in changes):
            continue
        start = span.start + sum(size - (edit.end - edit.start) for edit, size in changes if edit.end <= span.start)
        same = places.get(start)
        if same is None or same.parsed.source != instruction.parsed.source or type(same) is not type(instruction):
            return f"line {instruction.start_line} would be read differently"
    if _problems(after) > _problems(before):
        return "the result would have a syntax error"
    return ""


def _inside(edit: Span, span: Span) -> bool:
    """Whether an edit changes an instruction or what follows on its last line; an insertion at its very start does not."""
    return edit.start <= span.end and edit.end > span.start


def _problems(document: Document) -> int:
    unknown = sum(type(instruction).__name__ == "Unknown" for instruction in document.instructions)
    return unknown + len(document.tree.problems) + sum(len(one.parsed.problems) for one in document.instructions)
