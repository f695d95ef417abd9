"""Where an editor runs: on this machine, or in the Debian in a folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from editors import machine


class Place:
    """A place with `dockwright` on PATH and a project to work on. Paths below `root` are seen without it inside."""

    def __init__(self, prefix: list[str], root: Path, work: Path, path: str) -> None:
        self.prefix = prefix
        self.root = root
        self.work = work
        self.home = work / "home"
        self.project = work / "project"
        self.environment = {"HOME": self.inside(self.home), "PATH": path, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}
        self.home.mkdir(parents=True)
        self.project.mkdir()

    def inside(self, path: Path) -> str:
        """How a path is written there."""
        return f"/{path.relative_to(self.root)}"

    def write(self, name: str, text: str) -> Path:
        """Write a file below the home."""
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def command(self, *words: str) -> list[str]:
        """A command as it is run from outside, with the environment of the place and nothing else."""
        return [*self.prefix, "env", "-i", "-C", self.inside(self.project), *(f"{k}={v}" for k, v in self.environment.items()), *words]

    def run(self, *words: str, **environment: str) -> str:
        """What a command there writes, standard error included."""
        more = [f"{name}={value}" for name, value in environment.items()]
        done = subprocess.run(
            self.command("env", *more, *words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout


@contextmanager
def here(folder: Path, programs: Path) -> Iterator[Place]:
    """This machine, below a folder."""
    yield Place([], Path("/"), folder, f"{programs}:{os.environ['PATH']}")


ENTER = 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"'


def entering(root: Path) -> list[str]:
    """The command that enters a root. Helix needs /proc, which is mounted for that command alone, where that is allowed."""
    own = [machine.tool("unshare"), "--mount", machine.tool("sh"), "-c", ENTER, str(root)]
    works = subprocess.run([*own, "true"], capture_output=True, timeout=20, check=False).returncode == 0
    return own if works else [machine.tool("chroot"), str(root)]


@contextmanager
def in_debian() -> Iterator[Place]:
    """The Debian in a folder, below a folder of its own there."""
    root = machine.debian_with_engine()
    work = Path(tempfile.mkdtemp(dir=root / "tmp"))
    try:
        yield Place(entering(root), root, work, "/usr/local/bin:/usr/bin:/bin")
    finally:
        shutil.rmtree(work, ignore_errors=True)
