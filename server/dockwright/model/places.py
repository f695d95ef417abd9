"""Where files go: the absolute paths that COPY, ADD and commands write."""

from __future__ import annotations

from posixpath import normpath

from dockwright.model.manifests import is_tree
from dockwright.model.paths import is_within, joined
from dockwright.patterns import matches
from dockwright.shell.downloads import downloads, unpacks
from dockwright.shell.files import Target, deletes, directory
from dockwright.syntax import Add, Copy, Run, Transfer
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.document import Document
    from dockwright.model.stages import Stage
    from dockwright.shell.nodes import Command, Script
    from dockwright.syntax import Instruction
    from dockwright.text import Span

SHARED = frozenset(("/", "/etc", "/opt", "/usr", "/usr/local", "/var"))
"""Directories where packages put their files: what lies there need not come from the directory copied to it."""


class Write(NamedTuple):
    """What a step writes. `paths` are where it may be: a file copied to `/x` is `/x`, or in it. `is_tree`: a directory with its content.

    `span` is the word that says so, relative to `instruction`; `start` orders it within that.
    """

    instruction: Instruction
    span: Span
    paths: tuple[str, ...]
    is_tree: bool
    start: int

    def brings_more(self, path: str) -> bool:
        """Whether a path is only part of the tree that is written: neither that nor a pattern as its source has."""
        source = self.instruction.parsed.source[self.span.start : self.span.end].rpartition("/")[2]
        whole = (*self.paths, *(f"{one}/{source}" for one in self.paths))
        return self.is_tree and path not in whole and any(is_within(path, one) for one in self.paths)


def workdir(document: Document, instruction: Instruction) -> str | None:
    """The working directory of an instruction; None where only a build can know it."""
    state = document.state(instruction)
    if state.workdir is not None:
        return state.workdir.value
    known = document.stage_of(instruction).known
    return None if known is None or known.workdir is None else known.workdir or "/"


def absolute(document: Document, instruction: Instruction, script: Script, command: Command, path: str) -> str | None:
    """A path of a command from the root, `cd` and WORKDIR followed; None where variables or the base image decide."""
    if "$" in path:
        path = document.scope(instruction).resolve(path, "\\") or "$"
    if path[:1] in ("$", "~", "") or "`" in path:
        return None
    if path.startswith("/"):
        return normpath(path)
    place = directory(script.commands, command)
    if place[:1] in ("$", "~"):
        return None
    base = place if place.startswith("/") else joined(workdir(document, instruction), place)
    return None if base is None or "$" in base else normpath(f"{base.rstrip('/')}/{path}")


def copied_to(document: Document, transfer: Transfer) -> Iterator[Write]:
    """Where a COPY or ADD puts each of its sources; nothing where only a build can know."""
    word = transfer.destination
    resolved = document.resolve(transfer, word) if word is not None else None
    target = joined(workdir(document, transfer), resolved) if resolved is not None else None
    if word is None or resolved is None or target is None:
        return
    folder = normpath(target)
    within = resolved.endswith(("/", "/.")) or resolved == "." or len(transfer.sources) > 1
    for source in document.sources(transfer):
        if source.path is None:
            continue
        name = source.path.rstrip("/").partition("?")[0].rpartition("/")[2]
        if source.is_heredoc:
            name = source.word.text.lstrip("<-").strip("'\"")
        tree = not source.is_heredoc and not source.is_url and is_tree(source)
        inside = f"{folder.rstrip('/')}/{name}"
        tree |= source.is_glob and not source.is_url
        paths = (folder,) if tree else (inside,) if within else (folder, inside)
        yield Write(transfer, source.span, paths, tree, source.word.at)


def writes(stage: Stage) -> list[Write]:
    """What the COPY and ADD of a stage put where, what its RUNs fetched or unpacked and did not delete again; in order."""
    found: list[Write] | None = stage.memo.get("writes")
    if found is None:
        found = stage.memo["writes"] = list(_writes(stage))
    return found


def _writes(stage: Stage) -> Iterator[Write]:
    document = stage.document
    for instruction in stage.instructions:
        if isinstance(instruction, (Copy, Add)):
            yield from copied_to(document, instruction)
        elif isinstance(instruction, Run):
            for script in document.scripts(instruction):
                yield from _fetched(document, instruction, script)


def _fetched(document: Document, run: Run, script: Script) -> Iterator[Write]:
    for i, command in enumerate(script.commands):
        targets: list[tuple[Target, bool]] = [(one.target, False) for one in downloads(command) if one.target is not None]
        option = command.arguments.get("-C", "--directory") if command.name in ("tar", "bsdtar") and unpacks(command) else None
        if option is not None and option.value and option.value_word:
            targets.append((Target(option.value, option.value_word), True))
        for target, tree in targets:
            path = absolute(document, run, script, command, target.path)
            if path is not None and not any(deletes(one, path) or deletes(one, target.path) for one in script.commands[i + 1 : i + 200]):
                yield Write(run, target.span, (path,), tree, command.start)


def removed_from(write: Write, path: str) -> bool:
    """Whether deleting a path, or what a pattern at its end matches, deletes what was written."""
    if path.rstrip("*") in ("", "/"):
        return False
    folder = path.removesuffix("/*")
    return any(matches(one, path) if "*" in folder else is_within(one, folder) for one in write.paths)
