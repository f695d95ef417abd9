"""The sources of COPY and ADD that are taken from the build context, where the context is known."""

from __future__ import annotations

from dockwright.model.paths import clean
from dockwright.syntax import Transfer
from dockwright.text import Span, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.context import Context
    from dockwright.model.document import Document
    from dockwright.model.sources import Source


class ContextSource:
    """A source with the context it is taken from. `path` is relative to the context, empty for the context itself.

    `every` has all such sources of the file, in order.
    """

    __slots__ = ("context", "every", "instruction", "path", "source")

    def __init__(self, source: Source, instruction: Transfer, path: str, context: Context, every: ContextSources) -> None:
        self.source = source
        self.instruction = instruction
        self.path = path
        self.context = context
        self.every = every

    @property
    def span(self) -> Span:
        """Where it is, relative to its instruction."""
        return self.source.span

    @property
    def is_glob(self) -> bool:
        """Whether it is a pattern."""
        return any(char in self.path for char in "*?[\\")

    @property
    def found(self) -> list[str]:
        """The paths in the context that it names."""
        if self.is_glob:
            return self.context.matching(self.path)
        return [self.path] if self.context.has(self.path) else []

    @property
    def folders(self) -> list[str]:
        """The directories among them."""
        return [path for path in self.found if self.context.is_folder(path)]

    @property
    def is_missing(self) -> bool:
        """Whether it names something that is not there; a pattern may fit nothing."""
        return bool(self.path) and not self.is_glob and not self.context.has(self.path)

    @property
    def named(self) -> list[str]:
        """The paths that the file names, apart from the whole context and patterns."""
        return [one.path for one in self.every if one.path and not one.is_glob]

    @property
    def is_whole(self) -> bool:
        """Whether it is everything there is."""
        return self.path in ("", "*")


class ContextSources(list["ContextSource"]):
    """The sources of a file whose context is known, in order."""

    __slots__ = ("_most",)

    @property
    def most_are_there(self) -> bool:
        """Whether at least two thirds of what is named without patterns are in the context; to be asked once all are here."""
        if not hasattr(self, "_most"):
            missing = sum(one.is_missing for one in self)
            present = sum(bool(one.path) and not one.is_glob for one in self) - missing
            self._most = present >= 2 * missing
        return self._most


def local(document: Document) -> Iterator[tuple[Transfer, Source, str]]:
    """The sources that are taken from the context, each with its path in it; a trigger is for another build."""
    for instruction in document.instructions:
        if isinstance(instruction, Transfer) and not instruction.flag("from"):
            for source in document.sources(instruction):
                if source.path is not None and not source.is_heredoc and not source.is_url:
                    path = clean(source.path)
                    yield instruction, source, "" if path in (".", "/") else path


def find(document: Document) -> ContextSources:
    """The sources whose context is known, in order."""
    context, every = document.context, ContextSources()
    for instruction, source, path in local(document) if context else ():
        if context and path.split("/")[0] != "..":
            every.append(ContextSource(source, instruction, path, context, every))
    return every


def is_trusted(source: ContextSource) -> bool:
    """Whether what is not there is missing, and the context no other: somebody says so, or most other sources lie there."""
    context = source.context
    if context.is_said:
        return True
    return not context.is_assumed and source.every.most_are_there and context.is_folder(source.path.rpartition("/")[0])


def resembling(context: Context, path: str) -> str | None:
    """A path in the context that another was meant to be: the same in other letters, or one or two typing errors away."""
    folder, _, name = path.rpartition("/")
    entries = context.entries(folder)
    same = next((one for one in sorted(entries) if one.lower() == name.lower()), None)
    close = same or (nearest(name, sorted(entries)) if len(name) > 3 else None)
    return f"{folder}/{close}".lstrip("/") if close else None
