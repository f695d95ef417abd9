"""What the images of open documents say of themselves, asked in the background where the user lets us: what is found is shown at once."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from dockwright.config import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dockwright.lsp.documents import OpenDocument
    from dockwright.lsp.server import Server
    from dockwright.model.document import Document
    from dockwright.model.facts import Teller
    from dockwright.registry.gathering import Answers, Question
    from dockwright.registry.resolver import Resolver
    from dockwright.settings import Settings

_PAUSE = 1.0
"""Seconds without typing before a registry is asked: nobody wants to ask for half a name."""
_FRESH, _AGAIN = 3600.0, 120.0
_THREADS = 4


class Registries:
    """Asks about images. In a workspace that is not trusted nobody is asked, for that may run a credential helper."""

    __slots__ = ("_answers", "_due", "_tasks", "server")

    def __init__(self, server: Server) -> None:
        self.server = server
        self._answers: dict[str, Answers] = {}
        self._due: dict[tuple[str, Any], float] = {}
        self._tasks: dict[str, tuple[list[Question], asyncio.Task[None]]] = {}

    def are_asked(self, path: str) -> bool:
        """Whether the user lets us ask about the images of a file."""
        return self.server.trusted and self.server.configuration.choices(path).registry

    def teller(self, path: str) -> Teller | None:
        """What is known without waiting; None where registries are not asked about a file."""
        if not self.are_asked(path):
            return None
        try:
            return self._of(self.server.configuration.settings(path)).tell
        except ConfigError:
            return None

    def kept(self, path: str) -> Teller | None:
        """What earlier questions left on this machine, for whoever looks at an image; nobody is asked."""
        from dockwright.registry.cache import Cache
        from dockwright.registry.gathering import Question, answer
        from dockwright.registry.options import options_of
        from dockwright.registry.resolver import Resolver

        try:
            settings = self.server.configuration.settings(path)
        except ConfigError:
            return None
        resolver = Resolver(options_of(settings.registry), Cache(), offline=True, trust=settings.trust)
        return lambda image, platform: answer(Question(image, platform, True), resolver)[0]

    def soon(self, open_document: OpenDocument, document: Document, settings: Settings) -> None:
        """Ask about the images of which nothing is known, once the document has been left alone, and then show it again."""
        if not self.are_asked(open_document.path):
            return
        from dockwright.registry.gathering import questions

        way, now = _way(settings), monotonic()
        missing = [one for one in dict.fromkeys(questions(document, settings)) if self._due.get((way, one), 0.0) <= now]
        asked, earlier = self._tasks.get(open_document.uri, ([], None))
        if earlier is not None and not earlier.done() and asked == missing:
            return
        self.forget(open_document.uri)
        if missing:
            task = asyncio.get_running_loop().create_task(self._ask(open_document, missing, settings))
            self._tasks[open_document.uri] = (missing, task)

    def forget(self, uri: str) -> None:
        """Ask no more about a document."""
        _, task = self._tasks.pop(uri, ([], None))
        if task is not None:
            task.cancel()

    def _of(self, settings: Settings) -> Answers:
        from dockwright.registry.gathering import Answers

        return self._answers.setdefault(_way(settings), Answers())

    async def _ask(self, document: OpenDocument, questions: list[Question], settings: Settings) -> None:
        from dockwright.registry.cache import Cache
        from dockwright.registry.options import options_of
        from dockwright.registry.resolver import Resolver
        from dockwright.registry.verification import NO_EXTRA, NO_KEYLESS
        from dockwright.scanner import scanner_for

        await asyncio.sleep(_PAUSE)
        answers, way = self._of(settings), _way(settings)
        resolver = Resolver(options_of(settings.registry), Cache(), trust=settings.trust, scanner=scanner_for(settings))
        slow = [one for one in questions if one.scanned] if resolver.scanner else []
        try:
            await _in_threads(answers, [one._replace(scanned=False) for one in questions], resolver)
            if slow:
                self._show(document)
                await _in_threads(answers, slow, resolver)
        finally:
            resolver.close()
        for one in questions:
            problems = answers.problems.get(one.key, ())
            self._due[way, one] = monotonic() + (_AGAIN if problems else _FRESH)
            for problem in problems:
                (self.server.complain_once if problem in (NO_EXTRA, NO_KEYLESS) else self.server.say_once)(problem)
        self._tasks.pop(document.uri, None)
        self._show(document)

    def _show(self, document: OpenDocument) -> None:
        document.forget()
        self.server.show_again(document)


def _way(settings: Settings) -> str:
    """What decides how registries are reached, who is trusted, and how images are scanned."""
    from dockwright.registry.gathering import SCAN_RULE

    return repr((sorted(settings.registry.items()), settings.trust, settings.options.get(SCAN_RULE)))


async def _in_threads(answers: Answers, questions: Sequence[Question], resolver: Resolver) -> None:
    """Ask a few at a time, in threads that keep nobody from leaving."""
    loop = asyncio.get_running_loop()
    left = list(questions)
    done = [loop.create_future() for _ in range(min(_THREADS, len(left)))]

    def work(mine: asyncio.Future[None]) -> None:
        while left:
            with suppress(IndexError):
                _ask_one(answers, left.pop(), resolver)
        _tell(loop, mine)

    for mine in done:
        Thread(target=work, args=(mine,), name="registry", daemon=True).start()
    await asyncio.gather(*done)


def _ask_one(answers: Answers, question: Question, resolver: Resolver) -> None:
    try:
        answers.ask(question, resolver)
    except Exception as error:
        failed = f"asking about {question.image.text} failed with {type(error).__name__}: {error} (please report it)"
        answers.problems[question.key] = (failed,)


def _tell(loop: asyncio.AbstractEventLoop, future: asyncio.Future[None]) -> None:
    try:
        loop.call_soon_threadsafe(lambda: None if future.done() else future.set_result(None))
    except RuntimeError:  # the loop has ended
        return
