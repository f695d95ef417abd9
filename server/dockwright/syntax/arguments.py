"""What follows a keyword: flags, JSON arrays, words and pairs, split as BuildKit splits them.

Source: `frontend/dockerfile/parser/{split_command,line_parsers}.go`, and its answers to our probes.
"""

from __future__ import annotations

from dockwright.patterns import pattern
from dockwright.syntax.instructions import KINDS, Unknown
from dockwright.syntax.nodes import Flag, Pair, Parsed, Problem, Word
from dockwright.syntax.words import SPACES

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_KEYWORD = pattern("[^\\t\\v\\f\\r ]*")
_WORD = pattern("[^\\t\\v\\f\\r ]+")
_STRING = '"(?:[^"\\\\\\x00-\\x1f]|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4}))*"'
_STRINGS = pattern(f"\\[[ \\t\\r\\n]*(?:{_STRING}[ \\t\\r\\n]*(?:,[ \\t\\r\\n]*{_STRING}[ \\t\\r\\n]*)*)?\\]$")
_ITEM = pattern(_STRING)
_MIXED = pattern('\\[\\s*(?:["\\[{\\dtfn]|-\\d)')
_ESCAPE = pattern(r"\\(?:u([dD][89abAB]..)\\u([dD][c-fC-F]..)|u(....)|(.))")
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}

_JSON = frozenset(("CMD", "ENTRYPOINT", "RUN", "SHELL"))
_JSON_LIST = frozenset(("ADD", "COPY", "VOLUME"))
_LIST = frozenset(("EXPOSE", "FROM"))


def read(parsed: Parsed) -> None:
    """Fill in keyword, flags and arguments from the joined text."""
    read_from(parsed, 0, len(parsed.text))


def read_from(parsed: Parsed, start: int, size: int) -> None:
    """The same, where the keyword starts at or after `start` of the joined text."""
    text = parsed.text
    while start < size and text[start] in SPACES:
        start += 1
    while size > start and text[size - 1] in SPACES:
        size -= 1
    match = _KEYWORD.match(text, start, size)
    end = match.end() if match else start
    parsed.keyword = parsed.token(start, end)
    name = parsed.keyword.lower().upper()
    parsed.kind = KINDS.get(name, Unknown)
    parsed.name = name
    at = _flags(parsed, end, size) if text.find("--", end, size) >= 0 else end
    while at < size and text[at] in SPACES:
        at += 1
    parsed.args_at = min(at, size)
    if parsed.kind is not Unknown:
        _arguments(parsed, parsed.args_at, size)


def _flags(parsed: Parsed, at: int, size: int) -> int:
    """Read `--name=value` words; returns where the arguments start."""
    text = parsed.text
    while True:
        while at < size and text[at] in SPACES:
            at += 1
        if not text.startswith("--", at) or at + 2 > size:
            return at
        start = at
        value, at = _flag_word(text, at, size)
        if value == "--":
            return at
        flag = Flag(value, *parsed.map.span(start, at))
        flag.name, equals, rest = value[2:].partition("=")
        flag.value = rest if equals else None
        flag.text = text[start:at]
        flag.at = start
        at_equals = flag.text.find("=")
        flag.name_end = parsed.map.span(start, start + at_equals).end if at_equals > 0 else flag.end
        parsed.flags.append(flag)


def _flag_word(text: str, at: int, size: int) -> tuple[str, int]:
    out: list[str] = []
    quote = ""
    while at < size:
        char = text[at]
        if quote and char == quote:
            quote = ""
        elif char == "\\":
            at += 1
            out.append(text[at : min(at + 1, size)])
        elif quote:
            out.append(char)
        elif char in SPACES:
            break
        elif char in "'\"":
            quote = char
        else:
            out.append(char)
        at += 1
    return "".join(out), min(at, size)


def _arguments(parsed: Parsed, at: int, size: int) -> None:
    name = parsed.name
    if at >= size:
        return
    if name in _JSON:
        _command(parsed, at, size)
    elif name in _JSON_LIST:
        if not _json(parsed, at, size):
            _split(parsed, at, size)
    elif name in _LIST:
        _split(parsed, at, size)
    elif name in ("ENV", "LABEL", "ARG"):
        _pairs(parsed, at, size)
    elif name == "HEALTHCHECK":
        _healthcheck(parsed, at, size)
    elif name == "ONBUILD":
        inner = Parsed(parsed.source, parsed.text, parsed.map, parsed.escape)
        read_from(inner, at, size)
        parsed.trigger = inner
        parsed.problems += inner.problems
    else:
        parsed.words.append(parsed.word(at, size))


def _command(parsed: Parsed, at: int, size: int) -> None:
    if not _json(parsed, at, size):
        parsed.words.append(parsed.word(at, size))


