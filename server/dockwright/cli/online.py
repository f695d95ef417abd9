"""Registries as the command line asks them: before anything is judged, about all files, many questions at a time."""

from __future__ import annotations

import sys

from dockwright import engine, files
from dockwright.config import ConfigError
from dockwright.registry.cache import Cache
from dockwright.registry.gathering import JOBS, SCAN_RULE, Answers, questions, run_all, unnamed
from dockwright.registry.options import options_of
from dockwright.registry.resolver import Resolver
from dockwright.scanner import scanner_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dockwright.cli.options import Arguments
    from dockwright.config import Configs
    from dockwright.model.facts import Teller
    from dockwright.registry.gathering import Question
    from dockwright.settings import Settings


class Resolvers:
    """One resolver for all files whose settings reach registries, and trust, in the same way."""

    __slots__ = ("arguments", "made")

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments
        self.made: dict[str, Resolver] = {}

    def of(self, settings: Settings) -> Resolver:
        """The resolver for a file."""
        key = way(settings)
        if key not in self.made:
            given, offline = self.arguments, self.arguments.flag("--offline")
            cache = None if given.flag("--no-cache") and not offline else Cache()
            self.made[key] = Resolver(options_of(settings.registry), cache, offline, given.flag("--update"), settings.trust)
        if self.made[key].scanner is None and not self.arguments.flag("--no-scan"):
            self.made[key].scanner = scanner_for(settings)
        return self.made[key]


def way(settings: Settings) -> str:
    """What decides how registries are reached, who is trusted, and how images are scanned."""
    return repr((sorted(settings.registry.items()), settings.trust, settings.options.get(SCAN_RULE)))


class Progress:
    """How far it is, on a terminal."""

    __slots__ = ("done", "shown", "total")

    def __init__(self, total: int) -> None:
        self.done = 0
        self.total = total
        self.shown = bool(sys.stderr) and sys.stderr.isatty()

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        if self.shown:
            sys.stderr.write(f"\r{self.done} of {self.total} images")
            sys.stderr.flush()

    def clear(self) -> None:
        """Leave nothing on the line."""
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


class Gathered:
    """What registries said about the images of a run; picklable. `notes` are what is to be said of a file."""

    __slots__ = ("answers", "notes")

    def __init__(self) -> None:
        self.answers: dict[str, Answers] = {}
        self.notes: dict[str, list[str]] = {}

    def teller(self, settings: Settings) -> Teller | None:
        """Who tells what images say, for files with these settings."""
        answers = self.answers.get(way(settings))
        return answers.tell if answers else None


def gather(arguments: Arguments, configs: Configs, sources: Iterable[tuple[str, str | None]]) -> Gathered:
    """Ask about the images of files, given with their text or to be read; what cannot be read is left to those who judge."""
    gathered, resolvers = Gathered(), Resolvers(arguments)
    wanted: dict[tuple[str, Question], list[str]] = {}
    for path, text in sources:
        try:
            for key, question in _questions(path, files.read(path) if text is None else text, configs, gathered, resolvers):
                wanted.setdefault((key, question), []).append(path)
        except (ConfigError, OSError):
            continue
    progress = Progress(len(wanted))
    calls = [_call(gathered.answers[key], question, resolvers.made[key]) for key, question in wanted]
    try:
        if calls:
            run_all(calls, JOBS, progress.step, list(resolvers.made.values()))
    finally:
        progress.clear()
    for (key, question), paths in wanted.items():
        for path in dict.fromkeys(paths):
            gathered.notes.setdefault(path, []).extend(gathered.answers[key].problems.get(question.key, ()))
    return gathered


def _questions(path: str, text: str, configs: Configs, gathered: Gathered, resolvers: Resolvers) -> Iterator[tuple[str, Question]]:
    settings = configs.of(path)
    document = engine.read(text, settings, path)
    for use, message in unnamed(document, settings):
        gathered.notes.setdefault(path, []).append(f"{path}:{use.instruction.start_line}: {message}")
    key = way(settings)
    for question in questions(document, settings):
        gathered.answers.setdefault(key, Answers())
        resolvers.of(settings)
        yield key, question


def _call(answers: Answers, question: Question, resolver: Resolver) -> Callable[[], None]:
    return lambda: answers.ask(question, resolver)
