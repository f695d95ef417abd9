"""What rules produce: findings, and the fixes they carry."""

from __future__ import annotations

from dockwright.text import Edit, NamedTuple, Span

ERROR, WARNING, INFO, STYLE = "error", "warning", "info", "style"
SEVERITIES = (ERROR, WARNING, INFO, STYLE)
SAFE, UNSAFE, EDITOR = "safe", "unsafe", "editor"


class Fix(NamedTuple):
    """Edits that belong together, under a title that reads as a command.

    A *safe* fix leaves the built image the same, or does what the author evidently meant; an *unsafe*
    one may change the image; an *editor* one leaves blanks to fill in, so that nothing but an editor offers it.
    `lookup` names what has to be asked of a registry before there are edits: `("digest", "alpine:3.20")`; such a fix
    has no edits of its own.
    """

    title: str
    edits: tuple[Edit, ...]
    applicability: str
    lookup: tuple[str, str] | None = None


class Related(NamedTuple):
    """A second place that explains a finding."""

    span: Span
    message: str


class Finding(NamedTuple):
    """One problem at one place. `aliases` are the peers' ids that apply to this very finding."""

    rule: str
    severity: str
    span: Span
    message: str
    fix: Fix | None = None
    aliases: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