def _healthcheck(parsed: Parsed, at: int, size: int) -> None:
    text = parsed.text
    end = at
    while end < size and text[end] not in SPACES:
        end += 1
    parsed.words.append(parsed.word(at, end))
    while end < size and text[end] in SPACES:
        end += 1
    parsed.args_at = end
    if end < size:
        _command(parsed, end, size)


def _split(parsed: Parsed, at: int, size: int) -> None:
    parsed.words += [parsed.word(match.start(), match.end()) for match in _WORD.finditer(parsed.text, at, size)]


def _json(parsed: Parsed, at: int, size: int) -> bool:
    """Read a JSON array of strings; False where BuildKit falls back to words."""
    text = parsed.text
    if text[at] != "[":
        return False
    if _STRINGS.match(text, at, size) is None:
        if _MIXED.match(text, at, size) and _is_array(text[at:size]):
            span = parsed.map.span(at, size)
            parsed.problems.append(Problem("invalid-syntax", span, "a JSON array here holds strings only: quote every item"))
            parsed.items = []
            return True
        return False
    items = []
    for match in _ITEM.finditer(text, at, size):
        first, last = parsed.map.span(match.start(), match.end())
        items.append(Word(first, last, match[0], unescape(match[0][1:-1]), match.start()))
    parsed.items = items
    return True


def _is_array(text: str) -> bool:
    from json import loads

    def refuse(name: str) -> None:
        raise ValueError(name)

    try:
        return isinstance(loads(text, parse_constant=refuse), list)
    except (ValueError, RecursionError):
        return False


def unescape(text: str) -> str:
    """The value of a JSON string without its quotes; half a surrogate pair becomes U+FFFD, as in Go."""
    if "\\" not in text:
        return text

    def replace(match: re.Match[str]) -> str:
        high, low, code, letter = match.groups()
        if high:
            return chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))
        if code:
            value = int(code, 16)
            return "\ufffd" if 0xD800 <= value < 0xE000 else chr(value)
        return _LETTERS.get(letter, letter)

    return _ESCAPE.sub(replace, text)


def _pairs(parsed: Parsed, at: int, size: int) -> None:
    spans = list(_quoted_words(parsed.text, at, size, parsed.escape))
    if not spans:
        return
    text = parsed.text
    if parsed.name != "ARG" and "=" not in text[spans[0][0] : spans[0][1]]:
        _legacy_pair(parsed, at, size)
        return
    for start, end in spans:
        equals = text.find("=", start, end)
        if equals < 0:
            parsed.pairs.append(Pair(parsed.word(start, end), None, ""))
            if parsed.name != "ARG":
                message = f"`{text[start:end]}` is no pair: write {parsed.name} name=value, with quotes around blanks"
                parsed.problems.append(Problem("malformed-pair", parsed.map.span(start, end), message))
        else:
            parsed.pairs.append(Pair(parsed.word(start, equals), _value(parsed, equals + 1, end), "="))


def _value(parsed: Parsed, start: int, end: int) -> Word:
    if start < end:
        return parsed.word(start, end)
    place = parsed.map.span(start - 1, start)[1]
    return Word(place, place, "", "", start)


def _legacy_pair(parsed: Parsed, at: int, size: int) -> None:
    match = _WORD.match(parsed.text, at, size)
    end = match.end() if match else size
    key = parsed.word(at, end)
    start = end
    while start < size and parsed.text[start] in "\t\v\f\r ":
        start += 1
    if start >= size:
        message = f"{parsed.name} {key.text} has no value: write {parsed.name} {key.text}=value"
        parsed.problems.append(Problem("wrong-argument-count", key.span, message))
        parsed.pairs.append(Pair(key, None, ""))
        return
    parsed.pairs.append(Pair(key, parsed.word(start, size), " "))


def _quoted_words(text: str, at: int, size: int, escape: str) -> list[tuple[int, int]]:
    """Split at blanks outside quotes, as the parser does for ENV, LABEL and ARG."""
    spans: list[tuple[int, int]] = []
    while at < size:
        while at < size and text[at] in SPACES:
            at += 1
        start = at
        quote = ""
        while at < size:
            char = text[at]
            if char == escape:
                at += 1
            elif quote:
                if char == quote:
                    quote = ""
            elif char in "'\"":
                quote = char
            elif char in SPACES:
                break
            at += 1
        at = min(at, size)
        if at > start:
            spans.append((start, at))
    return spans


def listed(parsed: Parsed) -> list[str]:
    """The argument list of BuildKit's node."""
    if parsed.trigger is not None:
        return [str(parsed.trigger.keyword), *listed(parsed.trigger)]
    out: list[str] = []
    for key, value, separator in parsed.pairs:
        if parsed.name == "ARG":
            out.append(key.text + (f"={value.text}" if value else ""))
        else:
            out += (key.text, value.text if value else "", separator.strip())
    out += [word.value for word in parsed.words]
    out += [word.value for word in parsed.items or ()]
    return out
