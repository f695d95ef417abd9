"""The command line put over the settings of a file."""

from __future__ import annotations

import os

from dockwright.cli.options import Arguments, UsageError
from dockwright.settings import Settings, unknown_names


class Overlay:
    """What the command line says wins over the file; what it adds is added. Raises UsageError for what it cannot mean.

    A `--select` starts afresh: what the file ignores or switches off does not hold against it.
    """

    __slots__ = ("arguments", "build_args", "exclude", "platform")

    def __init__(self, arguments: Arguments) -> None:
        for option in ("--select", "--ignore", "--extend-select"):
            _refuse_unknown(option, arguments)
        self.arguments = arguments
        self.build_args = dict(map(_build_arg, arguments.values.get("--build-arg", ())))
        self.platform = _platform(arguments.value("--platform"))
        self.exclude = _anchored(arguments.names("--exclude"))

    def __call__(self, settings: Settings) -> Settings:
        """New settings; the ones given are not changed."""
        given = self.arguments
        afresh = given.flag("--select")
        added = given.names("--extend-select")
        kept = () if afresh else tuple(name for name in settings.ignore if name not in added)
        return settings.replaced(
            profile=given.value("--profile") or settings.profile,
            select=given.names("--select") if afresh else settings.select,
            ignore=kept + given.names("--ignore"),
            extend_select=(() if afresh else settings.extend_select) + added,
            levels={name: level for name, level in settings.levels.items() if level != "off" or not (afresh or name in added)},
            build_args={**settings.build_args, **self.build_args},
            target=given.value("--target") or settings.target,
            platform=self.platform or settings.platform,
            **({"fail_on": given.value("--fail-on")} if given.flag("--fail-on") else {}),
            exclude=settings.exclude + self.exclude,
            registry=settings.registry,
        )


def _refuse_unknown(option: str, arguments: Arguments) -> None:
    if not arguments.flag(option):
        return
    names = arguments.names(option)
    if not names:
        raise UsageError(f"{option} needs the names of rules")
    for name, close in unknown_names(names):
        raise UsageError(f"{option}: unknown rule {name!r} ({f'did you mean {close!r}?' if close else 'dockwright rules lists them'})")


def _platform(given: str | None) -> str | None:
    if given is None:
        return None
    from dockwright.model.platforms import parse

    if parse(given) is None:
        raise UsageError(f"--platform cannot be {given!r}: write a system and an architecture, as linux/arm64")
    return given


def _build_arg(word: str) -> tuple[str, str]:
    """As with docker build, a name alone takes its value from the environment."""
    name, equals, value = word.partition("=")
    if not name:
        raise UsageError(f"--build-arg needs NAME=VALUE, not {word!r}")
    return name, value if equals else os.environ.get(name, "")


def _anchored(globs: tuple[str, ...]) -> tuple[str, ...]:
    if not globs:
        return ()
    from dockwright.config.toml import anchored

    return tuple(anchored(glob, os.getcwd()) for glob in globs)
