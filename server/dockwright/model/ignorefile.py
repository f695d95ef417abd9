"""`.dockerignore`: its lines as the builder reads them, and what they leave out of the build context.

Source: moby/patternmatcher, and "Dockerignore files" in Docker's manual.
"""

from __future__ import annotations

from dockwright.model.ignorepatterns import BadPattern, Matcher
from dockwright.model.paths import clean
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = ".dockerignore"
BLANKS = " \t\n\v\f\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
LONGEST = 65_536
"""The bytes at which a line is too long for the builder."""


class Pattern:
    """A line that is no comment and not blank. `text` is the cleaned pattern without its `!`; `error` is why the builder refuses it."""

    __slots__ = ("_matcher", "error", "negated", "span", "text", "written")

    def __init__(self, written: str, span: Span) -> None:
        self.written = written
        self.span = span
        self.negated = written.startswith("!")
        self.text = clean(written[1:].strip(BLANKS) if self.negated else written)
        self.error = ""
        self._matcher: Matcher | None = None
        if not self.text:
            self.error = "it is a lone `!`"
        elif len(written) >= LONGEST // 4 and len(written.encode("utf-8", "surrogateescape")) >= LONGEST:
            self.error = "the line is too long"
        else:
            try:
                self._matcher = Matcher(self.text)
            except BadPattern as error:
                self.error = str(error)

    def matches(self, path: str) -> bool:
        """Whether it fits a path itself."""
        return self._matcher is not None and self._matcher.matches(path)

    def covers(self, path: str) -> bool:
        """Whether it fits a path or a directory above it."""
        return self.matches(path) or any(self.matches(folder) for folder in folders(path))


class IgnoreFile:
    """The patterns of a file, in order. `path` is where it is, as it is to be shown."""

    __slots__ = ("_seen", "path", "patterns", "source")

    def __init__(self, source: str, path: str = NAME) -> None:
        self.source = source
        self.path = path
        self.patterns = list(_read(source))
        self._seen: dict[str, tuple[list[bool], Pattern | None]] = {}

    @property
    def is_broken(self) -> bool:
        """Whether the builder refuses it."""
        return any(pattern.error for pattern in self.patterns)

    @property
    def has_exceptions(self) -> bool:
        """Whether some line brings things back."""
        return any(pattern.negated for pattern in self.patterns)

    def ignores(self, path: str) -> bool:
        """Whether a path stays out of the context, itself or with a directory above it. The root is the empty path."""
        return self.reason(path) is not None

    def reason(self, path: str) -> Pattern | None:
        """The line that keeps a path out."""
        return self._judged(path)[1]

    def _judged(self, path: str) -> tuple[list[bool], Pattern | None]:
        """As the builder walks: which lines have fitted a path or what lies above it, and which of them decides.

        A line is only tried where it would change something, and what was not tried above counts as not fitting.
        """
        chain = [*folders(path), path]
        known = len(chain)
        while known > 0 and chain[known - 1] not in self._seen:
            known -= 1
        above = self._seen[chain[known - 1]][0] if known else []
        for one in chain[known:]:
            above, decides = self._step(one, above)
            self._seen[one] = (above, decides)
        return self._seen[path]

    def _step(self, path: str, above: list[bool]) -> tuple[list[bool], Pattern | None]:
        fitted, decides = [], None
        for number, pattern in enumerate(self.patterns):
            fits = bool(above) and above[number]
            if not fits and pattern.negated is (decides is not None):
                fits = pattern.matches(path)
            fitted.append(fits)
            if fits:
                decides = None if pattern.negated else pattern
        return fitted, decides

    def brings_back(self, folder: str) -> bool:
        """Whether a line might bring back something in a directory that is left out, so that one has to look."""
        return any(pattern.negated and may_meet(pattern.text, folder) for pattern in self.patterns)

    def keeps_all_of(self, folder: str) -> bool:
        """Whether a directory stays out of the context with everything in it."""
        return self.ignores(folder) and not self.brings_back(folder)


def may_meet(pattern: str, other: str) -> bool:
    """Whether two patterns may have to do with the same files: one fits something that the other fits, or what lies above or below it."""
    for one, two in zip(pattern.split("/"), other.split("/"), strict=False):
        if "**" in one or "**" in two:
            return True
        if not (_is_literal(one) or _is_literal(two)):
            continue
        literal, wild = (one, two) if _is_literal(one) else (two, one)
        if literal != wild and (_is_literal(wild) or not _fits(wild, literal)):
            return False
    return True


def _is_literal(segment: str) -> bool:
    return not any(char in segment for char in "*?[\\")


def _fits(wild: str, literal: str) -> bool:
    try:
        return Matcher(wild).matches(literal)
    except BadPattern:
        return True


def folders(path: str) -> list[str]:
    """The directories above a path, from the outermost; the root is not among them."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _read(source: str) -> Iterator[Pattern]:
    start = 1 if source.startswith("\ufeff") else 0
    while start < len(source):
        end = source.find("\n", start)
        end = len(source) if end < 0 else end
        line = source[start:end]
        written = line.strip(BLANKS)
        if written and not line.startswith("#"):
            first = start + line.index(written)
            yield Pattern(written, Span(first, first + len(written)))
        start = end + 1
