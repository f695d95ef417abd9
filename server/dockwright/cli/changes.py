"""What fixing changed: as a diff, and told in a few lines."""

from __future__ import annotations

from dockwright.report.excerpt import Places, visible
from dockwright.report.text import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dockwright.cli.runner import Outcome


def diff(outcome: Outcome) -> str:
    """A unified diff that `patch -p0` and `git apply -p0` take; empty where nothing changes."""
    if not outcome.changed:
        return ""
    texts = [(one.path, one.before, one.after) for one in outcome.files]
    return "".join(_diff(*text) for text in (*texts, (outcome.path, outcome.before, outcome.source)))


def _diff(path: str, before: str | None, after: str) -> str:
    from difflib import unified_diff

    lines = unified_diff(_lines(before or ""), _lines(after), "/dev/null" if before is None else path, path)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def forecast(outcomes: Sequence[Outcome]) -> str:
    """What a diff amounts to."""
    changed = [outcome for outcome in outcomes if outcome.changed]
    paths = {one.path for outcome in changed for one in outcome.files}
    paths |= {outcome.path for outcome in changed if outcome.source != outcome.before}
    fixed = sum(len(outcome.applied) for outcome in changed)
    left = count(sum(len(outcome.findings) for outcome in outcomes), "finding")
    split = sum(bool(outcome.split) for outcome in changed)
    return f"{count(len(paths), 'file')} would change by {_amount(fixed, split)}; {left} would remain\n"


def _amount(fixed: int, split: int) -> str:
    """How many fixes, and how many files that were split."""
    words = [count(fixed, "fix")] if fixed or not split else []
    return " and ".join([*words, *([count(split, "split")] if split else [])])


def told(outcome: Outcome) -> str:
    """`Dockerfile: 2 fixes and 1 split`, the title of each, and which were withheld for what reason."""
    if outcome.problem:
        return ""
    lines = []
    if outcome.changed:
        lines.append(f"{visible(outcome.path)}: {_amount(len(outcome.applied), int(bool(outcome.split)))}\n")
        lines += [f"  {outcome.split}\n"] if outcome.split else []
        titles: dict[str, int] = {}
        for finding in outcome.applied:
            if finding.fix:
                title = f"{visible(finding.fix.title)} [{finding.rule}]"
                titles[title] = titles.get(title, 0) + 1
        lines += [f"  {title}{f' ({number} times)' if number > 1 else ''}\n" for title, number in titles.items()]
    places = Places(outcome.source)
    for finding, reason in outcome.refused:
        line, column = places.position(finding.span.start)
        lines.append(f"{visible(outcome.path)}:{line + 1}:{column + 1}: not fixed, {visible(reason)} [{finding.rule}]\n")
    return "".join(lines) + ("\n" if lines else "")
