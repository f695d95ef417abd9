"""Images a file uses: in FROM, in `COPY --from` and in the `from=` of a mount."""

from __future__ import annotations

from dockwright.model import images
from dockwright.syntax import Copy, From, Instruction, Run
from dockwright.syntax.mounts import mounts
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.document import Document
    from dockwright.model.images import ImageReference
    from dockwright.model.stages import Stage
    from dockwright.syntax import Word


class ImageUse:
    """An image from outside, where it is used.

    `reference` is None where the name depends on something only a build can know or is no reference. `at` is the
    instruction that *writes* the name: that of the use, or the ARG whose default it is. `written` is the span of
    the name there, relative to `at`; `is_literal` says that it is written in one piece, so that parts have places.
    """

    __slots__ = ("at", "instruction", "is_literal", "reference", "resolved", "stage", "text", "written")

    def __init__(self, instruction: Instruction, stage: Stage, text: str, span: Span) -> None:
        self.instruction = instruction
        self.stage = stage
        self.text = text
        self.at = instruction
        self.written = span
        self.is_literal = "$" not in text and '"' not in text and "'" not in text and span.end - span.start == len(text)
        self.resolved: str | None = text
        self.reference: ImageReference | None = None

    @property
    def in_from(self) -> bool:
        """Whether a stage is built on it."""
        return isinstance(self.instruction, From)

    def part(self, part: Span) -> Span:
        """Where a part of the reference is, relative to `at`; the whole name where it is not written in one piece."""
        return part.shift(self.written.start) if self.is_literal else self.written

    @property
    def span(self) -> Span:
        """Where the name is, relative to `at`."""
        return self.written


def find(document: Document) -> Iterator[ImageUse]:
    """Every use of an image from outside, in order: no stages, no `scratch`, no numbers."""
    for stage in document.stages:
        if stage.from_ and stage.from_.image and stage.parent is None:
            yield from _use(document, stage.from_, stage, stage.from_.image.text, stage.from_.image.span)
        for instruction in stage.instructions:
            one = instruction.trigger or instruction
            for text, span in _sources(one):
                if document.stage_named(text, stage) is None and not text.isdecimal():
                    yield from _use(document, one, stage, text, span)


def _sources(instruction: Instruction) -> Iterator[tuple[str, Span]]:
    """What a COPY or the mounts of a RUN take from elsewhere."""
    if isinstance(instruction, Copy):
        flag = instruction.flag("from")
        if flag and flag.value:
            yield flag.value, flag.value_span
    elif isinstance(instruction, Run):
        for mount in mounts(instruction):
            source = mount.options.get("from")
            if source and source.value:
                yield source.value, source.span


def _use(document: Document, instruction: Instruction, stage: Stage, text: str, span: Span) -> Iterator[ImageUse]:
    use = ImageUse(instruction, stage, text, span)
    if use.in_from:
        use.resolved = document.global_scope.resolve(text, document.escape)
        _default(document, use)
    elif "$" in text:
        use.resolved = None
    if use.resolved == "scratch":
        return
    use.reference = images.parse(use.resolved) if use.resolved else None
    yield use


def _default(document: Document, use: ImageUse) -> None:
    """Where the whole name is one variable, it is written as the default of an ARG: that is where it can be changed."""
    name = use.text.strip('"').removeprefix("$")
    variable = document.global_scope.get(name.removeprefix("{").removesuffix("}"))
    if not use.text.strip('"').startswith("$") or variable is None or variable.pair is None or variable.instruction is None:
        return
    word: Word | None = variable.pair.value
    if word is None or variable.value != use.resolved or use.resolved is None or variable.name in document.build_args:
        return
    use.at = variable.instruction
    quoted = word.text[:1] in "\"'" and word.text[1:-1] == use.resolved
    use.written = Span(word.start + quoted, word.end - quoted)
    use.is_literal = quoted or word.text == use.resolved
