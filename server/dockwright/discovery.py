"""Which files to lint: those that are named, and those below a directory that are called like a Dockerfile."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("dockerfile", "containerfile")
OTHER_SUFFIXES = (
    *(".dockerignore", ".md", ".mdx", ".rst", ".html", ".py", ".pyc", ".json", ".yaml", ".yml", ".toml", ".lock", ".log"),
    *(".j2", ".jinja", ".jinja2", ".tmpl", ".gotmpl", ".tpl", ".template", ".erb", ".ejs", ".hbs", ".mustache"),
    *("~", "#", ".bak", ".orig", ".rej", ".swp", ".swo", ".tmp", ".patch", ".diff"),
)
SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox", ".nox"})


def is_dockerfile(name: str) -> bool:
    """Whether a file's name says that it is a Dockerfile: `Dockerfile`, `Dockerfile.dev`, `app.dockerfile`, `Containerfile-prod`."""
    name = name.lower()
    if name.endswith(OTHER_SUFFIXES) or name.startswith((".#", "#")):
        return False
    return any(name == known or name.startswith((known + ".", known + "-")) or name.endswith("." + known) for known in NAMES)


def walk(directory: str, ask_git: bool = True) -> list[str]:
    """The Dockerfiles below a directory, sorted, without what git ignores; a link to a file that is there anyway is left out.

    A checkout can tell git to run programs, so where it is not trusted git must not be asked.
    """
    names = _tracked(directory) if ask_git and _in_checkout(directory) else None
    if names is None:
        names = list(_walk(directory))
    found = sorted(_joined(directory, name) for name in names if is_dockerfile(os.path.basename(name)))
    real = {os.path.realpath(path) for path in found if not os.path.islink(path)}
    return [path for path in found if not os.path.islink(path) or os.path.realpath(path) not in real]


def excluded(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a pattern takes a file out: one without a slash fits any part of the path, an absolute one the path or a folder above."""
    parts = os.path.abspath(path).replace(os.sep, "/").split("/")
    folders = ["/".join(parts[: i + 1]) for i in range(1, len(parts))]
    return any(fnmatchcase(text, pattern) for pattern in patterns for text in (folders if "/" in pattern else parts))


def _joined(directory: str, path: str) -> str:
    return path if directory in (".", "./") else os.path.join(directory, path)


def _walk(directory: str, below: str = "") -> Iterator[str]:
    """Files below a directory, as paths relative to it. Linked folders are not entered, so a loop of links cannot hold it."""
    for folder, folders, files in os.walk(directory):
        folders[:] = sorted(name for name in folders if name not in SKIPPED)
        relative = os.path.relpath(folder, directory)
        for name in files:
            yield os.path.join(below, name if relative == "." else os.path.join(relative, name))


def _in_checkout(directory: str) -> bool:
    at = os.path.abspath(directory)
    while not os.path.lexists(os.path.join(at, ".git")):
        at, below = os.path.dirname(at), at
        if at == below:
            return False
    return True


def _tracked(directory: str) -> list[str] | None:
    """What git has or would add below a directory; None where git cannot say, or knows nothing of the directory."""
    listed = _git_files(directory)
    if not listed:
        return None
    found: list[str] = []
    for path in listed:
        whole = os.path.join(directory, path)
        if not SKIPPED.isdisjoint(path.split("/")):
            continue
        if os.path.isdir(whole) and not os.path.islink(whole):
            nested = _tracked(whole)
            found += _walk(whole, path) if nested is None else [os.path.join(path, name) for name in nested]
        elif os.path.lexists(whole) and not os.path.isdir(whole):
            found.append(path)
    return found


def _git_files(directory: str) -> list[str] | None:
    import subprocess

    command = ["git", "-c", "core.fsmonitor=false", "-C", directory, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    environment = {name: value for name, value in os.environ.items() if name not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")}
    try:
        listing = subprocess.run(command, capture_output=True, env=environment, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return [os.fsdecode(name) for name in listing.split(b"\0") if name]
