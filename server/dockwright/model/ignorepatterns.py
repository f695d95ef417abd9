"""One pattern of a `.dockerignore`, matched as the builder matches it.

The builder (moby/patternmatcher) cleans a pattern, asks Go's `filepath.Match` whether it is well formed, and then makes a regular
expression of it, character by character, without looking into character classes. What that means is kept, oddities included:
`[^a]` fits a slash, `a\\d` ends in any digit, `[*]` is no class of one star. Matching takes time in proportion to pattern and path.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Range = tuple[int, int]
    Part = tuple[int, "str | Chars | bool"]

EXACT, PREFIX, SUFFIX, PARTS = range(4)
LITERAL, ONE, MANY, FOLDERS, REST, START, END, BOUNDARY = range(8)
MOST_PARTS = 1000
_HIGHEST = 0x10FFFF
_ESCAPED = ".+()|{}$"
_CONTROLS = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_PERL: dict[str, tuple[Range, ...]] = {
    "d": ((48, 57),),
    "s": ((9, 10), (12, 13), (32, 32)),
    "w": ((48, 57), (65, 90), (95, 95), (97, 122)),
}
_NAMED: dict[str, tuple[Range, ...]] = {
    "alnum": ((48, 57), (65, 90), (97, 122)),
    "alpha": ((65, 90), (97, 122)),
    "ascii": ((0, 127),),
    "blank": ((9, 9), (32, 32)),
    "cntrl": ((0, 31), (127, 127)),
    "digit": _PERL["d"],
    "graph": ((33, 126),),
    "lower": ((97, 122),),
    "print": ((32, 126),),
    "punct": ((33, 47), (58, 64), (91, 96), (123, 126)),
    "space": ((9, 13), (32, 32)),
    "upper": ((65, 90),),
    "word": _PERL["w"],
    "xdigit": ((48, 57), (65, 70), (97, 102)),
}


class BadPattern(ValueError):
    """A pattern that the builder refuses; the message says why."""


class Chars:
    """A set of characters: ranges of code points and general categories, or all but these."""

    __slots__ = ("categories", "negated", "ranges")

    def __init__(self, ranges: Iterable[Range] = (), negated: bool = False, categories: str = "") -> None:
        self.ranges = tuple(ranges)
        self.negated = negated
        self.categories = categories

    def has(self, char: str) -> bool:
        """Whether a character is in the set."""
        code = ord(char)
        found = any(low <= code <= high for low, high in self.ranges)
        if not found and self.categories:
            from unicodedata import category

            found = category(char)[0] in self.categories
        return found is not self.negated


class Matcher:
    """A cleaned pattern, ready to match. Raises BadPattern."""

    __slots__ = ("_end", "_kind", "_literal", "_parts", "_start")

    def __init__(self, pattern: str) -> None:
        validate(pattern)
        self._kind, expression = _expression(pattern)
        self._literal = pattern[:-2] if self._kind == PREFIX else pattern[2:] if self._kind == SUFFIX else pattern
        self._parts: list[Part] = _Reader(expression).parts() if self._kind == PARTS else []
        self._start, self._end = _ends(self._parts)

    def matches(self, path: str) -> bool:
        """Whether it fits a path that is relative to the context, without its parents being looked at."""
        if self._kind == EXACT:
            return path == self._literal
        if self._kind == PREFIX:
            return path.startswith(self._literal)
        if self._kind == SUFFIX:
            return path.endswith(self._literal) or "/" + path == self._literal
        return path.startswith(self._start) and path.endswith(self._end) and _fits(self._parts, path)


def validate(pattern: str) -> None:
    """Refuse what Go's `filepath.Match` refuses. Raises BadPattern."""
    at, size = 0, len(pattern)
    while at < size:
        char = pattern[at]
        at += 1
        if char == "\\":
            if at >= size:
                raise BadPattern("a backslash ends it")
            at += 1
        elif char == "[":
            at = _class_end(pattern, at)


