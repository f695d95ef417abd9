"""ShellCheck's verdicts on disk, in the user's cache folder: one small file a shell text, so that nobody waits for a lock."""

from __future__ import annotations

import os
from marshal import dumps, loads

from dockwright import keeping
from dockwright.model.remarks import Body, Change, Comment

TYPE_CHECKING = False
if TYPE_CHECKING:
    Verdict = tuple[Comment, ...]

FORMAT = 2
MARSHAL = 2


def open_store(program: str) -> Store | None:
    """The store for the version that a program is; None where nothing can be kept."""
    place = keeping.folder()
    if not place:
        return None
    try:
        status = os.stat(program)
    except OSError:
        return None
    place = os.path.join(place, "shellcheck")
    programs = Store(place, "program")
    body = Body(program, f"{status.st_size} {status.st_mtime_ns}")
    known = programs.get(body)
    version = known[0].message if known else _version(program)
    if not known and version:
        programs.put(body, (Comment(0, "", version, 0, 0, ()),))
    return Store(place, version) if version else None


def _version(program: str) -> str:
    from subprocess import DEVNULL, SubprocessError, run

    try:
        said = run([program, "--version"], stdin=DEVNULL, capture_output=True, timeout=10, check=True).stdout.decode(errors="replace")
    except (OSError, SubprocessError):
        return ""
    return next((line.partition(":")[2].strip() for line in said.splitlines() if line.startswith("version:")), "")


class Store:
    """The verdicts of one version. Whatever cannot be read is as if it were not there; whatever cannot be written is not kept."""

    __slots__ = ("_place", "_version")

    def __init__(self, place: str, version: str) -> None:
        self._place = place
        self._version = version

    def get(self, body: Body) -> Verdict | None:
        """What was kept."""
        data = keeping.get(self._path(body))
        try:
            return tuple(_comment(*one) for one in loads(data)) if data is not None else None
        except (ValueError, EOFError, TypeError):
            return None

    def put(self, body: Body, verdict: Verdict) -> None:
        """Keep a verdict, in one step, so that others see it whole or not at all."""
        data = dumps(tuple((*one[:5], tuple(map(tuple, one.changes))) for one in verdict), MARSHAL)
        keeping.put(self._path(body), data, "00")

    def _path(self, body: Body) -> str:
        return keeping.place(self._place, f"{FORMAT}\0{self._version}\0{body.shell}\0{' '.join(body.names)}\0{body.text}")


def _comment(code: int, level: str, message: str, start: int, end: int, changes: tuple[tuple[int, int, bool, str], ...]) -> Comment:
    return Comment(code, level, message, start, end, tuple(Change(*change) for change in changes))
