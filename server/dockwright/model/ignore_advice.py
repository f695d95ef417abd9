"""What a `.dockerignore` for a context should leave out, going by what the context holds."""

from __future__ import annotations

from dockwright.findings import Rewrite
from dockwright.model.context_secrets import secrets
from dockwright.model.ignorefile import IgnoreFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dockwright.model.context import Context

ECOSYSTEMS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("package.json",), ("**/node_modules",)),
    (("pyproject.toml", "requirements.txt", "setup.py", "Pipfile", "manage.py"), ("**/__pycache__", ".venv", "venv")),
    (("Cargo.toml", "pom.xml", "build.sbt"), ("target",)),
    (("build.gradle", "build.gradle.kts"), (".gradle", "build")),
    (("Gemfile",), ("vendor/bundle",)),
    (("main.tf",), ("**/.terraform",)),
    (("mix.exs",), ("_build", "deps")),
)
"""Manifests, and the directories that a build makes anew beside them."""
_ENDINGS = ((".csproj", ("**/bin", "**/obj")), (".fsproj", ("**/bin", "**/obj")))
_HISTORY = (".git", ".hg", ".svn")


def unwanted(context: Context, folder: str = "") -> list[str]:
    """What lies in a directory and has no business in an image, as lines for an ignore file: history, settings, keys, dependencies."""
    entries = context.entries(folder)
    lead = f"{folder}/" if folder else ""
    found = [name for name in _HISTORY if entries.get(name)]
    if any(name == ".env" or name.startswith(".env.") for name in entries):
        found.append(".env*")
    files = [lead + name for name, is_folder in entries.items() if not is_folder and not name.startswith(".env")]
    found += [path.removeprefix(lead) for path in secrets(context, files)]
    return [lead + name for name in (*found, *_made(entries))]


def _made(entries: Mapping[str, bool]) -> Iterator[str]:
    for manifests, folders in ECOSYSTEMS:
        if any(name in entries for name in manifests):
            yield from folders
    for ending, folders in _ENDINGS:
        if any(name.endswith(ending) for name in entries):
            yield from folders


def created(context: Context, lines: Iterable[str], needed: Iterable[str]) -> Rewrite | None:
    """A new ignore file with these lines and the Dockerfile itself, but for what is needed; None where nothing is left."""
    itself = [context.dockerfile] if context.dockerfile else []
    kept = _allowed((*lines, *itself, ".dockerignore"), needed)
    return Rewrite(context.ignore_path, None, "".join(f"{line}\n" for line in kept)) if kept else None


def extended(context: Context, lines: Iterable[str], needed: Iterable[str]) -> Rewrite | None:
    """The ignore file with more lines at its end, or a new one; None where that would keep out what is needed."""
    wanted, paths = list(lines), list(needed)
    if not wanted or _allowed(wanted, paths) != wanted:
        return None
    if context.ignore is None:
        advised = _allowed(unwanted(context), paths)
        covered = IgnoreFile("\n".join(advised))
        return created(context, [*advised, *(line for line in wanted if not covered.ignores(line))], paths)
    before = context.ignore.source
    newline = "\r\n" if "\r\n" in before else "\n"
    gap = newline if before and not before.endswith("\n") else ""
    return Rewrite(context.ignore_path, before, before + gap + "".join(f"{line}{newline}" for line in wanted))


def _allowed(lines: Iterable[str], needed: Iterable[str]) -> list[str]:
    """The lines that keep out nothing that is needed."""
    paths = list(needed)
    return [line for line in dict.fromkeys(lines) if not any(IgnoreFile(line).ignores(path) for path in paths)]


def escaped(path: str) -> str:
    """A path as a pattern that fits it alone."""
    made = "".join(f"\\{char}" if char in "*?[\\" else char for char in path)
    return f"\\{made}" if made.startswith(("#", "!")) else made
