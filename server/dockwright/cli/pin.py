"""`dockwright pin`: digests written behind tags, renewed, or checked; many images asked for at a time."""

from __future__ import annotations

from dockwright import engine, files, referee
from dockwright.cli.console import complain, show
from dockwright.cli.online import Progress, Resolvers
from dockwright.config import ConfigError
from dockwright.registry.gathering import JOBS
from dockwright.registry.pins import (
    BY_HAND,
    CHECK,
    CURRENT,
    FAILED,
    PIN,
    PINNED,
    STALE,
    UNPINNED,
    UPDATE,
    UPDATED,
    Pin,
    collect,
    edit,
    settle_all,
)
from dockwright.report.excerpt import Places, visible
from dockwright.report.text import count
from dockwright.text import apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dockwright.cli.options import Arguments
    from dockwright.config import Configs
    from dockwright.registry.resolver import Resolver

KEYS = ("path", "line", "column", "reference", "status", "digest", "previous", "change", "message")
GOOD, OPEN, BROKEN = 0, 1, 2
WORDS = {
    PINNED: "pinned",
    UPDATED: "updated",
    CURRENT: "as they were",
    UNPINNED: "not pinned",
    STALE: "moved",
    BY_HAND: "to be pinned by hand",
    FAILED: "failed",
}


class File:
    """A file with its images. `problem` is why it could not be read or written."""

    __slots__ = ("changed", "path", "pins", "problem", "resolver", "source")

    def __init__(self, path: str) -> None:
        self.path = path
        self.source = ""
        self.problem = ""
        self.changed = False
        self.pins: list[Pin] = []
        self.resolver: Resolver | None = None


def run(arguments: Arguments, configs: Configs, paths: Sequence[str], jobs: int | None) -> int:
    """Pin the images of files, report, and return the exit status."""
    mode = CHECK if arguments.flag("--check") else UPDATE if arguments.flag("--update") else PIN
    resolvers = Resolvers(arguments)
    found = [_read(path, configs, resolvers) for path in paths]
    _settle(found, mode, min(jobs or JOBS, 32), arguments.flag("--versions"))
    if mode != CHECK:
        for file in found:
            _write(file)
    if arguments.flag("--json"):
        show(as_json(found))
    else:
        show("".join(map(_lines, found)) + ("" if arguments.flag("--quiet") else _summary(found)))
    for file in found:
        if file.problem:
            complain(file.problem)
    return _status(found, arguments.flag("--exit-non-zero-on-fix"))


def _read(path: str, configs: Configs, resolvers: Resolvers) -> File:
    file = File(path)
    try:
        settings = configs.of(path)
        file.source = files.read(path)
        file.resolver = resolvers.of(settings)
        file.pins = collect(engine.read(file.source, settings, path), settings)
    except ConfigError as error:
        file.problem = str(error)
    except OSError as error:
        file.problem = f"{path}: {files.explain(error, path)}"
    return file


def _settle(found: Sequence[File], mode: str, jobs: int, versions: bool) -> None:
    work = [(pin, file.resolver) for file in found for pin in file.pins if file.resolver]
    if not work:
        return
    progress = Progress(len(work))
    try:
        settle_all(work, mode, jobs, progress.step, versions)
    finally:
        progress.clear()


def _write(file: File) -> None:
    """Write what was settled, in one step; where that fails, nothing is said to be pinned."""
    edits = [change for change in map(edit, file.pins) if change]
    if not edits:
        return
    after = apply(file.source, edits)
    problem = referee.objection(file.source, after)
    if not problem:
        try:
            files.replace(file.path, file.source, after)
        except OSError as error:
            problem = files.explain(error, file.path)
    if not problem:
        file.changed = True
        return
    file.problem = f"{file.path}: {problem}"
    for pin in file.pins:
        if pin.status in (PINNED, UPDATED):
            pin.status, pin.message = FAILED, "the file could not be written"


def _lines(file: File) -> str:
    places = Places(file.source)
    lines = []
    for pin in file.pins:
        if pin.status != CURRENT:
            line, column = places.position(pin.span.start)
            lines.append(f"{visible(file.path)}:{line + 1}:{column + 1}: {visible(pin.name)}: {visible(told(pin))}\n")
    return "".join(lines)


def told(pin: Pin) -> str:
    """What became of an image, in a few words."""
    if pin.status == PINNED:
        return f"pinned to {f'{pin.version}, ' if pin.version else ''}{pin.digest}"
    if pin.status in (UPDATED, STALE):
        change = f" ({pin.change})" if pin.change else ""
        advice = "" if pin.status == UPDATED else ": renew it with dockwright pin --update"
        return f"moved from {_short(pin.previous)} to {_short(pin.digest)}{change}{advice}"
    if pin.status == UNPINNED:
        return "has no digest: pin it with dockwright pin"
    return f"not pinned, {pin.message}" if not pin.previous else f"not renewed, {pin.message}"


def _short(digest: str) -> str:
    return digest[: digest.find(":") + 13]


def _counts(found: Sequence[File]) -> dict[str, int]:
    counts = dict.fromkeys(WORDS, 0)
    for file in found:
        for pin in file.pins:
            counts[pin.status] += 1
    return counts


def _summary(found: Sequence[File]) -> str:
    total = sum(len(file.pins) for file in found)
    parts = [f"{number} {WORDS[status]}" for status, number in _counts(found).items() if number]
    return f"{count(total, 'image')} in {count(len(found), 'file')}{': ' if parts else ''}{', '.join(parts)}\n"


def as_json(found: Sequence[File]) -> str:
    """The report as JSON: the places count as in the reports of findings."""
    from json import dumps

    rows = []
    for file in found:
        places = Places(file.source)
        for pin in file.pins:
            line, column = places.position(pin.span.start)
            values = (file.path, line + 1, column + 1, pin.reference.text, pin.status, pin.digest or None, pin.previous or None)
            rows.append(dict(zip(KEYS, (*values, pin.change, pin.message), strict=True)))
    counts = {key: number for key, number in _counts(found).items() if number}
    problems = [file.problem for file in found if file.problem]
    return dumps({"version": 1, "files": len(found), "images": rows, "counts": counts, "problems": problems}, indent=2) + "\n"


def _status(found: Sequence[File], changed_fails: bool) -> int:
    statuses = {pin.status for file in found for pin in file.pins}
    if FAILED in statuses or any(file.problem for file in found):
        return BROKEN
    changed = changed_fails and any(file.changed for file in found)
    return OPEN if changed or statuses & {UNPINNED, STALE, BY_HAND} else GOOD
