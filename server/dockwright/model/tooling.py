"""Settings of tools that stay in force: configuration files and variables that earlier steps wrote."""

from __future__ import annotations

from dockwright.shell.caches import cache_of, empties
from dockwright.shell.files import removes, written
from dockwright.shell.scripts import runs_script
from dockwright.syntax import Add, Copy
from dockwright.syntax.mounts import is_cached, is_cached_at_home, mounts
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dockwright.model.document import Document
    from dockwright.model.stages import Stage
    from dockwright.shell.caches import Cache
    from dockwright.shell.nodes import Command, Word
    from dockwright.shell.packages import PackageCommand
    from dockwright.syntax import Instruction

APT = "/etc/apt/apt.conf"
DNF = ("/etc/dnf/dnf.conf", "/etc/yum.conf", "/etc/yum/yum.conf")
CONFIGURABLE = frozenset(("pip", "pip3", "npm", "pnpm", "yarn", "bundle", "poetry", "composer", "git", "conda"))
_TRUE = ("true", "1", "yes", "on", "enable", "with")
_FALSE = ("false", "0", "no", "off", "disable", "without")


class Written(NamedTuple):
    """A text that a step puts into a file: by redirection, `tee`, or COPY from a heredoc; `start` orders it within its instruction.

    What `pip config set` and its kin are told counts, too, with the two words as the path.
    """

    path: str
    text: str
    instruction: Instruction
    start: int


def texts(document: Document, instruction: Instruction, command: Command) -> Iterator[Written]:
    """The texts that earlier steps of the stage's chain put into files, up to a command; all of them for a trigger."""
    stage = document.stage_of(instruction)
    here = (instruction.index, command.start)
    for one in reversed(stage.chain):
        for text in _of(one):
            if one is not stage or instruction.onbuild or (text.instruction.index, text.start) < here:
                yield text


def _of(stage: Stage) -> list[Written]:
    found: list[Written] | None = stage.memo.get("texts")
    if found is None:
        found = stage.memo["texts"] = sorted((*_echoed(stage), *_copied(stage)), key=lambda one: (one.instruction.index, one.start))
    return found


def _echoed(stage: Stage) -> Iterator[Written]:
    before: Command | None = None
    for instruction, command in stage.commands:
        if command.name in CONFIGURABLE and command.args and command.args[0].value == "config":
            yield Written(f"{command.name} config", " ".join(word.value for word in command.args[1:]), instruction, command.start)
        for _, path in written((command,), ""):
            fed = before.args if before and command.before and command.before.text == "|" else []
            said = " ".join(word.value for word in (*fed, *command.args) if word.value != path)
            bodies = [redirect.body for redirect in command.redirects if redirect.body]
            yield Written(path, "\n".join((said, *bodies)), instruction, command.start)
        before = command


def _copied(stage: Stage) -> Iterator[Written]:
    for copy in stage.all(Copy):
        for heredoc in copy.heredocs if copy.words else ():
            yield Written(copy.words[-1].value, heredoc.content, copy, 0)


def setting(document: Document, instruction: Instruction, command: Command, names: tuple[str, ...], files: tuple[str, ...]) -> bool | None:
    """What the files that earlier steps of the chain wrote say of a switch; the last one counts, None where none says anything.

    `files` are the ends of their paths, or `tool config`; the names are compared in any case.
    """
    found = [_value(one.text, name) for one in texts(document, instruction, command) if one.path.endswith(files) for name in names]
    return next((value for value in reversed(found) if value is not None), None)


def says(document: Document, instruction: Instruction, command: Command, words: tuple[str, ...], files: tuple[str, ...] = ("",)) -> bool:
    """Whether a file that earlier steps of the chain wrote holds one of these words; `files` as for `setting`, any where none are given."""
    found = (one.text for one in texts(document, instruction, command) if one.path.endswith(files))
    return any(word in text for text in found for word in words)


def apt_setting(document: Document, instruction: Instruction, command: Command, name: str) -> bool | None:
    """What an apt configuration file written earlier in the stage's chain says of a switch such as `APT::Install-Recommends`."""
    name = name.rpartition("::")[2]
    found = [_value(one.text, name) for one in texts(document, instruction, command) if one.path.startswith(APT)]
    return next((value for value in reversed(found) if value is not None), None)


def _value(text: str, name: str) -> bool | None:
    """The value of `Name "true";` or `Name=true` in a text, names in any case as apt reads them."""
    at = text.lower().rfind(name.lower())
    if at < 0:
        return None
    rest = text[at + len(name) : at + len(name) + 40].lstrip(" \t\n=:\"'\\").lower()
    if rest.startswith(_TRUE):
        return True
    return False if rest.startswith(_FALSE) else None


