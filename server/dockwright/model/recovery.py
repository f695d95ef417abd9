"""What a line that is no instruction was meant to be."""

from __future__ import annotations

from dockwright.patterns import pattern
from dockwright.syntax import KINDS, Instruction, Run, Unknown
from dockwright.text import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.document import Document

_REST = pattern(r"&&|\|\|?|;|--?\w")
_GLUED = pattern(r"[^\x00-\x7f]*([A-Za-z]+)(?:[^\x00-\x7f]|(?=\[)|\Z)")


def above(document: Document, line: Unknown) -> Instruction | None:
    """The instruction above a line, the one inside an ONBUILD."""
    every = document.instructions
    one = every[line.index - 1] if line.index else None
    return one and (one.trigger or one)


def run_above(document: Document, line: Unknown) -> Run | None:
    """The RUN above a line, if the line could go on with it: its text is for a shell and ends with its own line."""
    run = above(document, line)
    return run if isinstance(run, Run) and not run.is_json and not run.heredocs else None


def continues(document: Document, run: Run, line: Unknown) -> bool:
    """Whether a line goes on with the RUN above: it starts with an operator or an option, or that RUN asks for more."""
    if _REST.match(line.keyword) or run.text.endswith(("&&", "|")):
        return True
    commands = [command for script in document.scripts(run) for command in script.commands]
    package = commands[-1].package if commands else None
    installs = package is not None and package.action == "install"
    return installs and line.keyword.islower() and not nearest_keyword(line, doubtful=True)


def glued_keyword(line: Unknown) -> tuple[str, int] | None:
    """The keyword that a line starts with and where it should end, where no plain blank follows: `CMD["x"]`, `RUN` with U+00A0."""
    match = _GLUED.match(line.keyword)
    return (match[1], match.end()) if match and match[1].upper() in KINDS else None


def nearest_keyword(line: Unknown, doubtful: bool = False) -> str | None:
    """The keyword that the first word is one or two typing errors away from; of a short word, one, or swapped letters.

    Where it is `doubtful` that the word is a keyword at all, only a long one with a single error will do.
    """
    word = line.keyword.upper()
    if len(word) > 3:
        return nearest(word, KINDS, 1 if doubtful else 2)
    swapped = [name for name in KINDS if sorted(name) == sorted(word)]
    return None if doubtful else swapped[0] if swapped else nearest(word, KINDS, len(word) // 2)
