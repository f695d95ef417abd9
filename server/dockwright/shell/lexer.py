"""What any place of a POSIX or bash script may hold: expansions, here-documents, comments, blanks.

Bounded for every input: nesting is cut off at `LIMIT`, and no text is scanned more often than that.
"""

from __future__ import annotations

from dockwright.patterns import DOTALL, pattern
from dockwright.shell.nodes import Script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.shell.nodes import Command, Context, Redirect
    from dockwright.text import SourceMap

LIMIT = 40
MAX_ERRORS = 50
BLANK = pattern(r"(?:[ \t]|\\\n)+")
PLAIN = pattern(r"[^ \t\n'\"\\$`;&|<>()]+")
IN_BRACES = pattern(r"[^}\\\"'$`]+")
TO_BACKTICK = pattern(r"(?:[^`\\]|\\.)*+", DOTALL)
EXPANSION = pattern(r"[\\$`]")
PARENTHESIS = pattern(r"[()]")
VARIABLE = pattern(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!_-]")
BRACED = pattern(r"(!?)[A-Za-z_@*][A-Za-z0-9_]*(//?|\^\^?|,,?|\[|@|:(?![-+=?]))?")
KINDS = {"/": "${x//}", "^": "${x^}", ",": "${x^}", "[": "${x[0]}", "@": "${x@Q}", ":": "${x:1}"}


