"""XML as text. `xml.sax.saxutils` leaves in what XML 1.0 forbids, and costs more to import than these lines."""

from __future__ import annotations

from dockwright.report.excerpt import visible

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def attributes(**values: str) -> str:
    """` name="value"` for each, in order."""
    return "".join(f' {name}="{_escaped(value)}"' for name, value in values.items())


def content(text: str) -> str:
    """What stands between tags."""
    return "".join(char if char == "\n" else _escaped(char) for char in text)


def _escaped(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text
    return "".join(_ESCAPES.get(char) or (char if _is_allowed(char) else visible(char)) for char in text)


def _is_allowed(char: str) -> bool:
    """Whether XML 1.0 has the character (Char in its section 2.2); the discouraged ones count as not."""
    return " " <= char <= "~" or "\xa0" <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff"
