"""Which configuration governs a file: the nearest above it, read once a directory.

`dockwright.toml`, `.dockwright.toml` and the table `[tool.dockwright]` of a `pyproject.toml` count; where there is none up to
the root of the file system, the nearest `.hadolint.yaml` does, then hadolint's files in the home directory, then its variables
in the environment. Files are never merged.
"""

from __future__ import annotations

import os

from dockwright.settings import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OWN = ("dockwright.toml", ".dockwright.toml", "pyproject.toml")
PEER = (".hadolint.yaml", ".hadolint.yml")


class ConfigError(Exception):
    """A configuration that cannot be honoured: where, what is wrong, and what to write instead."""

    def __init__(self, path: str, line: int | None, message: str) -> None:
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


Found = Settings | ConfigError | None


class Configs:
    """The settings of any file. `overlay` puts the command line, or the editor's settings, over what a file says."""

    __slots__ = ("_fixed", "_isolated", "_overlaid", "_overlay", "_own", "_peer", "_personal")

    def __init__(self, overlay: Callable[[Settings], Settings] | None = None, file: str | None = None, isolated: bool = False) -> None:
        self._overlay = overlay
        self._isolated = isolated
        self._fixed = _read(file) or ConfigError(file, None, "has no table [tool.dockwright]") if file else None
        self._own: dict[str, Found] = {}
        self._peer: dict[str, Found] = {}
        self._personal: tuple[Found] | None = None
        self._overlaid: dict[int, Settings] = {}

    def of(self, path: str) -> Settings:
        """The settings for the file at `path`, which need not exist. Raises ConfigError."""
        directory = os.path.dirname(os.path.abspath(path))
        found = self._fixed
        if found is None and not self._isolated:
            found = _nearest(directory, OWN, self._own) or _nearest(directory, PEER, self._peer) or self._of_user()
        if isinstance(found, ConfigError):
            raise found
        return self._overlay_once(found)

    def _of_user(self) -> Found:
        if self._personal is None:
            self._personal = (_of_user(),)
        return self._personal[0]

    def _overlay_once(self, found: Settings | None) -> Settings:
        settings = self._overlaid.get(id(found))
        if settings is None:
            settings = found or Settings()
            if self._overlay:
                settings = self._overlay(settings)
            self._overlaid[id(found)] = settings
        return settings


def _nearest(directory: str, names: Sequence[str], cache: dict[str, Found]) -> Found:
    passed = []
    while directory not in cache:
        passed.append(directory)
        cache[directory] = _here(directory, names)
        above = os.path.dirname(directory)
        if cache[directory] is None and above != directory:
            del cache[directory]
            directory = above
    for below in passed:
        cache[below] = cache[directory]
    return cache[directory]


def _of_user() -> Found:
    """What a user, or a build job, has set up for hadolint: its first file outside projects, else its variables."""
    home = os.path.expanduser("~")
    config = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
    for place in (os.path.join(config, "hadolint"), *(os.path.join(home, ".hadolint", name) for name in ("hadolint", "config"))):
        for path in (place + ".yaml", place + ".yml"):
            if os.path.isfile(path):
                return _read(path)
    if any(name.startswith("HADOLINT_") for name in os.environ):
        from dockwright.config.hadolint import environment

        try:
            wishes = environment(os.environ)
        except ConfigError as error:
            return error
        return wishes.settings() if wishes else None
    return None


def _here(directory: str, names: Sequence[str]) -> Found:
    for name in names:
        path = os.path.join(directory, name)
        if os.path.isfile(path):
            found = _read(path)
            if found is not None:
                return found
    return None


def _read(path: str) -> Found:
    """The settings in a file; None for a `pyproject.toml` that does not speak of them."""
    try:
        with open(path, "rb") as file:
            data = file.read()
        if os.path.basename(path) == "pyproject.toml" and b"dockwright" not in data:
            return None
        from dockwright.config.toml import read

        return read(path, data)
    except ConfigError as error:
        return error
    except OSError as error:
        return ConfigError(path, None, f"cannot be read: {error.strerror}")
