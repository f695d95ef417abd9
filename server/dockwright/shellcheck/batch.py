"""One ShellCheck process: the scripts it is given, its command line, and its answer read."""

from __future__ import annotations

import os

from dockwright.model.remarks import Body, Change, Comment
from dockwright.text import LineIndex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from subprocess import Popen
    from typing import Any

    Answer = dict[Body, tuple[Comment, ...]]

ARGUMENTS = ("--format=json1", "--norc")
REPORT = "report.json"


class Failure(Exception):
    """ShellCheck gave no answer: why, and what that means for the report."""


class Batch:
    """Some bodies, given to one process."""

    __slots__ = ("_error", "_folder", "_process", "bodies", "program")

    def __init__(self, program: str, bodies: list[Body]) -> None:
        self.program = program
        self.bodies = bodies
        self._folder = ""
        self._process: Popen[bytes] | None = None
        self._error = ""

    def start(self) -> None:
        """Start the process. Its report goes to a file, so that it never waits for a reader; `collect` tells what went wrong."""
        from subprocess import DEVNULL, Popen

        try:
            command = self._prepare()
            with open(os.path.join(self._folder, REPORT), "wb") as report:
                self._process = Popen(command, cwd=self._folder, env=_environment(), stdin=DEVNULL, stdout=report, stderr=DEVNULL)
        except OSError as error:
            self._error = error.strerror or str(error)

    @property
    def is_done(self) -> bool:
        """Whether the answer need not be waited for."""
        return self._process is None or self._process.poll() is not None

    def collect(self, seconds: float) -> Answer:
        """The answer, waited for. Raises Failure."""
        from subprocess import TimeoutExpired

        try:
            if self._process is None:
                raise Failure(f"{self.program} could not be started ({self._error}): its findings are missing")
            self._process.wait(seconds)
            with open(os.path.join(self._folder, REPORT), "rb") as report:
                return self._read(report.read())
        except TimeoutExpired:
            raise self._too_slow(seconds) from None
        finally:
            self.abandon()

    def abandon(self) -> None:
        """End the process if it runs, and remove the files."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._clean()

    async def run(self, seconds: float) -> Answer:
        """The answer, from a process that the running event loop looks after. Raises Failure."""
        from asyncio import create_subprocess_exec, subprocess, wait_for

        process = None
        try:
            command = self._prepare()
            process = await create_subprocess_exec(
                *command,
                cwd=self._folder,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            output, _ = await wait_for(process.communicate(), seconds)
            return self._read(output)
        except TimeoutError:
            raise self._too_slow(seconds) from None
        except OSError as error:
            raise Failure(f"{self.program} could not be started ({error.strerror or error}): its findings are missing") from None
        finally:
            if process is not None and process.returncode is None:
                process.kill()
                await process.wait()
            self._clean()

    def _prepare(self) -> list[str]:
        """Write the scripts; the command line that names them. Raises OSError."""
        self._folder = _new_folder()
        names = [f"{number}.sh" for number in range(len(self.bodies))]
        for name, body in zip(names, self.bodies, strict=True):
            with open(os.path.join(self._folder, name), "wb") as file:
                file.write(_bytes("".join((*(f"{line}\n" for line in _head(body)), body.text, "\n"))))
        return [os.path.abspath(self.program), *ARGUMENTS, *names]

    def _clean(self) -> None:
        if self._folder:
            try:
                for name in os.listdir(self._folder):
                    os.unlink(os.path.join(self._folder, name))
                os.rmdir(self._folder)
            except OSError:
                pass
            self._folder = ""

    def _too_slow(self, seconds: float) -> Failure:
        return Failure(f"ShellCheck was stopped, for it took more than {seconds:.0f} s over one shell text: its findings are missing")

    def _read(self, output: bytes) -> Answer:
        from json import loads

        try:
            comments = loads(output)["comments"]
        except (ValueError, KeyError, TypeError):
            raise Failure(f"{self.program} gave no report: is it ShellCheck 0.7 or later? Its findings are missing") from None
        found: dict[str, list[Any]] = {}
        for comment in comments:
            found.setdefault(comment["file"], []).append(comment)
        return {body: _comments(body, found.get(f"{number}.sh", ())) for number, body in enumerate(self.bodies)}


def _environment() -> dict[str, str]:
    """The environment without the options it may hold: what is remembered must not depend on them."""
    return {name: value for name, value in os.environ.items() if name != "SHELLCHECK_OPTS"}


def _head(body: Body) -> list[str]:
    """The lines put before a body."""
    shell = [f"#!/bin/{body.shell}"] if body.shell else []
    return [*shell, f"export {' '.join(body.names)}"] if body.names else shell


def _comments(body: Body, given: Any) -> tuple[Comment, ...]:
    """What ShellCheck says about a body, by offset; without what concerns the lines that were put before it."""
    lines = LineIndex(body.text)
    head = 1 + len(_head(body))

    def place(one: Any, prefix: str) -> int:
        line, column = ("line", "column") if not prefix else (f"{prefix}Line", f"{prefix}Column")
        return lines.offset(one[line] - head, one[column] - 1)

    found = []
    for one in given:
        if one["line"] >= head:
            replacements = (one.get("fix") or {}).get("replacements", ())
            changes = tuple(
                Change(place(change, ""), place(change, "end"), change.get("insertionPoint") == "afterEnd", change["replacement"])
                for change in replacements
            )
            found.append(Comment(one["code"], one["level"], one["message"], place(one, ""), place(one, "end"), changes))
    return tuple(sorted(found, key=lambda comment: (comment.start, comment.code)))


def _bytes(text: str) -> bytes:
    """A script as it is written for ShellCheck, one character for one, whatever cannot be encoded."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _new_folder() -> str:
    """An empty folder that nobody else can enter; `tempfile` would cost more to import than a small script to check."""
    named = (os.environ.get(name, "") for name in ("TMPDIR", "TEMP", "TMP"))
    parent = next((folder for folder in (*named, "/tmp", "/var/tmp") if folder and os.path.isdir(folder)), os.getcwd())
    folder = os.path.join(parent, f"dockwright-{os.urandom(8).hex()}")
    os.mkdir(folder, 0o700)
    return folder
