"""A Dockerfile with its meaning: the one object that rules, the editor features and the Python API ask."""

from __future__ import annotations

from bisect import bisect_left

from dockwright.model import context_sources, exposed, references, shells, sources, stages, variables
from dockwright.model.scopes import Scope, platform_scope
from dockwright.model.state import declare
from dockwright.model.surroundings import NOTHING
from dockwright.model.uses import find
from dockwright.patterns import pattern
from dockwright.syntax import Arg, Comment, From, Instruction, Tree, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dockwright.model.context import Context
    from dockwright.model.context_sources import ContextSource
    from dockwright.model.credentials import Credential
    from dockwright.model.exposed import Exposed
    from dockwright.model.facts import Teller
    from dockwright.model.references import StageUse
    from dockwright.model.scopes import Use
    from dockwright.model.sources import Source
    from dockwright.model.stages import Stage
    from dockwright.model.state import State
    from dockwright.model.surroundings import Surroundings
    from dockwright.model.uses import ImageUse
    from dockwright.shell.nodes import Command, Script
    from dockwright.syntax import Copy, Directive, Expose, Parsed, Problem, Transfer, Word


STATE, STAGE, FILE = 1, 2, 4
"""How far somebody looked who asked about an instruction: at what is in effect before it, at its stage, at the whole file."""


