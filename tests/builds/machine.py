"""A Docker daemon of this machine's own: in a Debian in a folder, without network, stopped behind the tests.

The folder is `$XDG_CACHE_HOME/dockwright-builds`; deleting it undoes everything. Nothing is mounted outside the mount namespace of a
command, so that whatever ends that command, also unmounts. What cannot be had is `Missing`, with the reason.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from editors.machine import Missing, run, tool

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dockwright-builds"
MAY_RUN = bool(os.environ.get("DOCKWRIGHT_BUILDS"))
# The first release whose BuildKit knows `docker build --check`. Where debootstrap is older than it, `sid` says how it is installed.
DEBIAN, LIKE = "forky", "sid"
PYTHON = ("python3-venv", "python-is-python3")
DOCKER = ("docker.io", "docker-cli", "docker-buildx", "runc")
UNWANTED = ("boot", "dev", "proc", "run", "sys", "tmp", "usr/share/doc", "usr/share/locale", "usr/share/man", "var/cache", "var/lib/apt")
# Private, so that no other process of the machine sees them; runc's pivot_root wants the root to be a mount.
MOUNTS = """set -e
mount --make-rprivate /
mount --bind "$0" "$0"
mount -t proc proc "$0/proc"
mount --rbind /sys "$0/sys"
mount --rbind /dev "$0/dev"
mount -t tmpfs tmpfs "$0/run"
exec chroot "$0" "$@"
"""
SEARCH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def mirror() -> str:
    """Where this machine's Debian packages come from."""
    folder = Path("/etc/apt/sources.list.d")
    files = [*sorted(folder.glob("*.sources")), Path("/etc/apt/sources.list"), *sorted(folder.glob("*.list"))]
    for text in (file.read_text(errors="replace") for file in files if file.exists()):
        found = re.search(r"^(?:URIs:|deb(?: \[[^]\n]*\])?) (?:\S+ )*?(\S+/debian)/?(?: |$)", text, re.M)
        if found:
            return found[1]
    raise Missing("apt's sources name no mirror of Debian")


def debian() -> Path:
    """The Debian in a folder, set up once, and beside it a part of it as `base.tar`: what images of the tests are made of."""
    if not MAY_RUN:
        raise Missing("real builds are made by `make builds` only")
    if os.geteuid() != 0:
        raise Missing("only root can set up a Debian in a folder and run a Docker daemon there")
    done = CACHE / "debian.ready"
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / "debian.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            remove(CACHE / "debian")
            _set_up(CACHE / "debian")
            done.touch()
    return CACHE / "debian"


def _set_up(folder: Path) -> None:
    alone = (tool("unshare"), "--mount")
    script = Path("/usr/share/debootstrap/scripts")
    like = [] if (script / DEBIAN).exists() else [script / LIKE]
    run(*alone, tool("debootstrap"), "--variant=minbase", DEBIAN, folder, mirror(), *like)
    (folder / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
    (folder / "usr/sbin/policy-rc.d").chmod(0o755)
    install = (*alone, "sh", "-c", MOUNTS, folder, "env", SEARCH, "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "--yes")
    run(*install, "--no-install-recommends", *PYTHON)
    run(tool("tar"), "-C", folder, *(f"--exclude=./{name}/*" for name in UNWANTED), "-cf", CACHE / "base.tar", ".")
    run(*install, "--no-install-recommends", *DOCKER)


def remove(folder: Path) -> None:
    """Delete a folder with everything in it, unless something is mounted there."""
    mounted = [line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines()]
    if any(f"{place}/".startswith(f"{folder}/") for place in mounted):
        raise Missing(f"something is mounted in {folder}: unmount it first")
    shutil.rmtree(folder, ignore_errors=True)


class Daemon:
    """A running daemon. `work` is a folder that it sees too."""

    def __init__(self, root: Path, work: Path) -> None:
        self.work = work
        self.root = root
        self._client = (tool("chroot"), root, "env", "-i", SEARCH, "HOME=/tmp")
        self._docker = ("docker", "--host", f"unix://{self.inside(work)}/docker.sock")

    def inside(self, path: Path) -> str:
        """How a path below `work` is written there."""
        return f"/{path.relative_to(self.root)}"

    def call(self, *words: str, read: int | IO[bytes] = subprocess.DEVNULL, **environment: str) -> subprocess.CompletedProcess[bytes]:
        """Run a command of docker, which reads from `read`."""
        more = [f"{name}={value}" for name, value in environment.items()]
        command = [*self._client, *more, *self._docker, *words]
        return subprocess.run(command, stdin=read, capture_output=True, timeout=120, check=False)

    def answer(self, *words: str, read: int | IO[bytes] = subprocess.DEVNULL, **environment: str) -> bytes:
        """What a command of docker prints; fails where that fails."""
        done = self.call(*words, read=read, **environment)
        assert done.returncode == 0, f"docker {' '.join(words)}\n{(done.stdout + done.stderr).decode(errors='replace')}"
        return done.stdout


@contextmanager
def daemon() -> Iterator[Daemon]:
    """A daemon with nothing in it."""
    root = debian()
    work = Path(tempfile.mkdtemp(prefix="builds-", dir=root / "tmp"))
    try:
        with open(work / "log", "wb") as log:
            process = subprocess.Popen(_command(root, f"/tmp/{work.name}"), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            made = Daemon(root, work)
            _wait(made, process)
            yield made
        finally:
            _stop(process)
    finally:
        remove(work)


def _command(root: Path, work: str) -> list[str]:
    """The daemon in namespaces of its own, in which nothing is left when it ends."""
    places = [
        "--data-root",
        f"{work}/data",
        "--exec-root",
        f"{work}/exec",
        "--pidfile",
        f"{work}/pid",
        "--host",
        f"unix://{work}/docker.sock",
    ]
    offline = ["--iptables=false", "--ip6tables=false", "--bridge=none"]
    alone = [tool("unshare"), "--mount", "--pid", "--fork", "--kill-child"]
    return [*alone, "sh", "-c", MOUNTS, str(root), "env", "-i", SEARCH, "dockerd", *places, *offline]


def _wait(made: Daemon, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while made.call("version").returncode:
        if process.poll() is not None or time.monotonic() > end:
            raise Missing(f"the Docker daemon does not start: {(made.work / 'log').read_text(errors='replace')[-500:].strip()}")
        time.sleep(0.2)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the daemon to end, which unshare would not pass on; with it every process and mount of its namespaces goes."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    for child in children.read_text().split() if process.poll() is None else ():
        os.kill(int(child), signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
