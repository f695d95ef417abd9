"""Comments that would be parser directives if they stood, or were written, otherwise."""

from __future__ import annotations

from dockwright.syntax import directives, parse
from dockwright.text import Edit, NamedTuple, Span, apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.document import Document
    from dockwright.syntax import Comment, Directive, Instruction

LOW, INDENTED, MISSPELT = "low", "indented", "misspelt"


class Misplaced(NamedTuple):
    """A comment like the directive `name`, why it is none, and the edits that would make it one, if they change nothing else."""

    name: str
    span: Span
    kind: str
    edits: tuple[Edit, ...]


def find(document: Document) -> Iterator[Misplaced]:
    """Every such comment of a file. Those between continued lines are not looked at."""
    for one in document.directives:
        if one.indented and one.name != "escape":
            start = document.source.rfind("\n", 0, one.span.start) + 1
            yield Misplaced(one.name, one.span, INDENTED, (Edit(Span(start, one.span.start), ""),))
    by_line = {comment.line: comment for comment in document.comments if comment.line >= 0}
    top = shebang = len(document.directives)
    while top in by_line:
        top += 1
    if document.source.startswith("#!"):
        shebang = 1
        while shebang in by_line and _read(document, by_line[shebang]):
            shebang += 1
    for line, comment in by_line.items():
        found = _read(document, comment)
        if found and not (line < shebang and found.name != "escape") and not _is_local(document, found):
            yield Misplaced(found.name, comment.span, LOW, _moved(document, comment, found.name))
        elif line < top and not found:
            yield from _misspelt(document, comment)


def _read(document: Document, comment: Comment) -> Directive | None:
    return directives.read(document.source[slice(*comment.span)], comment.span.start, False)


def _is_local(document: Document, found: Directive) -> bool:
    """Whether it is a `# check=skip=` that is about the instruction below."""
    has_effect = found.name == "check" and any(part.startswith(("skip=", "experimental=")) for part in found.value.split(";"))
    return has_effect and bool(document.instructions) and document.instructions[-1].start > found.span.start


def _moved(document: Document, comment: Comment, name: str) -> tuple[Edit, ...]:
    """Move a comment to the top, below a `#!` line, where no directive of that name is in force yet."""
    source = document.source
    below = source.startswith("#!")
    if any(one.name == name for one in document.directives) or (below and name == "escape"):
        return ()
    top = source.find("\n") + 1 if below else int(source.startswith("\ufeff"))
    start = source.rfind("\n", 0, comment.span.start) + 1
    end = source.find("\n", comment.span.end) + 1 or len(source)
    text = source[slice(*comment.span)] + document.newline
    return harmless(document, Edit(Span(top, top), text), Edit(Span(start, end), ""))


def _misspelt(document: Document, comment: Comment) -> Iterator[Misplaced]:
    found = directives.misspelt(document.source[slice(*comment.span)], comment.span.start)
    if found:
        name, span = found
        yield Misplaced(name, comment.span, MISSPELT, harmless(document, Edit(span, name)))


def harmless(document: Document, *edits: Edit) -> tuple[Edit, ...]:
    """The edits, if the instructions are read as before."""
    after = parse(apply(document.source, edits)).instructions
    return edits if [_meaning(one) for one in after] == [_meaning(one) for one in document.instructions] else ()


def _meaning(one: Instruction) -> tuple[object, ...]:
    return one.name, one.arguments, [str(flag) for flag in one.flags], [heredoc.content for heredoc in one.heredocs]
