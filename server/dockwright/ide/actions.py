"""What can be done about findings, and about the image under the cursor."""

from __future__ import annotations

from dockwright.data.peers import shown
from dockwright.findings import EDITOR, SAFE, SEVERITIES, UNSAFE
from dockwright.ide import ignoring, pinning
from dockwright.syntax import From, Run
from dockwright.text import Edit, NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.findings import Finding
    from dockwright.model.document import Document

FIX, FIX_RULE, FIX_ALL, IGNORE, PIN, LOOKUP, SPLIT = "fix", "fix-rule", "fix-all", "ignore", "pin", "lookup", "split"


class Action(NamedTuple):
    """One thing to do. `edits` is None where they have to be worked out, or asked of a registry, when it is chosen.

    `do`, `rule`, `span` and `title` say which it is, so that it can be found again in a later version of the text.
    `rule` is what the profile calls the finding.
    """

    do: str
    title: str
    span: Span
    rule: str = ""
    edits: tuple[Edit, ...] | None = None
    preferred: bool = False
    finding: Finding | None = None


def on_findings(document: Document, findings: list[Finding], wanted: list[Finding], profile: str = "") -> list[Action]:
    """For each wanted finding: its fix, the fixes of all findings of its rule, and the comment that silences it.

    Fixes come before silence, the gravest finding's first, and of one finding's those that are at hand before those of a registry.
    """
    found: list[Action] = []
    for finding in wanted:
        name = called(finding, profile)
        alike = [one for one in findings if one.fix and one.fix.edits and one.fix.applicability != EDITOR and called(one, profile) == name]
        found += fix_of(finding, profile)
        if finding.fix and len(alike) > 1 and not any(one.do == FIX_RULE and one.rule == name for one in found):
            found.append(Action(FIX_RULE, f"Fix all {name} in this file", finding.span, name, finding=finding))
        found.append(ignore_of(document, finding, profile))
    return sorted(found, key=_place)


def _place(action: Action) -> tuple[bool, int, bool, bool]:
    severity = SEVERITIES.index(action.finding.severity) if action.finding else len(SEVERITIES)
    return action.do == IGNORE, severity, action.do == LOOKUP, not action.preferred


def called(finding: Finding, profile: str) -> str:
    """What a profile calls a finding."""
    return shown(profile, finding.rule, finding.aliases)


def fix_of(finding: Finding, profile: str = "") -> list[Action]:
    """The fix of a finding, if it has one."""
    fix = finding.fix
    if fix is None:
        return []
    safe = fix.applicability == SAFE
    title = f"{fix.title} (may change the image)" if fix.applicability == UNSAFE and not fix.lookup else fix.title
    do, edits = (LOOKUP, None) if fix.lookup else (FIX, fix.edits)
    return [Action(do, title, finding.span, called(finding, profile), edits, safe and not fix.lookup, finding)]


def ignore_of(document: Document, finding: Finding, profile: str = "") -> Action:
    """The comment that silences a finding."""
    ignoring_ = ignoring.ignore(document, finding, profile)
    title = f"Ignore {ignoring_.name} {'in this file' if ignoring_.whole_file else 'here'}"
    return Action(IGNORE, title, finding.span, called(finding, profile), (ignoring_.edit,), False, finding)


def pin_at(document: Document, span: Span) -> Action | None:
    """Pinning the image that a selection touches."""
    use = pinning.use_at(document, span.start, span.end)
    if use is None or not pinning.can_pin(use) or use.reference is None:
        return None
    return Action(PIN, f"Pin the digest of {use.reference.text}", use.written.shift(use.at.start))


def repeats(pin: Action, others: list[Action]) -> bool:
    """Whether another action pins the same image."""
    lookups = [(one.span, one.finding.fix.lookup) for one in others if one.finding and one.finding.fix]
    return any(lookup and lookup[0] == pinning.DIGEST and span.overlaps(pin.span) for span, lookup in lookups)


def split_at(document: Document, span: Span) -> Action | None:
    """Parting the one stage of a file into a build and a runtime stage, where a selection touches its FROM or a command of its RUNs."""
    touched = next((one for one in document.tree.instructions if one.span.start <= span.end and span.start <= one.span.end), None)
    if not isinstance(touched, (From, Run)):
        return None
    from dockwright.ide.diffs import edits
    from dockwright.ide.splitting import TITLE, split

    text = split(document)
    return Action(SPLIT, f"{TITLE} (may change the image)", span, edits=edits(document.source, text)) if text else None


def again(document: Document, findings: list[Finding], do: str, rule: str, span: Span, title: str, profile: str = "") -> Action | None:
    """The same action in this text, if there still is one."""
    if do == PIN:
        return pin_at(document, span)
    if do == SPLIT:
        return split_at(document, span)
    for finding in findings:
        if finding.span == span and called(finding, profile) == rule:
            for action in [*fix_of(finding, profile), ignore_of(document, finding, profile)]:
                if action.do == do and action.title == title:
                    return action
    return None
