"""Put words between quotes so that the builder reads the same value. See `words` for how it reads them."""

from __future__ import annotations

from dockwright.syntax import words
from dockwright.syntax.arguments import quoted_words
from dockwright.syntax.parser import parse
from dockwright.text import Edit, Span, apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from dockwright.syntax.nodes import Parsed


def quoted(value: str, escape: str = "\\") -> str:
    """A word in double quotes whose value is `value` to the letter."""
    for char in (escape, '"', "$"):
        value = value.replace(char, escape + char)
    return f'"{value}"'


def as_pair(parsed: Parsed) -> list[Edit] | None:
    """Edits that write a legacy `key value` as `key=value`, relative to the instruction; None where the value would change.

    Line breaks and comments in the value stay where they are.
    """
    key, value = parsed.pairs[0].key, parsed.pairs[0].value
    if value is None or parsed.source[key.end : value.start].strip(" \t"):
        return None
    edits = [Edit(Span(key.end, value.start), "=")]
    if quoted_words(value.text, 0, len(value.text), parsed.escape) != [(0, len(value.text))]:
        inside = _requoted(value.text, parsed.escape)
        if inside is None:
            return None
        edits += [Edit(parsed.map.span(value.at + one.span.start, value.at + one.span.end), one.text) for one in inside]
        edits = [Edit(edits[0].span, '="'), *edits[1:], Edit(Span(value.end, value.end), '"')]
    return edits if _is_same(parsed, edits) else None


def _requoted(text: str, escape: str) -> list[Edit] | None:
    """Edits without which a text would not have the same value between double quotes; None where there is no such text."""
    references = {one.start: one for one in words.references(text, escape)}
    edits: list[Edit] = []
    quote, at, size = "", 0, len(text)
    while at < size:
        char, start = text[at], at
        at += 1
        if char == "$" and quote != "'" and start in references:
            at = references[start].end
            if escape in text[start:at] or '"' in text[start:at]:
                return None
            if text[start + 1] != "{" and text[at : at + 1] in ("'", '"', escape):
                edits += (Edit(Span(start + 1, start + 1), "{"), Edit(Span(at, at), "}"))
        elif char == quote or (not quote and char in "'\""):
            quote = "" if quote else char
            edits.append(Edit(Span(start, at), ""))
        elif char == escape and quote != "'" and text[at : at + 1] in ('"', "$", escape):
            at += 1
        elif char == escape and not quote:
            edits.append(Edit(Span(start, at), ""))
            at += 1
        elif char in ('"', "$", escape):
            edits.append(Edit(Span(start, start), escape))
    return None if quote else edits


def _is_same(parsed: Parsed, edits: list[Edit]) -> bool:
    """Whether the edited instruction has one pair, with the key and the value of the legacy one."""
    instruction = parse(f"# escape={parsed.escape}\n{apply(parsed.source, edits)}").instructions[0]
    old, new = parsed.pairs, (instruction.trigger or instruction).pairs
    if len(new) != 1 or new[0].separator != "=" or new[0].key.text != old[0].key.text or not (old[0].value and new[0].value):
        return False
    for value in (None, "x y"):
        before = words.expand(old[0].value.text, _always(value), parsed.escape)
        after = words.expand(new[0].value.text, _always(value), parsed.escape)
        if before.problem or after.problem or before.value != after.value:
            return False
    return True


def _always(value: str | None) -> Callable[[str], str | None]:
    return lambda _: value
