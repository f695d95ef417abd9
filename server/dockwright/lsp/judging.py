"""ShellCheck's verdicts, brought in when typing pauses: what else is found is shown at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from dockwright.shellcheck import Checker, find
from dockwright.shellcheck.store import open_store

if TYPE_CHECKING:
    from dockwright.lsp.documents import OpenDocument
    from dockwright.lsp.server import Server
    from dockwright.model.remarks import Body, Verdicts

_PAUSE = 0.3


class Judge:
    """Asks ShellCheck about the open documents. In a workspace that is not trusted no program is run."""

    __slots__ = ("_checker", "_tasks", "server")

    def __init__(self, server: Server) -> None:
        self.server = server
        self._checker: Checker | None = None
        self._tasks: dict[str, tuple[int | None, asyncio.Task[None]]] = {}

    async def start(self) -> bool:
        """Find the program and what it said in earlier sessions; whether there is something to check again with."""
        program = find() if self.server.trusted else None
        if program is not None:
            store = await asyncio.to_thread(open_store, program)
            self._checker = Checker(program, store)
            for document in self.server.documents.all():
                document.forget()
        self.complain()
        return self._checker is not None

    def complain(self) -> None:
        """Say so where the user wants ShellCheck and it is not there."""
        folders = [*self.server.configuration.folders, self.server.configuration.elsewhere]
        if self._checker is None and self.server.trusted and any(folder.choices.shellcheck == "on" for folder in folders):
            self.server.complain_once("dockwright.shellcheck is on, but there is no ShellCheck: pip install 'dockwright[shellcheck]'")

    def verdicts(self, path: str) -> Verdicts | None:
        """What is known without waiting; None where ShellCheck is not asked about a file."""
        if self._checker is None or self.server.configuration.choices(path).shellcheck == "off":
            return None
        return self._checker.known

    def soon(self, document: OpenDocument, bodies: list[Body]) -> None:
        """Ask about shell texts once the document has been left alone for a moment, and then show it again."""
        version, earlier = self._tasks.get(document.uri, (None, None))
        if earlier is not None and not earlier.done():
            if version == document.version:
                return
            earlier.cancel()
        self._tasks.pop(document.uri, None)
        if bodies and self._checker is not None:
            task = asyncio.get_running_loop().create_task(self._ask(self._checker, document, bodies))
            self._tasks[document.uri] = (document.version, task)

    async def _ask(self, checker: Checker, document: OpenDocument, bodies: list[Body]) -> None:
        version = document.version
        await asyncio.sleep(_PAUSE)
        await self.ask(checker, bodies)
        if document.version == version:
            document.forget()
            self.server.show_again(document)

    async def ask(self, checker: Checker, bodies: list[Body]) -> None:
        """Have texts read; what goes wrong is logged once, and the texts count as read."""
        try:
            await checker.ask(bodies)
        except Exception as error:
            self._checker = None
            self.server.say_once(f"ShellCheck is not asked any more: {type(error).__name__}: {error}")
        for problem in checker.problems:
            self.server.say_once(problem)
        checker.problems = []
