"""The nodes of the tree.

A `Parsed` holds one instruction's text and everything in it, at offsets *relative to the instruction*,
so it can be kept while the file around it changes. An `Instruction` is a `Parsed` at a place.
"""

from __future__ import annotations

from dockwright.syntax.words import SPACES
from dockwright.text import NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Self

    from dockwright.text import SourceMap


class Token(str):
    """A piece of an instruction: a string, as written but with continuations removed, that knows its place."""

    __slots__ = ("end", "start")
    start: int
    end: int

    def __new__(cls, text: str, start: int, end: int) -> Self:
        token = super().__new__(cls, text)
        token.start = start
        token.end = end
        return token

    @property
    def span(self) -> Span:
        """Where the token is, relative to its instruction."""
        return Span(self.start, self.end)


class Word(NamedTuple):
    """An argument. `text` is as written, continuations removed; `value` is the item of a JSON array, else `text`.

    `at` is where it starts in the joined text of the instruction.
    """

    start: int
    end: int
    text: str
    value: str
    at: int

    @property
    def span(self) -> Span:
        """Where the word is, relative to its instruction."""
        return Span(self.start, self.end)


class Flag(Token):
    """A `--name=value` behind the keyword: a string as BuildKit keeps it, quotes removed.

    `value` is None for a bare `--name`; `text` is as written, and starts at `at` in the joined text. `places` has the
    place of each character where quotes, escapes or continuations lie between them, else it is None.
    """

    __slots__ = ("at", "name", "name_end", "places", "text", "value")
    at: int
    name: str
    value: str | None
    text: str
    name_end: int
    places: list[int] | None

    def part(self, start: int, end: int) -> Span:
        """Where the characters `start:end` of the string are, relative to the instruction."""
        if self.places is None:
            return Span(min(self.start + start, self.end), min(self.start + end, self.end))
        first = self.places[start] if start < len(self.places) else self.end
        return Span(first, self.places[end - 1] + 1 if end > start else first)

    @property
    def name_span(self) -> Span:
        """The `--name` part."""
        return Span(self.start, self.name_end)

    @property
    def value_span(self) -> Span:
        """What stands behind the `=`; empty at the end for a bare flag."""
        return Span(min(self.name_end + 1, self.end), self.end)


class Pair(NamedTuple):
    """A `key=value` of ENV, LABEL or ARG; `separator` is `=`, a blank for the legacy form, or empty without a value."""

    key: Word
    value: Word | None
    separator: str

    @property
    def span(self) -> Span:
        """From the key to the end of the value."""
        return Span(self.key.start, (self.value or self.key).end)


class Heredoc(NamedTuple):
    """A here-document. `content` is what BuildKit reads, `body` its lines, `terminator` None where it never ends."""

    name: str
    expand: bool
    chomp: bool
    fd: int
    marker: Span
    content: str
    body: Span
    terminator: Span | None
    at: int


class Problem(NamedTuple):
    """Something the builder refuses; `kind` is the name of the rule that reports it."""

    kind: str
    span: Span
    message: str


class Comment(NamedTuple):
    """A comment line; `text` without the `#` and blanks around it. `line` counts from 0, -1 inside an instruction."""

    span: Span
    text: str
    line: int


