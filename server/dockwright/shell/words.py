"""Words of the POSIX shell and bash, with their quotes removed."""

from __future__ import annotations

from dockwright.patterns import DOTALL, pattern
from dockwright.shell.lexer import LIMIT, PLAIN, Lexer
from dockwright.shell.nodes import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

    from dockwright.shell.nodes import Context
    from dockwright.text import SourceMap

DOUBLE_QUOTED = pattern(r'[^"\\$`]+')
TO_SINGLE_QUOTE = pattern(r"(?:[^'\\]|\\.)*+", DOTALL)
ANSI_ESCAPE = pattern(r"\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|([0-7]{1,3})|(.))", DOTALL)
ANSI_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "v": "\v"}


class Pieces:
    """The parts of a word's value with the offset each was read at."""

    __slots__ = ("escaped", "literal", "parts", "quoted", "starts", "substitutions")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.quoted = False
        self.literal = True
        self.substitutions: list[tuple[int, int]] = []
        self.escaped: set[int] = set()

    def add(self, part: str, start: int) -> None:
        """Append a part of the value, read at `start`."""
        self.parts.append(part)
        self.starts.append(start)

    def add_escaped(self, char: str, start: int) -> None:
        """Append a character whose backslash is at `start`."""
        self.add(char, start + 1)
        self.escaped.add(start + 1)
        self.quoted = True


class WordLexer(Lexer):
    """Reads words; `pieces` tells how the last one that is not plain is made up."""

    def __init__(self, text: str, map: SourceMap) -> None:
        super().__init__(text, map)
        self.pieces: Pieces | None = None

    def word(self, context: Context) -> Word | None:
        """The word here; None, and nothing consumed, if there is none."""
        s, n, start = self.s, self.n, self.i
        match = PLAIN.match(s, start, n)
        if match is not None:
            end = match.end()
            if end >= n or (s[end] in " \t\n;&|)<>" and not (s[end] in "<>" and s.startswith("(", end + 1))):
                self.i = end
                value = match.group()
                return Word(value, value, start, end, False, True, self.map)
        pieces = Pieces()
        while self.i < n and self._piece(s[self.i], pieces, context):
            pass
        if self.i == start:
            return None
        self.pieces = pieces
        return Word("".join(pieces.parts), s[start : self.i], start, self.i, pieces.quoted, pieces.literal, self.map)

    def _piece(self, char: str, pieces: Pieces, context: Context) -> bool:
        """Read one part of a word; False at its end."""
        s, at = self.s, self.i
        if char == '"':
            self._double_quotes(pieces, context)
        elif char == "'":
            end = s.find("'", at + 1, self.n)
            if end < 0:
                self.error(at, at + 1, "' is not closed")
                end = self.n
            pieces.add(s[at + 1 : end], at + 1)
            pieces.quoted = True
            self.i = min(end + 1, self.n)
        elif char == "$":
            self._dollar_piece(pieces, context)
        elif char == "\\":
            if s.startswith("\n", at + 1) and at + 1 < self.n:
                if at + 2 >= self.n or s[at + 2] in " \t\n;&|<>()":
                    return False
                self.i = at + 2
            elif at + 1 < self.n:
                pieces.add_escaped(s[at + 1], at)
                self.i = at + 2
            else:
                pieces.add("\\", at)
                self.i = self.n
        elif char == "`":
            self.backtick(context)
            self._expanded(pieces, at)
        elif char in "<>(":
            return self._parenthesis(char, pieces, context)
        else:
            match = PLAIN.match(s, at, self.n)
            if match is None:
                return False
            pieces.add(match.group(), at)
            self.i = match.end()
        return True

    def _expanded(self, pieces: Pieces, at: int) -> None:
        pieces.add(self.s[at : self.i], at)
        pieces.literal = False
        pieces.substitutions.append((at, self.i))

    def _dollar_piece(self, pieces: Pieces, context: Context) -> None:
        s, at = self.s, self.i
        if s.startswith("'", at + 1) and at + 1 < self.n:
            match = TO_SINGLE_QUOTE.match(s, at + 2, self.n)
            end = match.end() if match is not None else self.n
            pieces.add(ANSI_ESCAPE.sub(_unescape, s[at + 2 : end]), at + 2)
            pieces.quoted = True
            self.i = min(end + 1, self.n)
            self.construct("$'", at)
        elif self.dollar(context):
            self._expanded(pieces, at)
        else:
            pieces.add(s[at : self.i], at)

    def _double_quotes(self, pieces: Pieces, context: Context) -> None:
        s, n, at = self.s, self.n, self.i
        self.i = at + 1
        pieces.quoted = True
        self.quotes += 1
        while self.i < n:
            start = self.i
            char = s[start]
            if char == '"':
                self.i += 1
                break
            if char == "\\":
                following = s[start + 1 : start + 2]
                self.i = min(start + 2, n)
                if following in '$`"\\' and following:
                    pieces.add_escaped(following, start)
                elif following != "\n":
                    pieces.add(s[start : self.i], start)
            elif char == "$":
                if self.dollar(context):
                    self._expanded(pieces, start)
                else:
                    pieces.add(s[start : self.i], start)
            elif char == "`":
                self.backtick(context)
                self._expanded(pieces, start)
            else:
                match = DOUBLE_QUOTED.match(s, start, n)
                assert match is not None
                pieces.add(match.group(), start)
                self.i = match.end()
        else:
            self.error(at, at + 1, '" is not closed')
        self.quotes -= 1

    def _parenthesis(self, char: str, pieces: Pieces, context: Context) -> bool:
        """`<(…)`, `name=(…)` or `@(…)`; anything else ends the word."""
        s, at = self.s, self.i
        last = pieces.parts[-1][-1:] if pieces.parts else ""
        if char != "(":
            if at + 1 >= self.n or s[at + 1] != "(":
                return False
            self.i = at + 2
            self._parenthesised(at, (*context, "procsubst"), f"{char}( is not closed")
            self.construct("procsubst", at)
            self._expanded(pieces, at)
        elif last == "=":
            self._array(at, context)
            pieces.add(s[at : self.i], at)
        elif last and last in "?*+@!":
            end = s.find(")", at, self.n)
            self.i = self.n if end < 0 else end + 1
            self.construct("extglob", at - 1)
            pieces.add(s[at : self.i], at)
        else:
            return False
        return True

    def _array(self, at: int, context: Context) -> None:
        self.i += 1
        if self.level > LIMIT:
            self.give_up(at)
            return
        self.level += 1
        while True:
            self.newlines()
            if self.i >= self.n:
                self.error(at, at + 1, "array is not closed")
                break
            if self.s[self.i] == ")":
                self.i += 1
                break
            if self.word(context) is None:
                self.i += 1
        self.construct("array", at)
        self.level -= 1


def _unescape(match: re.Match[str]) -> str:
    if match[4]:
        return ANSI_LETTERS.get(match[4], match[4])
    return chr(int(match[3], 8) if match[3] else int(match[1] or match[2], 16))
