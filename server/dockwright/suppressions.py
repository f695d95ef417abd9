"""Comments that silence findings: our own, hadolint's, BuildKit's and ShellCheck's.

    # dockwright: ignore[slug, DL3008] why          the next instruction
    # dockwright: ignore-file[slug] why             the file
    # hadolint ignore=… | stage ignore=… | global ignore=…
    # check=skip=Rule                               the next instruction; as a directive, the file
    # shellcheck disable=SC2086,…                   the next instruction; in a here-document ShellCheck reads it

Stacked comments and blank lines between them and the instruction do not matter.
"""

from __future__ import annotations

from dockwright.patterns import DOTALL, IGNORECASE, pattern
from dockwright.rules._index import INDEX
from dockwright.settings import SHELLCHECK, Names, unknown_names
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.findings import Finding
    from dockwright.model.document import Document
    from dockwright.syntax import Comment, Directive

_MENTION = pattern(r"dockwright|hadolint|check\s*=|shellcheck", IGNORECASE)
_OWN = pattern(r"#\s*dockwright:\s*(ignore-file|ignore)\b\s*(\[[^\]]*\]?)?(.*)", DOTALL)
_HADOLINT = pattern(r"#\s*hadolint\s+(?:(global|stage)\s+)?ignore\s*=([^#]*)(#.*)?", DOTALL)
_CHECK = pattern(r"#\s*check\s*=\s*(\S+)(.*)", IGNORECASE | DOTALL)
_SHELLCHECK = pattern(r"#\s*shellcheck\s(?:.*\s)?disable=([\w,]+)(?:\s(.*))?", DOTALL)
_PEER = pattern(r"(?:DL|SC)\d{4}")
_NAME = pattern(r"[^\s,\[\];]+")

FILE, STAGE, NEXT = "file", "stage", "next"


class Ignore:
    """One name in one comment. `covers` is what it silences: a span of the file. `name_span` is where the name is."""

    __slots__ = ("comment", "covers", "dialect", "name", "name_span", "problem", "reason", "scope", "siblings", "used")

    def __init__(self, comment: Span, dialect: str, scope: str, covers: Span, name: str, name_span: Span) -> None:
        self.comment = comment
        self.dialect = dialect
        self.scope = scope
        self.covers = covers
        self.name = name
        self.name_span = name_span
        self.reason = ""
        self.problem = ""
        self.siblings = 1
        self.used = False

    @property
    def span(self) -> Span:
        """Where the name is; the whole comment where it has none."""
        return self.name_span

    @property
    def is_known(self) -> bool:
        """Whether the name stands for a rule of ours."""
        return (self.dialect == "buildkit" and self.name == "all") or not unknown_names((self.name,))

    @property
    def is_foreign(self) -> bool:
        """Whether the name looks like the id of another tool's rule that has no counterpart here."""
        return _PEER.fullmatch(self.name) is not None

    def silences(self, finding: Finding) -> bool:
        """Whether it applies to a finding: its place, or a place that explains it, is covered."""
        if not self._covers(finding.span) and not any(self._covers(related.span) for related in finding.related):
            return False
        return Names((self.name,)).has(finding)

    def _covers(self, span: Span) -> bool:
        return self.covers.start <= span.start <= self.covers.end


def read(document: Document) -> list[Ignore]:
    """Every name in every such comment of a file, in order."""
    if _MENTION.search(document.source) is None:
        return []
    whole = Span(0, len(document.source))
    found: list[Ignore] = []
    for directive in document.directives:
        if directive.name == "check":
            found += _directive(directive, whole)
    for comment in document.comments:
        text = document.source[comment.span.start : comment.span.end]
        found += (
            _own(document, comment, text, whole)
            or _hadolint(document, comment, text, whole)
            or _check(document, comment, text)
            or _shellcheck(document, comment, text)
        )
    return found


def _directive(directive: Directive, whole: Span) -> list[Ignore]:
    value = directive.value.split()[0] if directive.value.split() else ""
    return _skips(value, directive.span, directive.value_span.start, FILE, whole, directive.value[len(value) :])


