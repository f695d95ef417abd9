"""Words as BuildKit's own lexer reads them: quotes, escapes and `${…}` substitutions.

A port, with positions, of the behaviour of `frontend/dockerfile/shell` (see the variable
reference of the Dockerfile manual). It never raises: an error ends the word and is reported.
"""

from __future__ import annotations

from dockwright.patterns import pattern
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    Lookup = Callable[[str], "str | None"]

SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_DEPTH = 100
_SPECIAL = frozenset("@*#?-$!0")
_MODIFIERS = frozenset("+-?#%")
_HEREDOC_START = pattern(r"\d*<<\s*")


class Reference(NamedTuple):
    """A variable that a word uses; `start:end` covers it from the `$`, in offsets of the word's text.

    `modifier` is what follows the name in braces (`:-`, `+`, `#`, `/`, …), or empty. `default` is the
    text behind the modifier.
    """

    name: str
    start: int
    end: int
    modifier: str = ""
    default: str = ""
    is_set: bool = False


class Problem(NamedTuple):
    """Why the builder cannot expand a word; `start:end` is the text at fault."""

    message: str
    start: int
    end: int


class Expansion:
    """A word after expansion: its value, the variables it used, and what went wrong, if anything did."""

    __slots__ = ("problem", "references", "value", "words")

    def __init__(self, value: str, words: list[str], references: list[Reference], problem: Problem | None) -> None:
        self.value = value
        self.words = words
        self.references = references
        self.problem = problem


