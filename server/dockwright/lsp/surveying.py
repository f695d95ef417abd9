"""The build contexts of open documents, looked at when typing pauses: no directory is walked while somebody types."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, NamedTuple

from dockwright.config import ConfigError
from dockwright.contexts import Contexts, survey
from dockwright.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dockwright.lsp.documents import OpenDocument
    from dockwright.lsp.server import Server
    from dockwright.model.context import Context

_PAUSE = 0.3
_LIVES = 10.0


class Known(NamedTuple):
    """The context of a document, for the sources it had, under the settings of then."""

    sources: tuple[str, ...]
    settings: Settings
    context: Context | None
    at: float


class Surveyor:
    """Keeps the contexts. What is known is used until something newer is; git is not run where the workspace is not trusted."""

    __slots__ = ("_known", "_looking", "_tasks", "server")

    def __init__(self, server: Server) -> None:
        self.server = server
        self._known: dict[str, Known] = {}
        self._looking: set[str] = set()
        self._tasks: dict[str, tuple[tuple[str, ...], asyncio.Task[None]]] = {}

    def about(self, path: str) -> Callable[[Sequence[str]], Context | None]:
        """What answers for a file, without waiting: what is known, which may be nothing yet."""

        def ask(sources: Sequence[str]) -> Context | None:
            known, wanted = self._known.get(path), tuple(sources)
            if known is None or known.sources != wanted or not self._is_current(path, known):
                self._soon(path, wanted)
            return known.context if known else None

        return ask

    def _is_current(self, path: str, known: Known) -> bool:
        return time.monotonic() - known.at < _LIVES and known.settings is self.server.configuration.settings(path)

    def expire(self) -> None:
        """Look again when next asked: files came or went."""
        self._known = {path: known._replace(at=float("-inf")) for path, known in self._known.items()}
        for document in self.server.documents.all():
            document.forget()

    def forget(self, path: str) -> None:
        """Let go of what is known of a file."""
        self._known.pop(path, None)
        _, task = self._tasks.pop(path, (None, None))
        if task is not None:
            task.cancel()

    def _soon(self, path: str, sources: tuple[str, ...]) -> None:
        document = next((one for one in self.server.documents.all() if one.path == path), None)
        waiting, task = self._tasks.get(path, (None, None))
        if document is None or not document.uri.startswith("file:") or (path in self._looking and waiting == sources):
            return
        if task is not None:
            task.cancel()
        self._tasks[path] = (sources, asyncio.get_running_loop().create_task(self._look(document, sources)))

    async def _look(self, document: OpenDocument, sources: tuple[str, ...]) -> None:
        path = document.path
        earlier = self._known.get(path)
        await asyncio.sleep(_PAUSE if earlier else 0)
        self._looking.add(path)
        try:
            settings = self.server.configuration.settings(path)
            context = await asyncio.to_thread(_find, path, settings, sources, self.server.trusted)
        except ConfigError:
            return
        except Exception as error:
            self.server.say_once(f"the build context of {path} could not be looked at: {type(error).__name__}: {error}")
            return
        finally:
            self._looking.discard(path)
        self._known[path] = Known(sources, settings, context, time.monotonic())
        if _state(context) != _state(earlier.context if earlier else None):
            self._show(document)

    def _show(self, document: OpenDocument) -> None:
        """Show a document again if more or less is found in it now; one that has changed since will be checked anyway."""
        before = document.last
        document.forget()
        if before is not None and self.server.check(document).findings != before.findings:
            self.server.show_again(document)


def _state(context: Context | None) -> object:
    return context.state() if context else None


def _find(path: str, settings: Settings, sources: tuple[str, ...], ask_git: bool) -> Context | None:
    context = Contexts(ask_git).of(path, settings)(sources)
    if context is not None:
        survey(context, sources)
    return context
