"""Where two rules speak about the same characters, one of them is heard. This is the only place that knows of pairs.

A finding also speaks about the places that it names as related.
"""

from __future__ import annotations

from bisect import bisect_left

from dockwright.data.peers import peer_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.findings import Finding

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


def settle(findings: list[Finding], profile: str = "") -> list[Finding]:
    """The findings without those that another one on overlapping characters silences.

    In the profile of a peer, what it has two ids for is said twice, as there.
    """
    rules = {finding.rule for finding in findings}
    if rules.isdisjoint(OVER) and rules.isdisjoint(SYNTAX):
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
    silent |= _explained(ordered)
    return [finding for finding in findings if id(finding) not in silent]


def _explained(ordered: list[Finding]) -> set[int]:
    """The findings at places that another one, which wins over them, names as related."""
    silent: set[int] = set()
    for finding in ordered:
        losers = OVER.get(finding.rule, ())
        for place in [one for one in finding.related if one.file is None] if losers else ():
            at = bisect_left(ordered, place.span.start, key=lambda one: one.span.start)
            while at < len(ordered) and ordered[at].span.start < place.span.end:
                if ordered[at].rule in losers:
                    silent.add(id(ordered[at]))
                at += 1
    return silent


def _over(first: Finding, second: Finding, profile: str) -> bool:
    if second.rule in OVER.get(first.rule, ()):
        return not (peer_id(profile, first.aliases) and peer_id(profile, second.aliases))
    return first.rule in SYNTAX and second.rule not in SYNTAX
