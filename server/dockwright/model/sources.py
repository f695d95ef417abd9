"""The sources of COPY and ADD: local paths, URLs, git repositories, archives, heredocs.

Source: "ADD" and "Adding private Git repositories" in the Dockerfile reference.
"""

from __future__ import annotations

from dockwright.patterns import DOTALL, IGNORECASE, pattern
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.document import Document
    from dockwright.syntax import Transfer, Word

_ARCHIVE = pattern(r"\.(?:tar(?:\.\w+)?|t(?:gz|bz2?|b2|xz|pz|lz|zst|az|z)|gz|bz2|xz|zst|lz|lzma|z)$", IGNORECASE)
_URL = pattern(r"(?:https?|ftp)://", IGNORECASE)
_GIT = pattern(r"git://|git@|(?:https?|ssh)://[^?#]*\.git(?:$|[#?])|github\.com/", IGNORECASE)
_GLOB = pattern(r".*[*?\]]", DOTALL)


class Source:
    """One source. `path` is the text with its variables replaced, None where only a build can know it."""

    __slots__ = ("is_heredoc", "path", "word")

    def __init__(self, word: Word, path: str | None, is_heredoc: bool) -> None:
        self.word = word
        self.path = path
        self.is_heredoc = is_heredoc

    @property
    def span(self) -> Span:
        """Where it is, relative to its instruction."""
        return self.word.span

    @property
    def is_git(self) -> bool:
        """Whether ADD clones it."""
        return self.path is not None and _GIT.match(self.path) is not None

    @property
    def is_url(self) -> bool:
        """Whether ADD fetches it from the network; a git repository is one, too."""
        return self.path is not None and (_URL.match(self.path) is not None or self.is_git)

    @property
    def is_glob(self) -> bool:
        """Whether it is a pattern."""
        return self.path is not None and _GLOB.match(self.path) is not None

    @property
    def may_be_archive(self) -> bool:
        """Whether ADD could unpack it, by its name or, for a pattern, by a name that it may match."""
        if self.path is None:
            return False
        name = self.path.rsplit("/", 1)[-1]
        if not self.is_glob or not name:
            return _ARCHIVE.search(name) is not None
        literal = _GLOB.sub("", name)
        return "." not in literal or _ARCHIVE.search(literal) is not None

    @property
    def needs_add(self) -> bool:
        """Whether COPY would not do the same as ADD."""
        return self.is_heredoc or self.is_url or self.may_be_archive or self.is_named_for_add

    @property
    def is_named_for_add(self) -> bool:
        """Whether the text alone, variables and patterns as they are, begins like an address or ends like an archive."""
        text = self.word.value if self.path is None else self.path
        return any(one is not None for one in (_URL.match(text), _GIT.match(text), _ARCHIVE.search(text)))


def read(document: Document, instruction: Transfer) -> list[Source]:
    """The sources of a COPY or ADD, in order."""
    markers = {heredoc.at for heredoc in instruction.heredocs}
    return [
        Source(word, word.text, True) if word.at in markers else Source(word, document.resolve(instruction, word), False)
        for word in instruction.sources
    ]