def _check(document: Document, comment: Comment, text: str) -> list[Ignore]:
    match = _CHECK.fullmatch(text)
    if match is None or not match[1].lower().startswith("skip="):
        return []
    return _skips(match[1], comment.span, comment.span.start + match.start(1), NEXT, _next(document, comment), match[2])


def _skips(value: str, comment: Span, at: int, scope: str, covers: Span, rest: str) -> list[Ignore]:
    """The names of `skip=A,B;error=true`, which starts at offset `at`; BuildKit ends the value at the first blank."""
    found: list[Ignore] = []
    for part in value.split(";"):
        if part.lower().startswith("skip="):
            found += _names(part[5:], at + 5, comment, "buildkit", scope, covers, rest)
        at += len(part) + 1
    return found


def _own(document: Document, comment: Comment, text: str, whole: Span) -> list[Ignore]:
    match = _OWN.fullmatch(text)
    if match is None:
        return []
    scope = FILE if match[1] == "ignore-file" else NEXT
    covers = whole if scope == FILE else _next(document, comment)
    listed = match[2] or ""
    names = _names(
        listed[1:].removesuffix("]"), comment.span.start + match.start(2) + 1, comment.span, "dockwright", scope, covers, match[3]
    )
    if names and listed.endswith("]"):
        return names
    broken = Ignore(comment.span, "dockwright", scope, Span(0, 0), "", comment.span)
    broken.problem = f"this comment names no rule: write `# dockwright: {match[1]}[rule] reason`"
    return [*names, broken]


def _hadolint(document: Document, comment: Comment, text: str, whole: Span) -> list[Ignore]:
    match = _HADOLINT.fullmatch(text)
    if match is None:
        return []
    scope = {"global": FILE, "stage": STAGE}.get(match[1] or "", NEXT)
    covers = whole if scope == FILE else _stage(document, comment) if scope == STAGE else _next(document, comment)
    return _names(match[2], comment.span.start + match.start(2), comment.span, "hadolint", scope, covers, (match[3] or "")[1:])


def _shellcheck(document: Document, comment: Comment, text: str) -> list[Ignore]:
    match = _SHELLCHECK.fullmatch(text)
    if match is None:
        return []
    start = comment.span.start + match.start(1)
    found = _names(match[1], start, comment.span, "shellcheck", NEXT, _next(document, comment), match[2] or "")
    for ignore in found:
        ignore.name = SHELLCHECK if ignore.name == "all" else ignore.name
    return found


def _names(text: str, at: int, comment: Span, dialect: str, scope: str, covers: Span, reason: str) -> list[Ignore]:
    found = []
    for match in _NAME.finditer(text):
        ignore = Ignore(comment, dialect, scope, covers, match[0], Span(at + match.start(), at + match.end()))
        ignore.reason = reason.strip(" \t#-:/")
        found.append(ignore)
    for ignore in found:
        ignore.siblings = len(found)
    return found


def _next(document: Document, comment: Comment) -> Span:
    """The instruction below a comment, or the one a comment stands in."""
    for instruction in document.instructions:
        if instruction.span.end > comment.span.start:
            return instruction.span
    return Span(-1, -1)


def _stage(document: Document, comment: Comment) -> Span:
    """The stage a comment stands in; directly above a FROM, the one that begins there."""
    below = _next(document, comment)
    for stage in reversed(document.stages):
        from_ = stage.from_
        if from_ and (from_.span.start == below.start or from_.start < comment.span.start):
            last = stage.instructions[-1] if stage.instructions else from_
            return Span(from_.start, max(last.span.end, comment.span.end))
    return Span(-1, -1)


def apply(ignores: list[Ignore], findings: list[Finding]) -> Iterator[Finding]:
    """The findings that no comment silences; marks the names that silenced one."""
    for finding in findings:
        silent = [ignore for ignore in ignores if ignore.silences(finding)]
        for ignore in silent:
            ignore.used = True
        if not silent:
            yield finding


def is_checkable(ignore: Ignore, ran: set[str]) -> bool:
    """Whether a name that silenced nothing could have: a rule that it stands for ran."""
    names = Names((ignore.name,))
    return any(names.touches(INDEX[name]) for name in ran)
