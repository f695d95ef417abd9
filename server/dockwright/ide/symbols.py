"""The outline of a file, and what of it can be folded."""

from __future__ import annotations

from dockwright.text import NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.document import Document
    from dockwright.model.stages import Stage
    from dockwright.syntax import Instruction

_WIDTH = 60


class Symbol(NamedTuple):
    """A stage with its instructions, or an instruction. `kind` is `stage` or the instruction's name; `selection` lies in `span`."""

    name: str
    detail: str
    kind: str
    span: Span
    selection: Span
    children: tuple[Symbol, ...] = ()


class Fold(NamedTuple):
    """Something that can be folded to its first line. `kind` is `stage`, `instruction`, `heredoc` or `comment`."""

    kind: str
    span: Span


def symbols(document: Document) -> list[Symbol]:
    """The instructions before the first FROM, then the stages."""
    first, *stages = document.all_stages
    return [*map(_instruction, first.instructions), *map(_stage, stages)]


def _stage(stage: Stage) -> Symbol:
    from_ = stage.from_
    if from_ is None:
        raise ValueError("every stage but that before the first FROM has one")
    image = from_.image.text if from_.image else ""
    name = from_.stage_name
    end = stage.instructions[-1].span.end if stage.instructions else from_.span.end
    selection = (name.span if name else from_.keyword.span).shift(from_.start)
    children = tuple(map(_instruction, stage.instructions))
    return Symbol(name.text if name else image or "FROM", image if name else "", "stage", Span(from_.start, end), selection, children)


def _instruction(instruction: Instruction) -> Symbol:
    text = " ".join(instruction.text.split())
    if instruction.name in ("ARG", "ENV", "LABEL") and instruction.pairs:
        text = " ".join(pair.key.text for pair in instruction.pairs)
    elif instruction.words and instruction.name in ("COPY", "ADD"):
        text = instruction.words[-1].value
    text = text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
    name = instruction.keyword.upper() or "?"
    return Symbol(name, text, instruction.name, instruction.span, instruction.keyword.span.shift(instruction.start))


def folds(document: Document) -> Iterator[Fold]:
    """Stages, instructions of several lines, heredocs, and comments of several lines."""
    for stage in document.stages:
        if stage.from_ and stage.instructions:
            yield Fold("stage", Span(stage.from_.start, stage.instructions[-1].span.end))
    for instruction in document.instructions:
        if "\n" in instruction.parsed.source:
            yield Fold("instruction", instruction.span)
        for heredoc in instruction.heredocs if len(instruction.heredocs) > 1 else ():
            yield Fold("heredoc", heredoc.body.shift(instruction.start))
    yield from _comments(document)


def _comments(document: Document) -> Iterator[Fold]:
    first = last = None
    for comment in [*document.comments, None]:
        if comment and last and comment.line == last.line + 1 and comment.line > 0:
            last = comment
            continue
        if first and last and last is not first:
            yield Fold("comment", Span(first.span.start, last.span.end))
        first = last = comment if comment and comment.line >= 0 else None