def apt_option(values: list[str | None], name: str) -> bool | None:
    """The same for the values of `-o` options."""
    found = [_value(value or "", name) for value in values]
    return next((value for value in reversed(found) if value is not None), None)


def truth(value: str | None) -> bool:
    """Whether a switch of a program is on, as most of them read it."""
    return (value or "").lower() in _TRUE


def variable(document: Document, instruction: Instruction, command: Command, name: str) -> str | None:
    """The value of an environment variable for one command: set before it, exported earlier in its RUN, or by ENV and ARG."""
    own = [_assigned(word, name) for word in (*command.assigns, *command.words[: len(command.words) - len(command.args)])]
    for value in (*own, *_exported(document, instruction, command, name)):
        if value is not None:
            return value
    found = document.scope(instruction).get(name)
    return found.built if found else None


def _exported(document: Document, instruction: Instruction, command: Command, name: str) -> Iterator[str | None]:
    """The values that earlier commands of the same RUN gave a variable, the last one first."""
    for script in document.scripts(instruction):
        for one in reversed(script.commands) if f"{name}=" in script.text else ():
            if one.start < command.start and one.name in ("export", ""):
                for word in (*one.args, *one.assigns):
                    yield _assigned(word, name)


def _assigned(word: Word, name: str) -> str | None:
    return word.value[len(name) + 1 :] if word.value.startswith(f"{name}=") else None


def has_cache(document: Document, instruction: Instruction, call: PackageCommand) -> bool:
    """Whether the tool of a call keeps a cache in the layer: no option or variable turns it off, no mount is in its place."""
    cache = cache_of(call)
    if cache is None or call.arguments.has(*cache.switches) or is_mounted(document, instruction, call):
        return False
    if any(place == "/dev/null" for place in _places(document, instruction, call, cache)):
        return False
    return not any(truth(variable(document, instruction, call.command, name)) for name in cache.off)


def _places(document: Document, instruction: Instruction, call: PackageCommand, cache: Cache) -> list[str]:
    """The other folders that options and variables name."""
    values = [call.arguments.value(*cache.at), *(variable(document, instruction, call.command, name) for name in cache.place)]
    return [value for value in values if value]


def is_mounted(document: Document, instruction: Instruction, call: PackageCommand) -> bool:
    """Whether a cache or tmpfs mount of the RUN holds a folder in which the tool of a call keeps its cache."""
    cache = cache_of(call)
    if cache is None or not mounts(instruction):
        return False
    if any(is_cached_at_home(instruction, one[2:]) if one[:2] == "~/" else is_cached(instruction, one) for one in cache.folders):
        return True
    return any(is_cached(instruction, place) for place in _places(document, instruction, call, cache))


def leaves_cache(document: Document, instruction: Instruction, call: PackageCommand, later: Iterable[Command]) -> bool:
    """Whether the cache is still there after the commands that follow in the RUN."""
    cache = cache_of(call)
    if cache is None or not has_cache(document, instruction, call):
        return False
    places = _places(document, instruction, call, cache)
    return not any(empties(one, call.family) or any(removes(one, place) for place in places) for one in later)


def brings(document: Document, instruction: Instruction, command: Command | None, *names: str, at_end: bool = False) -> bool:
    """Whether the chain has brought a tool by one of these names before a command: installed, copied, fetched or linked.

    Without a command: before the instruction, or `at_end` of its stage. A script, or the file system of another image, may bring anything.
    """
    stage = document.stage_of(instruction)
    for one in stage.chain:
        for copy in one.all(Copy, Add):
            if (at_end or one is not stage or copy.index < instruction.index) and _copies(copy, names):
                return True
    for run, other in document.commands(stage, before=command):
        if command is None and not at_end and run.index >= instruction.index and document.stage_of(run) is stage:
            return False
        if _installs(other, names):
            return True
    return False


def _copies(copy: Instruction, names: tuple[str, ...]) -> bool:
    words = [word.value.rstrip("/") for word in copy.words]
    if copy.flag("from") and len(words) == 2 and words[0] in ("", "/usr", "/bin", "/usr/bin", "/usr/local", "/usr/local/bin", "/opt"):
        return True
    tree = copy.name == "ADD" and any(".tar" in word or word.endswith((".tgz", ".txz")) for word in words[:-1])
    return (tree and words[-1] == "") or any(word.rpartition("/")[2].partition(".")[0] in names for word in words)


def _installs(command: Command, names: tuple[str, ...]) -> bool:
    call = command.package
    if call is not None and call.action in ("install", "download", "run"):
        return any(package.kind == "variable" or package.name.rpartition("/")[2] in names for package in call.packages)
    if runs_script(command):
        return True
    if command.name in ("cp", "mv", "ln", "install", "curl", "wget", "rpm", "dpkg"):
        return any(word.value.rpartition("/")[2].partition(".")[0] in names for word in command.args)
    return False
