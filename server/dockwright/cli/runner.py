"""Checks or fixes many files: each read, judged by its own configuration and, if asked, written; several processes where that pays."""

from __future__ import annotations

import os
import sys

from dockwright import files
from dockwright.config import ConfigError, Configs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dockwright.cli.online import Gathered
    from dockwright.contexts import Contexts
    from dockwright.engine import Crash
    from dockwright.findings import Finding, Rewrite
    from dockwright.model.context import Context
    from dockwright.model.document import Document
    from dockwright.model.project import Project
    from dockwright.model.surroundings import Surroundings
    from dockwright.settings import Settings
    from dockwright.shellcheck import Checker

MANY = 300
SHARE = 16
AHEAD, ENOUGH = 64, 150
STDIN = "<stdin>"


class Outcome:
    """What became of one file. `problem` is why it could not be linted, or why the fixed text could not be written.

    `notes` are what else its reader should know, `files` other files as fixing leaves them. `is_beside`: nobody named the file; it is
    the ignore file of one that was named. `split` is what was done besides fixing.
    """

    __slots__ = (
        "applied",
        "before",
        "crashes",
        "fail_on",
        "files",
        "findings",
        "is_beside",
        "notes",
        "path",
        "problem",
        "profile",
        "refused",
        "source",
        "split",
    )

    def __init__(self, path: str) -> None:
        self.path = path
        self.problem = ""
        self.before = ""
        self.source = ""
        self.fail_on = "warning"
        self.profile = ""
        self.findings: list[Finding] = []
        self.crashes: list[Crash] = []
        self.applied: list[Finding] = []
        self.refused: list[tuple[Finding, str]] = []
        self.notes: list[str] = []
        self.files: list[Rewrite] = []
        self.is_beside = False
        self.split = ""

    @property
    def changed(self) -> bool:
        """Whether fixing made another text of it, or of another file."""
        return self.source != self.before or bool(self.files)


class Job:
    """A file that was read, while ShellCheck is at work on it."""

    __slots__ = ("document", "outcome", "settings")

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.document: Document | None = None
        self.settings: Settings | None = None