class Parsed:
    """One instruction's text, parsed; every span is relative to its first character.

    `blanks` and `comments` are the lines of that kind between its lines, `dangling` the escape character at the end of
    the file that continues nothing.
    """

    __slots__ = (
        "args_at",
        "blanks",
        "comments",
        "dangling",
        "escape",
        "flags",
        "heredocs",
        "items",
        "keyword",
        "kind",
        "lines",
        "map",
        "memo",
        "name",
        "pairs",
        "plain",
        "problems",
        "source",
        "text",
        "trigger",
        "words",
    )

    def __init__(self, source: str, text: str, source_map: SourceMap, escape: str) -> None:
        self.source = source
        self.text = text
        self.map = source_map
        self.plain = source_map.joined == source_map.source == [0]
        self.escape = escape
        self.keyword = Token("", 0, 0)
        self.name = ""
        self.kind: type[Instruction] = Instruction
        self.args_at = 0
        self.flags: list[Flag] = []
        self.words: list[Word] = []
        self.items: list[Word] | None = None
        self.pairs: list[Pair] = []
        self.heredocs: list[Heredoc] = []
        self.trigger: Parsed | None = None
        self.problems: list[Problem] = []
        self.comments: list[Span] = []
        self.blanks: list[Span] = []
        self.dangling: Span | None = None
        self.lines = 0
        self.memo: dict[Any, Any] = {}

    def token(self, start: int, end: int) -> Token:
        """A token for `start:end` of the joined text."""
        return Token(self.text[start:end], *self.map.span(start, end))

    def word(self, start: int, end: int) -> Word:
        """A word for `start:end` of the joined text."""
        text = self.text[start:end]
        if self.plain:
            return tuple.__new__(Word, (start, end, text, text, start))
        return Word(*self.map.span(start, end), text, text, start)

    def arguments(self) -> list[str]:
        """The arguments as the nodes of BuildKit's tree have them."""
        if self.trigger is not None:
            return [str(self.trigger.keyword), *self.trigger.arguments()]
        out: list[str] = []
        for key, value, separator in self.pairs:
            if self.name == "ARG":
                out.append(f"{key.text}={value.text}" if value else key.text)
            else:
                out += (key.text, value.text if value else "", separator.strip())
        out += [word.value for word in self.words]
        out += [word.value for word in self.items or ()]
        return out


class Instruction:
    """An instruction at its place: `start` is its offset in the file, `line` its first line, from 0.

    What it holds is relative to `start`; only `span`, `start` and the line numbers are not.
    """

    __slots__ = ("index", "line", "onbuild", "parsed", "start")

    def __init__(self, parsed: Parsed, start: int, line: int, index: int = -1, onbuild: bool = False) -> None:
        self.parsed = parsed
        self.start = start
        self.line = line
        self.index = index
        self.onbuild = onbuild

    def __repr__(self) -> str:
        return f"<{type(self).__name__} line {self.start_line}: {self.parsed.text[:40]!r}>"

    @property
    def span(self) -> Span:
        """Where it is in the file, without the line end."""
        return Span(self.start, self.start + len(self.parsed.source))

    @property
    def start_line(self) -> int:
        """The first line, from 1, as BuildKit counts."""
        return self.line + 1

    @property
    def end_line(self) -> int:
        """The last line, from 1: the last continuation, or the end marker of the last heredoc."""
        return self.line + 1 + self.parsed.lines

    @property
    def keyword(self) -> Token:
        """The keyword as written."""
        return self.parsed.keyword

    @property
    def name(self) -> str:
        """The keyword in upper case."""
        return self.parsed.name

    @property
    def flags(self) -> list[Flag]:
        """The flags between the keyword and the arguments."""
        return self.parsed.flags

    def flag(self, name: str) -> Flag | None:
        """The last flag of that name, without dashes."""
        for flag in reversed(self.parsed.flags):
            if flag.name == name:
                return flag
        return None

    @property
    def words(self) -> list[Word]:
        """The arguments: the items of a JSON array, or the words BuildKit splits the text into."""
        items = self.parsed.items
        return self.parsed.words if items is None else items

    @property
    def pairs(self) -> list[Pair]:
        """The key-value pairs of ENV, LABEL and ARG."""
        return self.parsed.pairs

    @property
    def is_json(self) -> bool:
        """Whether the arguments are a JSON array of strings (the exec form)."""
        return self.parsed.items is not None

    @property
    def heredocs(self) -> list[Heredoc]:
        """The here-documents, in order."""
        return self.parsed.heredocs

    @property
    def text(self) -> Token:
        """All arguments as one token, without the keyword and the flags; of HEALTHCHECK the command alone."""
        return self.parsed.token(self.parsed.args_at, len(self.parsed.text.rstrip(SPACES)))

    @property
    def trigger(self) -> Instruction | None:
        """The instruction an ONBUILD holds."""
        inner = self.parsed.trigger
        return inner.kind(inner, self.start, self.line, self.index, True) if inner else None

    @property
    def arguments(self) -> list[str]:
        """The arguments as the nodes of BuildKit's tree have them."""
        return self.parsed.arguments()
