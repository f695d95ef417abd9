"""A word with a part of it replaced by a variable, quoted so that the shell passes the value as it is."""

from __future__ import annotations

_ODD = frozenset("\"'\\$`")


def with_variable(text: str, start: int, end: int, name: str) -> str | None:
    """The word `text`, as written, with `$name` in the place of `text[start:end]`; None where its quotes are not plain enough."""
    quote, opened = _quote_at(text, start)
    if quote is None or start >= end or not _ODD.isdisjoint(text[start:end]):
        return None
    if not quote:
        return f'{text[:start]}"${name}"{text[end:]}'
    reference = f"${{{name}}}" if text[end : end + 1].isalnum() or text[end : end + 1] in ("_", "[") else f"${name}"
    if quote == '"':
        return text[:start] + reference + text[end:]
    close = text.find("'", end)
    if close < 0:
        return None
    if set(text[opened + 1 : start] + text[end:close]).isdisjoint('"$`\\!'):
        return f'{text[:opened]}"{text[opened + 1 : start]}{reference}{text[end:close]}"{text[close + 1 :]}'
    return f"{text[:start]}'\"${name}\"'{text[end:]}"


def _quote_at(text: str, at: int) -> tuple[str | None, int]:
    """The quote that an offset stands in and where it opens, an empty one outside; None behind what this does not follow."""
    quote, opened, i = "", -1, 0
    while i < at:
        char = text[i]
        if quote == "'":
            quote = "" if char == "'" else quote
        elif char == "\\":
            i += 1
        elif char == "`" or text[i : i + 2] in ("$(", "$'", "${"):
            return None, -1
        elif char == quote:
            quote = ""
        elif not quote and char in "\"'":
            quote, opened = char, i
        i += 1
    return (quote, opened) if i == at else (None, -1)
