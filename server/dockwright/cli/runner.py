"""Checks or fixes many files: each read, judged by its own configuration and, if asked, written; several processes where that pays."""

from __future__ import annotations

import os
import sys

from dockwright import files
from dockwright.config import ConfigError, Configs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dockwright.engine import Crash
    from dockwright.findings import Finding
    from dockwright.settings import Settings

MANY = 300
SHARE = 16


class Outcome:
    """What became of one file. `problem` is why it could not be linted, or why the fixed text could not be written."""

    __slots__ = ("applied", "before", "crashes", "fail_on", "findings", "path", "problem", "refused", "source")

    def __init__(self, path: str) -> None:
        self.path = path
        self.problem = ""
        self.before = ""
        self.source = ""
        self.fail_on = "warning"
        self.findings: list[Finding] = []
        self.crashes: list[Crash] = []
        self.applied: list[Finding] = []
        self.refused: list[tuple[Finding, str]] = []

    @property
    def changed(self) -> bool:
        """Whether fixing made another text of it."""
        return self.source != self.before


class Task:
    """What to do with each file; small and picklable, for it goes to every process."""

    __slots__ = ("configs", "fix", "unsafe", "write")

    def __init__(self, configs: Configs, fix: bool = False, unsafe: bool = False, write: bool = False) -> None:
        self.configs = configs
        self.fix = fix
        self.unsafe = unsafe
        self.write = write

    def on_file(self, path: str) -> Outcome:
        """Check or fix the file at `path`; whatever goes wrong is in the outcome."""
        outcome = Outcome(path)
        try:
            settings = self.configs.of(path)
            self._judge(outcome, files.read(path), settings)
            if self.write and outcome.changed:
                files.replace(path, outcome.before, outcome.source)
        except ConfigError as error:
            outcome.problem = str(error)
        except OSError as error:
            outcome.problem = f"{path}: {files.explain(error, path)}"
            self._forget(outcome)
        except Exception as error:
            from traceback import format_exc

            from dockwright.engine import Crash

            outcome.crashes = [Crash("the engine", f"{type(error).__name__}: {error}", format_exc())]
        return outcome

    def on_text(self, source: str, name: str) -> Outcome:
        """Check or fix a text as if it were the file `name`. Raises ConfigError."""
        outcome = Outcome(name)
        self._judge(outcome, source, self.configs.of(name))
        return outcome

    def _judge(self, outcome: Outcome, source: str, settings: Settings) -> None:
        outcome.before = outcome.source = source
        outcome.fail_on = settings.fail_on
        if self.fix:
            from dockwright.fixing import fix

            fixed = fix(source, settings, outcome.path, self.unsafe)
            outcome.source, outcome.findings, outcome.crashes = fixed.source, fixed.remaining, fixed.crashes
            outcome.applied, outcome.refused = fixed.applied, fixed.refused
        else:
            from dockwright.engine import check

            checked = check(source, settings, outcome.path)
            outcome.findings, outcome.crashes = checked.findings, checked.crashes

    def _forget(self, outcome: Outcome) -> None:
        """Nothing was written, so nothing may be reported as if it had been."""
        outcome.source, outcome.findings, outcome.applied = outcome.before, [], []


def run(task: Task, paths: Sequence[str], jobs: int | None) -> list[Outcome]:
    """The outcomes in the order of the paths. Without `jobs`, processes are started only where there are many files."""
    jobs = jobs or (min(_processors(), 8) if len(paths) > MANY else 1)
    outcomes = map(task.on_file, paths) if jobs == 1 or len(paths) < 2 else _shared(task, paths, min(jobs, len(paths)))
    return list(_with_progress(outcomes, len(paths)))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


_task: Task


def _start(task: Task) -> None:
    """In a new process: take the task, leave Ctrl-C to the parent."""
    import signal

    global _task
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _task = task


def _on_file(path: str) -> Outcome:
    return _task.on_file(path)


def _shared(task: Task, paths: Sequence[str], jobs: int) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor

    share = max(1, min(SHARE, len(paths) // (jobs * 4)))
    pool = ProcessPoolExecutor(jobs, initializer=_start, initargs=(task,))
    try:
        yield from pool.map(_on_file, paths, chunksize=share)
    finally:
        pool.shutdown(cancel_futures=True)


def _with_progress(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    """Pass outcomes on; on a terminal, after the first second, say how far it is."""
    if total < 2 or not sys.stderr or not sys.stderr.isatty():
        yield from outcomes
        return
    from time import monotonic

    shown, due = False, monotonic() + 1
    try:
        for number, outcome in enumerate(outcomes, 1):
            yield outcome
            if monotonic() > due:
                sys.stderr.write(f"\r{number} of {total} files")
                sys.stderr.flush()
                shown, due = True, monotonic() + 0.1
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