class Lexer:
    """Reads at `i` in `s[:n]`; `n` is narrowed while a backtick or a here-document is read."""

    def __init__(self, text: str, map: SourceMap) -> None:
        self.s = text
        self.i = 0
        self.n = len(text)
        self.map = map
        self.script = Script(text, "posix", map)
        self.commands = self.script.commands
        self.pending: list[tuple[Redirect, Context]] = []
        self.quotes = 0
        self.level = 0
        self.too_deep = False
        self.open_arithmetic = 0
        self.last: Command | None = None

    if TYPE_CHECKING:

        def list(self, context: Context, closer: str = "", words: frozenset[str] = frozenset()) -> str:
            """Read commands; the parser brings it, which is the only one made of this."""

    def error(self, start: int, end: int, message: str) -> None:
        """Note an error, unless what came before makes it meaningless."""
        errors = self.script.errors
        if not self.too_deep and len(errors) < MAX_ERRORS:
            errors.append((start, min(end, len(self.s)), message))

    def give_up(self, start: int) -> None:
        """Stop where the text is nested deeper than `LIMIT`; the commands before it stand."""
        self.error(start, start + 1, "nested too deeply")
        self.too_deep = True
        self.i = self.n

    def construct(self, kind: str, start: int) -> None:
        """Note that a construct reaches from `start` to here."""
        self.script.constructs.append((kind, start, self.i))

    def blanks(self) -> None:
        """Skip blanks, continued lines and a comment."""
        s, i, n = self.s, self.i, self.n
        if i < n and s[i] in " \t\\":
            match = BLANK.match(s, i, n)
            if match is not None:
                i = match.end()
        if i < n and s[i] == "#":
            end = s.find("\n", i, n)
            if end < 0:
                end = n
            self.script.comments.append((i, end))
            i = end
        self.i = i

    def newlines(self) -> None:
        """Skip blanks, comments and line ends."""
        self.blanks()
        while self.i < self.n and self.s[self.i] == "\n":
            self.newline()
            self.blanks()

    def newline(self) -> None:
        """Consume a line end and the here-documents due there."""
        self.i += 1
        if self.pending:
            pending, self.pending = self.pending, []
            for redirect, context in pending:
                self._here_document(redirect, context)

    def _here_document(self, redirect: Redirect, context: Context) -> None:
        target = redirect.target
        assert target is not None
        s, n, chomp = self.s, self.n, redirect.op == "<<-"
        start = at = self.i
        while at < n:
            end = s.find("\n", at, n)
            if end < 0:
                end = n
            line = s[at:end]
            if (line.lstrip("\t") if chomp else line) == target.value:
                self.i = min(end + 1, n)
                break
            at = min(end + 1, n)
        else:
            self.i = n
            self.error(redirect.start, redirect.end, "here-document is not closed")
        redirect.body_start = start
        redirect.body_end = at
        redirect.body = s[start:at]
        if not target.quoted:
            self._expansions(start, at, (*context, "heredoc"))

    def _expansions(self, start: int, end: int, context: Context) -> None:
        """Read the expansions in `start:end`, where nothing else is special."""
        saved, quotes = (self.i, self.n), self.quotes
        self.i, self.n, self.quotes = start, end, 1
        match = EXPANSION.search(self.s, start, end)
        while match is not None:
            self.i = match.start()
            char = match.group()
            if char == "\\":
                self.i += 2
            elif char == "$":
                self.dollar(context)
            else:
                self.backtick(context)
            match = EXPANSION.search(self.s, self.i, end)
        (self.i, self.n), self.quotes = saved, quotes

    def dollar(self, context: Context) -> bool:
        """Consume what `$` begins; whether it was an expansion."""
        s, at = self.s, self.i
        i = at + 1
        if i >= self.n:
            self.i = i
            return False
        char = s[i]
        if char == "(":
            if s.startswith("((", i) and self.arithmetic(i, context):
                return True
            self.i = i + 1
            quotes, self.quotes = self.quotes, 0
            self._parenthesised(at, (*context, "subst"), "$( is not closed")
            self.quotes = quotes
            return True
        if char == "{":
            self._braces(at, context)
            return True
        match = VARIABLE.match(s, i, self.n)
        if match is None:
            self.i = i
            if char == "[":
                self.construct("$[", at)
            return False
        self.i = match.end()
        return True

    def _parenthesised(self, at: int, context: Context, message: str) -> None:
        self.list(context, ")")
        if self.i < self.n and self.s[self.i] == ")":
            self.i += 1
        else:
            self.error(at, at + 2, message)

    def arithmetic(self, at: int, context: Context) -> bool:
        """Consume `((…))` at `at`; False if it is no arithmetic but parentheses in parentheses."""
        if self.open_arithmetic > LIMIT or self.level > LIMIT:
            return False
        depth = 0
        for match in PARENTHESIS.finditer(self.s, at, self.n):
            depth += 1 if match.group() == "(" else -1
            if depth == 1 and match.group() == ")":
                close = match.start()
                if not self.s.startswith("))", close):
                    return False
                self.level += 1
                self._expansions(at + 2, close, context)
                self.level -= 1
                self.i = min(close + 2, self.n)
                return True
        self.open_arithmetic += 1
        return False

    def _braces(self, at: int, context: Context) -> None:
        """Consume `${…}` at `at`."""
        s = self.s
        self.i = at + 2
        match = BRACED.match(s, self.i, self.n)
        if self.level > LIMIT:
            self.give_up(at)
            return
        self.level += 1
        if self._to_brace(context):
            if match is not None and (match[1] or match[2]):
                self.construct("${!x}" if match[1] else KINDS[match[2][0]], at)
        else:
            self.error(at, at + 2, "${ is not closed")
        self.level -= 1

    def _to_brace(self, context: Context) -> bool:
        s = self.s
        double = False
        while self.i < self.n:
            char = s[self.i]
            if char == "}" and not double:
                self.i += 1
                return True
            if char == "$":
                self.dollar(context)
            elif char == "`":
                self.backtick(context)
            elif char == "\\":
                self.i = min(self.i + 2, self.n)
            elif char == "'" and not double and not self.quotes:
                end = s.find("'", self.i + 1, self.n)
                self.i = self.n if end < 0 else end + 1
            else:
                double ^= char == '"'
                match = IN_BRACES.match(s, self.i + 1, self.n)
                self.i = match.end() if match is not None else self.i + 1
        return False

    def backtick(self, context: Context) -> None:
        """Consume a command substitution in backticks."""
        at, n, quotes = self.i, self.n, self.quotes
        match = TO_BACKTICK.match(self.s, at + 1, n)
        close = match.end() if match is not None else n
        if close >= n or self.s[close] != "`":
            self.error(at, at + 1, "` is not closed")
            self.i = n
            return
        self.i, self.n, self.quotes = at + 1, close, 0
        self.list((*context, "subst"))
        self.i, self.n, self.quotes = close + 1, n, quotes
