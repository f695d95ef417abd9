"""Asks ShellCheck about the shell texts of Dockerfiles: in batches, in the background, about each text once.

    checker = Checker(program, store)
    checker.begin(engine.bodies(document, settings))          # starts processes and returns at once
    engine.check_document(document, settings, verdicts=checker.verdict)

An event loop cannot wait. It passes `Checker.known` for the verdicts, which says what is remembered, shows what that finds,
awaits `Checker.ask(result.unjudged)`, and checks again.
"""

from __future__ import annotations

import os
import sys

from dockwright.shellcheck.batch import Batch, Failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from dockwright.model.remarks import Body, Comment
    from dockwright.shellcheck.store import Store

    Verdict = tuple[Comment, ...]

LARGEST = 50
SMALLEST = 6
PROCESSES = 2
FAILURES = 3
PATIENCE, PATIENCE_ALONE = 120.0, 10.0


def find() -> str | None:
    """The ShellCheck program: the one beside this Python, where the extra `shellcheck` puts it, or the first on the path."""
    name = "shellcheck.exe" if sys.platform == "win32" else "shellcheck"
    for folder in (os.path.dirname(sys.executable), *os.environ.get("PATH", "").split(os.pathsep)):
        path = os.path.join(folder, name)
        if folder and os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    return None


class Checker:
    """Verdicts on shell texts. Each is remembered, and kept in `store` if there is one.

    `problems` tell people what went wrong. A text that ShellCheck fails on counts as one it says nothing about.
    """

    __slots__ = ("_failures", "_memory", "_processes", "_queue", "_running", "_store", "problems", "program")

    def __init__(self, program: str, store: Store | None = None, processes: int = PROCESSES) -> None:
        self.program = program
        self.problems: list[str] = []
        self._store = store
        self._processes = processes
        self._memory: dict[Body, Verdict] = {}
        self._queue: dict[Body, None] = {}
        self._running: list[Batch] = []
        self._failures = 0

    def known(self, body: Body) -> Verdict | None:
        """The verdict if it is remembered or stored; never waits for ShellCheck."""
        found = self._memory.get(body)
        if found is None and self._store is not None:
            found = self._store.get(body)
            if found is not None:
                self._memory[body] = found
        return found

    def begin(self, bodies: Iterable[Body]) -> int:
        """Take in what is not known; as soon as it fills a batch, start a process. Returns how many texts are being waited for."""
        running = {body for batch in self._running for body in batch.bodies}
        for body in bodies:
            if body not in self._queue and body not in running and self.known(body) is None:
                self._queue[body] = None
        if len(self._queue) >= LARGEST:
            for batch in [batch for batch in self._running if batch.is_done]:
                self._running.remove(batch)
                self._collect(batch)
        while len(self._queue) >= LARGEST and len(self._running) < self._processes:
            self._launch(LARGEST)
        return len(self._queue) + sum(len(batch.bodies) for batch in self._running)

    def launch(self) -> None:
        """Start processes for what is waiting, without regard to how few that are."""
        while self._queue and len(self._running) < self._processes:
            free = self._processes - len(self._running)
            self._launch(min(LARGEST, max(SMALLEST, -(-len(self._queue) // free))))

    def verdict(self, body: Body) -> Verdict:
        """The verdict, waited for if need be."""
        if self.known(body) is None:
            self.begin((body,))
            while body not in self._memory:
                self.launch()
                self._collect(self._running.pop(0))
        return self._memory[body]

    def close(self) -> None:
        """End what is running."""
        for batch in self._running:
            batch.abandon()
        self._running = []
        self._queue = {}

    def _launch(self, size: int) -> None:
        bodies = [body for body, _ in zip(self._queue, range(size), strict=False)]
        for body in bodies:
            del self._queue[body]
        batch = Batch(self.program, bodies)
        batch.start()
        self._running.append(batch)

    def _collect(self, batch: Batch) -> None:
        try:
            self._learn(batch.collect(PATIENCE if len(batch.bodies) > 1 else PATIENCE_ALONE))
        except Failure as failure:
            if len(batch.bodies) == 1 or self._failures >= FAILURES:
                self._give_up(batch, failure)
                return
            for body in batch.bodies:
                alone = Batch(self.program, [body])
                alone.start()
                self._collect(alone)

    def _learn(self, verdicts: dict[Body, Verdict]) -> None:
        self._memory.update(verdicts)
        if self._store is not None:
            for body, verdict in verdicts.items():
                self._store.put(body, verdict)

    def _give_up(self, batch: Batch, failure: Failure) -> None:
        self._failures += 1
        self._memory.update(dict.fromkeys(batch.bodies, ()))
        if str(failure) not in self.problems:
            self.problems.append(str(failure))

    async def ask(self, bodies: Iterable[Body]) -> None:
        """Have ShellCheck read what is not known of `bodies`, without holding up the event loop. May be cancelled."""
        missing = [body for body in dict.fromkeys(bodies) if self.known(body) is None]
        for first in range(0, len(missing), LARGEST):
            batch = Batch(self.program, missing[first : first + LARGEST])
            try:
                self._learn(await batch.run(PATIENCE_ALONE))
            except Failure as failure:
                self._give_up(batch, failure)
