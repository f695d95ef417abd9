"""Which instruction an offset is in, and what of it."""

from __future__ import annotations

from bisect import bisect_right

from dockwright.syntax import Healthcheck
from dockwright.syntax.mounts import mounts
from dockwright.text import NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.document import Document
    from dockwright.syntax import Flag, Instruction
    from dockwright.syntax.mounts import Option

KEYWORD, FLAG, MOUNT_TYPE, MOUNT_OPTION, DIRECTIVE = "keyword", "flag", "mount type", "mount option", "directive"


class Place(NamedTuple):
    """A word that the manual explains. `name` is the keyword, flag, mount type, option or directive; `within` what it belongs to."""

    kind: str
    span: Span
    name: str
    within: str = ""


def instruction_at(document: Document, offset: int) -> Instruction | None:
    """The instruction whose text an offset is in or ends."""
    number = bisect_right(document.instructions, offset, key=lambda one: one.start) - 1
    found = document.instructions[number] if number >= 0 else None
    return found if found is not None and offset <= found.span.end else None


def place_at(document: Document, offset: int) -> Place | None:
    """The keyword, flag, mount option or directive at an offset."""
    for directive in document.directives:
        if directive.span.start <= offset <= directive.span.end:
            return Place(DIRECTIVE, directive.key_span, directive.name)
    found = instruction_at(document, offset)
    if found is None:
        return None
    at = offset - found.start
    for one in (found, found.trigger):
        if one is not None:
            if one.keyword.start <= at <= one.keyword.end:
                return Place(KEYWORD, one.keyword.span.shift(found.start), one.name)
            if isinstance(one, Healthcheck) and one.type and one.type.start <= at <= one.type.end:
                return Place(KEYWORD, one.type.span.shift(found.start), one.name)
            for flag in one.flags:
                if flag.start <= at <= flag.end:
                    return _in_flag(one, flag, at)
    return None


def _in_flag(instruction: Instruction, flag: Flag, at: int) -> Place:
    start = instruction.start
    if at > flag.name_end and flag.name == "mount":
        for mount in mounts(instruction):
            option = _option(list(mount.options.values()), at) if mount.flag is flag else None
            if option is not None and option.name == "type":
                return Place(MOUNT_TYPE, Span(option.key_span.start, option.span.end).shift(start), mount.type)
            if option is not None:
                return Place(MOUNT_OPTION, option.key_span.shift(start), option.name, mount.type)
    return Place(FLAG, flag.name_span.shift(start), flag.name, instruction.name)


def _option(options: list[Option], at: int) -> Option | None:
    return next((option for option in options if option.key_span.start <= at <= option.span.end), None)
