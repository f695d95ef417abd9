"""Links from image names to their pages."""

from __future__ import annotations

from dockwright.ide.pages import page
from dockwright.model import images
from dockwright.text import NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.document import Document


class Link(NamedTuple):
    """A place and the page it leads to."""

    span: Span
    url: str
    tooltip: str


def links(document: Document) -> Iterator[Link]:
    """The images that a file uses, and the one that reads it."""
    for directive in document.directives:
        reference = images.parse(directive.value) if directive.name == "syntax" else None
        if reference and page(reference):
            yield Link(directive.value_span, page(reference), f"{reference.name} on {reference.registry}")
    for use in document.images():
        if use.reference and page(use.reference):
            yield Link(use.written.shift(use.at.start), page(use.reference), f"{use.reference.name} on {use.reference.registry}")
