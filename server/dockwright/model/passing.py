"""Whether a secret that a RUN is given another way could come by a mount: what would have to change, and that nothing keeps it."""

from __future__ import annotations

from itertools import islice

from dockwright.data.secret_commands import KEEPERS, WRITERS
from dockwright.model import secrets
from dockwright.model.command_secrets import find
from dockwright.model.credentials import written
from dockwright.model.frontend import is_older
from dockwright.model.mounted import leaks
from dockwright.model.paths import joined, normal
from dockwright.model.places import absolute, workdir
from dockwright.patterns import pattern
from dockwright.shell.nested import SHELLS
from dockwright.shell.variables import with_variable
from dockwright.syntax import Arg, Env, Run
from dockwright.syntax.mounts import mounts
from dockwright.syntax.words import references
from dockwright.text import NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.credentials import Credential
    from dockwright.model.document import Document
    from dockwright.shell.nodes import Command, Script, Word
    from dockwright.syntax import Instruction, Pair, Transfer

_MOST, _LONG = 100, 2000
_PROPERTY = pattern(r"^-[DP](?=[a-z])")
_ENV_MOUNTS = (1, 10)
"""The frontend that knows `env=` in a secret mount. Source: the Dockerfile reference."""


class Carried(NamedTuple):
    """A build argument without a value of its own: where it is declared, and every RUN that names it."""

    declared: list[tuple[Instruction, Pair]]
    runs: list[Run]


class Removed(NamedTuple):
    """A file that one RUN needs: that RUN, the command that deletes it, there or alone in the next one, and its path."""

    run: Run
    deleting_run: Instruction
    script: Script
    command: Command
    path: str


class Replaced(NamedTuple):
    """A literal in a command: the text that takes the place of `span`, and the variable in it."""

    run: Run
    span: Span
    text: str
    name: str


def carried(document: Document, name: str) -> Carried | None:
    """Where a build argument is declared and used; None where something else than a RUN needs it, or a RUN that keeps it."""
    if is_older(document, *_ENV_MOUNTS) or len(document.instructions) > _LONG:
        return None
    declared: list[tuple[Instruction, Pair]] = []
    runs: list[Run] = []
    for instruction in document.instructions:
        one = instruction.trigger or instruction
        pairs = [pair for pair in one.pairs if pair.key.text == name] if isinstance(one, (Arg, Env)) else []
        variable = document.scope(instruction).get(name)
        uses = variable is not None and variable.kind == "arg"
        if pairs and (instruction.onbuild or isinstance(one, Env) or not all(_is_open(pair, one) for pair in pairs)):
            return None
        if pairs:
            declared += [(one, pair) for pair in pairs]
        elif uses and isinstance(one, Run) and _names(document, one, name):
            if instruction.onbuild or not _takes(document, one, name):
                return None
            runs.append(one)
        elif uses and not isinstance(one, Run) and any(use.name == name for use in document.uses(instruction)):
            return None
    return Carried(declared, runs) if declared and runs else None


def removed(document: Document, transfer: Transfer, name: str) -> Removed | None:
    """The RUN directly behind a COPY for which alone it brings a file, as the deletion of that file shows; None where none does."""
    stage = document.stage_of(transfer)
    following = [one for one in stage.instructions if one.index > transfer.index][:2]
    user = document.state(transfer).user
    if not following or not isinstance(following[0], Run) or (user is not None and user.value not in ("root", "0")):
        return None
    for one in following:
        for script in document.scripts(one) if isinstance(one, Run) else ():
            command = script.commands[-1] if script.commands and _is_plain(script) else None
            path = _deleted(document, one, script, command) if command is not None else None
            if command is None or path not in _copied(document, transfer, name) or (one is following[0]) != (len(script.commands) > 1):
                continue
            return Removed(following[0], one, script, command, path or "")
    return None


def _deleted(document: Document, run: Instruction, script: Script, command: Command) -> str | None:
    """The one file that a command deletes."""
    operands = command.arguments.operands
    if command.name != "rm" or len(operands) != 1:
        return None
    path = operands[0].value
    return absolute(document, run, script, command, "/root/" + path[2:] if path.startswith("~/") else path)


def _copied(document: Document, transfer: Transfer, name: str) -> list[str]:
    """Where a COPY may put a file of that name: in a directory, or as one."""
    target = transfer.destination.value if transfer.destination else ""
    path = None if "$" in target else joined(workdir(document, transfer), target)
    if path is None:
        return []
    inside = normal(f"{path}/{name}")
    return [inside] if len(transfer.sources) > 1 or target.endswith(("/", ".")) else [inside, normal(path)]


def is_mounted(run: Instruction, name: str) -> bool:
    """Whether a RUN has a secret in this variable already."""
    return any(mount.type == "secret" and mount.value("env") == name for mount in mounts(run))


def _is_open(pair: Pair, instruction: Instruction) -> bool:
    """Whether an ARG has no default, or one that stands for what is to come."""
    value = written(pair, instruction.parsed.escape)
    return pair.value is None or (value is not None and secrets.is_placeholder(value))


def _names(document: Document, run: Run, name: str) -> bool:
    texts = [script.text for script in document.scripts(run)]
    return any(one.name == name for text in texts for one in references(text, quotes=False))


