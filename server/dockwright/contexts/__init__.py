"""Where the build context of a Dockerfile is, as people arrange it, and what is in it.

The configuration says it, or the sources of COPY lie in one of the directories from the Dockerfile's up to the top of the checkout
and in no other, or a Compose or Bake file names the Dockerfile. Else it is the Dockerfile's directory, where nothing speaks
against that.
"""

from __future__ import annotations

import os
from itertools import islice

from dockwright.model.context import ASSUMED, CONFIGURED, DECLARED, MOST_ENTRIES, RESOLVED, Context
from dockwright.model.ignorefile import NAME, IgnoreFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dockwright.settings import Settings

HIGHEST = 12
"""How many directories above a Dockerfile are looked at."""
LATER = 500
"""How many entries may be listed after a survey."""
BEGINNING = 65_536
"""No file is read beyond these bytes, and none that is longer."""
APART = frozenset(
    (
        *("docker", ".docker", "dockerfiles", "dockerfile", "containers", "container", "build", "deploy", "deployment", "deployments"),
        *("infra", "infrastructure", "ops", "ci", ".ci", ".github", "images", "image", "packaging", "scripts", "etc", ".devcontainer"),
    )
)
"""Names of directories that hold a Dockerfile whose context is elsewhere."""


class Contexts:
    """Finds contexts for one run. Directories are looked at once, ignore files each time, for a fix may have written one."""

    __slots__ = ("_ask_git", "_declared", "_folders", "_tops")

    def __init__(self, ask_git: bool = True) -> None:
        self._ask_git = ask_git
        self._declared: dict[str, dict[str, str]] = {}
        self._folders: dict[str, dict[str, bool] | None] = {}
        self._tops: dict[str, str] = {}

    def of(self, path: str, settings: Settings) -> Callable[[Sequence[str]], Context | None]:
        """What answers for the Dockerfile at `path`, whether or not it is on disk; its directory has to be."""
        found: dict[tuple[str, ...], tuple[str, str] | None] = {}

        def ask(sources: Sequence[str]) -> Context | None:
            key = tuple(sources)
            if key not in found:
                found[key] = self._find(os.path.abspath(path), settings, key)
            place = found[key]
            return self._context(path, *place) if place else None

        return ask

    def _find(self, path: str, settings: Settings, sources: tuple[str, ...]) -> tuple[str, str] | None:
        """The root of the context and how it is known."""
        configured = _configured(path, settings)
        if configured:
            return (configured, CONFIGURED) if self._list(configured) is not None else None
        folder = os.path.dirname(path)
        if self._list(folder) is None:
            return None
        above = self._above(folder)
        named = {source for source in sources if source not in ("", "*") and source.split("/")[0] != ".."}
        missing = {root: {source for source in named if not self._has(root, source)} for root in above}
        whole = [root for root in above if named and not missing[root]]
        if len(whole) == 1:
            return whole[0], RESOLVED
        declared = self._declares(path, above)
        if declared:
            return declared, DECLARED
        if whole:
            return whole[0], RESOLVED
        partly = [root for root in above if len(missing[root]) < len(named)]
        if partly and named:
            return (partly[0], RESOLVED) if len(partly) == 1 else None
        return (folder, ASSUMED) if self._is_own(folder, above) else None

    def _above(self, folder: str) -> list[str]:
        """The directories from one up to the top of its checkout; it alone where there is none."""
        found = [folder]
        while len(found) < HIGHEST and not os.path.lexists(os.path.join(found[-1], ".git")):
            upper = os.path.dirname(found[-1])
            if upper == found[-1]:
                return [folder]
            found.append(upper)
        return found if os.path.lexists(os.path.join(found[-1], ".git")) else [folder]

    def _is_own(self, folder: str, above: list[str]) -> bool:
        """Whether a directory looks like the context of its Dockerfile, where nothing but the whole context is copied."""
        if len(above) == 1 or NAME in (self._list(folder) or ()):
            return True
        return os.path.basename(folder).lower() not in APART and not any(NAME in (self._list(root) or ()) for root in above[1:])

    def _declares(self, path: str, above: list[str]) -> str | None:
        """The context that a Compose or Bake file in one of these directories names for a Dockerfile."""
        for folder in above:
            if folder not in self._declared:
                names = [name for name, is_folder in (self._list(folder) or {}).items() if not is_folder and is_build_file(name)]
                self._declared[folder] = _declared(folder, names) if names else {}
            found = self._declared[folder].get(os.path.realpath(path))
            if found and self._list(found) is not None:
                return found
        return None

    def _has(self, root: str, source: str) -> bool:
        if any(char in source for char in "*?["):
            return bool(Context(root, "", self._listing(root)).matching(source))
        return os.path.lexists(os.path.join(root, source))

    def _context(self, path: str, root: str, how: str) -> Context:
        whole = os.path.abspath(path)
        own = whole + NAME
        place = own if os.path.isfile(own) else os.path.join(root, NAME)
        shown = place if os.path.isabs(path) else _relative(place)
        text = beginning(place, 16 * BEGINNING)
        inside = os.path.relpath(whole, root).replace(os.sep, "/") if _is_below(whole, root) else ""
        return Context(
            root,
            how,
            self._listing(root),
            ignore=None if text is None else IgnoreFile(text, shown),
            ignore_path=shown,
            dockerfile=inside,
            reading=lambda inner: beginning(os.path.join(root, inner)) or "",
            git_ignores=lambda inner: git_ignores(root, inner) if self._ask_git else None,
        )

    def _listing(self, root: str) -> Callable[[str], dict[str, bool] | None]:
        return lambda folder: self._list(os.path.join(root, folder) if folder else root)

    def _list(self, folder: str) -> dict[str, bool] | None:
        if folder not in self._folders:
            self._folders[folder] = listed(folder)
        return self._folders[folder]