class Task:
    """What to do with each file; small and picklable, for it goes to every process.

    `shellcheck` is the program to ask, if any, `gathered` what registries said, if they were asked.
    """

    __slots__ = ("_checker", "_contexts", "configs", "fix", "gathered", "processes", "shellcheck", "split", "store", "unsafe", "write")

    def __init__(
        self,
        configs: Configs,
        fix: bool = False,
        unsafe: bool = False,
        split: bool = False,
        write: bool = False,
        shellcheck: str | None = None,
        store: bool = True,
    ) -> None:
        self.configs = configs
        self.fix = fix
        self.unsafe = unsafe
        self.split = split
        self.write = write
        self.shellcheck = shellcheck
        self.store = store
        self.processes = 2
        self.gathered: Gathered | None = None
        self._checker: Checker | None = None
        self._contexts: Contexts | None = None

    @property
    def checker(self) -> Checker | None:
        """Who asks ShellCheck, made when first needed and never sent to another process."""
        if self._checker is None and self.shellcheck:
            from dockwright.shellcheck import Checker
            from dockwright.shellcheck.store import open_store

            self._checker = Checker(self.shellcheck, open_store(self.shellcheck) if self.store else None, self.processes)
        return self._checker

    def on_files(self, paths: Iterable[str]) -> Iterator[Outcome]:
        """Check or fix files, in order. Some are read ahead, so that ShellCheck has something to do while rules run."""
        ahead: list[Job] = []
        checker = self.checker
        waiting = 0
        try:
            for path in paths:
                job, waiting = self._begin(Outcome(path))
                ahead.append(job)
                if checker is None or waiting >= ENOUGH or len(ahead) >= AHEAD:
                    yield from self._end(ahead.pop(0))
            if checker is not None:
                checker.launch()
            while ahead:
                yield from self._end(ahead.pop(0))
        finally:
            if checker is not None:
                checker.close()

    def on_text(self, source: str, name: str) -> Outcome:
        """Check or fix a text as if it were the file `name`. Raises ConfigError."""
        outcome = Outcome(name)
        job, _ = self._begin_text(outcome, source, self.configs.of(name))
        try:
            return self._end_judged(job)
        finally:
            if self._checker is not None:
                self._checker.close()

    def _begin(self, outcome: Outcome) -> tuple[Job, int]:
        """Read a file; whatever goes wrong is in the outcome. How many shell texts are being waited for comes with it."""
        path = outcome.path
        try:
            settings = self.configs.of(path)
            return self._begin_text(outcome, files.read(path), settings)
        except ConfigError as error:
            outcome.problem = str(error)
        except OSError as error:
            outcome.problem = f"{path}: {files.explain(error, path)}"
        except Exception as error:
            outcome.crashes = [_crash(error)]
        return Job(outcome), 0

    def _begin_text(self, outcome: Outcome, source: str, settings: Settings) -> tuple[Job, int]:
        from dockwright import engine

        outcome.before = outcome.source = source
        outcome.fail_on, outcome.profile = settings.fail_on, settings.profile
        job = Job(outcome)
        if outcome.path.endswith(".dockerignore"):
            checked = engine.check_ignore_file(source, settings, outcome.path)
            outcome.findings, outcome.crashes = checked.findings, checked.crashes
            return job, 0
        job.settings = settings
        job.document = engine.read(source, settings, outcome.path, surroundings=self._surroundings(outcome.path, settings))
        checker = self.checker
        return job, checker.begin(engine.bodies(job.document, settings)) if checker else 0

    def _surroundings(self, path: str, settings: Settings) -> Surroundings:
        from dockwright.model.surroundings import Surroundings

        def project() -> Project:
            from dockwright.project import read

            return read(path)

        checker, gathered = self.checker, self.gathered
        return Surroundings(
            verdicts=checker.verdict if checker else None,
            image=gathered.teller(settings) if gathered else None,
            project=project,
            context=None if path == STDIN else lambda paths: self._context(path, settings, paths),
        )

    def _context(self, path: str, settings: Settings, paths: Sequence[str]) -> Context | None:
        """The build context of a file; what finds it is loaded when first asked for, and never sent to another process."""
        if self._contexts is None:
            from dockwright.contexts import Contexts

            self._contexts = Contexts()
        return self._contexts.of(path, settings)(paths)

    def _end(self, job: Job) -> Iterator[Outcome]:
        """Judge what was read, and write it if asked; whatever goes wrong is in the outcome. An ignore file with faults follows."""
        outcome = job.outcome
        if job.document is None:
            yield outcome
            return
        at = outcome.path
        try:
            self._end_judged(job, others=True)
            for at, before, after in self._changes(outcome):
                files.create(at, after) if before is None else files.replace(at, before, after)
        except OSError as error:
            outcome.problem = f"{at}: {files.explain(error, at)}"
            self._forget(outcome)
        except Exception as error:
            outcome.crashes = [_crash(error)]
        yield outcome
        beside = None if outcome.files else self._beside(job)
        if beside and beside.findings:
            yield beside

    def _changes(self, outcome: Outcome) -> Iterator[tuple[str, str | None, str]]:
        """What is to be written: each path with its text before and after."""
        if self.write:
            yield from outcome.files
            if outcome.source != outcome.before:
                yield outcome.path, outcome.before, outcome.source

    def _beside(self, job: Job) -> Outcome | None:
        """What is found in the ignore file that goes with a Dockerfile, where something is copied from its context."""
        from dockwright.planning import plan_of

        if job.document is None or job.settings is None or "IgnoreFile" not in plan_of(job.settings).by_subject:
            return None
        context = job.document.context
        if context is None or context.ignore is None:
            return None
        outcome = Outcome(context.ignore.path)
        outcome.is_beside = True
        try:
            self._begin_text(outcome, context.ignore.source, job.settings)
        except Exception as error:
            outcome.crashes = [_crash(error)]
        return outcome

    def _end_judged(self, job: Job, others: bool = False) -> Outcome:
        outcome, settings, checker = job.outcome, job.settings, self._checker
        if job.document is None or settings is None:
            return outcome
        if self.fix:
            from dockwright.fixing import fix

            source = _split(job.document, outcome) if self.split else outcome.before
            fixed = fix(source, settings, outcome.path, self.unsafe, job.document.surroundings, others)
            outcome.source, outcome.findings, outcome.crashes = fixed.source, fixed.remaining, fixed.crashes
            outcome.applied, outcome.refused, outcome.files = fixed.applied, fixed.refused, fixed.files
        else:
            from dockwright.engine import check_document

            checked = check_document(job.document, settings)
            outcome.findings, outcome.crashes = checked.findings, checked.crashes
        outcome.findings = [_as_offered(finding) for finding in outcome.findings]
        if checker is not None:
            outcome.notes, checker.problems = checker.problems, []
        if self.gathered is not None:
            outcome.notes = outcome.notes + self.gathered.notes.get(outcome.path, [])
        return outcome

    def _forget(self, outcome: Outcome) -> None:
        """Nothing was written, so nothing may be reported as if it had been."""
        outcome.source, outcome.findings, outcome.applied, outcome.files = outcome.before, [], [], []


