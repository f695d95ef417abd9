"""Files that a package manager reads, where the file says that they are in the image: manifests and lock files."""

from __future__ import annotations

from dockwright.patterns import matches
from dockwright.syntax import Add, Copy, Transfer
from dockwright.syntax.mounts import mounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.document import Document
    from dockwright.model.sources import Source
    from dockwright.syntax import Instruction


def copied(document: Document, instruction: Instruction) -> Iterator[tuple[Transfer, Source]]:
    """The sources from the build context that COPY and ADD have brought into the chain of a stage, up to an instruction."""
    stage = document.stage_of(instruction)
    for one in reversed(stage.chain):
        for transfer in one.all(Copy, Add):
            if one is stage and not instruction.onbuild and transfer.index >= instruction.index:
                return
            if isinstance(transfer, Transfer) and not transfer.flag("from"):
                for source in document.sources(transfer):
                    if source.path is not None and not source.is_heredoc and not source.is_url:
                        yield transfer, source


def is_named(document: Document, instruction: Instruction, *names: str) -> bool:
    """Whether one of these files is named by a COPY, an ADD or a bind mount before; a pattern has to spell out three quarters of a name.

    A directory may hold it as well: that is for the build context to say, which is not asked here.
    """
    paths = [source.path or "" for _, source in copied(document, instruction)]
    paths += [one.value("source", "src") for one in mounts(instruction) if one.type == "bind"]
    return any(_spells(path.rpartition("/")[2], name) for path in paths for name in names)


def _spells(pattern: str, name: str) -> bool:
    literal = pattern.replace("*", "").replace("?", "").replace("[", "").replace("]", "")
    return pattern == name or (4 * len(literal) >= 3 * len(name) and matches(name, pattern))


def is_tree(source: Source) -> bool:
    """Whether a source is, by its looks, a directory and not a file: the whole context, or a name without an ending."""
    path = (source.path or "").rstrip("/")
    name = path.rpartition("/")[2]
    return path in ("", ".") or (source.path or "").endswith("/") or (not source.is_glob and "." not in name.lstrip("."))