class Document:
    """A parsed Dockerfile. `build_args`, `target` and `platform` are what a build would be given, where known.

    `asked` says how far those looked who asked since it was last set to 0; `sections` and `owner` ask without being noticed.
    """

    __slots__ = (
        "_context",
        "_owner",
        "_pragmas",
        "_stage_uses",
        "_stages",
        "_surroundings",
        "_today",
        "_tree",
        "asked",
        "build_args",
        "filename",
        "platform",
        "target",
    )

    def __init__(
        self,
        tree: Tree,
        *,
        filename: str = "Dockerfile",
        build_args: Mapping[str, str] | None = None,
        target: str | None = None,
        platform: str | None = None,
        surroundings: Surroundings = NOTHING,
        today: str = "",
    ) -> None:
        self._tree = tree
        self._surroundings = surroundings
        self._today = today
        self.asked = 0
        self.filename = filename
        self.build_args = build_args or {}
        self.target = target
        self.platform = platform
        self._stages: list[Stage] | None = None
        self._owner: list[Stage] | None = None
        self._pragmas: list[tuple[int, str]] | None = None
        self._stage_uses: list[StageUse] | None = None
        self._context: tuple[Context | None] | None = None

    @property
    def tree(self) -> Tree:
        """The syntax tree."""
        self.asked |= FILE
        return self._tree

    @property
    def source(self) -> str:
        """The text."""
        self.asked |= FILE
        return self._tree.source

    @property
    def surroundings(self) -> Surroundings:
        """What is known besides the text."""
        self.asked |= FILE
        return self._surroundings

    @property
    def teller(self) -> Teller | None:
        """Who tells what images say, for the model itself: what is kept between versions of a text takes that into account."""
        return self._surroundings.image

    @property
    def context(self) -> Context | None:
        """The build context, where it is known and something is taken from it."""
        self.asked |= FILE
        if self._context is None:
            ask = self._surroundings.context
            paths = [path for _, _, path in context_sources.local(self)] if ask else []
            self._context = (ask(paths) if ask and paths else None,)
        return self._context[0]

    @property
    def today(self) -> str:
        """The day that dates are compared with, as `2026-11-23`."""
        if not self._today:
            from time import strftime

            self._today = strftime("%Y-%m-%d")
        return self._today

    @property
    def escape(self) -> str:
        """The escape character in effect."""
        return self._tree.escape

    @property
    def instructions(self) -> list[Instruction]:
        """The instructions, in order."""
        self.asked |= FILE
        return self._tree.instructions

    @property
    def comments(self) -> list[Comment]:
        """The comments, in order; parser directives are not among them."""
        self.asked |= FILE
        return self._tree.comments

    def comments_above(self, instruction: Instruction) -> list[Comment]:
        """The comments that belong to an instruction: on the lines directly above it, a blank line or a bare `#` sets others apart."""
        found: list[Comment] = []
        line = instruction.line - 1
        at = bisect_left(self.comments, instruction.start, key=lambda comment: comment.span.start)
        while at > 0 and self.comments[at - 1].line == line and self.comments[at - 1].text:
            at -= 1
            line -= 1
            found.insert(0, self.comments[at])
        return found

    @property
    def directives(self) -> list[Directive]:
        """The parser directives."""
        self.asked |= FILE
        return self._tree.directives

    def problems(self, kind: str) -> Iterator[Problem]:
        """What the builder refuses to read, of one kind, at its place in the file."""
        yield from (problem for problem in self.tree.problems if problem.kind == kind)
        for instruction in self.instructions:
            for problem in instruction.parsed.problems:
                if problem.kind == kind:
                    yield problem._replace(span=problem.span.shift(instruction.start))

    @property
    def has_standard_frontend(self) -> bool:
        """Whether the builder's own or Docker's stable frontend reads the file, by its syntax directive; others may know more."""
        return all(_STANDARD.fullmatch(one.value) for one in self._tree.directives if one.name == "syntax")

    @property
    def newline(self) -> str:
        """The line end the file uses, by its first line."""
        source = self._tree.source
        end = source.find("\n")
        return "\r\n" if end > 0 and source[end - 1] == "\r" else "\n"

    @property
    def all_stages(self) -> list[Stage]:
        """What stands before the first FROM, as a stage with index -1, and the stages."""
        self.asked |= FILE
        return self.sections

    @property
    def sections(self) -> list[Stage]:
        """The same, for the model itself."""
        if self._stages is None:
            self._stages = stages.split(self)
        return self._stages

    @property
    def stages(self) -> list[Stage]:
        """The stages."""
        self.asked |= FILE
        return self.sections[1:]

    @property
    def final(self) -> Stage | None:
        """The stage that is built: the target, or the last one; None without a FROM."""
        self.asked |= FILE
        return self.built

    @property
    def built(self) -> Stage | None:
        """The same, for the model itself, which only asks whether a stage is it; the FROM lines tell that."""
        self.asked |= STAGE
        found = self.sections[1:]
        if self.target:
            for stage in found:
                if self.target.lower() in (stage.name, str(stage.index)):
                    return stage
        return found[-1] if found else None

    @property
    def global_scope(self) -> Scope:
        """The variables that FROM lines can use."""
        self.asked |= STATE
        return self.sections[0].end.scope

    @property
    def default_scope(self) -> Scope:
        """The same where no build argument is given."""
        if not self.build_args:
            return self.global_scope
        self.asked |= STATE
        scope = platform_scope(self.platform)
        for one in self.sections[0].instructions:
            if isinstance(one, Arg):
                scope = declare(scope, one, {}, Scope())
        return scope

    def stage_of(self, instruction: Instruction) -> Stage:
        """The stage an instruction belongs to; a FROM belongs to the stage it begins."""
        self.asked |= STAGE
        return self.owner(instruction)

    def owner(self, instruction: Instruction) -> Stage:
        """The same, for the model itself."""
        if self._owner is None:
            self._owner = []
            for stage in self.sections:
                self._owner += [stage] * (len(stage.instructions) + (stage.from_ is not None))
        return self._owner[instruction.index]

    def commands(self, stage: Stage, before: Command | None = None) -> Iterator[tuple[Instruction, Command]]:
        """The commands that a stage and those it is FROM have run, in order; up to `before`, if it is given."""
        for one in reversed(stage.chain):
            for instruction, command in one.commands:
                if command is before:
                    return
                yield instruction, command

    def stage_named(self, name: str, before: Stage | None = None) -> Stage | None:
        """The stage that a name or a number means, as `--from` reads it; only those before `before` if it is given."""
        limit = before.index if before else len(self.stages)
        if name.isdecimal() and name.isascii():
            return self.stages[int(name)] if len(name) <= references.DIGITS and int(name) < limit else None
        for stage in reversed(self.stages[:limit]):
            if stage.name and stage.name == name.lower():
                return stage
        return None

    def state(self, instruction: Instruction) -> State:
        """What is in effect before an instruction."""
        self.asked |= STATE
        stage = self.owner(instruction)
        if isinstance(instruction, From):
            return self.sections[0].end
        number = instruction.index - stage.instructions[0].index
        return stage.triggered[number] if instruction.onbuild else stage.states[number]

    def scope(self, instruction: Instruction) -> Scope:
        """The variables an instruction can use."""
        return self.state(instruction).scope

    def resolve(self, instruction: Instruction, word: Word) -> str | None:
        """A word's value, or None where only a build can know it."""
        return self.scope(instruction).resolve(word.value, self.escape)

    def uses(self, instruction: Instruction) -> Iterator[Use]:
        """The variables in an instruction that the builder replaces, in the order of words, flags, heredocs."""
        for found in variables.used(instruction):
            yield from found

    def undefined(self, instruction: Instruction) -> Iterator[list[Use]]:
        """Those among them that nothing in the file has defined before, word by word."""
        return variables.undefined(self, instruction)

    def sources(self, instruction: Transfer) -> list[Source]:
        """The sources of a COPY or ADD, with variables replaced."""
        return sources.read(self, instruction)

    def ports(self, instruction: Expose) -> list[Exposed]:
        """The ports of an EXPOSE, with variables replaced."""
        return list(exposed.read(self, instruction))

    @property
    def stage_uses(self) -> list[StageUse]:
        """The names in FROM, `COPY --from` and mounts, each with the stage it means."""
        if self._stage_uses is None:
            self._stage_uses = references.find(self)
        return self._stage_uses

    def taken_from(self, copy: Copy) -> StageUse | None:
        """What the `--from` of a COPY names."""
        return next((use for use in self.stage_uses if use.instruction.index == copy.index), None)

    def images(self) -> Iterator[ImageUse]:
        """The images from outside, where they are used."""
        return find(self)

    def context_sources(self) -> list[ContextSource]:
        """What COPY and ADD take from the build context, where the context is known."""
        return context_sources.find(self)

    def credentials(self) -> Iterator[Credential]:
        """The places where a secret is given."""
        from dockwright.model.credentials import find

        return find(self)

    @property
    def shell_pragmas(self) -> list[tuple[int, str]]:
        """Every `# hadolint shell=NAME` comment, as its offset and the name."""
        if self._pragmas is None:
            self._pragmas = shells.pragmas(self)
        return self._pragmas

    def shell(self, instruction: Instruction) -> tuple[str, ...]:
        """The words of the shell that reads an instruction's shell form."""
        asked = self.asked
        found = shells.in_effect(self, instruction)
        self.asked = asked | STATE
        return found

    def reader(self, instruction: Instruction) -> tuple[str, ...]:
        """The words of what reads an instruction's text: the interpreter that a heredoc's first line names, else the shell."""
        return shells.reader(self, instruction)

    def shell_kind(self, instruction: Instruction) -> str:
        """Which shell reads the text: `bash`, `dash`, `ash`, …, or `sh` where it is `/bin/sh` of an image nobody knows."""
        asked = self.asked
        found = shells.kind(self, instruction)
        self.asked = asked | STATE
        return found

    def scripts(self, instruction: Instruction) -> list[Script]:
        """The shell texts of a RUN, CMD, ENTRYPOINT or HEALTHCHECK."""
        return shells.of(instruction.parsed, self.shell(instruction))


_STANDARD = pattern(r"(?:docker\.io/)?docker/dockerfile(?::(?:latest|1[\d.]*))?(?:@\S+)?")


def read(
    source: str,
    *,
    filename: str = "Dockerfile",
    build_args: Mapping[str, str] | None = None,
    target: str | None = None,
    platform: str | None = None,
    surroundings: Surroundings = NOTHING,
    today: str = "",
    kept: dict[tuple[str, str], Parsed] | None = None,
) -> Document:
    """Parse a text and give it its meaning; `kept` carries parsed instructions between versions of a text."""
    return Document(
        parse(source, kept),
        filename=filename,
        build_args=build_args,
        target=target,
        platform=platform,
        surroundings=surroundings,
        today=today,
    )
