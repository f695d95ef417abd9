"""Windows paths where the backslash is the escape character."""

from __future__ import annotations

from dockwright.model.misplaced import harmless
from dockwright.patterns import pattern
from dockwright.syntax import KINDS, Env
from dockwright.text import Edit, NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.document import Document
    from dockwright.syntax import Instruction

_LONE = pattern(r"(?<!\\)(?:\\\\)*\\[\w.*]")
_DRIVE = pattern(r"[A-Za-z]:\\")
_FIRST = pattern(r"\s*([A-Za-z]+)\s")


class Swallowed(NamedTuple):
    """A path at the end of a line whose last backslash continues the line, and the keyword of the line that it swallows."""

    path: Span
    text: str
    keyword: str
    keyword_span: Span


def eaten(instruction: Instruction) -> Iterator[tuple[Span, str]]:
    """The paths of WORKDIR, COPY, ADD and ENV whose backslashes are read as escapes, with their text; in quotes they stay."""
    if isinstance(instruction, Env):
        found = [pair.value for pair in instruction.pairs if pair.value and _DRIVE.search(pair.value.text)]
    else:
        found = [] if instruction.is_json else instruction.words
    for word in found:
        if not word.text.startswith(('"', "'")) and _LONE.search(word.text):
            yield word.span, word.text


def swallowed(instruction: Instruction) -> Swallowed | None:
    """The first line of an instruction that ends in the backslash of a path, where another instruction follows."""
    parsed = instruction.parsed
    for joined in parsed.map.joined[1:]:
        start = max(parsed.text.rfind(" ", 0, joined), parsed.text.rfind("\t", 0, joined)) + 1
        path, below = parsed.text[start:joined] + "\\", _FIRST.match(parsed.text, joined)
        if below and below[1].upper() in KINDS and ("\\" in path[:-1] or _DRIVE.match(path)):
            place = parsed.map.span(start, joined)
            return Swallowed(Span(place.start, place.end + 1), path, below[1].upper(), parsed.map.span(*below.span(1)))
    return None


def escape_directive(document: Document) -> Edit | None:
    """An escape directive at the top, where it changes the reading of no line."""
    top = int(document.source.startswith("\ufeff"))
    edit = Edit(Span(top, top), f"# escape=`{document.newline}")
    is_set = any(one.name == "escape" for one in document.directives)
    return edit if not is_set and harmless(document, edit) else None