class _Broken(Exception):
    def __init__(self, message: str, start: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start


def _unset(name: str) -> str | None:
    return None


def expand(text: str, lookup: Lookup = _unset, escape: str = "\\") -> Expansion:
    """Expand one word; `lookup` gives a variable's value, or None where it is not set."""
    if "$" not in text and escape not in text and '"' not in text and "'" not in text:
        return Expansion(text, text.split(), [], None)
    return _run(_Lexer(text, lookup, escape))


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
    lexer.quotes = quotes
    return _run(lexer).references


def _run(lexer: _Lexer) -> Expansion:
    try:
        value = lexer.until("", lexer.raw)
        return Expansion(value, lexer.words.finish(), lexer.references, None)
    except _Broken as broken:
        problem = Problem(broken.message, broken.start, max(lexer.at, min(broken.start + 1, len(lexer.text))))
        return Expansion("", [], lexer.references, problem)


class _Words:
    """Collects words: blanks that are not quoted end one."""

    __slots__ = ("done", "heredocs", "inside", "starts", "word")

    def __init__(self) -> None:
        self.done: list[str] = []
        self.starts: list[int] = []
        self.word = ""
        self.inside = False
        self.heredocs = False

    def forget(self) -> None:
        """BuildKit loses the start of a word when it reads the text behind a modifier in it."""
        self.word = ""
        self.inside = False

    def bare(self, text: str, at: int) -> None:
        for char in text:
            if char not in SPACES:
                self.raw(char, at)
            elif self.inside and self.word:
                if self.heredocs and _HEREDOC_START.fullmatch(self.word):
                    self.word += char
                    continue
                self.done.append(self.word)
                self.word = ""
                self.inside = False

    def raw(self, text: str, at: int) -> None:
        if not self.word:
            self.starts[len(self.done) :] = [at]
        self.word += text
        self.inside = True

    def finish(self) -> list[str]:
        if self.word:
            self.done.append(self.word)
            self.word = ""
        return self.done


class _Lexer:
    __slots__ = ("at", "depth", "escape", "keep_unset", "lookup", "quotes", "raw", "references", "text", "words")

    def __init__(self, text: str, lookup: Lookup, escape: str) -> None:
        self.text = text
        self.lookup = lookup
        self.escape = escape
        self.at = 0
        self.depth = 0
        self.raw = False
        self.keep_unset = False
        self.quotes = True
        self.references: list[Reference] = []
        self.words = _Words()

    def peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def until(self, stop: str, raw_escapes: bool) -> str:
        """Everything up to an unquoted `stop`, which is consumed; the end of the text when it is empty."""
        words = self.words if not stop else _Words()
        words.heredocs = self.raw
        out: list[str] = []
        text, size = self.text, len(self.text)
        while self.at < size:
            at = self.at
            char = text[at]
            if char == stop:
                self.at += 1
                self.words.forget()
                return "".join(out)
            if char == "$":
                part = self.dollar()
                words.bare(part, at)
            elif self.quotes and char in "'\"":
                part = self.single() if char == "'" else self.double()
                words.raw(part, at)
            elif char == self.escape:
                part = self.escaped(raw_escapes)
                words.raw(part, at)
            else:
                self.at += 1
                part = char
                words.bare(part, at)
            out.append(part)
        if stop:
            raise _Broken(f"unexpected end of statement while looking for matching {stop}", size)
        return "".join(out)

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
            raise _Broken("unexpected end of statement while looking for matching single-quote", start)
        self.at = end + 1
        return self.text[start : end + 1] if self.raw else self.text[start + 1 : end]

    def double(self) -> str:
        start = self.at
        out = ['"'] if self.raw else []
        self.at += 1
        while True:
            char = self.peek()
            if not char:
                raise _Broken("unexpected end of statement while looking for matching double-quote", start)
            if char == "$":
                out.append(self.dollar())
                continue
            self.at += 1
            if char == '"':
                if self.raw:
                    out.append(char)
                return "".join(out)
            if char == self.escape:
                out.append(self.escaped_in_quotes(char))
            else:
                out.append(char)

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
        if at < size and text[at].isdigit():
            while at < size and text[at].isdigit():
                at += 1
        elif at < size and text[at] in _SPECIAL:
            at += 1
        else:
            while at < size and (text[at].isalpha() or text[at].isdigit() or text[at] == "_"):
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

    def value(self, name: str, start: int, modifier: str, default: str) -> str:
        found = self.lookup(name)
        self.references.append(Reference(name, start, self.at, modifier, default, found is not None))
        if found is None and self.keep_unset:
            return self.text[start : self.at]
        return found or ""

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
        if not sign or (not null and sign not in _MODIFIERS) or (null and sign in "#%"):
            self.at = min(self.at, len(self.text))
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
        if sign not in _MODIFIERS:
            raise _Broken(f"unsupported modifier (:{sign}) in substitution", start)
        if found is None and self.keep_unset:
            return self.text[start : self.at]
        missing = found is None or (null and not found)
        if sign == "-":
            return word if missing else found or ""
        if sign == "+":
            return "" if missing else word
        if sign == "?":
            if missing:
                raise _Broken(f"{name}: {word or 'is not allowed to be ' + ('unset' if found is None else 'empty')}", start)
            return found or ""
        return self.trimmed(found or "", word, sign, start)

    def trimmed(self, value: str, pattern: str, sign: str, start: int) -> str:
        greedy = pattern.startswith(sign)
        if greedy:
            pattern = pattern[1:]
        if sign == "#":
            match = _pattern(pattern, greedy, start).match(value)
            return value[match.end() :] if match else value
        backwards = value[::-1]
        match = _pattern(_reverse(pattern), greedy, start).match(backwards)
        return backwards[match.end() :][::-1] if match else value

    def replacement(self, name: str, start: int) -> str:
        every = self.peek() == "/"
        self.at += every
        pattern = self.word("/", True, start, "syntax error: missing '/' in ${")
        by = self.word("}", True, start, "syntax error: missing '}'")
        found = self.lookup(name)
        self.references.append(Reference(name, start, self.at, "//" if every else "/", pattern, found is not None))
        if found is None and self.keep_unset:
            return self.text[start : self.at]
        return _pattern(pattern, True, start).sub(lambda _: by, found or "", count=0 if every else 1)


def _reverse(pattern: str) -> str:
    out: list[str] = []
    i = 0
    while i < len(pattern):
        step = 2 if pattern[i] == "\\" and i + 1 < len(pattern) else 1
        out.append(pattern[i : i + step])
        i += step
    return "".join(reversed(out))


def _pattern(pattern: str, greedy: bool, start: int) -> re.Pattern[str]:
    """A shell pattern as a regular expression, with BuildKit's own limits on escapes."""
    import re

    out: list[str] = []
    i = 0
    while i < len(pattern):
        char = pattern[i]
        i += 1
        if char == "*":
            out.append(".*" if greedy else ".*?")
        elif char == "?":
            out.append(".")
        elif char == "\\" and i < len(pattern):
            char = pattern[i]
            if char not in "*?\\/}":
                raise _Broken(f"invalid escape '\\{char}'", start)
            i += 1
            out.append(re.escape(char))
        else:
            out.append(re.escape(char))
    return re.compile("".join(out))
