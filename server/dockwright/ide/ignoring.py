"""Comments that silence one finding, written as the file writes its own."""

from __future__ import annotations

import re

from dockwright import suppressions
from dockwright.data.peers import shown
from dockwright.suppressions import NEXT
from dockwright.text import Edit, NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.findings import Finding
    from dockwright.model.document import Document
    from dockwright.suppressions import Ignore
    from dockwright.syntax import Instruction

_HADOLINT_ID = re.compile(r"(?:DL|SC)\d{4}")


class Ignoring(NamedTuple):
    """How a finding is silenced: the name that is written, the edit, and whether it is silenced in the whole file."""

    name: str
    edit: Edit
    whole_file: bool


def ignore(document: Document, finding: Finding, profile: str = "") -> Ignoring:
    """The edit that silences a finding: a name in the comment above its instruction, or a new comment there.

    A file that holds hadolint's comments, or is checked with its profile, gets one of those where the finding has an id of hadolint;
    any other gets ours. What ShellCheck found is silenced under its id, for `shellcheck` would silence all that it ever finds there.
    What is found outside every instruction can only be silenced in the whole file.
    """
    ignores = suppressions.read(document)
    id = next((alias for alias in finding.aliases if _HADOLINT_ID.fullmatch(alias)), "")
    own = shown("", finding.rule, finding.aliases)
    instruction = _instruction(document, finding.span.start)
    if instruction is None:
        return Ignoring(own, _at_top(document, f"# dockwright: ignore-file[{own}]"), True)
    above = [one for one in ignores if one.scope == NEXT and one.covers == instruction.span and not one.problem and not one.used]
    speaks_hadolint = bool(id) and (profile == "hadolint" or any(one.dialect == "hadolint" for one in ignores))
    for dialect, name in (("hadolint", id), ("dockwright", own)) if speaks_hadolint else (("dockwright", own),):
        there = [one for one in above if one.dialect == dialect]
        if there:
            return Ignoring(name, _append(document, there[-1], name), False)
    if speaks_hadolint:
        return Ignoring(id, _above(document, instruction, f"# hadolint ignore={id}"), False)
    return Ignoring(own, _above(document, instruction, f"# dockwright: ignore[{own}]"), False)


def _instruction(document: Document, offset: int) -> Instruction | None:
    """The instruction at an offset; a comment between its lines belongs to it."""
    for instruction in document.instructions:
        if instruction.span.start <= offset <= instruction.span.end:
            return instruction
    return None


def _append(document: Document, last: Ignore, name: str) -> Edit:
    end = last.name_span.end
    comment = document.source[last.comment.start : end]
    spaced = last.dialect == "dockwright" or ", " in comment
    return Edit(Span(end, end), f"{', ' if spaced else ','}{name}")


def _above(document: Document, instruction: Instruction, comment: str) -> Edit:
    source = document.source
    start = max(source.rfind("\n", 0, instruction.start) + 1, int(source.startswith("\ufeff")))
    return Edit(Span(start, start), source[start : instruction.start] + comment + document.newline)


def _at_top(document: Document, comment: str) -> Edit:
    """Behind the parser directives, which would be comments if they came second."""
    source = document.source
    if not document.directives:
        start = int(source.startswith("\ufeff"))
        return Edit(Span(start, start), comment + document.newline)
    end = source.find("\n", document.directives[-1].span.end)
    if end < 0:
        return Edit(Span(len(source), len(source)), document.newline + comment)
    return Edit(Span(end + 1, end + 1), comment + document.newline)
