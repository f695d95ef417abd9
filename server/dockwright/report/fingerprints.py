"""What tells one finding from another over the versions of a file, for tools that compare reports."""

from __future__ import annotations

from hashlib import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.findings import Finding
    from dockwright.report import FileReport
    from dockwright.report.excerpt import Places


def fingerprint(file: FileReport, lines: Places, finding: Finding) -> str:
    """A mark that survives edits elsewhere: the rule and the first line concerned, blanks squeezed. Not unique in a file."""
    start = lines.starts[lines.position(finding.span.start)[0]]
    line = " ".join(file.source[start : start + 2000].partition("\n")[0].split())
    return sha256(f"{finding.rule}\0{line}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
