"""Text that was meant to be a JSON array, the exec form, but is none: the builder takes it for words or shell text."""

from __future__ import annotations

from dockwright.patterns import DOTALL, pattern
from dockwright.syntax.arguments import quote, unescape
from dockwright.syntax.parser import parse
from dockwright.text import Edit, NamedTuple, Span, apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.syntax.nodes import Parsed

_EITHER = frozenset(("CMD", "ENTRYPOINT", "HEALTHCHECK", "RUN", "SHELL", "VOLUME", "ADD", "COPY"))
_CLOSING = {'"': '"', "'": "'", "“": "”", "”": "”", "‘": "’", "’": "’"}
_QUOTES = tuple(_CLOSING)[1:]
_TEST = pattern(r"\[\[?\s(.*?)\s\]\]?(?:\s*(?:\Z|&&|\|\||[;|&)<>]))", DOTALL)
_TYPE = pattern(r"\[[\w.]+(?:\[[\w., ]*\])*\](?:::|\s*[$(@\[])")
_LISTED = pattern("""\\s*(?:"[^"]*"|'[^']*')\\s*(?:,|\\Z)""")
_BARE = pattern(r"[\w./:@%+=-]+")
_ESCAPES = pattern(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})')
_DRIVE = pattern(r"[A-Za-z]:\\")


class Item(NamedTuple):
    """What stands for a string in a broken array, at `start:end` of the joined text."""

    start: int
    end: int
    value: str


def broken(parsed: Parsed) -> Span | None:
    """Where the text of an instruction is that looks like a JSON array and is none; any text of SHELL that is none."""
    start, end = parsed.args_at, len(parsed.text.rstrip())
    if parsed.name not in _EITHER or parsed.items is not None or start >= end:
        return None
    if parsed.name == "HEALTHCHECK" and parsed.words[0].text.upper() != "CMD":
        return None
    text = parsed.text[start:end]
    is_array = text[0] == "[" and _looks_like_array(text, parsed.name)
    return parsed.map.span(start, end) if is_array or parsed.name == "SHELL" else None


def _looks_like_array(text: str, name: str) -> bool:
    """`[ -f x ] && y` is a command, `[Net.Dns]::x` is PowerShell, and `[a-z]*` a pattern."""
    test = _TEST.match(text)
    if (test and not _LISTED.match(test[1])) or _TYPE.match(text):
        return False
    body = text[1:].lstrip()
    if body[:1] in _CLOSING:
        return True
    if name in ("ADD", "COPY"):
        return "," in text and text.endswith("]")
    return name == "VOLUME" or (body[:1] not in ("", "-", "!", "$", "[") and ("," in body or body.endswith("]")))


def repair(parsed: Parsed) -> list[Edit] | None:
    """Edits, relative to the instruction, that make a JSON array of the text; None where the strings are not certain."""
    read = _items(parsed)
    if read is None:
        return None
    items, edits = read
    for one in items:
        if parsed.text[one.start : one.end] != quote(one.value):
            edits.append(Edit(parsed.map.span(one.start, one.end), quote(one.value)))
    instruction = parse(f"# escape={parsed.escape}\n{apply(parsed.source, edits)}").instructions[0]
    made = (instruction.trigger or instruction).parsed.items
    return edits if made is not None and [one.value for one in made] == [one.value for one in items] else None


def reason(text: str) -> str:
    """Why a text that looks like a JSON array is none, as the most likely fault."""
    if text[:1] != "[":
        return "it has no brackets"
    if text[1:].lstrip()[:1] in _QUOTES:
        return "its strings need double quotes"
    if "]" not in text:
        return "its bracket is not closed"
    if not text.endswith("]"):
        return "text follows the bracket"
    if text[:-1].rstrip().endswith(","):
        return "a comma stands before the bracket"
    return "a backslash is not doubled" if "\\" in text else "its items are no strings with commas between"


def _items(parsed: Parsed) -> tuple[list[Item], list[Edit]] | None:
    """The strings of a broken array, and the edits for what stands between them."""
    start, end = parsed.args_at, len(parsed.text.rstrip())
    if parsed.text[start] != "[":
        return _plain(parsed, start, end)
    reader = _Reader(parsed, start + 1, end)
    return (reader.items, reader.edits) if reader.read() and reader.items else None


def _plain(parsed: Parsed, start: int, end: int) -> tuple[list[Item], list[Edit]] | None:
    """Words without any quotes or brackets."""
    items, at = [], start
    for word in parsed.text[start:end].split():
        at = parsed.text.index(word, at)
        items.append(Item(at, at + len(word), word))
        at += len(word)
    if not all(_BARE.fullmatch(one.value) for one in items):
        return None
    places = [parsed.map.span(one.start, one.end) for one in items]
    commas = [Edit(Span(place.end, place.end), ",") for place in places[:-1]]
    first, last = places[0].start, places[-1].end
    return items, [Edit(Span(first, first), "["), *commas, Edit(Span(last, last), "]")]


class _Reader:
    """Reads the items behind a `[` and notes what has to be put between them."""

    def __init__(self, parsed: Parsed, at: int, end: int) -> None:
        self.parsed = parsed
        self.text = parsed.text[:end]
        self.at = at
        self.items: list[Item] = []
        self.edits: list[Edit] = []

    def read(self) -> bool:
        """Read to the end; whether every item is certain and nothing stands behind them."""
        while self._blanks() and self.text[self.at] != "]":
            value = self._item()
            if value is None:
                return False
            self._comma()
        if self.at == len(self.text) and self.items:
            self._insert(self.items[-1].end, "]")
        return self.at >= len(self.text) - 1

    def _blanks(self) -> bool:
        while self.at < len(self.text) and self.text[self.at] in " \t":
            self.at += 1
        return self.at < len(self.text)

    def _insert(self, at: int, text: str) -> None:
        place = self.parsed.map.span(at - 1, at).end
        self.edits.append(Edit(Span(place, place), text))

    def _item(self) -> str | None:
        start = self.at
        closing = _CLOSING.get(self.text[start])
        if closing is None:
            bare = _BARE.match(self.text, start)
            value, self.at = (bare[0], bare.end()) if bare else (None, start)
        else:
            value, self.at = _string(self.text, start + 1, closing)
        if value is not None:
            self.items.append(Item(start, self.at, value))
        return value

    def _comma(self) -> None:
        """A comma between two items is kept or put in; one behind the last is deleted."""
        end = self.at
        comma = self._blanks() and self.text[self.at] == ","
        at = self.at
        self.at += comma
        is_last = not self._blanks() or self.text[self.at] == "]"
        if comma and is_last:
            self.edits.append(Edit(self.parsed.map.span(at, at + 1), ""))
        elif not comma and not is_last:
            self._insert(end, ",")


def _string(text: str, at: int, closing: str) -> tuple[str | None, int]:
    """The value of a string that begins at `at`, None where it is not certain, and where it ends."""
    end = at
    while end < len(text) and text[end] != closing:
        end += 2 if text[end] == "\\" and closing == '"' else 1
    if end >= len(text):
        return None, at
    content = text[at:end]
    if closing != '"':
        return (None if content.endswith("\\") or '"' in content else content), end + 1
    return _value(content), end + 1


def _value(content: str) -> str | None:
    """What is between two double quotes: JSON escapes, or backslashes that mean themselves, but not both."""
    if "\\" not in _ESCAPES.sub("", content):
        return unescape(content)
    is_literal = "\\\\" not in content and (_DRIVE.match(content) or not _ESCAPES.search(content))
    return content if is_literal else None
