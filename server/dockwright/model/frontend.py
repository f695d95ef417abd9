"""The Dockerfile frontend that a file asks for with `# syntax=`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.document import Document


def version(document: Document) -> tuple[int, int] | None:
    """The version of `docker/dockerfile` in the directive; None without one, or where it names a whole line or another frontend."""
    for directive in document.directives:
        if directive.name == "syntax":
            name, _, tag = directive.value.partition("@")[0].partition(":")
            major, _, minor = tag.partition("-")[0].partition(".")
            minor = minor.partition(".")[0]
            if name.endswith("docker/dockerfile") and major.isdecimal() and minor.isdecimal():
                return int(major), int(minor)
    return None


def is_older(document: Document, major: int, minor: int) -> bool:
    """Whether the file asks for a frontend that is certainly older than this."""
    found = version(document)
    return found is not None and found < (major, minor)
