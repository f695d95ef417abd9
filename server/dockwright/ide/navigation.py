"""Where a stage or a variable is defined, where it is used, and giving it another name."""

from __future__ import annotations

import re

from dockwright.ide import names
from dockwright.ide.names import NAME, STAGE, Occurrence
from dockwright.model import images
from dockwright.model.document import read
from dockwright.model.scopes import PLATFORM_ARGS, PROXY_ARGS
from dockwright.text import Edit, Span, apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.document import Document

_STAGE_NAME = re.compile(r"[a-z][a-z0-9_.-]*", re.I)
_RESERVED_STAGES = ("scratch", "context")


class RenameError(Exception):
    """Why a name cannot be changed, or not to that."""


def definitions(document: Document, offset: int) -> list[Span]:
    """Where the name at an offset is defined: of a variable, every ARG or ENV that reaches the place."""
    found = names.at(document, offset)
    if found is None:
        return []
    alike = [one for one in names.occurrences(document) if one.defines and one.thing == found.thing and one.thing is not None]
    if found.kind == STAGE or found.defines:
        return [one.span for one in alike] or ([found.stage.from_.span] if found.stage and found.stage.from_ else [])
    variable = found.variable
    if variable is None or variable.instruction is None or variable.pair is None:
        return []
    places = [variable.pair.key.span.shift(variable.instruction.start)]
    if variable.kind == "arg" and variable.pair.value is None:
        places += [one.span for one in alike if document.stage_of(one.instruction).index < 0]
    return places


def references(document: Document, offset: int, with_definitions: bool = True) -> list[Occurrence]:
    """Every place that means what the name at an offset means."""
    found = names.at(document, offset)
    if found is None:
        return []
    every = names.occurrences(document)
    if found.thing is None:
        return [one for one in every if one.thing is None and one.name == found.name]
    return [one for one in every if one.thing == found.thing and (with_definitions or not one.defines)]


def renamed_at(document: Document, offset: int) -> Span:
    """The name that would be changed. Raises RenameError where there is none, or where it cannot be."""
    return _renameable(document, offset).span


def _renameable(document: Document, offset: int) -> Occurrence:
    found = names.at(document, offset)
    if found is None:
        raise RenameError("only stages and variables can be renamed")
    if found.kind == STAGE and (found.stage is None or not found.stage.name):
        raise RenameError("this stage has no name: give it one behind AS")
    if found.thing is None:
        raise RenameError(f"{found.name} is not defined in this file")
    if not found.written:
        raise RenameError("the name stands elsewhere: rename it where it is written")
    return found


def rename(document: Document, offset: int, new: str) -> tuple[Edit, ...]:
    """The edits that give a stage or a variable another name everywhere. Raises RenameError where that cannot be done
    without changing what anything in the file means."""
    found = _renameable(document, offset)
    if new == found.name:
        return ()
    _check_name(document, found, new)
    alike = [one for one in names.occurrences(document) if one.thing == found.thing]
    _check_places(document, found, alike)
    edits = tuple(Edit(span, new) for span in dict.fromkeys(one.span for one in alike if one.written))
    _check_meaning(document, edits)
    return edits


def _check_name(document: Document, found: Occurrence, new: str) -> None:
    if found.kind == STAGE:
        if not _STAGE_NAME.fullmatch(new):
            raise RenameError(f"{new!r} is no name for a stage: use letters, digits, `_`, `-` and `.`, a letter first")
        if new.lower() in _RESERVED_STAGES:
            raise RenameError(f"{new!r} means something else to the builder: choose another name")
        taken = [stage.from_ for stage in document.stages if stage.name == new.lower() and stage is not found.stage]
        used = [use for use in document.images() if use.resolved == new.lower() or (images.parse(new) and use.text == new)]
        lines = [one.start_line for one in [*taken, *(use.instruction for use in used)] if one]
    else:
        if not NAME.fullmatch(new):
            raise RenameError(f"{new!r} is no name for a variable: use letters, digits and `_`, no digit first")
        if new in PLATFORM_ARGS or new in PROXY_ARGS:
            raise RenameError(f"{new} is set by the builder: choose another name")
        word = re.compile(rf"(?<![A-Za-z0-9_]){re.escape(new)}(?![A-Za-z0-9_])")
        lines = [one.start_line for one in document.instructions if _mentions(word, one.parsed.source)]
    if lines:
        raise RenameError(f"{new} is already used on line {lines[0]}: choose another name")


def _mentions(word: re.Pattern[str], source: str) -> bool:
    """Whether a text uses or sets a variable of a name."""
    return any(source[max(match.start() - 1, 0)] in "${" or source[match.end() : match.end() + 1] == "=" for match in word.finditer(source))


def _check_places(document: Document, found: Occurrence, alike: list[Occurrence]) -> None:
    """Refuse where a place that would have to change does not show the name."""
    for one in alike:
        text = document.source[one.span.start : one.span.end]
        if not one.written and not text.isdecimal():
            raise RenameError(f"line {one.instruction.start_line} names it by way of {text}: change that by hand")
    for instruction in document.instructions if found.kind != STAGE else ():
        if instruction.name == "RUN" and document.scope(instruction).get(found.name) is not None:
            for script in document.scripts(instruction):
                if found.name in names.assigned(script) and any(name == found.name for name, _, _ in names.expansions(script.text)):
                    line = instruction.start_line
                    raise RenameError(f"the shell on line {line} sets and uses {found.name} itself: change that by hand")


def _check_meaning(document: Document, edits: tuple[Edit, ...]) -> None:
    """Read the result and compare: every name must mean what it meant."""
    after = read(
        apply(document.source, edits),
        filename=document.filename,
        build_args=document.build_args,
        target=document.target,
        platform=document.platform,
    )
    if _shape(document) != _shape(after):
        raise RenameError("this would change what another name in the file means: choose another name")


def _shape(document: Document) -> list[tuple[int, bool, int]]:
    """Which occurrences mean the same, without their names."""
    numbers: dict[object, int] = {None: -1}
    return [(numbers.setdefault(one.thing, len(numbers)), one.defines, one.instruction.index) for one in names.occurrences(document)]
