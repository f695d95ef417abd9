"""A Dockerfile with its meaning: the one object that rules, the editor features and the Python API ask."""

from __future__ import annotations

from dockwright.model import references, shells, sources, stages
from dockwright.model.scopes import uses
from dockwright.model.uses import find
from dockwright.syntax import Comment, From, Instruction, Tree, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dockwright.model.references import StageUse
    from dockwright.model.scopes import Scope, Use
    from dockwright.model.sources import Source
    from dockwright.model.stages import Stage
    from dockwright.model.state import State
    from dockwright.model.uses import ImageUse
    from dockwright.shell.nodes import Command, Script
    from dockwright.syntax import Directive, Parsed, Transfer, Word


class Document:
    """A parsed Dockerfile. `build_args`, `target` and `platform` are what a build would be given, where known."""

    __slots__ = ("_owner", "_pragmas", "_stage_uses", "_stages", "build_args", "filename", "platform", "target", "tree")

    def __init__(
        self,
        tree: Tree,
        *,
        filename: str = "Dockerfile",
        build_args: Mapping[str, str] | None = None,
        target: str | None = None,
        platform: str | None = None,
    ) -> None:
        self.tree = tree
        self.filename = filename
        self.build_args = build_args or {}
        self.target = target
        self.platform = platform
        self._stages: list[Stage] | None = None
        self._owner: list[Stage] | None = None
        self._pragmas: list[tuple[int, str]] | None = None
        self._stage_uses: list[StageUse] | None = None

    @property
    def source(self) -> str:
        """The text."""
        return self.tree.source

    @property
    def escape(self) -> str:
        """The escape character in effect."""
        return self.tree.escape

    @property
    def instructions(self) -> list[Instruction]:
        """The instructions, in order."""
        return self.tree.instructions

    @property
    def comments(self) -> list[Comment]:
        """The comments, in order; parser directives are not among them."""
        return self.tree.comments

    @property
    def directives(self) -> list[Directive]:
        """The parser directives."""
        return self.tree.directives

    @property
    def newline(self) -> str:
        """The line end the file uses, by its first line."""
        end = self.source.find("\n")
        return "\r\n" if end > 0 and self.source[end - 1] == "\r" else "\n"

    @property
    def all_stages(self) -> list[Stage]:
        """What stands before the first FROM, as a stage with index -1, and the stages."""
        if self._stages is None:
            self._stages = stages.split(self)
        return self._stages

    @property
    def stages(self) -> list[Stage]:
        """The stages."""
        return self.all_stages[1:]

    @property
    def final(self) -> Stage | None:
        """The stage that is built: the target, or the last one; None without a FROM."""
        found = self.stages
        if self.target:
            for stage in found:
                if self.target.lower() in (stage.name, str(stage.index)):
                    return stage
        return found[-1] if found else None

    @property
    def global_scope(self) -> Scope:
        """The variables that FROM lines can use."""
        return self.all_stages[0].end.scope

    def stage_of(self, instruction: Instruction) -> Stage:
        """The stage an instruction belongs to; a FROM belongs to the stage it begins."""
        if self._owner is None:
            self._owner = []
            for stage in self.all_stages:
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
        stage = self.stage_of(instruction)
        if isinstance(instruction, From):
            return self.all_stages[0].end
        first = stage.instructions[0].index
        return stage.states[instruction.index - first]

    def scope(self, instruction: Instruction) -> Scope:
        """The variables an instruction can use."""
        return self.state(instruction).scope

    def resolve(self, instruction: Instruction, word: Word) -> str | None:
        """A word's value, or None where only a build can know it."""
        return self.scope(instruction).resolve(word.value, self.escape)

    def uses(self, instruction: Instruction) -> Iterator[Use]:
        """The variables in the words of an instruction that the builder expands."""
        parsed = instruction.parsed
        for word in expanded(parsed):
            yield from uses(parsed, word)

    def sources(self, instruction: Transfer) -> list[Source]:
        """The sources of a COPY or ADD, with variables replaced."""
        return sources.read(self, instruction)

    @property
    def stage_uses(self) -> list[StageUse]:
        """The names in FROM, `COPY --from` and mounts, each with the stage it means."""
        if self._stage_uses is None:
            self._stage_uses = references.find(self)
        return self._stage_uses

    def images(self) -> Iterator[ImageUse]:
        """The images from outside, where they are used."""
        return find(self)

    @property
    def shell_pragmas(self) -> list[tuple[int, str]]:
        """Every `# hadolint shell=NAME` comment, as its offset and the name."""
        if self._pragmas is None:
            self._pragmas = shells.pragmas(self)
        return self._pragmas

    def shell(self, instruction: Instruction) -> tuple[str, ...]:
        """The words of the shell that reads an instruction's shell form."""
        return shells.in_effect(self, instruction)

    def reader(self, instruction: Instruction) -> tuple[str, ...]:
        """The words of what reads an instruction's text: the interpreter that a heredoc's first line names, else the shell."""
        return shells.reader(self, instruction)

    def shell_kind(self, instruction: Instruction) -> str:
        """Which shell reads the text: `bash`, `dash`, `ash`, …, or `sh` where it is `/bin/sh` of an image nobody knows."""
        return shells.kind(self, instruction)

    def scripts(self, instruction: Instruction) -> list[Script]:
        """The shell texts of a RUN, CMD, ENTRYPOINT or HEALTHCHECK."""
        return shells.scripts(self, instruction)


_WORDS = frozenset(("FROM", "ADD", "COPY", "WORKDIR", "USER", "VOLUME", "STOPSIGNAL", "EXPOSE"))


def expanded(parsed: Parsed) -> Iterator[Word]:
    """The words in which the builder replaces variables; flags apart. Source: "Environment replacement"."""
    for key, value, _ in parsed.pairs:
        yield key
        if value:
            yield value
    if parsed.name in _WORDS:
        yield from parsed.words if parsed.items is None else parsed.items


def read(
    source: str,
    *,
    filename: str = "Dockerfile",
    build_args: Mapping[str, str] | None = None,
    target: str | None = None,
    platform: str | None = None,
    kept: dict[tuple[str, str], Parsed] | None = None,
) -> Document:
    """Parse a text and give it its meaning; `kept` carries parsed instructions between versions of a text."""
    return Document(parse(source, kept), filename=filename, build_args=build_args, target=target, platform=platform)
