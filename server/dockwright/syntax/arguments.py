"""What follows a keyword: flags, JSON arrays, words and pairs, split as BuildKit splits them.

Source: `frontend/dockerfile/parser/{split_command,line_parsers}.go`, and its answers to our probes.
"""

from __future__ import annotations

from dockwright.patterns import DOTALL, pattern
from dockwright.syntax.instructions import KINDS, Onbuild, Unknown
from dockwright.syntax.nodes import Flag, Pair, Parsed, Problem, Word
from dockwright.syntax.words import SPACES
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

_BLANKS = "\t\v\f\r "
_KEYWORD = pattern("[^\\t\\v\\f\\r ]*")
_WORD = pattern("[^\\t\\v\\f\\r ]+")
_PLAIN_FLAG = pattern("--[^\\t\\v\\f\\r \"'\\\\]+(?=[\\t\\v\\f\\r ])")
_STRING = '"(?:[^"\\\\\\x00-\\x1f]|\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4}))*"'
_STRINGS = pattern(f"\\[[ \\t\\r\\n]*(?:{_STRING}[ \\t\\r\\n]*(?:,[ \\t\\r\\n]*{_STRING}[ \\t\\r\\n]*)*)?\\]$")
_ITEM = pattern(_STRING)
_LEADING = pattern(f"\\[[ \\t\\r\\n]*(?:{_STRING}[ \\t\\r\\n]*,[ \\t\\r\\n]*)*")
_MIXED = pattern('\\[\\s*(?:["\\[{\\dtfn]|-\\d)')
_ESCAPE = pattern(r"\\(?:u([dD][89abAB]..)\\u([dD][c-fC-F]..)|u(....)|(.))")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}

_JSON = frozenset(("CMD", "ENTRYPOINT", "RUN", "SHELL"))
_JSON_LIST = frozenset(("ADD", "COPY", "VOLUME"))
_LIST = frozenset(("EXPOSE", "FROM"))
_PAIRS = frozenset(("ENV", "LABEL", "ARG"))
_DEPTH = 8


def _quoted(escape: str) -> re.Pattern[str]:
    """A word of ENV, LABEL or ARG: blanks do not end it in quotes or behind the escape character."""
    bare, inside, any_one = f"[^{SPACES}'\"{escape}]++", f'[^"{escape}]++', f"{escape}."
    return pattern(f"""(?:{bare}|{any_one}|'[^']*+'?+|"(?:{inside}|{any_one})*+"?+)++""", DOTALL)


_QUOTED = {"\\": _quoted("\\\\"), "`": _quoted("`")}


def read(parsed: Parsed) -> None:
    """Fill in keyword, flags and arguments from the joined text."""
    _read(parsed, 0, len(parsed.text), 0)


def _read(parsed: Parsed, start: int, size: int, depth: int) -> None:
    """The same for an instruction that is `depth` ONBUILDs deep and starts at or after `start` of the joined text."""
    text = parsed.text
    while start < size and text[start] in SPACES:
        start += 1
    while size > start and text[size - 1] in SPACES:
        size -= 1
    match = _KEYWORD.match(text, start, size)
    end = match.end() if match else start
    parsed.keyword = parsed.token(start, end)
    parsed.name = _upper(parsed.keyword)
    parsed.kind = KINDS.get(parsed.name, Unknown)
    at = _flags(parsed, end, size) if text.find("--", end, size) >= 0 else end
    while at < size and text[at] in SPACES:
        at += 1
    parsed.args_at = min(at, size)
    if parsed.kind is Onbuild and at < size and depth < _DEPTH:
        _trigger(parsed, at, size, depth + 1)
    elif parsed.kind is not Unknown and at < size:
        _arguments(parsed, at, size)


def _upper(keyword: str) -> str:
    """The keyword in upper case, or as written where Go would not lower it to ASCII letters: BuildKit knows none like it."""
    lower = keyword.replace("\u0130", "i").lower()
    return lower.upper() if lower.isascii() else str(keyword)


def _trigger(parsed: Parsed, at: int, size: int, depth: int) -> None:
    inner = Parsed(parsed.source, parsed.text, parsed.map, parsed.escape)
    inner.comments, inner.blanks = parsed.comments, parsed.blanks
    _read(inner, at, size, depth)
    parsed.trigger = inner
    parsed.problems += inner.problems


def _flags(parsed: Parsed, at: int, size: int) -> int:
    """Read `--name=value` words; returns where the arguments start."""
    text = parsed.text
    while True:
        while at < size and text[at] in _BLANKS:
            at += 1
        if not text.startswith("--", at, size):
            return at
        start = at
        plain = _PLAIN_FLAG.match(text, at, size)
        places, at = (range(at, plain.end()), plain.end()) if plain else _flag_word(text, at, size)
        value = plain[0] if plain else "".join([text[place] for place in places])
        if value == "--":
            return at
        parsed.flags.append(_flag(parsed, value, start, at, places))


def _flag(parsed: Parsed, value: str, start: int, end: int, places: Sequence[int]) -> Flag:
    flag = Flag(value, *parsed.map.span(start, end))
    flag.places = None if flag.end - flag.start == len(value) else [parsed.map.offset(place) for place in places]
    flag.name, equals, rest = value[2:].partition("=")
    flag.value = rest if equals else None
    flag.text = parsed.text[start:end]
    flag.at = start
    at_equals = flag.text.find("=")
    flag.name_end = parsed.map.span(start, start + at_equals).end if at_equals > 0 else flag.end
    return flag