def _split(document: Document, outcome: Outcome) -> str:
    """The text in a build and a runtime stage, where that can be done."""
    from dockwright.ide.splitting import TITLE, split
    from dockwright.referee import objection

    found = split(document)
    if found is None or objection(outcome.before, found):
        return outcome.before
    outcome.split = TITLE
    return found


def _as_offered(finding: Finding) -> Finding:
    """A finding without a fix that only an editor can offer."""
    return finding._replace(fix=None) if finding.fix and finding.fix.applicability == "editor" else finding


def _crash(error: Exception) -> Crash:
    from traceback import format_exc

    from dockwright.engine import Crash

    return Crash("the engine", f"{type(error).__name__}: {error}", format_exc())


def run(task: Task, paths: Sequence[str], jobs: int | None) -> list[Outcome]:
    """The outcomes in the order of the paths. Without `jobs`, processes are started only where there are many files."""
    jobs = jobs or (min(_processors(), 8) if len(paths) > MANY else 1)
    outcomes = task.on_files(paths) if jobs == 1 or len(paths) < 2 else _shared(task, paths, min(jobs, len(paths)))
    return _once(_with_progress(outcomes, len(paths)), paths)


def _once(outcomes: Iterable[Outcome], paths: Sequence[str]) -> list[Outcome]:
    """An ignore file is told of once, however many Dockerfiles it goes with, and not at all beside itself."""
    found: list[Outcome] = []
    seen: set[str] = set()
    for outcome in outcomes:
        if outcome.is_beside:
            whole = os.path.realpath(outcome.path)
            seen = seen or {os.path.realpath(path) for path in paths if path.endswith(".dockerignore")}
            if whole in seen:
                continue
            seen.add(whole)
        found.append(outcome)
    return found


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


_task: Task


def _start(task: Task) -> None:
    """In a new process: take the task, leave Ctrl-C to the parent."""
    import signal

    global _task
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _task = task


def _on_files(paths: Sequence[str]) -> list[Outcome]:
    return list(_task.on_files(paths))


def _shared(task: Task, paths: Sequence[str], jobs: int) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor

    share = max(1, min(SHARE, len(paths) // (jobs * 4)))
    task.processes = 1
    pool = ProcessPoolExecutor(jobs, initializer=_start, initargs=(task,))
    try:
        for outcomes in pool.map(_on_files, [paths[at : at + share] for at in range(0, len(paths), share)]):
            yield from outcomes
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
