"""The variables that the builder replaces in an instruction, and those among them that nothing has defined.

Source: "Environment replacement" in the Dockerfile reference; `dockerfile2llb/convert.go`.
"""

from __future__ import annotations

from dockwright.model.scopes import Use, heredoc_uses, offset, uses
from dockwright.syntax import Arg, Problem, Run, Transfer, words
from dockwright.syntax.mounts import mounts
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.document import Document
    from dockwright.syntax import Instruction, Parsed, Word

_WORDS = frozenset(("FROM", "ADD", "COPY", "WORKDIR", "USER", "VOLUME", "STOPSIGNAL", "EXPOSE"))
_FLAGS = ("chown", "chmod", "checksum")


def expanded(parsed: Parsed) -> Iterator[Word]:
    """The words in which the builder replaces variables; flags and heredocs apart."""
    for key, value, _ in parsed.pairs:
        yield key
        if value:
            yield value
    if parsed.name in _WORDS:
        yield from parsed.words if parsed.items is None else parsed.items


def flag_values(instruction: Instruction) -> Iterator[Word]:
    """The values of flags in which the builder replaces variables, those of mounts apart, as words."""
    for flag in instruction.flags if isinstance(instruction, Transfer) else ():
        start = flag.text.find("=") + 1
        if start and flag.name in _FLAGS:
            yield instruction.parsed.word(flag.at + start, flag.at + len(flag.text))


def problems(instruction: Instruction) -> Iterator[Problem]:
    """Where the builder cannot expand a word, the value of a flag or a heredoc, whatever the variables are."""
    parsed = instruction.parsed
    for word in (*expanded(parsed), *flag_values(instruction)):
        found = words.problem(word.value, parsed.escape)
        if found:
            at = offset(word)
            span = word.span if at is None else parsed.map.span(at + found.start, at + found.end)
            yield Problem(found.kind, span, found.message)
    for heredoc in instruction.heredocs if isinstance(instruction, Transfer) else ():
        found = words.problem(heredoc.content, parsed.escape, quotes=False) if heredoc.expand else None
        if found:
            yield Problem(found.kind, Span(found.start, found.end).shift(heredoc.body.start), found.message)
    for mount in mounts(instruction) if isinstance(instruction, Run) else ():
        for field in mount.fields:
            found = words.problem(field.value or "", parsed.escape)
            if found:
                yield Problem(found.kind, field.span, found.message)


def used(instruction: Instruction) -> Iterator[list[Use]]:
    """The variables in each word, value of a flag, and heredoc that the builder expands. RUN and CMD text is for the shell."""
    parsed = instruction.parsed
    for word in expanded(parsed):
        yield uses(parsed, word)
    for word in flag_values(instruction):
        yield uses(parsed, word)
    if isinstance(instruction, Transfer):
        for heredoc in instruction.heredocs:
            if heredoc.expand:
                yield heredoc_uses(heredoc.content, heredoc.body.start, parsed.escape)
    elif isinstance(instruction, Run):
        for mount in mounts(instruction):
            for name, option in mount.options.items():
                if name != "from":
                    yield _value_uses(option.value or "", option.span, parsed.escape)


def _value_uses(value: str, span: Span, escape: str) -> list[Use]:
    found = []
    for one in words.references(value, escape):
        place = Span(span.start + one.start, span.start + one.end) if len(value) == span.end - span.start else span
        found.append(Use(one.name, place, one.modifier, one.default, place))
    return found


def undefined(document: Document, instruction: Instruction) -> Iterator[list[Use]]:
    """The uses in each word whose variable neither the stage, nor those it is FROM, have defined before."""
    scope = document.scope(instruction)
    pairs = instruction.pairs if isinstance(instruction, Arg) else []
    for found in used(instruction):
        yield [
            use
            for use in found
            if scope.get(use.name) is None
            and not use.name.startswith("BUILDKIT_SBOM_SCAN_")
            and not any(pair.key.text == use.name and pair.span.end < use.span.start for pair in pairs)
        ]


def is_excused(use: Use, word: list[Use]) -> bool:
    """Whether a use expects its variable to be unset: `${X:-default}`, `${X:+…}`, or `$X` inside the latter."""
    around = (one for one in word if one.name == use.name and one.span.start <= use.span.start < one.span.end)
    return any(one.modifier in (":+", "+") or (one is use and one.modifier in (":-", "-")) for one in around)
