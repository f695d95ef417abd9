"""Put words between quotes so that the builder reads the same value. See `words` for how it reads them."""

from __future__ import annotations


def quoted(value: str, escape: str = "\\") -> str:
    """A word in double quotes whose value is `value` to the letter."""
    for char in (escape, '"', "$"):
        value = value.replace(char, escape + char)
    return f'"{value}"'
