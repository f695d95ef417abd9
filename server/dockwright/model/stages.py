"""Stages: where each begins, what it is built from, and whether it is part of what ships."""

from __future__ import annotations

from dockwright.model import images
from dockwright.model.scopes import EVERY_IMAGE, Scope, Variable, platform_scope
from dockwright.model.state import State
from dockwright.syntax import Cmd, Entrypoint, From, Instruction, Run, Shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from dockwright.data.images import Image
    from dockwright.model.document import Document
    from dockwright.model.facts import Facts
    from dockwright.model.images import ImageReference
    from dockwright.shell.nodes import Command

ROLLING = frozenset(("tumbleweed", "sid", "unstable", "testing", "rolling", "rawhide", "arch", "archlinux", "edge", "wolfi"))

DEVELOPMENT = ("dev", "test")
DEVELOPMENT_WORDS = frozenset(("dev", "develop", "development", "devcontainer", "test", "tests", "testing", "cypress", "e2e", "local"))


class Stage:
    """A FROM and the instructions behind it, up to the next FROM.

    What stands before the first FROM is a stage of its own with index -1 and no `from_`; in a file
    without any FROM it is the image that ships. `memo` keeps what is worked out once for a stage.
    """

    __slots__ = ("_states", "_triggered", "base", "document", "from_", "index", "instructions", "memo", "name", "parent", "windows")

    def __init__(self, document: Document, index: int, from_: From | None, instructions: list[Instruction]) -> None:
        self.document = document
        self.index = index
        self.from_ = from_
        self.instructions = instructions
        self.name = from_.stage_name.text.lower() if from_ and from_.stage_name else ""
        self.base: str | None = None
        self.parent: Stage | None = None
        self.windows: bool | None = None
        self._states: list[State] | None = None
        self._triggered: list[State] | None = None
        self.memo: dict[str, Any] = {}

    def __repr__(self) -> str:
        return f"<Stage {self.index} {self.name or self.base!r}>"

    @property
    def chain(self) -> list[Stage]:
        """This stage and the stages it is FROM, nearest first."""
        found = [self]
        while found[-1].parent is not None:
            found.append(found[-1].parent)
        return found

    @property
    def built_on(self) -> list[Stage]:
        """This stage and the stages that are FROM it, directly or not."""
        found: list[Stage] | None = self.memo.get("built on")
        everything = self.document.all_stages
        if found is None:
            first = everything[0]
            children: dict[int, list[Stage]] | None = first.memo.get("children")
            if children is None:
                children = first.memo["children"] = {}
                for one in everything:
                    if one.parent is not None:
                        children.setdefault(one.parent.index, []).append(one)
            found = self.memo["built on"] = [self]
            for one in found:
                found += children.get(one.index, ())
        return found

    @property
    def root(self) -> Stage:
        """The stage of the chain that is FROM an image from outside."""
        return self.chain[-1]

    @property
    def image(self) -> ImageReference | None:
        """The image at the root of the chain; None where it is scratch, unknown or no reference."""
        base = self.root.base
        return images.parse(base) if base and base != "scratch" else None

    @property
    def is_scratch(self) -> bool:
        """Whether the chain starts from nothing."""
        return self.root.base == "scratch"

    @property
    def is_final(self) -> bool:
        """Whether this is the stage that is built by default, or the configured target."""
        return self is self.document.built

    @property
    def ships(self) -> bool:
        """Whether its layers are part of the final image: the final stage and the stages that one is FROM."""
        final = self.document.built
        return final is None or self in final.chain

    def counts(self, policy: str) -> bool:
        """Whether a rule looks at the stage: `shipped`, `built-on` (the last one, or one that another is FROM), or `all`."""
        if policy == "shipped":
            return self.ships
        sections = self.document.sections
        return policy == "all" or self.index in (-1, len(sections) - 2) or any(one.parent is self for one in sections)

    @property
    def known(self) -> Image | None:
        """What is known of the image at the root of the chain."""
        image = self.image
        if image is None:
            return None
        from dockwright.data.images import known

        found, said = known(image.registry, image.repository, image.tag, image.digest), self.said
        if said is None:
            return found
        from dockwright.model.facts import corrected

        return corrected(found, said)

    @property
    def platform(self) -> str:
        """The platform its FROM asks for, else the one that is built for; empty where only a build can know it, as its own."""
        flag = self.from_.flag("platform") if self.from_ else None
        if flag is None or not flag.value:
            return self.document.platform or ""
        if "$" in flag.value and "BUILD" in flag.value:
            return ""
        return self.document.sections[0].end.scope.resolve(flag.value, self.document.escape) or ""

    @property
    def said(self) -> Facts | None:
        """What the image at the root of the chain says of itself, where a registry was asked."""
        ask = self.document.teller
        if ask is None:
            return None
        root = self.root
        if "said" not in root.memo:
            told = ask(root.image, root.platform) if root.image else None
            root.memo["said"] = told.facts if told else None
        found: Facts | None = root.memo["said"]
        return found

    @property
    def is_development(self) -> bool:
        """Whether the stage, or the file, is for developing or testing, by its name: `dev`, `Dockerfile.test`."""
        words = self.document.filename.replace("\\", "/").rpartition("/")[2].lower().replace("-", ".").split(".")
        return self.name.startswith(DEVELOPMENT) or not DEVELOPMENT_WORDS.isdisjoint(words)

    @property
    def is_rolling(self) -> bool:
        """Whether the image at the root of the chain is of a distribution without releases, by its name or tag."""
        image = self.image
        return image is not None and not ROLLING.isdisjoint(f"{image.repository}/{image.tag}".replace("-", "/").split("/"))

    @property
    def has_shell(self) -> bool:
        """Whether a SHELL in the chain, or the image it starts from, says which shell reads a text; else it is the system's own."""
        found: bool | None = self.memo.get("shell")
        if found is None:
            found = any(isinstance(one, Shell) for stage in self.chain for one in stage.instructions)
            found = self.memo["shell"] = found or bool(self.said and self.said.shell)
        return found

    @property
    def states(self) -> list[State]:
        """The state before each instruction of the stage, and after the last one."""
        if self._states is None:
            state = self._inherited()
            given = self.document.build_args
            outer = self.document.global_scope if self.index >= 0 else Scope()
            self._states = [state]
            for instruction in self.instructions:
                state = state.after(instruction, given, outer)
                self._states.append(state)
        return self._states

    @property
    def triggered(self) -> list[State]:
        """The state before each instruction of the stage where it is a trigger: those above it have run by then."""
        if self._triggered is None:
            state = self._inherited()
            self._triggered = []
            for instruction in self.instructions:
                self._triggered.append(state)
                state = state.after(instruction.trigger or instruction, self.document.build_args, self.document.global_scope)
        return self._triggered

    def _inherited(self) -> State:
        if self.parent is not None:
            return self.parent.states[-1]
        if self.index < 0:
            return State(platform_scope(self.document.platform))
        return _first(self.said)

    @property
    def end(self) -> State:
        """The state after the last instruction."""
        return self.states[-1]

    def all(self, *kinds: type[Instruction]) -> list[Instruction]:
        """The instructions of these kinds, in order; triggers of ONBUILD are not among them."""
        return [one for one in self.instructions if isinstance(one, kinds)]

    @property
    def started(self) -> tuple[Instruction | None, Instruction | None]:
        """The ENTRYPOINT and the CMD that a container starts; an ENTRYPOINT drops the CMD of the stages above its own."""
        cmd: Instruction | None = None
        for stage in self.chain:
            entrypoints, cmds = stage.all(Entrypoint), stage.all(Cmd)
            cmd = cmd or (cmds[-1] if cmds else None)
            if entrypoints:
                return entrypoints[-1], cmd
        return None, cmd

    @property
    def commands(self) -> list[tuple[Instruction, Command]]:
        """The commands of its RUN instructions, in order; triggers of ONBUILD are not among them."""
        found: list[tuple[Instruction, Command]] | None = self.memo.get("commands")
        if found is None:
            scripts = ((run, script) for run in self.all(Run) for script in self.document.scripts(run))
            found = self.memo["commands"] = [(run, command) for run, script in scripts for command in script.commands]
        return found

    def last(self, *kinds: type[Instruction]) -> Instruction | None:
        """The last instruction of these kinds in the chain: the one that counts for CMD, ENTRYPOINT, USER and the like."""
        for stage in self.chain:
            found = stage.all(*kinds)
            if found:
                return found[-1]
        return None


def _first(said: Facts | None) -> State:
    """The state that an image brings; without its own word that of every image."""
    if said is None:
        return State(EVERY_IMAGE)
    state = State(EVERY_IMAGE.extended({name: Variable(name, value, value, "default") for name, value in said.env}))
    state.shell = said.shell or None
    return state


def split(document: Document) -> list[Stage]:
    """The stages of a document, the one before the first FROM first; parents are linked."""
    groups: list[tuple[From | None, list[Instruction]]] = [(None, [])]
    for instruction in document.instructions:
        if isinstance(instruction, From):
            groups.append((instruction, []))
        else:
            groups[-1][1].append(instruction)
    stages = [Stage(document, number - 1, from_, body) for number, (from_, body) in enumerate(groups)]
    by_name: dict[str, Stage] = {}
    scope = stages[0].end.scope
    for stage in stages[1:]:
        from_ = stage.from_
        word = from_.image if from_ else None
        stage.base = scope.resolve(word.text, document.escape) if word else None
        stage.parent = by_name.get(stage.base) if stage.base else None
        if stage.name:
            by_name[stage.name] = stage
    return stages
