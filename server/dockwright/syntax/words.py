"""Words as BuildKit's own lexer reads them: quotes, escapes and `${…}` substitutions.

A port, with positions, of the behaviour of `frontend/dockerfile/shell` (see the variable
reference of the Dockerfile manual). It never raises: an error ends the word and is reported.
"""

from __future__ import annotations

from dockwright.patterns import pattern
from dockwright.syntax.expansion import Expansion, Problem, Reference
from dockwright.syntax.gathered import SPACES, Gathered

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    Lookup = Callable[[str], "str | None"]

_DEPTH = 50
_GROWTH = 1_000_000
_SPECIAL = frozenset("@*#?-$!")
_MODIFIERS = frozenset("+-?#%")
_WORD = pattern(f"[^{SPACES}]+")
_HEREDOC = pattern(r"<<[ \t\r]*|<")
_PLAIN: dict[str, re.Pattern[str]] = {}


QUOTE, SUBSTITUTION = "unclosed-quote", "invalid-substitution"


class _Broken(Exception):
    def __init__(self, message: str, start: int, kind: str = SUBSTITUTION) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.kind = kind


def _unset(name: str) -> str | None:
    return None


def expand(text: str, lookup: Lookup = _unset, escape: str = "\\") -> Expansion:
    """Expand one word; `lookup` gives a variable's value, or None where it is not set."""
    if "$" not in text and escape not in text and '"' not in text and "'" not in text and "<<" not in text:
        return Expansion(text, _WORD.findall(text), [], None)
    return _run(_Lexer(text, lookup, escape))


def problem(text: str, escape: str = "\\", quotes: bool = True) -> Problem | None:
    """Why the builder could not expand a text whatever the values are; without `quotes` as in a heredoc."""
    if "$" not in text and "'" not in text and '"' not in text:
        return None
    lexer = _Lexer(text, lambda name: "x", escape)
    lexer.quotes = quotes
    found = _run(lexer).problem
    return found if found and found.kind else None


def split(text: str) -> list[tuple[str, int]]:
    """The words of a line and where each starts, with quotes, escapes and variables as they are written.

    This is how BuildKit looks for heredocs: `<< EOF` is one word, and where a quote is open there are none.
    """
    lexer = _Lexer(text, _unset, "\\")
    lexer.raw = lexer.keep_unset = True
    found = _run(lexer).words
    return list(zip(found, lexer.words.starts, strict=False))


def unquote(text: str, escape: str = "\\") -> list[str] | None:
    """Split into words without quotes and escapes, variables as they are written; None where a quote is open."""
    lexer = _Lexer(text, _unset, escape)
    lexer.keep_unset = True
    expansion = _run(lexer)
    return None if expansion.problem else expansion.words


def references(text: str, escape: str = "\\", quotes: bool = True) -> list[Reference]:
    """The variables a word uses. Without `quotes` (the body of a heredoc) quotes are ordinary characters."""
    if "$" not in text:
        return []
    lexer = _Lexer(text, _unset, escape)
    lexer.keep_unset = True
    lexer.quotes = quotes
    return _run(lexer).references


def _run(lexer: _Lexer) -> Expansion:
    try:
        value = lexer.until("", lexer.raw)
        return Expansion(value, lexer.words.finish(), lexer.references, None)
    except _Broken as broken:
        problem = Problem(broken.message, broken.start, min(max(lexer.at, broken.start + 1), len(lexer.text)), broken.kind)
        return Expansion("", [], lexer.references, problem)


def _plain(special: str) -> re.Pattern[str]:
    """What matches a run of characters without any of `special`."""
    found = _PLAIN.get(special)
    if found is None:
        found = _PLAIN[special] = pattern("[^" + "".join(f"\\{char}" for char in special) + "]+")
    return found


