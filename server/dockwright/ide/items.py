"""What completion offers."""

from __future__ import annotations

from dockwright.text import NamedTuple, Span

KEYWORD, FLAG, OPTION, VALUE, STAGE, VARIABLE, IMAGE, RULE = (
    *("keyword", "flag", "option", "value", "stage", "variable", "image", "rule"),
)


class Item(NamedTuple):
    """One offer: `text` replaces `span`. `filter` is what the typed text is compared with, where that is not the label."""

    label: str
    kind: str
    span: Span
    text: str
    detail: str = ""
    about: str = ""
    url: str = ""
    filter: str = ""
