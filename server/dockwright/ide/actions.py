"""What can be done about findings, and about the image under the cursor."""

from __future__ import annotations

from dockwright.findings import EDITOR, SAFE, UNSAFE
from dockwright.ide import ignoring, pinning
from dockwright.text import Edit, NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.findings import Finding
    from dockwright.model.document import Document

FIX, FIX_RULE, FIX_ALL, IGNORE, PIN, LOOKUP = "fix", "fix-rule", "fix-all", "ignore", "pin", "lookup"


class Action(NamedTuple):
    """One thing to do. `edits` is None where they have to be worked out, or asked of a registry, when it is chosen.

    `do`, `rule`, `span` and `title` say which it is, so that it can be found again in a later version of the text.
    """

    do: str
    title: str
    span: Span
    rule: str = ""
    edits: tuple[Edit, ...] | None = None
    preferred: bool = False
    finding: Finding | None = None


def on_findings(document: Document, findings: list[Finding], wanted: list[Finding]) -> list[Action]:
    """For each wanted finding: its fix, the fixes of all findings of its rule, and the comment that silences it."""
    found: list[Action] = []
    for finding in wanted:
        alike = [one for one in findings if one.rule == finding.rule and one.fix and one.fix.edits and one.fix.applicability != EDITOR]
        found += fix_of(finding)
        if finding.fix and len(alike) > 1:
            found.append(Action(FIX_RULE, f"Fix all {finding.rule} in this file", finding.span, finding.rule, finding=finding))
        found.append(ignore_of(document, finding))
    return sorted(found, key=lambda action: not action.preferred)


def fix_of(finding: Finding) -> list[Action]:
    """The fix of a finding, if it has one."""
    fix = finding.fix
    if fix is None:
        return []
    safe = fix.applicability == SAFE
    title = f"{fix.title} (may change the image)" if fix.applicability == UNSAFE and not fix.lookup else fix.title
    do, edits = (LOOKUP, None) if fix.lookup else (FIX, fix.edits)
    return [Action(do, title, finding.span, finding.rule, edits, safe, finding)]


def ignore_of(document: Document, finding: Finding) -> Action:
    """The comment that silences a finding."""
    ignoring_ = ignoring.ignore(document, finding)
    title = f"Ignore {ignoring_.name} {'in this file' if ignoring_.whole_file else 'here'}"
    return Action(IGNORE, title, finding.span, finding.rule, (ignoring_.edit,), False, finding)


def pin_at(document: Document, span: Span) -> Action | None:
    """Pinning the image that a selection touches."""
    use = pinning.use_at(document, span.start, span.end)
    if use is None or not pinning.can_pin(use) or use.reference is None:
        return None
    return Action(PIN, f"Pin the digest of {use.reference.text}", use.written.shift(use.at.start))


def again(document: Document, findings: list[Finding], do: str, rule: str, span: Span, title: str) -> Action | None:
    """The same action in this text, if there still is one."""
    if do == PIN:
        return pin_at(document, span)
    for finding in findings:
        if finding.rule == rule and finding.span == span:
            for action in [*fix_of(finding), ignore_of(document, finding)]:
                if action.do == do and action.title == title:
                    return action
    return None