class _Lexer:
    __slots__ = ("at", "depth", "escape", "grown", "keep_unset", "lookup", "quotes", "raw", "references", "text", "words")

    def __init__(self, text: str, lookup: Lookup, escape: str) -> None:
        self.text = text
        self.lookup = lookup
        self.escape = escape
        self.at = 0
        self.depth = 0
        self.grown = 0
        self.raw = False
        self.keep_unset = False
        self.quotes = True
        self.references: list[Reference] = []
        self.words = Gathered()

    def peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def until(self, stop: str, raw_escapes: bool) -> str:
        """Everything up to an unquoted `stop`, which is consumed; the end of the text when it is empty."""
        words = None if stop else self.words
        plain = _plain("$" + self.escape + ("'\"" if self.quotes else "") + (stop or "<"))
        out: list[str] = []
        text, size = self.text, len(self.text)
        while self.at < size:
            at = self.at
            match = plain.match(text, at)
            if match:
                part = match[0]
                self.at = match.end()
            elif text[at] == stop:
                self.at += 1
                self.words.forget()
                return "".join(out)
            else:
                part = self.special(text[at], raw_escapes)
            out.append(part)
            if words and (match or text[at] == "$"):
                words.bare(part, at)
            elif words:
                words.raw(part, at)
        if stop:
            raise _Broken(f"unexpected end of statement while looking for matching {stop}", size)
        return "".join(out)

    def special(self, char: str, raw_escapes: bool) -> str:
        """What starts with a character that is not plain: a variable, a quote, an escape, a heredoc."""
        if char == "$":
            return self.dollar()
        if char == "'":
            return self.single()
        if char == '"':
            return self.double()
        if char == self.escape:
            return self.escaped(raw_escapes)
        match = _HEREDOC.match(self.text, self.at)
        part = match[0] if match else char
        self.at += len(part)
        return part

    def escaped(self, raw: bool) -> str:
        """An escape character outside quotes and what it escapes; at the end of the text it vanishes."""
        start = self.at
        self.at = min(start + 2, len(self.text))
        return self.text[start if raw else start + 1 : self.at]

    def single(self) -> str:
        start = self.at
        end = self.text.find("'", start + 1)
        if end < 0:
            self.at = len(self.text)
            raise _Broken("unexpected end of statement while looking for matching single-quote", start, QUOTE)
        self.at = end + 1
        return self.text[start : end + 1] if self.raw else self.text[start + 1 : end]

    def double(self) -> str:
        start = self.at
        out = ['"'] if self.raw else []
        plain = _plain('"$' + self.escape)
        self.at += 1
        while True:
            match = plain.match(self.text, self.at)
            if match:
                out.append(match[0])
                self.at = match.end()
            char = self.peek()
            if not char:
                raise _Broken("unexpected end of statement while looking for matching double-quote", start, QUOTE)
            if char == "$":
                out.append(self.dollar())
                continue
            self.at += 1
            if char == '"':
                if self.raw:
                    out.append(char)
                return "".join(out)
            out.append(self.escaped_in_quotes(char))

    def escaped_in_quotes(self, char: str) -> str:
        following = self.peek()
        if not following:
            return char if self.raw else ""
        if following in ('"', "$", self.escape):
            self.at += 1
            return char + following if self.raw else following
        return char

    def name(self) -> str:
        start, text, size = self.at, self.text, len(self.text)
        at = start
        if at < size and text[at].isdecimal():
            while at < size and text[at].isdecimal():
                at += 1
        elif at < size and text[at] in _SPECIAL:
            at += 1
        else:
            while at < size and (text[at].isalpha() or text[at].isdecimal() or text[at] == "_"):
                at += 1
        self.at = at
        return text[start:at]

    def dollar(self) -> str:
        start = self.at
        self.at += 1
        if self.peek() != "{":
            name = self.name()
            if not name:
                return "$"
            return self.value(name, start, "", "")
        if self.depth >= _DEPTH:
            raise _Broken("substitutions are nested too deeply", start)
        self.depth += 1
        try:
            return self.braces(start)
        finally:
            self.depth -= 1

    def checked(self, value: str, start: int) -> str:
        """A substituted value, unless all of them together outgrow any sensible use."""
        self.grown += len(value)
        if self.grown > _GROWTH:
            raise _Broken(f"expands to more than {_GROWTH:,} characters", start, "")
        return value

    def value(self, name: str, start: int, modifier: str, default: str) -> str:
        found = self.lookup(name)
        self.references.append(Reference(name, start, self.at, modifier, default, found is not None))
        if found is None and self.keep_unset:
            return self.text[start : self.at]
        return self.checked(found or "", start)

    def braces(self, start: int) -> str:
        self.at += 1
        following = self.peek()
        if not following:
            raise _Broken("syntax error: missing '}'", start)
        if following in "{}:":
            raise _Broken("syntax error: bad substitution", start)
        name = self.name()
        sign = self.peek()
        self.at += 1
        if sign == "}":
            return self.value(name, start, "", "")
        if sign == "/":
            return self.replacement(name, start)
        null = sign == ":"
        if null:
            sign = self.peek()
            self.at += 1
        if not sign:
            raise _Broken("syntax error: missing '}'", start)
        if (not null and sign not in _MODIFIERS) or (null and sign in "#%"):
            raise _Broken(f"unsupported modifier ({':' * null}{sign}) in substitution", start)
        return self.modified(name, start, sign, null)

    def word(self, stop: str, raw: bool, start: int, missing: str) -> str:
        try:
            return self.until(stop, raw)
        except _Broken as broken:
            if self.at >= len(self.text):
                raise _Broken(missing, start) from None
            raise broken from None

    def modified(self, name: str, start: int, sign: str, null: bool) -> str:
        word = self.word("}", sign in "#%", start, "syntax error: missing '}'")
        found = self.lookup(name)
        self.references.append(Reference(name, start, self.at, ":" * null + sign, word, found is not None))
        if found is None and self.keep_unset:
            return self.text[start : self.at]
        if sign not in _MODIFIERS:
            raise _Broken(f"unsupported modifier (:{sign}) in substitution", start)
        missing = found is None or (null and not found)
        if sign == "-":
            return word if missing else self.checked(found or "", start)
        if sign == "+":
            return "" if missing else word
        if sign == "?":
            if missing:
                raise _Broken(f"{name}: {word or 'is not allowed to be ' + ('unset' if found is None else 'empty')}", start, "")
            return self.checked(found or "", start)
        return self.trimmed(found or "", word, sign, start)

    def trimmed(self, value: str, pattern: str, sign: str, start: int) -> str:
        try:
            from dockwright.syntax import substitution

            return self.checked(substitution.trim(value, pattern, sign), start)
        except ValueError as error:
            raise _Broken(str(error), start) from None

    def replacement(self, name: str, start: int) -> str:
        every = self.peek() == "/"
        self.at += every
        pattern = self.word("/", True, start, "syntax error: missing '/' in ${}")
        by = self.word("}", True, start, "syntax error: missing '}'")
        found = self.lookup(name)
        self.references.append(Reference(name, start, self.at, "//" if every else "/", pattern, found is not None))
        if found is None and self.keep_unset:
            return self.text[start : self.at]
        from dockwright.syntax import substitution

        try:
            return "".join([self.checked(part, start) for part in substitution.replace(found or "", pattern, by, every)])
        except ValueError as error:
            raise _Broken(str(error), start) from None


__all__ = ["SPACES", "Expansion", "Problem", "Reference", "expand", "problem", "references", "split", "unquote"]
