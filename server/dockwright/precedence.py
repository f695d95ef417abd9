"""Where two rules speak about the same characters, one of them is heard. This is the only place that knows of pairs.

A finding also speaks about the places that it names as related.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from dockwright.data.peers import peer_id
from dockwright.rules._index import INDEX
from dockwright.syntax import ShellForm

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.findings import Finding
    from dockwright.model.document import Document
    from dockwright.syntax import Instruction
    from dockwright.text import Span

OVER: dict[str, tuple[str, ...]] = {
    "hardcoded-secret": ("credentials-in-url", "credential-command", "secret-variable"),
    "credentials-in-url": ("credential-command", "secret-variable"),
    "credential-command": ("secret-variable",),
    "broken-exec-form": ("shell-form-command",),
    "latest-tag": ("moving-tag",),
    "untagged-image": ("moving-tag",),
    "undefined-stage": ("untagged-image",),
    "self-copy": ("circular-stage",),
    "lost-shell-state": ("cd-instead-of-workdir",),
    "unused-user": ("missing-user",),
    "root-user": ("named-user",),
    "whole-context-copied": ("missing-dockerignore",),
    "sensitive-file-in-context": ("whole-context-copied",),
    "missing-source": ("ignored-file-copied",),
    "secret-file-copied": ("sensitive-file-in-context",),
    "pipe-to-shell": ("download-without-checksum", "curl-without-fail"),
    "dist-upgrade": ("system-upgrade",),
    "bashism": ("shellcheck",),
    "shell-in-scratch": ("shell-form-command",),
    "shell-form-command": ("missing-exec",),
    "duplicate-stage-name": ("reserved-stage-name",),
    "env-self-reference": ("undefined-variable",),
    "invalid-mount": ("invalid-substitution",),
}
"""Each rule with those that are silent where it speaks."""

SYNTAX = frozenset(
    (
        "unknown-instruction",
        "invalid-syntax",
        "wrong-argument-count",
        "unknown-flag",
        "invalid-flag",
        "invalid-mount",
        "unclosed-quote",
        "malformed-pair",
        "invalid-substitution",
        "invalid-onbuild",
        "invalid-healthcheck",
        "unterminated-heredoc",
    )
)
"""Syntax errors: heard over whatever else concerns the same word."""

WHOLE = {"hardcoded-secret": "pair", "shell-in-scratch": "instruction", "wrong-package-manager": "command"}
"""How much a rule speaks about beyond the characters that it underlines, where that is more."""
LOUDEST = ("wrong-package-manager",)
"""Heard over everything else that is said of the same command, but for secrets and syntax errors: the command cannot run at all."""


def settle(findings: list[Finding], document: Document, profile: str = "") -> list[Finding]:
    """The findings in a document without those that another one on overlapping characters silences.

    In the profile of a peer, what it has two ids for is said twice, as there.
    """
    rules = {finding.rule for finding in findings}
    if rules.isdisjoint(OVER) and rules.isdisjoint(SYNTAX) and rules.isdisjoint(LOUDEST):
        return findings
    ordered = sorted(findings, key=lambda finding: finding.span)
    silent: set[int] = set()
    for i, finding in enumerate(ordered):
        for j in range(i + 1, len(ordered)):
            other = ordered[j]
            if other.span.start > finding.span.end:
                break
            if finding.span.overlaps(other.span):
                if _over(finding, other, profile):
                    silent.add(id(other))
                elif _over(other, finding, profile):
                    silent.add(id(finding))
    for finding in ordered:
        for place in _elsewhere(finding, document) if finding.rule in OVER or finding.rule in WHOLE else ():
            silent.update(id(other) for other in _within(ordered, place) if _over(finding, other, profile))
    return [finding for finding in findings if id(finding) not in silent]


def _elsewhere(finding: Finding, document: Document) -> Iterator[Span]:
    """What a finding speaks about besides what it underlines: places that it names as related, the whole of which it is a part."""
    yield from (related.span for related in finding.related if related.file is None)
    if finding.rule in WHOLE:
        instructions = document.instructions
        at = bisect_right(instructions, finding.span.start, key=lambda one: one.start) - 1
        if at >= 0:
            yield from _whole(WHOLE[finding.rule], instructions[at].trigger or instructions[at], finding.span, document)


def _whole(kind: str, instruction: Instruction, span: Span, document: Document) -> Iterator[Span]:
    """The instruction, or the pair or the innermost command in it that holds a span."""
    inner = span.shift(-instruction.start)
    if kind == "instruction":
        yield instruction.span
    elif kind == "pair":
        at = bisect_right(instruction.pairs, inner.start, key=lambda pair: pair.span.start) - 1
        if at >= 0 and inner.end <= instruction.pairs[at].span.end:
            yield instruction.pairs[at].span.shift(instruction.start)
    elif isinstance(instruction, ShellForm):
        commands = [one.span for script in document.scripts(instruction) for one in script.commands]
        holding = [one for one in commands if one.start <= inner.start and inner.end <= one.end]
        if holding:
            yield min(holding, key=lambda one: one.end - one.start).shift(instruction.start)


def _within(ordered: list[Finding], place: Span) -> Iterator[Finding]:
    """The findings that begin in a place."""
    at = bisect_left(ordered, place.start, key=lambda one: one.span.start)
    while at < len(ordered) and ordered[at].span.start < place.end:
        yield ordered[at]
        at += 1


def _over(first: Finding, second: Finding, profile: str) -> bool:
    if first.rule in LOUDEST:
        return second.rule != first.rule and second.rule not in SYNTAX and INDEX[second.rule].category != "secrets"
    if second.rule in OVER.get(first.rule, ()):
        return not (peer_id(profile, first.aliases) and peer_id(profile, second.aliases))
    return first.rule in SYNTAX and second.rule not in SYNTAX
