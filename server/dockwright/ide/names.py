"""Stages and variables: where each is defined and used, and which places mean the same one.

An ARG is one argument of the build, so all ARGs of a name in a file are one. An ENV belongs to a stage and to those built
from it. Shell text uses both while an image is built, and ENV alone when a container runs.
"""

from __future__ import annotations

import re

from dockwright.model.scopes import heredoc_uses, uses
from dockwright.model.variables import expanded
from dockwright.syntax import Copy, Run
from dockwright.syntax.mounts import mounts
from dockwright.syntax.words import references
from dockwright.text import NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.document import Document
    from dockwright.model.scopes import Scope, Variable
    from dockwright.model.stages import Stage
    from dockwright.shell.nodes import Script
    from dockwright.syntax import Instruction, Parsed

STAGE, VARIABLE = "stage", "variable"
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SHELL = re.compile(r"\\.|'|\"|\$\$|\$(?:env:)?([A-Za-z_]\w*)|\$\{[#!]?(?:env:)?([A-Za-z_]\w*)|%([A-Za-z_]\w*)%", re.ASCII | re.S)
_BUILTIN = re.compile(r"\b(?:for|read|unset|export|local|declare|typeset|readonly|getopts)\s[^\n;&|]*")
_ASSIGNED = re.compile(r"(?:^|[\s;&|({`])([A-Za-z_]\w*)\+?=", re.ASCII)


class Occurrence(NamedTuple):
    """A place that names a stage or a variable. `span` covers the name alone, `around` also a `$` and braces.

    `thing` is the same for all places that mean the same. `written` is false where the name stands there only by way of
    a number or a variable. `variable` is what is known of a variable there.
    """

    span: Span
    around: Span
    kind: str
    name: str
    thing: object
    defines: bool
    written: bool
    instruction: Instruction
    stage: Stage | None = None
    variable: Variable | None = None


def occurrences(document: Document) -> list[Occurrence]:
    """Every place that names a stage or a variable, in order; names nobody defines have the thing None."""
    finder = _Finder(document)
    found = [*finder.stages(), *finder.variables()]
    return sorted(found, key=lambda one: one.span)


def at(document: Document, offset: int) -> Occurrence | None:
    """The innermost name at an offset, or that ends there."""
    touching = [one for one in occurrences(document) if one.around.start <= offset <= one.around.end]
    return min(touching, key=lambda one: (one.around.end - one.around.start, -one.around.start), default=None)


class _Finder:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.env: dict[tuple[int, int], object] = {}

    def stages(self) -> Iterator[Occurrence]:
        document = self.document
        for stage in document.stages:
            from_ = stage.from_
            if from_ is None:
                continue
            image, name = from_.image, from_.stage_name
            if image is not None and stage.parent is not None:
                yield self._stage(from_, image.span, image.text, stage.parent, False)
            if name is not None:
                yield self._stage(from_, name.span, name.text, stage, True)
            for instruction in stage.instructions:
                for text, span in _taken_from(instruction):
                    other = document.stage_named(text, stage)
                    if other is not None:
                        yield self._stage(instruction, span, text, other, False)

    def _stage(self, instruction: Instruction, span: Span, text: str, stage: Stage, defines: bool) -> Occurrence:
        place = span.shift(instruction.start)
        written = text.lower() == stage.name and self.document.source[place.start : place.end] == text
        return Occurrence(place, place, STAGE, stage.name or text, (STAGE, stage.index), defines, written, instruction, stage)

    def variables(self) -> Iterator[Occurrence]:
        for instruction in self.document.instructions:
            scope = self.document.scope(instruction)
            if instruction.name == "ENV":
                self._join(instruction, scope)
            yield from self._definitions(instruction)
            declared = {pair.key.text for pair in instruction.pairs} if instruction.name == "ARG" else set()
            for name, span, around in _used(self.document, instruction):
                variable = scope.get(name)
                thing = ("arg", name) if name in declared else self._thing(variable)
                yield self._variable(name, span, around, thing, False, instruction, variable)

    def _definitions(self, instruction: Instruction) -> Iterator[Occurrence]:
        if instruction.name not in ("ARG", "ENV"):
            return
        for number, pair in enumerate(instruction.pairs):
            if NAME.fullmatch(pair.key.text):
                thing = ("arg", pair.key.text) if instruction.name == "ARG" else self.env[(instruction.index, number)]
                yield self._variable(pair.key.text, pair.key.span, pair.key.span, thing, True, instruction, None)

    def _variable(
        self, name: str, span: Span, around: Span, thing: object, defines: bool, instruction: Instruction, variable: Variable | None
    ) -> Occurrence:
        place = span.shift(instruction.start)
        written = self.document.source[place.start : place.end] == name
        return Occurrence(place, around.shift(instruction.start), VARIABLE, name, thing, defines, written, instruction, None, variable)

    def _join(self, instruction: Instruction, scope: Scope) -> None:
        """Give each ENV of an instruction its thing: that of the ENV it replaces, or a new one."""
        for number, pair in enumerate(instruction.pairs):
            before = scope.get(pair.key.text)
            earlier = self._thing(before) if before is not None and before.kind == "env" else None
            same = next((n for n in range(number) if instruction.pairs[n].key.text == pair.key.text), None)
            if same is not None:
                earlier = self.env[(instruction.index, same)]
            self.env[(instruction.index, number)] = earlier or ("env", instruction.index, number)

    def _thing(self, variable: Variable | None) -> object:
        if variable is None or variable.instruction is None:
            return None
        if variable.kind == "arg":
            return ("arg", variable.name)
        for number, pair in enumerate(variable.instruction.pairs):
            if pair is variable.pair:
                return self.env.get((variable.instruction.index, number))
        return None


