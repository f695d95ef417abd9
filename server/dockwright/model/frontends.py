"""Which Dockerfile frontend a file asks for.

Source: "Custom Dockerfile syntax" in the Docker documentation.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.document import Document


def declared(document: Document) -> tuple[int, ...] | None:
    """The version in `# syntax=docker/dockerfile:1.7`: what is not said of it is the newest, so `1` is (1, 999). None without one."""
    for directive in document.directives:
        if directive.name == "syntax":
            image, _, tag = directive.value.partition("@")[0].rpartition(":")
            if not image.endswith("docker/dockerfile") and not directive.value.startswith("docker/dockerfile"):
                return None
            parts = tag.partition("-")[0].split(".") if image else []
            numbers = [int(part) for part in parts if part.isascii() and part.isdecimal() and len(part) < 5]
            return (numbers[0], numbers[1] if len(numbers) > 1 else 999) if numbers else (999, 999)
    return None
