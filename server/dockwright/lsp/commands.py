"""Commands: for clients that cannot resolve an action, and for menus and key bindings."""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING, Any

from lsprotocol import types as t

from dockwright.ide import actions, pinning
from dockwright.ide.actions import FIX_ALL, PIN
from dockwright.lsp.actions import DO, EVERYTHING, TELL, Failed, Note, edit_of
from dockwright.lsp.convert import workspace_edit
from dockwright.lsp.handlers import on
from dockwright.lsp.lookups import LookupFailed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from dockwright.lsp.server import Server

FIX_FILE, PIN_FILE = "dockwright.fixAll", "dockwright.pinAll"


@on(t.WORKSPACE_EXECUTE_COMMAND)
async def execute(ls: Server, params: t.ExecuteCommandParams) -> Any:
    """Run one of the commands."""
    command = COMMANDS.get(params.command)
    if command is None:
        raise Failed(f"there is no command {params.command!r}")
    try:
        return await command(ls, list(params.arguments or ()))
    except LookupFailed as error:
        tell(ls, str(error))
        return False


async def do(ls: Server, arguments: list[Any]) -> bool:
    """Carry out the action of a note."""
    note = Note.read(arguments[0] if arguments else None)
    if note.do not in (PIN, actions.LOOKUP):
        return await apply(ls, note.title, await edit_of(ls, note))
    async with Progress(ls, note.title) as progress:
        edit = await progress.until_cancelled(edit_of(ls, note))
    return edit is not None and await apply(ls, note.title, edit)


async def fix_file(ls: Server, arguments: list[Any]) -> bool:
    """Apply every safe fix to the document of a URI."""
    uri = _uri(arguments)
    return await apply(ls, EVERYTHING, await edit_of(ls, Note(uri, 0, FIX_ALL, "", 0, 0, EVERYTHING)))


async def pin_file(ls: Server, arguments: list[Any]) -> bool:
    """Pin every image of the document of a URI."""
    uri = _uri(arguments)
    checked = ls.checked(uri)
    document, result = checked if checked else (None, None)
    if document is None or result is None:
        raise Failed("the file is not open")
    text = document.text
    registry = ls.configuration.settings(document.path).registry
    uses = [use for use in result.document.images() if pinning.can_pin(use)]
    edits: dict[tuple[int, int], Any] = {}
    async with Progress(ls, "Pin digests") as progress:
        for use in uses:
            name = use.reference.text if use.reference else ""
            digest = await progress.until_cancelled(ls.lookup(pinning.DIGEST, name, registry), name)
            if digest is None:
                return False
            edits.update({edit.span: edit for edit in pinning.edits(use, pinning.DIGEST, digest)})
    if document.text != text:
        raise Failed("the text has changed while the registry was asked: run the command again")
    return await apply(ls, "Pin digests", workspace_edit(document, edits.values(), ls.acts.versions))


async def show(ls: Server, arguments: list[Any]) -> None:
    """Show a message that an action brought along."""
    tell(ls, str(arguments[0]) if arguments else "")


def _uri(arguments: list[Any]) -> str:
    if not arguments or not isinstance(arguments[0], str):
        raise Failed("this command needs the URI of a document")
    return arguments[0]


def tell(ls: Server, message: str) -> None:
    """Show a message."""
    ls.window_show_message(t.ShowMessageParams(t.MessageType.Warning, message))


async def apply(ls: Server, label: str, edit: t.WorkspaceEdit) -> bool:
    """Have the client apply an edit; whether it did."""
    if not (edit.changes or edit.document_changes):
        return True
    answer = await ls.workspace_apply_edit_async(t.ApplyWorkspaceEditParams(edit, label=label))
    if not answer.applied:
        tell(ls, f"{label}: the editor did not apply it{f' ({answer.failure_reason})' if answer.failure_reason else ''}")
    return answer.applied


class Progress:
    """Progress of something slow, which the user can stop; silent where the client shows none."""

    __slots__ = ("_token", "server", "title")

    def __init__(self, server: Server, title: str) -> None:
        self.server = server
        self.title = title
        self._token: str | None = None

    async def __aenter__(self) -> Progress:
        window = self.server.client_capabilities.window
        if window and window.work_done_progress:
            token = str(uuid.uuid4())
            await self.server.work_done_progress.create_async(token)
            self.server.work_done_progress.begin(token, t.WorkDoneProgressBegin(self.title, cancellable=True))
            self._token = token
        return self

    async def __aexit__(self, *error: object) -> None:
        if self._token is not None:
            self.server.work_done_progress.end(self._token, t.WorkDoneProgressEnd())
            self.server.work_done_progress.tokens.pop(self._token, None)

    async def until_cancelled(self, work: Awaitable[Any], message: str = "") -> Any:
        """The result of some work; None where the user stopped it."""
        if self._token is None:
            return await work
        self.server.work_done_progress.report(self._token, t.WorkDoneProgressReport(message=message, cancellable=True))
        cancelled = asyncio.wrap_future(self.server.work_done_progress.tokens[self._token])
        task = asyncio.ensure_future(work)
        try:
            done, _ = await asyncio.wait({task, cancelled}, return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task in done else None
        finally:
            task.cancel()


COMMANDS: dict[str, Callable[[Server, list[Any]], Awaitable[Any]]] = {DO: do, TELL: show, FIX_FILE: fix_file, PIN_FILE: pin_file}