def _flag_word(text: str, at: int, size: int) -> tuple[Sequence[int], int]:
    """Where the characters of a flag are that are no quotes and escapes, and where it ends."""
    out: list[int] = []
    quote = ""
    while at < size:
        char = text[at]
        if quote and char == quote:
            quote = ""
        elif char == "\\":
            at += 1
            if at < size:
                out.append(at)
        elif quote:
            out.append(at)
        elif char in _BLANKS:
            break
        elif char in "'\"":
            quote = char
        else:
            out.append(at)
        at += 1
    return out, min(at, size)


def _arguments(parsed: Parsed, at: int, size: int) -> None:
    name = parsed.name
    if name in _JSON:
        _command(parsed, at, size)
    elif name in _JSON_LIST:
        if not _json(parsed, at, size):
            _split(parsed, at, size)
    elif name in _LIST:
        _split(parsed, at, size)
    elif name in _PAIRS:
        _pairs(parsed, at, size)
    elif name == "HEALTHCHECK":
        _healthcheck(parsed, at, size)
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
    word = parsed.word
    parsed.words += [word(*match.span()) for match in _WORD.finditer(parsed.text, at, size)]


def _json(parsed: Parsed, at: int, size: int) -> bool:
    """Read a JSON array of strings; False where BuildKit falls back to words."""
    text = parsed.text
    if text[at] != "[":
        return False
    if _STRINGS.match(text, at, size) is None:
        if text[size - 1] == "]" and _MIXED.match(text, at, size) and _is_array(text[at:size]):
            span = _other_item(parsed, at, size)
            parsed.problems.append(Problem("invalid-syntax", span, "the JSON array may hold strings only: quote this item"))
            parsed.items = []
            return True
        return False
    items = []
    for match in _ITEM.finditer(text, at, size):
        span = parsed.map.span(match.start(), match.end())
        items.append(Word(*span, match[0], unescape(match[0][1:-1]), match.start()))
    parsed.items = items
    return True


def _is_array(text: str) -> bool:
    """Whether Go decodes the text as an array: no constants like NaN, no number beyond its range."""
    from json import loads

    def number(text: str) -> float:
        value = float(text)
        if value - value != 0:
            raise ValueError(text)
        return value

    try:
        return isinstance(loads(text, parse_float=number, parse_int=number, parse_constant=number), list)
    except (ValueError, RecursionError):
        return False


def _other_item(parsed: Parsed, at: int, size: int) -> Span:
    """The first item of a JSON array that is no string."""
    from json import JSONDecoder

    leading = _LEADING.match(parsed.text, at, size)
    start = leading.end() if leading else at
    return parsed.map.span(start, JSONDecoder().raw_decode(parsed.text, start)[1])


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


def quote(text: str) -> str:
    """A text as a JSON string."""
    out = [_ESCAPES.get(char) or (char if char >= " " else f"\\u{ord(char):04x}") for char in text]
    return f'"{"".join(out)}"'


def _pairs(parsed: Parsed, at: int, size: int) -> None:
    spans = quoted_words(parsed.text, at, size, parsed.escape)
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
        else:
            parsed.pairs.append(Pair(parsed.word(start, equals), parsed.word(equals + 1, end), "="))
            if equals == start:
                message = "no name stands before the `=`: write name=value"
                parsed.problems.append(Problem("malformed-pair", parsed.map.span(start, end), message))
    if parsed.name != "ARG":
        _loose_words(parsed)


def _loose_words(parsed: Parsed) -> None:
    """Report words without `=`, those in a row as one: mostly the rest of a value that should be quoted."""
    first, owner = -1, ""
    for number, pair in enumerate((*parsed.pairs, None)):
        if pair is not None and not pair.separator:
            first = number if first < 0 else first
            continue
        if first >= 0:
            span = Span(parsed.pairs[first].span.start, parsed.pairs[number - 1].span.end)
            advice = f"quote it with the value of `{owner}` if it belongs there" if owner else "write name=value"
            message = f"no pair, as it has no `=`: {advice}"
            parsed.problems.append(Problem("malformed-pair", span, message))
        first, owner = -1, pair.key.text if pair else ""


def _legacy_pair(parsed: Parsed, at: int, size: int) -> None:
    match = _WORD.match(parsed.text, at, size)
    end = match.end() if match else size
    key = parsed.word(at, end)
    start = end
    while start < size and parsed.text[start] in _BLANKS:
        start += 1
    if start >= size:
        message = f"`{key.text}` has no value: write `{key.text}=value`"
        parsed.problems.append(Problem("malformed-pair", key.span, message))
        parsed.pairs.append(Pair(key, None, ""))
        return
    parsed.pairs.append(Pair(key, parsed.word(start, size), " "))


def quoted_words(text: str, at: int, size: int, escape: str) -> list[tuple[int, int]]:
    """Where the words of ENV, LABEL and ARG are in `text[at:size]`: blanks in quotes or escaped do not end a word."""
    return [match.span() for match in _QUOTED[escape].finditer(text, at, size)]
