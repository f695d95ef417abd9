"""What is in effect at each point of a stage: variables, user, working directory, shell, labels."""

from __future__ import annotations

from dockwright.model.paths import joined
from dockwright.model.scopes import Scope, Variable
from dockwright.syntax import Arg, Env, Instruction, Label, Shell, User, Word, Workdir

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from dockwright.syntax import Pair

    _Given = tuple[Any, dict[str, str]] | None


class Setting:
    """A value and the instruction and word that set it.

    `value` is None where only a build can know it; `built` is what BuildKit takes when nothing is given from outside.
    """

    __slots__ = ("built", "instruction", "value", "word")

    def __init__(self, value: str | None, built: str, instruction: Instruction, word: Word) -> None:
        self.value = value
        self.built = built
        self.instruction = instruction
        self.word = word


class State:
    """What is in effect before an instruction. Unset means that the base image decides."""

    __slots__ = ("_env", "_labels", "scope", "shell", "shell_set_by", "user", "workdir")

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._env: _Given = None
        self._labels: _Given = None
        self.user: Setting | None = None
        self.workdir: Setting | None = None
        self.shell: tuple[str, ...] | None = None
        self.shell_set_by: Instruction | None = None

    @property
    def env(self) -> dict[str, str]:
        """The variables that ENV has set."""
        return _collected(self._env)

    @property
    def labels(self) -> dict[str, str]:
        """The labels that are set."""
        return _collected(self._labels)

    def copy(self) -> State:
        """A state of its own, equal to this one."""
        new = State(self.scope)
        new._env, new._labels = self._env, self._labels
        new.user, new.workdir = self.user, self.workdir
        new.shell, new.shell_set_by = self.shell, self.shell_set_by
        return new

    def after(self, instruction: Instruction, given: Mapping[str, str], outer: Scope) -> State:
        """The state behind an instruction; `given` are build arguments, `outer` the scope of the first FROM."""
        change = CHANGES.get(type(instruction))
        if change is None:
            return self
        new = self.copy()
        change(new, instruction, given, outer)
        return new


def _collected(given: _Given) -> dict[str, str]:
    """What all instructions up to one have set, the last one first in the pairs that lead to the others."""
    steps: list[dict[str, str]] = []
    while given is not None:
        given, step = given
        steps.append(step)
    return {name: value for step in reversed(steps) for name, value in step.items()}


def _env(state: State, instruction: Instruction, given: Mapping[str, str], outer: Scope) -> None:
    escape = instruction.parsed.escape
    changes: dict[str, Variable] = {}
    env: dict[str, str] = {}
    for pair in instruction.pairs:
        key = state.scope.evaluate(pair.key.text, escape)
        text = pair.value.text if pair.value else ""
        built = env[key] = state.scope.evaluate(text, escape)
        changes[key] = Variable(key, state.scope.resolve(text, escape), built, "env", instruction, pair)
    state._env = (state._env, env)
    state.scope = state.scope.extended(changes)


def _label(state: State, instruction: Instruction, given: Mapping[str, str], outer: Scope) -> None:
    escape = instruction.parsed.escape
    labels: dict[str, str] = {}
    for pair in instruction.pairs:
        text = pair.value.text if pair.value else ""
        labels[state.scope.evaluate(pair.key.text, escape)] = state.scope.evaluate(text, escape)
    state._labels = (state._labels, labels)


def _arg(state: State, instruction: Instruction, given: Mapping[str, str], outer: Scope) -> None:
    state.scope = declare(state.scope, instruction, given, outer)


def declare(scope: Scope, instruction: Instruction, given: Mapping[str, str], outer: Scope) -> Scope:
    """The scope behind an ARG: a value given from outside, else the default, else that of the global ARG."""
    for pair in instruction.pairs:
        name = scope.evaluate(pair.key.text, instruction.parsed.escape)
        value, built = _argument(scope, name, pair, given, outer, instruction.parsed.escape)
        scope = scope.extended({name: Variable(name, value, built, "arg", instruction, pair)})
    return scope


def _argument(scope: Scope, name: str, pair: Pair, given: Mapping[str, str], outer: Scope, escape: str) -> tuple[str | None, str | None]:
    if name in given:
        return given[name], given[name]
    if pair.value is not None:
        return scope.resolve(pair.value.text, escape), scope.evaluate(pair.value.text, escape)
    known = outer.get(name)
    if known is None or known.built is None:
        known = scope.get(name) or known
    return (known.value, known.built) if known else (None, None)


def _user(state: State, instruction: Instruction, given: Mapping[str, str], outer: Scope) -> None:
    for word in instruction.words:
        escape = instruction.parsed.escape
        state.user = Setting(state.scope.resolve(word.text, escape), state.scope.evaluate(word.text, escape), instruction, word)


def _workdir(state: State, instruction: Instruction, given: Mapping[str, str], outer: Scope) -> None:
    for word in instruction.words:
        escape, before = instruction.parsed.escape, state.workdir
        path = state.scope.resolve(word.text, escape)
        value = None if path is None else joined(before.value if before else "/", path)
        built = joined(before.built if before else "/", state.scope.evaluate(word.text, escape))
        state.workdir = Setting(value, built or "/", instruction, word)


def _shell(state: State, instruction: Instruction, given: Mapping[str, str], outer: Scope) -> None:
    if instruction.is_json and instruction.words:
        state.shell = tuple(word.value for word in instruction.words)
        state.shell_set_by = instruction


CHANGES = {Arg: _arg, Env: _env, Label: _label, Shell: _shell, User: _user, Workdir: _workdir}
