"""Scanners that the user has: which there is, and what it says about an image. Run only where somebody asks; bounded; without a shell."""

from __future__ import annotations

import os
from threading import Lock, Semaphore

from dockwright.model.vulnerabilities import ScanError, Vulnerabilities
from dockwright.scanner.programs import PROGRAMS, Program, located
from dockwright.scanner.reports import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from subprocess import Popen

    from dockwright.settings import Settings

RULE = "vulnerable-base-image"
AT_A_TIME = 2
LONGEST = 64 << 20
"""Bytes of a report; more is no report about an image."""


def scanner_for(settings: Settings) -> Scanner | None:
    """The scanner that the settings ask for; None where the rule is off or there is none on this machine."""
    if all(row.name != RULE for row in settings.rows()):
        return None
    from dockwright import rules
    from dockwright.rules._index import INDEX

    rule = rules.load(INDEX[RULE])
    options = settings.options_of(RULE, rule.options, rule.profile_options)
    wanted, timeout = str(options["scanner"]), options["timeout"]
    for program in PROGRAMS:
        if wanted in ("auto", program.name):
            path = located(program)
            if path is not None:
                return Scanner(program, path, float(timeout) if isinstance(timeout, int) and timeout > 0 else 300.0)
    return None


class Scanner:
    """One scanner, from any thread; a few images are scanned at a time. `path` is the program, `timeout` in seconds."""

    __slots__ = ("_closed", "_lock", "_running", "_turn", "path", "program", "timeout")

    def __init__(self, program: Program, path: str, timeout: float = 300.0) -> None:
        self.program = program
        self.path = path
        self.timeout = timeout
        self._lock = Lock()
        self._turn = Semaphore(AT_A_TIME)
        self._running: set[Popen[bytes]] = set()
        self._closed = False

    @property
    def name(self) -> str:
        """What the scanner is called."""
        return self.program.name

    def scan(self, reference: str, platform: str = "") -> Vulnerabilities:
        """What is wrong with an image. Raises ScanError."""
        with self._turn:
            output, status, said = self._run(self.program.command(self.path, reference, platform), reference)
        found = read(self.program.name, output) if status in self.program.statuses else None
        if found is None:
            why = said.strip().splitlines()[-1][:300] if said.strip() else f"it ended with status {status}"
            raise ScanError(f"{self.name} could not scan {reference}: {why}")
        return found

    def close(self) -> None:
        """Give up what is under way, and begin nothing more."""
        with self._lock:
            self._closed = True
            for process in self._running:
                _end(process)

    def _run(self, command: list[str], reference: str) -> tuple[bytes, int, str]:
        """What the program wrote, and how it ended; at home, so that no configuration of the project has a say in it."""
        from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
        from tempfile import TemporaryFile

        with TemporaryFile() as output:
            with self._lock:
                if self._closed:
                    raise ScanError(f"{reference} was not scanned any more")
                try:
                    process = Popen(
                        command,
                        stdin=DEVNULL,
                        stdout=output,
                        stderr=PIPE,
                        cwd=os.path.expanduser("~"),
                        start_new_session=os.name == "posix",
                    )
                except OSError as error:
                    raise ScanError(f"{self.name} cannot be run: {error.strerror}") from None
                self._running.add(process)
            try:
                _, said = process.communicate(timeout=self.timeout)
            except TimeoutExpired:
                _end(process)
                process.communicate()
                raise ScanError(f"{self.name} did not end within {self.timeout:.0f} s for {reference}: raise the option timeout") from None
            finally:
                with self._lock:
                    self._running.discard(process)
            output.seek(0)
            return output.read(LONGEST), process.returncode, said[-4000:].decode("utf-8", "replace")


def _end(process: Popen[bytes]) -> None:
    """End a process with those it has started."""
    from contextlib import suppress

    with suppress(OSError):
        if os.name == "posix":
            from signal import SIGKILL

            os.killpg(process.pid, SIGKILL)
        else:
            process.kill()
