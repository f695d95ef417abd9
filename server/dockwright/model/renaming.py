"""Where the name of an image can be changed: in FROM, or in the defaults of the variables that it is put together from."""

from __future__ import annotations

from dockwright.syntax.words import references
from dockwright.text import NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dockwright.model.document import Document
    from dockwright.model.scopes import Variable
    from dockwright.model.uses import ImageUse
    from dockwright.syntax import Instruction


MANY = 100
"""Of a file with so many images nobody can tell what else a variable names."""


class Place(NamedTuple):
    """A part of a name's value, `start:stop` of it, and where it is written: `at` in an instruction; `behind` is where more can follow.

    `name` is the variable whose default it is, or "".
    """

    start: int
    stop: int
    instruction: Instruction
    at: int
    behind: int
    name: str


def written(document: Document, use: ImageUse, changes: Iterable[tuple[int, int, str]]) -> list[tuple[Instruction, Span, str]] | None:
    """The edits that change characters of an image's name, as resolved: of (start, end, text), instruction, span in it, and text.

    None where one cannot be made in a single place, or where that would change another image as well.
    """
    parts = _parts(document, use)
    edits = []
    for start, stop, text in changes:
        place = _holding(parts, start, stop)
        if place is None or (place.name and start < place.stop and _is_shared(document, use, place.name)):
            return None
        if start == place.stop:
            edits.append((use.at, Span(place.behind, place.behind), text))
        else:
            edits.append((place.instruction, Span(place.at + start - place.start, place.at + stop - place.start), text))
    return edits


def _holding(parts: list[Place], start: int, stop: int) -> Place | None:
    """The part that holds a range, or behind which something is to be inserted."""
    return next((one for one in parts if one.start <= start and stop <= one.stop and (start < one.stop or start == stop)), None)


def _parts(document: Document, use: ImageUse) -> list[Place]:
    """The parts of a name in their order; none where it is not written in one piece, or not put together from plain variables."""
    value = use.resolved or ""
    if use.is_literal:
        return [Place(0, len(value), use.at, use.written.start, use.written.end, "")]
    if use.at is not use.instruction or len(use.text) != use.written.end - use.written.start:
        return []
    found: list[Place] = []
    at = end = 0
    for one in references(use.text):
        variable = document.global_scope.get(one.name)
        default = _default(document, variable) if variable and not one.modifier else None
        if variable is None or variable.instruction is None or default is None:
            return []
        found += _literal(use, at, one.start, end)
        end = found[-1].stop if found else 0
        size = len(variable.value or "")
        found.append(Place(end, end + size, variable.instruction, default, use.written.start + one.end, one.name))
        at, end = one.end, end + size
    found += _literal(use, at, len(use.text), end)
    return found if found and found[-1].stop == len(value) else []


def _literal(use: ImageUse, start: int, stop: int, end: int) -> Iterator[Place]:
    """The characters of a name between two variables."""
    if start < stop:
        first = use.written.start + start
        yield Place(end, end + stop - start, use.instruction, first, first + stop - start, "")


def _default(document: Document, variable: Variable) -> int | None:
    """Where the default of an ARG begins in it; None where its value is not written there as it is."""
    word = variable.pair.value if variable.pair else None
    if word is None or variable.value is None or variable.name in document.build_args:
        return None
    if word.text == variable.value:
        return word.start
    return word.start + 1 if word.text[:1] in "\"'" and word.text[1:-1] == variable.value else None


def _is_shared(document: Document, use: ImageUse, name: str) -> bool:
    """Whether another image is named with the same variable."""
    if len(document.stage_uses) > MANY:
        return True
    others = [one for one in document.images() if one.origin is None or one.origin != use.origin]
    return any(one.name == name for other in others for one in references(other.text))
