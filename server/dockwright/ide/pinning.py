"""What a registry's answer changes in a file: the digest or the version of an image where its name is written."""

from __future__ import annotations

from dockwright.text import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.document import Document
    from dockwright.model.uses import ImageUse

DIGEST, VERSION = "digest", "version"


def use_at(document: Document, start: int, end: int) -> ImageUse | None:
    """The image whose FROM a selection touches, or whose name it touches in a COPY, a mount or an ARG."""
    for use in document.images():
        name = use.written.shift(use.at.start)
        around = use.instruction.span if use.in_from else name
        if (around.start <= end and start <= around.end) or (name.start <= end and start <= name.end):
            return use
    return None


def can_pin(use: ImageUse) -> bool:
    """Whether a digest can be written there: the name is known, complete in one place, and has none yet."""
    return use.reference is not None and use.is_literal and not use.reference.digest


def edits(use: ImageUse, kind: str, answer: str) -> tuple[Edit, ...]:
    """The edits that write an answer: a digest behind the name, or a version in the place of the tag; none where they do not fit.

    A name without a tag gets the one it stands for, so that the digest can be renewed.
    """
    reference = use.reference
    if reference is None or not use.is_literal:
        return ()
    start = use.at.start + use.written.start
    if kind == DIGEST:
        span = reference.digest_span.shift(start)
        mark = "" if reference.digest else "@" if reference.tag else ":latest@"
        return (Edit(span, mark + answer),)
    if kind == VERSION and not reference.digest:
        span = reference.tag_span.shift(start)
        return (Edit(span, answer if reference.tag else f":{answer}"),)
    return ()


__all__ = ["DIGEST", "VERSION", "can_pin", "edits", "use_at"]
