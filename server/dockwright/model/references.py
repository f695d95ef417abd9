"""Where a file names one of its stages: in FROM, in `COPY --from` and in the `from=` of a mount.

Source: "Use multi-stage builds" in the Docker manual; `dockerfile2llb/convert.go`, which looks a FROM up among the stages
above it, and every other name among all of them.
"""

from __future__ import annotations

from dockwright.model import images
from dockwright.syntax import Copy, From, Run
from dockwright.syntax.mounts import mounts
from dockwright.syntax.words import references

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from re import Pattern

    from dockwright.model.document import Document
    from dockwright.model.images import ImageReference
    from dockwright.model.stages import Stage
    from dockwright.syntax import Instruction
    from dockwright.text import Span

DIGITS = 9
"""A longer number is no index of a stage."""


class StageUse:
    """A name where a stage may be named.

    `text` is as written, at `span` relative to `instruction`; `name` has its variables replaced, and is None where only a
    build can know it. `target` is the stage it means, None for an image from outside: mostly one above `stage`, where the
    name stands, but a wrong `--from` may mean the stage itself or one further down.
    """

    __slots__ = ("instruction", "name", "span", "stage", "target", "text")

    def __init__(self, instruction: Instruction, stage: Stage, text: str, span: Span) -> None:
        self.instruction = instruction
        self.stage = stage
        self.text = text
        self.span = span
        self.name: str | None = None if "$" in text else text
        self.target: Stage | None = None

    def __repr__(self) -> str:
        return f"<StageUse {self.instruction.name} {self.text!r} -> {self.target}>"

    @property
    def in_from(self) -> bool:
        """Whether a stage is built on what is named."""
        return isinstance(self.instruction, From)

    @property
    def is_number(self) -> bool:
        """Whether the stage is given by its index; a FROM knows names only."""
        return self.text.isdecimal() and self.text.isascii() and not self.in_from

    @property
    def may_be_stage(self) -> bool:
        """Whether it reads as the name of a stage; a tag, a digest, a host or a path make it an image."""
        return not any(mark in self.text for mark in "/:@.")

    def may_mean(self, stage: Stage) -> bool:
        """Whether a variable in it could make it the name of that stage, which stands above."""
        if not stage.name or stage.index >= self.stage.index or "$" not in self.text:
            return False
        return self._form().fullmatch(stage.name) is not None

    def _form(self) -> Pattern[str]:
        """What it may become; kept with the text of its instruction, for a file may have a hundred stages to compare with."""
        memo, key = self.instruction.parsed.memo, ("form", self.text)
        found: Pattern[str] | None = memo.get(key)
        if found is None:
            from re import compile, escape

            parts, at = [], 0
            for one in references(self.text):
                parts.append(escape(self.text[at : one.start].lower()))
                at = one.end
            found = memo[key] = compile(".*".join([*parts, escape(self.text[at:].lower())]))
        return found

    @property
    def is_self(self) -> bool:
        """Whether it means the stage it stands in."""
        return self.target is self.stage

    @property
    def is_forward(self) -> bool:
        """Whether it means a stage further down, which is not there yet."""
        return self.target is not None and self.target.index > self.stage.index

    @property
    def image(self) -> ImageReference | None:
        """The image that is named, or the one at the root of the stage; None where that is scratch or unknown."""
        return self.target.image if self.target else images.parse(self.name or "")

    @property
    def is_literal(self) -> bool:
        """Whether the name stands there as it is, so that it can be replaced."""
        return self.name == self.text and self.instruction.parsed.source[self.span.start : self.span.end] == self.text


def find(document: Document) -> list[StageUse]:
    """Every such name of a file, in order."""
    return list(_Finder(document).find())


def needs(document: Document) -> dict[int, set[int]]:
    """For each stage, by index, those it is built on or takes from, and those that a variable in its FROM may mean."""
    found: dict[int, set[int]] = {stage.index: set() for stage in document.all_stages}
    for use in document.stage_uses:
        if use.target is not None:
            found[use.stage.index].add(use.target.index)
        elif use.in_from and "$" in use.text:
            found[use.stage.index].update(stage.index for stage in document.stages if use.may_mean(stage))
    return found


def reached(document: Document, first: Iterable[Stage]) -> set[int]:
    """The indexes of these stages and of all they need."""
    edges = needs(document)
    pending = [stage.index for stage in first]
    found: set[int] = set()
    while pending:
        index = pending.pop()
        if index not in found:
            found.add(index)
            pending += edges[index]
    return found


class _Finder:
    """Walks the stages once; `above` has the stages above the current one, `every` the first of each name."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.every = {stage.name: stage for stage in reversed(document.stages)}
        self.above: dict[str, Stage] = {}

    def find(self) -> Iterator[StageUse]:
        for stage in self.document.all_stages:
            from_ = stage.from_
            if from_ is not None and from_.image is not None:
                use = StageUse(from_, stage, from_.image.text, from_.image.span)
                use.name, use.target = stage.base, stage.parent
                yield use
            for instruction in stage.instructions:
                for use in _uses(instruction.trigger or instruction, stage):
                    use.target = self._target(use)
                    yield use
            self.above[stage.name] = stage

    def _target(self, use: StageUse) -> Stage | None:
        if use.is_number:
            stages = self.document.stages
            index = int(use.text) if len(use.text) <= DIGITS else len(stages)
            return stages[index] if index < len(stages) else None
        name = use.text.lower()
        return self.above.get(name) or self.every.get(name) if name else None


def _uses(instruction: Instruction, stage: Stage) -> Iterator[StageUse]:
    if isinstance(instruction, Copy):
        flag = instruction.flag("from")
        if flag and flag.value:
            yield StageUse(instruction, stage, flag.value, flag.value_span)
    elif isinstance(instruction, Run):
        for mount in mounts(instruction):
            source = mount.options.get("from")
            if source and source.value:
                yield StageUse(instruction, stage, source.value, source.span)
