"""The build context: what lies in the directory that the builder is given, and what its ignore file leaves out.

Nothing here reads a disk. Whoever makes a context says how a directory is listed and how a file is read; each is asked for once.
"""

from __future__ import annotations

from dockwright.model.ignorepatterns import BadPattern, Matcher
from dockwright.model.paths import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dockwright.model.ignorefile import IgnoreFile

    Listing = Callable[[str], Mapping[str, bool] | None]

CONFIGURED, DECLARED, RESOLVED, ASSUMED = "configured", "declared", "resolved", "assumed"
"""How the root is known: the user said so, a Compose or Bake file does, the sources lie there alone, or nothing speaks against it."""
MOST_ENTRIES = 20_000
DEEPEST = 24
HEAPS = frozenset(
    (
        *(".git", ".hg", ".svn", "node_modules", "bower_components", "__pycache__", ".venv", "venv", ".tox", ".nox", ".gradle"),
        *(".terraform", ".next", ".nuxt", ".cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".yarn", "vendor", "target"),
    )
)
"""Directories that tools fill: they are seen, and not looked into unless a source names them."""

PRODUCTS = frozenset(
    (
        *("dist", "build", "target", "out", "bin", "obj", "publish", "release", "releases", "artifacts", "artifact", "node_modules"),
        *("vendor", "output", "_output", "_build", ".next", ".output", "generated", "tmp", "linux", "builds", "download", "downloads"),
    )
)
"""Directories that something other than git fills before the image is built."""
MADE = (
    *(".whl", ".jar", ".war", ".ear", ".zip", ".tar", ".tgz", ".gz", ".xz", ".bz2", ".zst", ".deb", ".rpm", ".apk", ".exe", ".msi"),
    *(".so", ".dll", ".bin", ".img", ".iso", ".onnx", ".pt", ".crt", ".pem", ".key", ".license"),
)
"""Endings of files that are rarely kept in git."""


def is_product(path: str) -> bool:
    """Whether a file is, by its path, brought there just before the image is built."""
    low = path.lower()
    return low.endswith(MADE) or not PRODUCTS.isdisjoint(low.split("/"))


def _nothing(_: str) -> str:
    return ""


def _unknown(_: str) -> bool | None:
    return None


class Context:
    """A build context. Paths are relative to `root`, with slashes; the root itself is the empty path.

    `listing` gives the entries of a directory, each with whether it is a directory itself, None where there is no such directory.
    `reading` gives the beginning of a file, empty where it cannot be read. `git_ignores` says whether git leaves a path out, None
    where git cannot be asked. `ignore_path` is where the ignore file is, or would be, as it is to be shown. `below` keeps what was
    looked for below a directory.
    """

    __slots__ = (
        "_ask_git",
        "_counted",
        "_folders",
        "_git_ignored",
        "_has",
        "_listing",
        "_matching",
        "_texts",
        "below",
        "dockerfile",
        "how",
        "ignore",
        "ignore_path",
        "reading",
        "root",
    )

    def __init__(
        self,
        root: str,
        how: str,
        listing: Listing,
        *,
        ignore: IgnoreFile | None = None,
        ignore_path: str = ".dockerignore",
        dockerfile: str = "",
        reading: Callable[[str], str] = _nothing,
        git_ignores: Callable[[str], bool | None] = _unknown,
    ) -> None:
        self.root = root
        self.how = how
        self.ignore = ignore
        self.ignore_path = ignore_path
        self.dockerfile = dockerfile
        self.reading = reading
        self._ask_git = git_ignores
        self._git_ignored: dict[str, bool | None] = {}
        self._listing = listing
        self._folders: dict[str, Mapping[str, bool] | None] = {}
        self._texts: dict[str, str] = {}
        self._has: dict[str, bool] = {}
        self._matching: dict[str, list[str]] = {}
        self._counted = [0]
        self.below: dict[str, list[str]] = {}

    def with_ignore(self, ignore: IgnoreFile) -> Context:
        """The same files, with another ignore file."""
        made = Context(
            self.root,
            self.how,
            self._listing,
            ignore=ignore,
            ignore_path=self.ignore_path,
            dockerfile=self.dockerfile,
            reading=self.reading,
            git_ignores=self.git_ignores,
        )
        made._folders, made._texts, made._counted = self._folders, self._texts, self._counted
        return made

    @property
    def is_said(self) -> bool:
        """Whether somebody has said that this is the context."""
        return self.how in (CONFIGURED, DECLARED)

    @property
    def is_assumed(self) -> bool:
        """Whether nothing but its place speaks for it."""
        return self.how == ASSUMED

    @property
    def is_complete(self) -> bool:
        """Whether all that was asked for was listed, and not only the first entries."""
        return self._counted[0] <= MOST_ENTRIES

    def entries(self, folder: str = "") -> Mapping[str, bool]:
        """What lies in a directory; nothing where it is none, or where too much was listed before."""
        return self._entries(folder) or {}

    def _entries(self, folder: str) -> Mapping[str, bool] | None:
        if folder not in self._folders:
            found = self._listing(folder) if self.is_complete else None
            self._counted[0] += len(found or ())
            self._folders[folder] = found
        return self._folders[folder]

    def text(self, path: str) -> str:
        """The beginning of a file."""
        found = self._texts.get(path)
        if found is None:
            found = self._texts[path] = self.reading(path)
        return found

    def git_ignores(self, path: str) -> bool | None:
        """Whether git leaves a path out, which need not exist; None where git cannot be asked."""
        if path not in self._git_ignored:
            self._git_ignored[path] = self._ask_git(path)
        return self._git_ignored[path]

    def state(self) -> object:
        """What is known, to be compared with what was known before."""
        ignored = self.ignore.source if self.ignore else None
        return self.root, self.how, self.ignore_path, ignored, self._folders, self._texts, self._git_ignored

    def allow(self, entries: int) -> None:
        """List no more than so many entries from now on."""
        self._counted[0] = max(self._counted[0], MOST_ENTRIES - entries)

    def has(self, path: str) -> bool:
        """Whether there is something at a path."""
        found = self._has.get(path)
        if found is None:
            folder, _, name = clean(path).rpartition("/")
            found = self._has[path] = name in ("", ".") or name in self.entries(folder)
        return found

    def is_folder(self, path: str) -> bool:
        """Whether there is a directory at a path."""
        path = clean(path)
        folder, _, name = path.rpartition("/")
        return path in ("", ".", "/") or self.entries(folder).get(name, False)

    def matching(self, pattern: str) -> list[str]:
        """The paths that a pattern of COPY fits, as the builder's `filepath.Match` has it: no wildcard crosses a slash."""
        if pattern not in self._matching:
            self._matching[pattern] = self._fitting(pattern)
        return self._matching[pattern]

    def _fitting(self, pattern: str) -> list[str]:
        found = [""]
        for segment in clean(pattern).split("/"):
            try:
                matcher = Matcher(_single(segment))
            except BadPattern:
                return []
            found = [f"{folder}/{name}".lstrip("/") for folder in found for name in sorted(self.entries(folder)) if matcher.matches(name)]
        return found

    def is_left_out(self, path: str) -> bool:
        """Whether the ignore file keeps a path out of the build."""
        return self.ignore is not None and self.ignore.ignores(path)

    def sent(self, folder: str = "", wanted: Callable[[str], bool] | None = None) -> Iterator[str]:
        """The files below a directory that the builder gets, and the directories in `HEAPS`; no more than was listed.

        Only those that are `wanted` are looked up in the ignore file, which takes longer than to look at a name.
        """
        waiting = [folder]
        for here in waiting:
            for name, is_folder in sorted(self.entries(here).items()):
                path = f"{here}/{name}" if here else name
                if not is_folder or name in HEAPS:
                    if (wanted is None or wanted(path)) and not self.is_left_out(path):
                        yield path
                elif path.count("/") < DEEPEST and not (self.ignore and self.ignore.keeps_all_of(path)):
                    waiting.append(path)


def _single(segment: str) -> str:
    """A segment in which two stars mean what one does."""
    while "**" in segment:
        segment = segment.replace("**", "*")
    return segment
