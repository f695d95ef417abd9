"""ShellCheck's verdicts on disk, in the user's cache folder: one small file a shell text, so that nobody waits for a lock."""

from __future__ import annotations

import os
import sys
from marshal import dumps, loads

from dockwright.model.remarks import Body, Change, Comment

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    Verdict = tuple[Comment, ...]

FORMAT = 2
MARSHAL = 2
SUM = 8
KEPT_DAYS = 60


def folder() -> str:
    """Where results are kept: `DOCKWRIGHT_CACHE_DIR`, or the place the system has for caches. Empty where there is none."""
    given = os.environ.get("DOCKWRIGHT_CACHE_DIR")
    if given:
        return given
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return os.path.join(local, "dockwright", "Cache") if local else ""
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        return ""
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches", "dockwright")
    cache = os.environ.get("XDG_CACHE_HOME", "")
    return os.path.join(cache if os.path.isabs(cache) else os.path.join(home, ".cache"), "dockwright")


def open_store(program: str) -> Store | None:
    """The store for the version that a program is; None where nothing can be kept."""
    place = folder()
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
        try:
            with open(self._path(body), "rb") as file:
                data = file.read()
            if blake2b(data[SUM:], digest_size=SUM).digest() != data[:SUM]:
                return None
            return tuple(_comment(*one) for one in loads(data[SUM:]))
        except (OSError, ValueError, EOFError, TypeError):
            return None

    def put(self, body: Body, verdict: Verdict) -> None:
        """Keep a verdict, in one step, so that others see it whole or not at all."""
        path = self._path(body)
        data = dumps(tuple((*one[:5], tuple(map(tuple, one.changes))) for one in verdict), MARSHAL)
        beside = f"{path}.{os.getpid()}.{os.urandom(4).hex()}"
        try:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            with open(beside, "xb") as file:
                file.write(blake2b(data, digest_size=SUM).digest() + data)
            os.replace(beside, path)
        except OSError:
            try:
                os.unlink(beside)
            except OSError:
                pass
            return
        if path.endswith("00"):
            _forget_old(os.path.dirname(path))

    def _path(self, body: Body) -> str:
        text = f"{FORMAT}\0{self._version}\0{body.shell}\0{' '.join(body.names)}\0{body.text}".encode("utf-8", "surrogatepass")
        name = blake2b(text, digest_size=16).hexdigest()
        return os.path.join(self._place, name[:2], name[2:])


def _comment(code: int, level: str, message: str, start: int, end: int, changes: tuple[tuple[int, int, bool, str], ...]) -> Comment:
    return Comment(code, level, message, start, end, tuple(Change(*change) for change in changes))


def _forget_old(directory: str) -> None:
    """Remove what was kept long ago; every 256th time something is kept, in its folder, so that no run pays for all."""
    from time import time

    oldest = time() - KEPT_DAYS * 86400
    try:
        for entry in os.scandir(directory):
            if entry.stat().st_mtime < oldest:
                os.unlink(entry.path)
    except OSError:
        pass