def _taken_from(instruction: Instruction) -> Iterator[tuple[str, Span]]:
    """What `--from` and `from=` name."""
    if isinstance(instruction, Copy):
        flag = instruction.flag("from")
        if flag and flag.value:
            yield flag.value, flag.value_span
    elif isinstance(instruction, Run):
        for mount in mounts(instruction):
            option = mount.options.get("from")
            if option and option.value:
                yield option.value, option.span


def _used(document: Document, instruction: Instruction) -> Iterator[tuple[str, Span, Span]]:
    """The variables an instruction uses: the name, its span and that of the whole use, relative to the instruction."""
    inner = instruction.trigger or instruction
    for word in expanded(inner.parsed):
        for use in uses(inner.parsed, word):
            yield use.name, use.name_span, use.span
    yield from _in_flags(instruction.parsed)
    if inner is not instruction:
        yield from _in_flags(inner.parsed)
    for heredoc in inner.heredocs:
        if heredoc.expand and inner.name != "RUN":
            for use in heredoc_uses(heredoc.content, heredoc.body.start, inner.parsed.escape):
                start = use.span.start + 1 + (heredoc.content[use.span.start - heredoc.body.start + 1] == "{")
                yield use.name, Span(start, start + len(use.name)), use.span
    if inner.name in ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK") and not inner.is_json:
        yield from _in_shell(document, inner)


def _in_flags(parsed: Parsed) -> Iterator[tuple[str, Span, Span]]:
    for flag in parsed.flags:
        for one in references(flag.text, parsed.escape) if "$" in flag.text else ():
            start = flag.text.find(one.name, one.start)
            if flag.end - flag.start == len(flag.text):
                yield (
                    one.name,
                    Span(flag.start + start, flag.start + start + len(one.name)),
                    Span(flag.start + one.start, flag.start + one.end),
                )


def _in_shell(document: Document, instruction: Instruction) -> Iterator[tuple[str, Span, Span]]:
    """What shell text uses and does not set itself."""
    scope = document.scope(instruction)
    runs = instruction.name == "RUN"
    for script in document.scripts(instruction):
        own = assigned(script) if "=" in script.text or _BUILTIN.search(script.text) else set()
        for name, start, end in expansions(script.text):
            variable = scope.get(name)
            if name not in own and variable is not None and (runs or variable.kind == "env"):
                at = script.text.index(name, start)
                yield name, script.map.span(at, at + len(name)), script.map.span(start, end)


def assigned(script: Script) -> set[str]:
    """The variables a script sets itself, so far as its text shows."""
    found = set(_ASSIGNED.findall(script.text))
    for match in _BUILTIN.finditer(script.text):
        found.update(NAME.findall(match[0]))
    return found


def expansions(text: str) -> Iterator[tuple[str, int, int]]:
    """The `$NAME` and `${NAME…}` of shell text outside single quotes, and `$env:NAME` and `%NAME%` of Windows' shells."""
    at, double = 0, False
    while match := _SHELL.search(text, at):
        at = match.end()
        if match[0] == '"':
            double = not double
        elif match[0] == "'" and not double:
            at = text.find("'", at) + 1 or len(text)
        name = match[1] or match[2] or match[3]
        if name:
            end = text.find("}", at) + 1 or at if match[2] else at
            yield name, match.start(), end
