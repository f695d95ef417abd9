"""Several RUNs made one: what stands in the way, and the edits."""

from __future__ import annotations

from itertools import pairwise

from dockwright.shell.nodes import COMPOUND
from dockwright.shell.plain import BUILTINS
from dockwright.text import Edit, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.document import Document
    from dockwright.rules import Context
    from dockwright.shell.nodes import Script
    from dockwright.syntax import Instruction

HARMLESS = frozenset((":", "command", "type", "hash", "wait"))
"""Builtins that leave nothing behind in the shell."""


def joined(ctx: Context, runs: list[Instruction]) -> list[Edit] | None:
    """The edits that join neighbouring RUNs with `&&`; None where the result might do something else.

    Comments between them move above the first; the line breaks are those of a chain that is there already.
    """
    document = ctx.document
    if len(runs) < 2 or not all(_is_joinable(document, run, run is runs[-1]) for run in runs):
        return None
    edits = [_gap(one, other, _joint(document, runs)) for one, other in pairwise(runs)]
    comments = [
        document.source[comment.span.start : comment.span.end]
        for comment in document.comments
        if any(one.span.end <= comment.span.start < other.start for one, other in pairwise(runs))
    ]
    return [*edits, ctx.line_above(runs[0], "\n".join(comments))] if comments else edits


def _is_joinable(document: Document, run: Instruction, is_last: bool) -> bool:
    """Whether a RUN is a plain chain, and, unless it is the last, leaves the shell as it found it."""
    text, parsed = run.text, run.parsed
    scripts = document.scripts(run)
    if len(scripts) != 1 or run.heredocs or run.is_json or scripts[0].dialect != "posix":
        return False
    if any(not text.start < inner.start < text.end for inner in (*parsed.comments, *parsed.blanks)):
        return False
    return _is_plain(scripts[0]) and (is_last or not _lasts(scripts[0]))


def _is_plain(script: Script) -> bool:
    """Whether `&&` may follow: no comments, no compound commands, and only `&&` and pipes between the commands."""
    if script.errors or script.comments or not script.commands or any(kind in COMPOUND for kind, _, _ in script.constructs):
        return False
    return all(one.text in ("&&", "|") and one.left and one.right for one in script.operators if not one.context)


def _lasts(script: Script) -> bool:
    """Whether a later command in the same shell would notice: a directory, a variable or an option was set."""
    own = [command for command in script.commands if not command.context]
    return any(not command.words or command.words[0].value in BUILTINS - HARMLESS for command in own)


def _gap(one: Instruction, other: Instruction, joint: str) -> Edit:
    return Edit(Span(one.start + one.text.end, other.start + other.text.start), joint)


def _joint(document: Document, runs: list[Instruction]) -> str:
    """A `&&` with the line break and the indent that the first chain over several lines has."""
    for run in runs:
        for operator in document.scripts(run)[0].operators:
            if operator.text == "&&" and operator.left and operator.right and not operator.context:
                lines = run.parsed.source[operator.left.span.end : operator.right.span.start].splitlines(keepends=True)
                between = "".join(line for line in lines if line.lstrip()[:1] != "#")
                if "\n" in between and not between.replace("&&", "", 1).strip(" \t\r\n" + document.escape):
                    return between
    return f" {document.escape}{document.newline}    && "
