"""The report for people: where, what, which rule, the source with carets, and how to mend it."""

from __future__ import annotations

from dockwright.findings import SAFE, SEVERITIES
from dockwright.report.excerpt import Places, excerpt, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dockwright.findings import Finding, Related
    from dockwright.report import FileReport, Style

COLORS = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "style": "1;35",
    "path": "1",
    "rule": "2",
    "gutter": "2",
    "help": "1;32",
    "note": "1",
}


def text(files: Sequence[FileReport], style: Style) -> str:
    """One block a finding, then a line that counts them; with `quiet` one line a finding and nothing else."""
    blocks = [block for file in files for block in _blocks(file, style)]
    if style.quiet:
        return "".join(blocks)
    return "".join(f"{block}\n" for block in blocks) + summary(files, style.fail_on) + "\n"


def _blocks(file: FileReport, style: Style) -> Iterator[str]:
    lines = Places(file.source)
    for finding in file.findings:
        yield _headline(file, lines, finding, style)[: None if style.quiet else -1] + _detail(file, lines, finding, style)


def _headline(file: FileReport, lines: Places, finding: Finding, style: Style) -> str:
    place = _paint(_place(file.path, lines, finding.span.start), "path", style)
    level = _paint(finding.severity, finding.severity, style)
    name = file.name(finding)
    rule = _paint(f"[{name}]" if style.quiet or name == finding.rule else f"[{name} {finding.rule}]", "rule", style)
    return f"{place}: {level} {visible(finding.message)} {rule}\n"


def _detail(file: FileReport, lines: Places, finding: Finding, style: Style) -> str:
    if style.quiet:
        return ""
    rows = excerpt(file.source, lines, finding.span, max(40, style.width - 10))
    margin = max(4, len(str(rows[-1].number)) + 1)
    out = [""]
    for row in rows:
        number = str(row.number) if row.number else ""
        out.append((_paint(f"{number:>{margin}} |", "gutter", style) + f" {row.text}").rstrip())
        if row.carets.strip():
            out.append(_paint(f"{'':>{margin}} |", "gutter", style) + " " + _paint(row.carets, finding.severity, style))
    notes = [f"{_related(file.path, lines, related)}: {visible(related.message)}" for related in finding.related]
    out += [f"{'':>{margin}} {_paint('note:', 'note', style)} {note}" for note in notes]
    if finding.fix:
        out.append(f"{'':>{margin}} {_paint('help:', 'help', style)} {visible(finding.fix.title)}{_command(finding)}")
    return "\n".join(out) + "\n"


def _related(path: str, lines: Places, related: Related) -> str:
    other = related.file
    return _place(other.path, Places(other.text), related.span.start) if other else _place(path, lines, related.span.start)


def _place(path: str, lines: Places, offset: int) -> str:
    line, column = lines.position(offset)
    return f"{visible(path)}:{line + 1}:{column + 1}"


def _command(finding: Finding) -> str:
    if not finding.fix or not finding.fix.is_known:
        return ""
    return " (dockwright fix)" if finding.fix.applicability == SAFE else " (dockwright fix --unsafe)"


def _paint(words: str, role: str, style: Style) -> str:
    return f"\x1b[{COLORS[role]}m{words}\x1b[0m" if style.color else words


def summary(files: Sequence[FileReport], fail_on: str) -> str:
    """`2 errors, 1 warning in 3 of 8 files; 2 fixable with dockwright fix, 1 more with --unsafe`."""
    found = [finding for file in files for finding in file.findings]
    checked = count(len(files), "file")
    if not found:
        return f"{checked} checked, nothing found"
    levels = [finding.severity for finding in found]
    counts = ", ".join(_level(level, levels.count(level)) for level in SEVERITIES if level in levels)
    bad = sum(1 for file in files if file.findings)
    line = f"{counts} in {checked if bad == len(files) else f'{bad} of {checked}'}"
    return line + _fixable(found) + _verdict(levels, fail_on)


def count(number: int, noun: str) -> str:
    """`1 file`, `2 files`, `2 fixes`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}{'es' if noun.endswith('x') else 's'}"


def _level(level: str, number: int) -> str:
    return count(number, level) if level in ("error", "warning") else f"{number} {level}"


def _fixable(found: Sequence[Finding]) -> str:
    kinds = [finding.fix.applicability for finding in found if finding.fix and finding.fix.is_known]
    safe = kinds.count(SAFE)
    unsafe = len(kinds) - safe
    if safe and unsafe:
        return f"; {safe} fixable with dockwright fix, {unsafe} more with --unsafe"
    if kinds:
        return f"; {len(kinds)} fixable with dockwright fix{'' if safe else ' --unsafe'}"
    return ""


def _verdict(levels: Sequence[str], fail_on: str) -> str:
    if fail_on == "never" or any(SEVERITIES.index(level) <= SEVERITIES.index(fail_on) for level in levels):
        return ""
    return f" (below the fail level, {fail_on})"


def statistics(files: Sequence[FileReport], style: Style) -> str:
    """How often each rule spoke, the loudest first, and whether `fix` can mend it; then the summary, unless quiet."""
    found = [finding for file in files for finding in file.findings]
    counts: dict[str, int] = {}
    for finding in found:
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
    fixable = {finding.rule for finding in found if finding.fix and finding.fix.is_known}
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    margin = len(str(rows[0][1])) if rows else 0
    table = "".join(f"{number:>{margin}}  {'[fix]' if rule in fixable else '     '}  {rule}\n" for rule, number in rows)
    return table if style.quiet else table + summary(files, style.fail_on) + "\n"