def _class_end(pattern: str, at: int) -> int:
    at += pattern.startswith("^", at)
    first = at
    while not (at > first and pattern.startswith("]", at)):
        at = _class_char(pattern, at)
        if pattern[at] == "-":
            at = _class_char(pattern, at + 1)
    return at + 1


def _class_char(pattern: str, at: int) -> int:
    if pattern[at : at + 1] in ("-", "]"):
        raise BadPattern(f"`{pattern[at]}` stands in a character class where a character is due")
    at += 2 if pattern.startswith("\\", at) else 1
    if at >= len(pattern):
        raise BadPattern("its `[` is never closed")
    return at


def _expression(pattern: str) -> tuple[int, str]:
    """How a pattern is matched, and the regular expression that the builder makes of it."""
    kind, made, at, size = EXACT, "", 0, len(pattern)
    while at < size:
        first, char = at == 0, pattern[at]
        at += 1
        if char == "*" and pattern.startswith("*", at):
            at += 2 if pattern.startswith("/", at + 1) else 1
            ends = at >= size
            made += ".*" if ends else "(.*/)?"
            kind = SUFFIX if first else PREFIX if ends and kind == EXACT else PARTS
        elif char in "*?":
            made, kind = made + ("[^/]*" if char == "*" else "[^/]"), PARTS
        elif char in _ESCAPED:
            made += "\\" + char
        elif char == "\\":
            made, kind = made + pattern[at - 1 : at + 1], PARTS
            at += 1
        else:
            made += char
            kind = PARTS if char in "[]" else kind
    return kind, made


