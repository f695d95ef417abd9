"""GitLab's code quality report, which is Code Climate's: findings beside the lines of a merge request."""

from __future__ import annotations

from hashlib import sha256
from json import dumps
from os import path as paths

from dockwright.report import readable
from dockwright.report.excerpt import Places
from dockwright.report.fingerprints import fingerprint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dockwright.report import FileReport

    Json = dict[str, object]

LEVELS = {"error": "critical", "warning": "major", "info": "minor", "style": "info"}


def gitlab(files: Sequence[FileReport]) -> str:
    """An array of issues. Their paths are relative to the working directory, which should be the repository's."""
    return dumps([issue for file in files for issue in _issues(file)], indent=2) + "\n"


def _issues(file: FileReport) -> Iterator[Json]:
    lines = Places(file.source)
    path = relative(file.path)
    seen: dict[str, int] = {}
    for finding in file.findings:
        mark = f"{path}\0{fingerprint(file, lines, finding)}"
        seen[mark] = seen.get(mark, 0) + 1
        start, end = (lines.position(offset) for offset in finding.span)
        yield {
            "type": "issue",
            "check_name": file.name(finding),
            "description": readable(finding.message),
            "categories": ["Style"],
            "severity": LEVELS[finding.severity],
            "fingerprint": sha256(f"{mark}\0{seen[mark]}".encode("utf-8", "surrogatepass")).hexdigest()[:32],
            "location": {
                "path": path,
                "lines": {"begin": start[0] + 1, "end": end[0] + 1},
                "positions": {"begin": _position(start), "end": _position(end)},
            },
        }


def _position(place: tuple[int, int]) -> Json:
    return {"line": place[0] + 1, "column": place[1] + 1}


def relative(path: str) -> str:
    """A path as such reports want it: from the working directory where it lies below it, with slashes."""
    if paths.isabs(path):
        below = paths.relpath(path)
        path = path if below.startswith("..") else below
    return readable(paths.normpath(path).replace("\\", "/"))
