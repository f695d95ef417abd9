"""Dockerfile text → instructions, comments and directives, line by line as BuildKit reads them; never fails.

Source: `frontend/dockerfile/parser/parser.go` and its answers to our probes. A line ends with `\\n`; carriage
returns before it are dropped; a continuation is the escape character, not doubled, before blanks at a line's end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter

from dockwright.patterns import pattern
from dockwright.syntax import directives, heredoc
from dockwright.syntax.arguments import read
from dockwright.syntax.instructions import KINDS
from dockwright.syntax.nodes import Comment, Heredoc, Parsed, Problem
from dockwright.syntax.words import SPACES
from dockwright.text import SourceMap, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.syntax.directives import Directive
    from dockwright.syntax.nodes import Instruction

LINE_LIMIT = 65_535
_HEREDOCS = frozenset(("RUN", "COPY", "ADD"))
_UNREADABLE = pattern("\0+|[\ud800-\udfff]+")
_KEPT = 4000
_UPPER = pattern("[A-Z]+(?![^\\t\\v\\f\\r ])")


class Tree:
    """A Dockerfile as text: its instructions, comments and directives, at their places."""

    __slots__ = ("comments", "directives", "escape", "instructions", "problems", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.escape = "\\"
        self.directives: list[Directive] = []
        self.comments: list[Comment] = []
        self.instructions: list[Instruction] = []
        self.problems: list[Problem] = []

    def tokens(self) -> Iterator[tuple[str, int, int]]:
        """Every piece of the source, in order and without gaps, as (kind, start, end)."""
        at = 0
        for kind, start, end in sorted(self._pieces(), key=itemgetter(1, 2)):
            if end > start >= at:
                yield from _gap(self.source, at, start)
                yield kind, start, end
                at = end
        yield from _gap(self.source, at, len(self.source))

    def _pieces(self) -> Iterator[tuple[str, int, int]]:
        for directive in self.directives:
            yield "directive", *directive.span
        for comment in self.comments:
            yield "comment", *comment.span
        for instruction in self.instructions:
            for kind, start, end in _instruction_pieces(instruction.parsed):
                yield kind, instruction.start + start, instruction.start + end


def _instruction_pieces(parsed: Parsed) -> Iterator[tuple[str, int, int]]:
    yield "keyword" if parsed.name in KINDS else "error", *parsed.keyword.span
    for flag in parsed.flags:
        yield "flag", *flag.span
    for word in parsed.words:
        yield "word", *word.span
    for word in parsed.items or ():
        yield "string", *word.span
    for key, value, _ in parsed.pairs:
        yield "key", *key.span
        if value:
            yield "value", *value.span
    for one in parsed.heredocs:
        yield "heredoc", *one.body
        if one.terminator:
            yield "terminator", *one.terminator
    if parsed.trigger:
        yield from _instruction_pieces(parsed.trigger)


def _gap(source: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    if start < end:
        yield "blank" if not source[start:end].strip(SPACES) else "text", start, end


class _Reader:
    """Walks the lines once. `kept` remembers parsed instructions by their text between two readings."""

    def __init__(self, source: str, kept: dict[tuple[str, str], Parsed]) -> None:
        self.tree = Tree(source)
        self.source = source
        self.kept = kept
        self.lines = source.split("\n")
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        self.starts = starts
        self.at = 0
        self.ends: dict[bool, dict[str, list[int]]] = {}

    def read(self) -> Tree:
        self._directives()
        lines, count = self.lines, len(self.lines)
        while self.at < count:
            number = self.at
            line = lines[number]
            if number == 0 and line.startswith("\ufeff"):
                line = line[1:]
            body = line.lstrip(SPACES)
            if not body:
                self.at += 1
            elif body[0] == "#":
                self._comment(number, body)
                self.at += 1
            else:
                self._instruction(number, self.starts[number] + len(lines[number]) - len(body), body)
        self._long_lines()
        self._unreadable()
        return self.tree

    def _directives(self) -> None:
        """The directive block. An indented `# escape=` counts, an indented `syntax` or `check` is swallowed."""
        tree = self.tree
        for number, line in enumerate(self.lines):
            if number == 0 and line.startswith("\ufeff"):
                line = line[1:]
            body = line.lstrip(SPACES)
            start = self.starts[number + 1] - 1 - len(body)
            found = directives.read(body, start, len(body) < len(line)) if body[:1] == "#" else None
            if found is None:
                break
            if found.name == "escape" and found.value in ("`", "\\") and all(one.name != "escape" for one in tree.directives):
                tree.escape = found.value
            tree.directives.append(found)
            self.at += 1
        tree.problems += directives.problems(tree.directives)

    def _comment(self, number: int, body: str) -> None:
        text = body.rstrip(SPACES)
        start = self.starts[number + 1] - 1 - len(body)
        self.tree.comments.append(Comment(Span(start, start + len(text)), text[1:].strip(SPACES), number))

    def _ends(self, line: str) -> tuple[str, bool]:
        """A physical line without its continuation, and whether the instruction ends with it."""
        text = line.rstrip("\r")
        tail = text.rstrip(" \t")
        escape = self.tree.escape
        if tail.endswith(escape) and tail[-2:-1] != escape:
            return tail[:-1], False
        return text, True

    def _instruction(self, number: int, start: int, body: str) -> None:
        first, last, blanks, comments = number, number, False, False
        text, ended = self._ends(body)
        pieces = [text]
        joined, origin = [0], [0]
        length = len(text)
        self.at = number + 1
        while not ended and self.at < len(self.lines):
            line = self.lines[self.at]
            bare = line.lstrip(SPACES)
            if not line and self.at == len(self.lines) - 1:
                break
            last = self.at
            self.at += 1
            if not bare:
                blanks = True
            elif bare[0] == "#":
                comments = True
            else:
                text, ended = self._ends(line)
                joined.append(length)
                origin.append(self.starts[last] - start)
                pieces.append(text)
                length += len(text)
        header_end = start + len(body.rstrip("\r")) if last == first else self.starts[last] + len(self.lines[last].rstrip("\r"))
        source = self.source[start:header_end]
        parsed = self._parsed(source, "".join(pieces), joined, origin)
        if parsed.text.find("<<") >= 0:
            parsed = self._heredocs(parsed, start, header_end, last)
        else:
            _set_lines(parsed, last - first)
        if (blanks or comments) and not parsed.blanks and not parsed.comments:
            self._inner_lines(parsed, first + 1, last, start)
        if not ended:
            end = origin[-1] + len(pieces[-1])
            parsed.dangling = Span(end, end + 1)
        instructions = self.tree.instructions
        instructions.append(parsed.kind(parsed, start, first, len(instructions)))
        if comments:
            self.tree.comments += [self._inner(span.shift(start)) for span in parsed.comments]

    def _inner(self, span: Span) -> Comment:
        return Comment(span, self.source[span.start + 1 : span.end].strip(SPACES), -1)

    def _parsed(self, source: str, text: str, joined: list[int], origin: list[int]) -> Parsed:
        key = (source, self.tree.escape)
        parsed = self.kept.get(key)
        if parsed is None:
            parsed = Parsed(source, text, SourceMap(joined, origin), self.tree.escape)
            read(parsed)
            _keep(self.kept, key, parsed)
        return parsed

    def _inner_lines(self, parsed: Parsed, first: int, last: int, start: int) -> None:
        """Comments and blank lines between continued lines; `first` and `last` bound the header, heredocs apart."""
        for number in range(first, last + 1):
            line = self.lines[number]
            bare = line.lstrip(SPACES)
            at = self.starts[number] - start
            if not bare:
                parsed.blanks.append(Span(at, at + len(line)))
            elif bare[0] == "#":
                parsed.comments.append(Span(at + len(line) - len(bare), at + len(line.rstrip(SPACES))))

    def _heredocs(self, header: Parsed, start: int, header_end: int, last: int) -> Parsed:
        """Read the bodies that the header announces; they are part of the instruction."""
        target = header.trigger or header
        first = last - self.source.count("\n", start, header_end)
        markers = heredoc.markers(header.text) if target.name in _HEREDOCS and target.items is None else []
        if not markers:
            _set_lines(header, last - first)
            return header
        bodies = self._bodies(markers)
        end = header_end if self.at == last + 1 else self._line_end(self.at - 1)
        key = (self.source[start:end], self.tree.escape)
        parsed = self.kept.get(key)
        if parsed is None or not parsed.heredocs:
            parsed = Parsed(key[0], header.text, header.map, header.escape)
            read(parsed)
            self._attach(parsed, markers, bodies, start)
            _keep(self.kept, key, parsed)
        _set_lines(parsed, self.at - 1 - first)
        return parsed

    def _line_end(self, number: int) -> int:
        return self.starts[number] + len(self.lines[number].rstrip("\r"))

    def _bodies(self, markers: list[heredoc.Marker]) -> list[tuple[int, int, bool]]:
        """The bodies in order; behind one that never ends the others are empty."""
        found: list[tuple[int, int, bool]] = []
        for marker in markers:
            broken = found and not found[-1][2]
            found.append((self.at, self.at, False) if broken else self._body(marker))
        return found

    def _body(self, marker: heredoc.Marker) -> tuple[int, int, bool]:
        """The lines of a body, from and to, and whether the end marker follows."""
        first = self.at
        numbers = self._ends_of(marker.chomp).get(marker.name, ())
        found = bisect_left(numbers, first)
        closed = found < len(numbers)
        end = numbers[found] if closed else self._recover(first)
        self.at = end + closed
        return first, end, closed

    def _ends_of(self, chomp: bool) -> dict[str, list[int]]:
        """The lines of the file by their text, as an end marker is compared with them."""
        ends = self.ends.get(chomp)
        if ends is None:
            ends = self.ends[chomp] = {}
            for number, line in enumerate(self.lines):
                text = line.rstrip("\r")
                ends.setdefault(text.lstrip("\t") if chomp else text, []).append(number)
        return ends

    def _recover(self, first: int) -> int:
        """Where a heredoc without its end marker is taken to end: the next line that starts with a keyword."""
        count = len(self.lines) - (self.lines[-1] == "")
        for number in range(first, count):
            match = _UPPER.match(self.lines[number])
            if match and match[0] in KINDS:
                return number
        return max(first, count)

    def _attach(self, parsed: Parsed, markers: list[heredoc.Marker], bodies: list[tuple[int, int, bool]], start: int) -> None:
        """Add the heredocs; the builder stops at the first that never ends, so only that one is a problem."""
        size = len(parsed.source)
        for marker, (first, end, closed) in zip(markers, bodies, strict=True):
            low, high = (min(self.starts[number] - start, size) for number in (first, end))
            place = parsed.map.span(marker.start, marker.end)
            terminator = Span(high, self._line_end(end) - start) if closed else None
            content = parsed.source[low:high]
            one = Heredoc(marker.name, marker.expand, marker.chomp, marker.fd, place, content, Span(low, high), terminator, marker.start)
            parsed.heredocs.append(one)
        if parsed.trigger:
            parsed.trigger.heredocs = parsed.heredocs
        unterminated = [one for one in parsed.heredocs if one.terminator is None]
        parsed.problems += map(_unterminated, unterminated[:1])
        parsed.problems += _misplaced(parsed.trigger or parsed)

    def _long_lines(self) -> None:
        if len(self.source) <= LINE_LIMIT // 4:
            return
        for number, line in enumerate(self.lines):
            if len(line) > LINE_LIMIT // 4 and len(data := line.encode("utf-8", "replace")) > LINE_LIMIT:
                start = self.starts[number]
                read = len(data[:LINE_LIMIT].decode("utf-8", "ignore"))
                message = f"the line goes on beyond the {LINE_LIMIT:,} bytes that the builder reads: split it"
                self.tree.problems.append(Problem("invalid-syntax", Span(start + read, start + len(line)), message))

    def _unreadable(self) -> None:
        """NUL bytes, and bytes that are no UTF-8, which decoding left as lone surrogates; in comments they do no harm."""
        source = self.source
        if "\0" not in source and (source.isascii() or _is_text(source)):
            return
        comments = sorted(comment.span for comment in self.tree.comments)
        found: dict[str, Span] = {}
        for match in _UNREADABLE.finditer(source):
            before = bisect_right(comments, (match.end(),)) - 1
            if before < 0 or comments[before].end <= match.start():
                found.setdefault("NUL" if match[0][0] == "\0" else "non-UTF-8", Span(*match.span()))
        for name, span in found.items():
            message = f"{name} bytes, which the builder cannot read: save the file as UTF-8"
            self.tree.problems.append(Problem("invalid-syntax", span, message))


def _is_text(source: str) -> bool:
    try:
        source.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unterminated(one: Heredoc) -> Problem:
    message = f"no line equals the end marker {one.name!r} of this heredoc: add one"
    return Problem("unterminated-heredoc", one.marker, message)


def _misplaced(parsed: Parsed) -> Iterator[Problem]:
    words = parsed.words
    if parsed.name != "RUN" and len(words) > 1 and words[-1].at == parsed.heredocs[-1].at:
        yield Problem("invalid-syntax", words[-1].span, f"{parsed.name} cannot write to a heredoc: name a destination behind it")


def _set_lines(parsed: Parsed, lines: int) -> None:
    parsed.lines = lines
    while parsed.trigger:
        parsed = parsed.trigger
        parsed.lines = lines


def _keep(kept: dict[tuple[str, str], Parsed], key: tuple[str, str], parsed: Parsed) -> None:
    if len(kept) >= _KEPT:
        for old in list(kept)[: _KEPT // 2]:
            del kept[old]
    kept[key] = parsed


def parse(source: str, kept: dict[tuple[str, str], Parsed] | None = None) -> Tree:
    """Parse a Dockerfile. A `kept` dictionary carries parsed instructions from one version of a text to the next."""
    return _Reader(source, {} if kept is None else kept).read()


__all__ = ["LINE_LIMIT", "Tree", "parse"]
