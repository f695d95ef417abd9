"""What the user chose: the editor's settings put over the configuration file that governs a Dockerfile.

An editor's settings may differ by workspace folder, and change at any time; `settings` gives the same object until something did,
so that what was found with it can be kept.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from dockwright.config import OWN, PEER, ConfigError, Configs
from dockwright.findings import SEVERITIES
from dockwright.settings import PROFILES, Settings, unknown_names

FILES = (*OWN, *PEER)
LEVELS = (*SEVERITIES, "off")


class Choices(NamedTuple):
    """The editor's settings, `dockwright.*`, for one folder. `profile` is empty where the file decides."""

    profile: str = ""
    levels: Mapping[str, str] = MappingProxyType({})
    on_save: bool = False
    unsafe_fixes: bool = False
    inlay_hints: bool = False
    shellcheck: str = "auto"
    registry: bool = False

    def over(self, settings: Settings) -> Settings:
        """Settings of a file with these put over them."""
        if not self.profile and not self.levels:
            return settings
        switched_on = {name for name, level in self.levels.items() if level != "off"}
        return settings.replaced(
            profile=self.profile or settings.profile,
            ignore=tuple(name for name in settings.ignore if name not in switched_on),
            levels={**settings.levels, **self.levels},
        )


def read(raw: Any) -> tuple[Choices, list[str]]:
    """The choices in an editor's `dockwright` section, and what is wrong with it; what is wrong counts as not given."""
    given = raw if isinstance(raw, dict) else {}
    problems: list[str] = []
    profile = given.get("profile") or ""
    if profile and profile not in PROFILES:
        problems.append(f"dockwright.profile cannot be {profile!r}: choose one of {', '.join(PROFILES)}")
        profile = ""
    return (
        Choices(
            profile=profile,
            levels=_levels(given.get("rules"), problems),
            on_save=given.get("run") == "onSave",
            unsafe_fixes=given.get("unsafeFixes") is True,
            inlay_hints=given.get("inlayHints") is True,
            shellcheck=_shellcheck(given.get("shellcheck"), problems),
            registry=given.get("registry") is True,
        ),
        problems,
    )


def _shellcheck(raw: Any, problems: list[str]) -> str:
    if raw in (None, "auto", "on", "off"):
        return raw or "auto"
    problems.append(f"dockwright.shellcheck cannot be {raw!r}: choose one of auto, on, off")
    return "auto"


def _levels(raw: Any, problems: list[str]) -> dict[str, str]:
    given = {name: level for name, level in raw.items() if level is not None} if isinstance(raw, dict) else {}
    for name, close in unknown_names(list(given)):
        problems.append(f"dockwright.rules: unknown rule {name!r}{f': did you mean {close!r}?' if close else ''}")
        del given[name]
    for name, level in list(given.items()):
        if level not in LEVELS:
            problems.append(f"dockwright.rules: {name} cannot be {level!r}: choose one of {', '.join(LEVELS)}")
            del given[name]
    return given


class Folder:
    """A workspace folder with its choices, and the configuration files found so far."""

    __slots__ = ("choices", "configs", "path")

    def __init__(self, path: str, choices: Choices) -> None:
        self.path = path
        self.choices = choices
        self.configs = Configs(choices.over)

    def holds(self, path: str) -> bool:
        """Whether a file is below it."""
        return path == self.path or path.startswith(self.path.rstrip(os.sep) + os.sep)


class Configuration:
    """The choices of every workspace folder. `generation` counts changes."""

    __slots__ = ("elsewhere", "folders", "generation")

    def __init__(self) -> None:
        self.folders: list[Folder] = []
        self.elsewhere = Folder("", Choices())
        self.generation = 0

    def take(self, folders: dict[str, Choices], elsewhere: Choices) -> bool:
        """Take choices, of which `elsewhere` are those for files outside every folder; whether any is new."""
        if elsewhere == self.elsewhere.choices and folders == {folder.path: folder.choices for folder in self.folders}:
            return False
        self._replace(folders, elsewhere)
        return True

    def _replace(self, folders: dict[str, Choices], elsewhere: Choices) -> None:
        self.folders = [Folder(path, choices) for path, choices in sorted(folders.items(), key=lambda item: -len(item[0]))]
        self.elsewhere = Folder("", elsewhere)
        self.generation += 1

    def reread(self) -> None:
        """Forget what configuration files said."""
        self._replace({folder.path: folder.choices for folder in self.folders}, self.elsewhere.choices)

    def folder(self, path: str) -> Folder:
        """The innermost folder a file is in."""
        return next((folder for folder in self.folders if folder.holds(path)), self.elsewhere)

    def choices(self, path: str) -> Choices:
        """The editor's settings for a file."""
        return self.folder(path).choices

    def settings(self, path: str) -> Settings:
        """The settings for a file. Raises ConfigError."""
        return self.folder(path).configs.of(path)


__all__ = ["FILES", "Choices", "ConfigError", "Configuration", "Folder", "read"]
