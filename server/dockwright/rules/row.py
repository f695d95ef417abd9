"""What is known of a rule before it is imported."""

from __future__ import annotations

from dockwright.text import NamedTuple


class Row(NamedTuple):
    """One line of the generated index; the fields are those of `Rule`, `on` and `commands` by name."""

    name: str
    category: str
    on: tuple[str, ...]
    commands: tuple[str, ...]
    where: tuple[str, ...]
    severity: str
    fix: str | None
    aliases: tuple[str, ...]
    refs: tuple[str, ...]
    profiles: tuple[str, ...]
    default: bool
    tag: str
    since: str
    summary: str
    module: str