def _takes(document: Document, run: Run, name: str) -> bool:
    """Whether every command of a RUN that is given the variable only uses it."""
    for script in document.scripts(run):
        if not _is_plain(script) or any(leaks(run, script, (name,))):
            return False
        if any(_is_given(command, name) and keeps(command) for command in script.commands):
            return False
        if any(keeps(spot.command) for spot in find(script) if any(one.name == name for one in references(spot.text))):
            return False
    return True


def _is_plain(script: Script) -> bool:
    return script.dialect == "posix" and not script.exec_form and not script.errors


def _is_given(command: Command, name: str) -> bool:
    texts = [word.value for word in (*command.assigns, *command.words)]
    return any(one.name == name for text in texts for one in references(text, quotes=False))


def keeps(command: Command) -> bool:
    """Whether a command writes what it is given into a file that stays, or into what it makes."""
    verbs = KEEPERS.get(command.name)
    if verbs is None:
        return False
    return not verbs or any(word.value.lower() in verbs.split() for word in command.arguments.operands[:2])


def replaced(document: Document, credential: Credential) -> list[Replaced] | None:
    """What to write in RUNs in the place of a literal, wherever it is written; None where a command keeps it, or a text is not plain."""
    site = _site(document, credential) if not is_older(document, *_ENV_MOUNTS) else None
    if site is None:
        return None
    sites = [found for one in islice(document.credentials(), _MOST) if (found := _site(document, one)) is not None]
    alike = [one for one in sites if one.name == site.name]
    name = _name(document, site, list(dict.fromkeys(one.secret for one in alike)))
    if name is None:
        return None
    made = [_replaced(document, one, name) for one in alike if one.secret == site.secret]
    return [one for one in made if one is not None] if all(made) else None


def _replaced(document: Document, site: _Site, name: str) -> Replaced | None:
    if document.scope(site.run).get(name) is not None:
        return None
    word, at = site.word, site.word.text.index(site.secret)
    if any(word is one for one in site.command.assigns):
        if name != site.name or not site.command.words or word.text.strip("\"'") != f"{name}={site.secret}":
            return None
        return Replaced(site.run, _with_blanks(site.command, word), "", name)
    text = with_variable(word.text, at, at + len(site.secret), name)
    return Replaced(site.run, word.span, text, name) if text else None


def _with_blanks(command: Command, word: Word) -> Span:
    """An assignment with the blanks before it, or behind it where it comes first."""
    words = [*command.assigns, *command.words]
    at = next(i for i, one in enumerate(words) if one is word)
    return word.map.span(words[at - 1].end, word.end) if at else word.map.span(word.start, words[1].start)


class _Site(NamedTuple):
    """A literal secret in a word of a command that only uses it, and the name it would have as a variable."""

    run: Run
    command: Command
    word: Word
    secret: str
    name: str


def _site(document: Document, credential: Credential) -> _Site | None:
    run = credential.instruction
    if not isinstance(run, Run) or run.onbuild or not credential.is_literal or credential.what.endswith("SQL"):
        return None
    place = ((script, *found) for script in document.scripts(run) for found in _words(script, credential.span))
    script, command, word = next(place, (None, None, None))
    if script is None or command is None or word is None or not _is_plain(script):
        return None
    if keeps(command) or command.name in SHELLS or command.name == "sed" or command.name in WRITERS - _ASKERS:
        return None
    given = document.source[run.start + credential.span.start : run.start + credential.span.end]
    secret = given.partition(":")[2] or given if credential.kind == "url" else given
    name = _variable(credential.what, command.name)
    return _Site(run, command, word, secret, name) if name and word.text.count(secret) == 1 else None


_ASKERS = frozenset(("curl", "wget", "http", "https", "httpie"))


def _words(script: Script, span: Span) -> Iterator[tuple[Command, Word]]:
    for command in script.commands:
        for word in (*command.assigns, *command.words):
            if word.span.start <= span.start and span.end <= word.span.end:
                yield command, word


def _name(document: Document, site: _Site, others: list[str]) -> str | None:
    """The name of its own that one of the secrets with the same name gets: numbered behind the first."""
    taken = {mount.value("id") for run in document.instructions if isinstance(run, Run) for mount in mounts(run)}
    free = (name for i in range(1, 2 * _MOST) if (name := site.name if i == 1 else f"{site.name}_{i}") not in taken)
    return next(islice(free, others.index(site.secret), None), None) if site.secret in others else None


def _variable(what: str, tool: str) -> str:
    """A name for what is written somewhere: that of the setting, else the tool or the provider with `PASSWORD`, `TOKEN` or the like."""
    kind, _, setting = what.partition(" for `")
    setting = setting.rstrip("`").strip(":").rpartition("/")[2].rpartition(":")[2]
    words = secrets.words_of(_PROPERTY.sub("", setting))
    if setting == tool or not words:
        words = [*(words or secrets.words_of(tool) if kind in ("a password", "a token", "a secret") else ()), *kind.lower().split()[1:]]
    return "_".join(word for word in words if word.isascii() and word.isalnum()).upper()
