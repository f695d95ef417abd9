"""What rules produce: findings, and the fixes they carry."""

from __future__ import annotations

from dockwright.text import Edit, NamedTuple, Span

ERROR, WARNING, INFO, STYLE = "error", "warning", "info", "style"
SEVERITIES = (ERROR, WARNING, INFO, STYLE)
SAFE, UNSAFE, EDITOR = "safe", "unsafe", "editor"


class OtherFile(NamedTuple):
    """A file beside the one that is checked: its path, as it is to be shown, and its text."""

    path: str
    text: str


class Rewrite(NamedTuple):
    """Another file as a fix leaves it. `before` is its text until then, None where there is no such file."""

    path: str
    before: str | None
    after: str


class Fix(NamedTuple):
    """Edits that belong together, under a title that reads as a command. `files` are other files that change with them.

    A *safe* fix leaves the built image the same, or does what the author evidently meant; an *unsafe*
    one may change the image; an *editor* one leaves blanks to fill in, so that nothing but an editor offers it.
    `lookup` names what has to be asked of a registry before there are edits: `("digest", "alpine:3.20")`; such a fix
    has no edits of its own.
    """

    title: str
    edits: tuple[Edit, ...]
    applicability: str
    lookup: tuple[str, str] | None = None
    files: tuple[Rewrite, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether it is there to be applied, and nothing has to be asked before."""
        return bool(self.edits or self.files)


class Related(NamedTuple):
    """A second place that explains a finding: in the same file, or in `file`."""

    span: Span
    message: str
    file: OtherFile | None = None


class Finding(NamedTuple):
    """One problem at one place. `aliases` are the peers' ids that apply to this very finding."""

    rule: str
    severity: str
    span: Span
    message: str
    fix: Fix | None = None
    aliases: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
