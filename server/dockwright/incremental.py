"""What is kept between two versions of a text, so that checking it again costs what the change costs.

What a rule finds in an instruction depends on the instruction, and on what else the rule asked about: what is in effect before it
(variables, user, shell), its stage, or the whole file. The document notes how far each rule looked. For the first three there is a
number that is the same as long as everything is that the answer depends on, and under it the findings are kept; a rule that looked at
the whole file runs every time.
"""

from __future__ import annotations

from dockwright.model.document import STAGE, STATE, Document
from dockwright.model.shells import is_windows
from dockwright.model.state import CHANGES
from dockwright.syntax import Shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from dockwright.findings import Finding
    from dockwright.model.stages import Stage
    from dockwright.rules.row import Row
    from dockwright.shell.nodes import Script
    from dockwright.syntax import Instruction, Parsed
    from dockwright.text import Span

    Call = tuple[Row, Any, Script | None]

OWN, BEFORE, AROUND, EVERYWHERE = range(4)
"""How far a rule looked: at its instruction, at what is in effect before it, at its stage, at the file."""
_LEVELS = {0: OWN, STATE: BEFORE, STAGE: AROUND, STAGE | STATE: AROUND}
_NUMBERS = 200_000
_VARIANTS = 400
_LONGEST = 1 << 32


class Memo:
    """Parsed instructions by their text, each with a number; and numbers for what is made of several of them."""

    __slots__ = ("_numbers", "parsed")

    def __init__(self) -> None:
        self.parsed: dict[tuple[str, str], Parsed] = {}
        self._numbers: dict[object, int] = {}

    def number(self, *parts: object) -> int:
        """The same number for the same parts, as long as this memo lives."""
        return self._numbers.setdefault(parts, len(self._numbers))

    def of(self, parsed: Parsed) -> int:
        """The number of an instruction's text."""
        found: int | None = parsed.memo.get("number")
        if found is None:
            found = parsed.memo["number"] = self.number(parsed.source, parsed.escape)
        return found

    def is_full(self) -> bool:
        """Whether it has grown so much that it is better to begin a new one."""
        return len(self._numbers) > _NUMBERS


class Numbers:
    """For one version of a text: the numbers of what decides about each instruction, and where it is. `shell` is that of the shell.

    The place in the stage is part of what a rule sees that looks around, so two instructions with the same text are told apart.
    """

    __slots__ = ("_around", "_before", "_file", "_starts", "shell")

    def __init__(self, document: Document, memo: Memo, settings: int) -> None:
        sections = document.sections
        self._file = memo.number("file", document.newline, document.has_standard_frontend, _pragmas(document), settings)
        self._before: list[int] = []
        self._around: list[int] = []
        self._starts: dict[int, list[int]] = {}
        self.shell: list[int] = []
        texts = [[memo.of(one.parsed) for one in stage.instructions] for stage in sections]
        froms = memo.number("froms", self._file, *[memo.of(stage.from_.parsed) for stage in sections if stage.from_])
        ends: dict[int, tuple[int, int, int]] = {}
        outer = self._file
        for stage, numbers in zip(sections, texts, strict=True):
            state, shell, content = ends.get(stage.parent.index if stage.parent else -1, (outer, -1, -1))
            if stage.from_:
                from_ = memo.number("from", memo.of(stage.from_.parsed), stage.said)
                self._before.append(outer)
                self.shell.append(-1)
                state = memo.number("state", state, from_, outer)
                shell = memo.number("shell", shell, is_windows(stage), stage.said.shell if stage.said else ())
            for instruction, text in zip(stage.instructions, numbers, strict=True):
                self._before.append(state)
                self.shell.append(shell)
                change = instruction.trigger or instruction
                if type(change) in CHANGES:
                    state = memo.number("state", state, text)
                    if isinstance(change, Shell):
                        shell = memo.number("shell", shell, text)
            content = memo.number("stage", froms, stage.index, content, state, *numbers)
            ends[stage.index] = (state, shell, content)
            outer = state if stage.index < 0 else outer
            size = len(numbers) + (stage.from_ is not None)
            self._around += range(content * _LONGEST, content * _LONGEST + size)

    def of(self, instruction: Instruction, level: int) -> int:
        """The number of what decides about an instruction, as far as a level looks."""
        if level == OWN:
            return self._file
        return self._before[instruction.index] if level == BEFORE else self._around[instruction.index]

    def starts(self, instruction: Instruction, stage: Stage | None) -> list[int]:
        """Where an instruction starts, or all of a stage."""
        if stage is None:
            return [instruction.start]
        found = self._starts.get(stage.index)
        if found is None:
            found = self._starts[stage.index] = [instruction.start, *(one.start for one in stage.instructions)]
        return found


def _pragmas(document: Document) -> tuple[object, ...]:
    """The comments that name a shell, each with the number of instructions above it."""
    if not document.shell_pragmas:
        return ()
    return tuple((name, sum(one.start < start for one in document.instructions)) for start, name in document.shell_pragmas)


class Kept:
    """Findings, where instructions were when they were found, and the calls whose outcome depends on more than they do."""

    __slots__ = ("beyond", "findings", "starts")

    def __init__(self, starts: Sequence[int]) -> None:
        self.starts = starts
        self.findings: list[Finding] = []
        self.beyond: list[Call] = []

    def at(self, starts: Sequence[int]) -> list[Finding]:
        """The findings, where the instructions are now."""
        if self.findings and starts != self.starts:
            self.findings = [_moved(finding, self.starts, starts) for finding in self.findings]
        self.starts = starts
        return self.findings


def reached(document: Document) -> int:
    """How far those looked who asked about a document since its `asked` was 0."""
    return _LEVELS.get(document.asked, EVERYWHERE)


def lies_in(findings: Iterable[Finding], spans: Sequence[Span]) -> bool:
    """Whether every place in some findings is in one of some instructions, so that it moves with it."""
    return all(any(low <= start and end <= high for low, high in spans) for one in findings for start, end in _places(one))


def _places(finding: Finding) -> Iterable[Span]:
    yield finding.span
    for edit in finding.fix.edits if finding.fix else ():
        yield edit.span
    for related in finding.related:
        if related.file is None:
            yield related.span


def _moved(finding: Finding, before: Sequence[int], after: Sequence[int]) -> Finding:
    def move(span: Span) -> Span:
        number = 0
        while number + 1 < len(before) and before[number + 1] <= span.start:
            number += 1
        return span.shift(after[number] - before[number])

    fix = finding.fix
    if fix is not None and fix.edits:
        fix = fix._replace(edits=tuple(edit._replace(span=move(edit.span)) for edit in fix.edits))
    related = tuple(one if one.file else one._replace(span=move(one.span)) for one in finding.related)
    return finding._replace(span=move(finding.span), fix=fix, related=related)


def trim(memo: dict[Any, Any]) -> None:
    """Keep what an instruction remembers from growing with every state it was ever in."""
    if len(memo) > _VARIANTS:
        for key in [key for key, value in memo.items() if isinstance(value, Kept)]:
            del memo[key]