class _Reader:
    """Reads the regular expressions that patterns become, as Go's `regexp` does."""

    __slots__ = ("at", "found", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.found: list[Part] = []

    def parts(self) -> list[Part]:
        """The parts, literal text in one piece. Raises BadPattern."""
        while self.at < len(self.source):
            if self._takes("(.*/)?"):
                self.found.append((FOLDERS, ""))
            elif self._takes(".*"):
                self.found.append((REST, ""))
            elif self._takes("["):
                chars = self._class()
                self.found.append((MANY if self._takes("*") else ONE, chars))
            elif self._takes("^"):
                self.found.append((START, ""))
            elif self._takes("\\"):
                self._escape()
            else:
                self._literal(self._next())
        if len(self.found) > MOST_PARTS:
            raise BadPattern("it is too long")
        return self.found

    def _takes(self, text: str) -> bool:
        found = self.source.startswith(text, self.at)
        self.at += len(text) if found else 0
        return found

    def _next(self) -> str:
        char = self.source[self.at : self.at + 1]
        self.at += 1
        return char

    def _literal(self, text: str) -> None:
        if self.found and self.found[-1][0] == LITERAL:
            text = f"{self.found.pop()[1]}{text}"
        self.found.append((LITERAL, text))

    def _escape(self) -> None:
        char = self._next()
        if char in "Az":
            self.found.append((START if char == "A" else END, ""))
        elif char in "bB":
            self.found.append((BOUNDARY, char == "b"))
        elif char == "Q":
            text, _, _ = self.source[self.at :].partition("\\E")
            self.at += len(text) + 2
            self._literal(text)
        else:
            chars = self._known(char)
            if chars is None:
                self._literal(self._escaped(char))
            else:
                self.found.append((ONE, chars))

    def _known(self, char: str) -> Chars | None:
        """The set behind `\\d` and its kin."""
        if char.lower() in _PERL and char:
            return Chars(_PERL[char.lower()], char.isupper())
        if char and char in "pP":
            name = self._next()
            if name not in ("C", "L", "M", "N", "P", "S", "Z"):
                raise BadPattern(f"`\\{char}{name}` means nothing")
            return Chars((), char == "P", name)
        return None

    def _escaped(self, char: str) -> str:
        if char.isascii() and not char.isalnum():
            return char
        if char in _CONTROLS:
            return _CONTROLS[char]
        digits = char
        while len(digits) < 3 and self.source[self.at : self.at + 1] in tuple("01234567"):
            digits += self._next()
        if char == "0" or (char in "1234567" and len(digits) > 1):
            return chr(int(digits, 8))
        if char == "x":
            try:
                return chr(int(self._next() + self._next(), 16))
            except ValueError:
                pass
        raise BadPattern(f"`\\{char}` means nothing")

    def _class(self) -> Chars:
        ranges: list[Range] = []
        negated, categories, first = self._takes("^"), "", True
        while first or not self._takes("]"):
            first = False
            end = self.source.find(":]", self.at) if self.source.startswith("[:", self.at) else -1
            if end >= 0:
                ranges += self._named(self.source[self.at + 2 : end])
                self.at = end + 2
                continue
            chars = self._set()
            if chars is not None:
                categories += _others(chars) if chars.negated else chars.categories
                ranges += _complement(chars.ranges) if chars.negated and not chars.categories else chars.ranges
                continue
            low = high = self._char()
            if self.source.startswith("-", self.at) and self.source[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                high = self._char()
            if high < low:
                raise BadPattern(f"`{low}-{high}` runs backwards")
            ranges.append((ord(low), ord(high)))
        return Chars(ranges, negated, categories)

    def _named(self, name: str) -> Iterable[Range]:
        found = _NAMED.get(name.removeprefix("^"))
        if found is None:
            raise BadPattern(f"`[:{name}:]` means nothing")
        return _complement(found) if name.startswith("^") else found

    def _set(self) -> Chars | None:
        """The set that an escape in a class means; nothing is read where there is none."""
        start = self.at
        found = self._known(self._next()) if self._takes("\\") else None
        if found is None:
            self.at = start
        return found

    def _char(self) -> str:
        char = self._next()
        if not char:
            raise BadPattern("its `[` is never closed")
        return self._escaped(self._next()) if char == "\\" else char


def _complement(ranges: Iterable[Range]) -> list[Range]:
    made: list[Range] = []
    start = 0
    for low, high in sorted(ranges):
        if low > start:
            made.append((start, low - 1))
        start = high + 1
    return [*made, (start, _HIGHEST)]


def _others(chars: Chars) -> str:
    return "".join(name for name in "CLMNPSZ" if name not in chars.categories) if chars.categories else ""


def _ends(parts: list[Part]) -> tuple[str, str]:
    """The text that every path that fits begins and ends with."""
    first, last = (parts[0], parts[-1]) if parts else ((REST, ""), (REST, ""))
    return (str(first[1]) if first[0] == LITERAL else "", str(last[1]) if last[0] == LITERAL else "")


def _fits(parts: list[Part], path: str) -> bool:
    """Whether parts fit a whole path: the places that can be reached are followed from part to part."""
    places, size = [0], len(path)
    for kind, what in parts:
        if kind == LITERAL:
            text = str(what)
            places = [place + len(text) for place in places if path.startswith(text, place)]
        elif isinstance(what, Chars):
            places = _run(what, path, places) if kind == MANY else [one + 1 for one in places if one < size and what.has(path[one])]
        elif kind == FOLDERS:
            places = sorted({*places, *(at + 1 for at in range(places[0], size) if path[at] == "/")})
        elif kind == REST:
            return True
        elif kind == BOUNDARY:
            places = [place for place in places if _is_boundary(path, place) is what]
        else:
            places = [place for place in places if place == (0 if kind == START else size)]
        if not places:
            return False
    return places[-1] == size


def _run(chars: Chars, path: str, places: list[int]) -> list[int]:
    reached: list[int] = []
    end = -1
    for place in places:
        if place > end:
            end = place
            while end < len(path) and chars.has(path[end]):
                end += 1
            reached += range(place, end + 1)
    return reached


def _is_boundary(path: str, place: int) -> bool:
    word = Chars(_PERL["w"])
    return (place > 0 and word.has(path[place - 1])) is not (place < len(path) and word.has(path[place]))