def around(path: str) -> Context | None:
    """The directory of an ignore file, as the context it is for; without the ignore file, so that all of it is seen."""
    root = os.path.dirname(os.path.abspath(path))
    found = Contexts()
    return Context(root, ASSUMED, found._listing(root)) if found._list(root) is not None else None


def survey(context: Context, sources: Sequence[str]) -> None:
    """List and read now what rules will ask of a context, and let little be listed later."""
    from dockwright.model.context_secrets import secrets_below

    for source in (one for one in sources if one.split("/")[0] != ".."):
        context.entries(source.rpartition("/")[0])
        for path in context.matching(source) if any(char in source for char in "*?[") else [source]:
            if context.is_folder(path):
                secrets_below(context, path)
            elif not context.has(path):
                context.git_ignores(path)
    context.entries()
    context.allow(LATER)


def _configured(path: str, settings: Settings) -> str | None:
    if not settings.contexts:
        return None
    from dockwright.discovery import excluded

    return next((folder for glob, folder in settings.contexts if excluded(path, (glob,))), None)


def is_build_file(name: str) -> bool:
    """Whether a file is called as those are that say how Dockerfiles are built."""
    stem, _, end = name.lower().rpartition(".")
    compose = stem.startswith(("compose", "docker-compose")) and end in ("yml", "yaml")
    return compose or (stem.startswith("docker-bake") and end in ("hcl", "json"))


def _declared(folder: str, names: list[str]) -> dict[str, str]:
    from dockwright.contexts.buildfiles import contexts

    found: dict[str, str] = {}
    for name in sorted(names, key=lambda one: (len(one), one)):
        text = beginning(os.path.join(folder, name), 16 * BEGINNING)
        for context, dockerfile in contexts(name, text) if text else ():
            root = os.path.normpath(os.path.join(folder, context))
            found.setdefault(os.path.realpath(os.path.join(root, dockerfile)), root)
    return found


def listed(folder: str) -> dict[str, bool] | None:
    """The entries of a directory, each with whether it is one; None where it cannot be listed. A link to a directory is none.

    Of more entries than a context may have, the first are given, and one more than that, so that it counts as not listed completely.
    """
    try:
        with os.scandir(folder) as entries:
            return {entry.name: entry.is_dir(follow_symlinks=False) for entry in islice(entries, MOST_ENTRIES + 1)}
    except (OSError, ValueError):
        return None


def beginning(path: str, longest: int = BEGINNING) -> str | None:
    """The text of a file; None where there is none, or where it is longer than that."""
    from dockwright.files import decode

    try:
        if not os.path.isfile(path) or os.path.getsize(path) > longest:
            return None
        with open(path, "rb") as file:
            return decode(file.read(longest))
    except OSError:
        return None


def git_ignores(root: str, path: str) -> bool | None:
    """Whether git leaves a path out, which need not exist; None where git cannot say."""
    import subprocess

    command = ["git", "-c", "core.fsmonitor=false", "-C", root, "check-ignore", "-q", "--", path]
    environment = {name: value for name, value in os.environ.items() if name not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")}
    try:
        status = subprocess.run(command, capture_output=True, env=environment, check=False, timeout=5).returncode
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return {0: True, 1: False}.get(status)


def _is_below(path: str, root: str) -> bool:
    return path.startswith(root.rstrip(os.sep) + os.sep)


def _relative(path: str) -> str:
    found = os.path.relpath(path)
    return path if found.startswith("..") else found
