"""`dockwright lsp`: the language server, on standard streams or on a loopback port."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from importlib import import_module
from traceback import format_exception
from typing import TYPE_CHECKING, Any

from lsprotocol import types as t
from pygls.exceptions import JsonRpcContentModified, JsonRpcMethodNotFound
from pygls.lsp.server import LanguageServer

from dockwright import __version__
from dockwright.config import ConfigError
from dockwright.lsp import transport
from dockwright.lsp.actions import Client, Failed
from dockwright.lsp.commands import COMMANDS
from dockwright.lsp.configuration import Configuration
from dockwright.lsp.diagnostics import Publisher, Writer
from dockwright.lsp.documents import Documents
from dockwright.lsp.handlers import HANDLERS
from dockwright.lsp.judging import Judge
from dockwright.lsp.lookups import Lookup, ask_registry
from dockwright.lsp.protocol import Protocol
from dockwright.lsp.registries import Registries
from dockwright.lsp.surveying import Surveyor
from dockwright.lsp.workspace import Files
from dockwright.model.surroundings import Surroundings
from dockwright.project import read as read_project
from dockwright.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dockwright.engine import CheckResult
    from dockwright.lsp.convert import Positions
    from dockwright.lsp.documents import OpenDocument
    from dockwright.model.document import Document

FEATURES = ("synchronization", "diagnostics", "actions", "commands", "reading", "workspace", "writing")
NOTHING = Settings(select=())
_READY_WITHIN = 3.0
_LOOPBACK = {"": "127.0.0.1", "localhost": "127.0.0.1", "127.0.0.1": "127.0.0.1", "::1": "::1", "[::1]": "::1"}


class Server(LanguageServer):
    """The documents and choices of one client. Handlers ask it; they keep nothing themselves."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("dockwright", __version__, protocol_cls=Protocol)
        self.documents = Documents()
        self.configuration = Configuration()
        self.publisher = Publisher(self)
        self.writer = Writer()
        self.files = Files(self)
        self.judge = Judge(self)
        self.registries = Registries(self)
        self.surveyor = Surveyor(self)
        self.acts = Client(t.ClientCapabilities())
        self.lookup: Lookup = ask_registry
        self.sent: Any = None
        self.trusted = True
        self.pulls = False
        self.ready = False
        self.stopped = False
        self._became_ready: asyncio.Event | None = None
        self._said: set[str] = set()
        for feature in FEATURES:
            import_module(f"dockwright.lsp.{feature}")
        for handler in HANDLERS:
            self.feature(handler.method, handler.options)(_with(self, handler.function))
        self.protocol.fm.commands.update(COMMANDS)

    def check(self, document: OpenDocument) -> CheckResult:
        """What is found in a document, with its own settings. Raises ConfigError."""
        settings = self.configuration.settings(document.path)
        if document.is_ignore_file:
            return document.check_ignore_file(settings)
        result = document.check(settings, self.surroundings(document.path))
        for crash in result.crashes:
            self.say_once(f"the rule {crash.rule} failed and was left out: {crash.message}", crash.traceback)
        return result

    def surroundings(self, path: str) -> Surroundings:
        """What is known of a document besides its text, without waiting for anything."""
        return Surroundings(
            verdicts=self.judge.verdicts(path),
            image=self.registries.teller(path),
            project=lambda: read_project(path),
            context=self.surveyor.about(path),
        )

    def checked(self, uri: str) -> tuple[OpenDocument, CheckResult] | None:
        """An open Dockerfile and what is found in it; None where it is not open or cannot be checked."""
        document = self.documents.get(uri)
        if document is None or document.is_too_long or document.is_ignore_file:
            return None
        try:
            return document, self.check(document)
        except ConfigError:
            return None

    def show_again(self, document: OpenDocument) -> None:
        """Have a client see that more was found in a document since it saw what there is."""
        workspace = self.client_capabilities.workspace
        if not self.pulls:
            self.publisher.soon(document)
        elif workspace and workspace.diagnostics and workspace.diagnostics.refresh_support:
            self.workspace_diagnostic_refresh(None)

    def view(self, uri: str) -> tuple[Positions, Document] | None:
        """The lines and the meaning of an open Dockerfile, also where its configuration is broken."""
        document = self.documents.get(uri)
        if document is None or document.is_too_long or document.is_ignore_file:
            return None
        try:
            return document.positions, self.check(document).document
        except ConfigError:
            return document.positions, document.check(NOTHING).document

    def markup(self, text: str) -> t.MarkupContent:
        """Markdown, said to be plain text where the client shows no Markdown."""
        hover = self.client_capabilities.text_document and self.client_capabilities.text_document.hover
        plain = bool(hover and hover.content_format and t.MarkupKind.Markdown not in hover.content_format)
        return t.MarkupContent(t.MarkupKind.PlainText if plain else t.MarkupKind.Markdown, text)

    def waits_for_save(self, document: OpenDocument) -> bool:
        """Whether the user wants a document checked when it is saved, and it was changed since."""
        return document.version is not None and document.is_changed and self.configuration.choices(document.path).on_save

    async def until_ready(self) -> None:
        """Wait until the client has said what the user chose, but not forever."""
        if self.ready:
            return
        if self._became_ready is None:
            self._became_ready = asyncio.Event()
        try:
            await asyncio.wait_for(self._became_ready.wait(), _READY_WITHIN)
        except TimeoutError:
            self.become_ready()

    def become_ready(self) -> None:
        """Note that the user's choices are known."""
        self.ready = True
        if self._became_ready is not None:
            self._became_ready.set()

    def say_once(self, message: str, detail: str = "") -> None:
        """Put a message into the client's log, unless it is there."""
        if message not in self._said:
            self._said.add(message)
            text = f"{message}\n{detail}" if detail else message
            self.window_log_message(t.LogMessageParams(t.MessageType.Error, text))

    def complain_once(self, message: str) -> None:
        """Show a message that asks the user to do something, unless it was shown."""
        if message not in self._said:
            self._said.add(message)
            self.window_show_message(t.ShowMessageParams(t.MessageType.Warning, message))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log an error of the server once; a popup for every keystroke helps nobody. What a client was told is no error of ours."""
        if not isinstance(error, (Failed, JsonRpcContentModified, JsonRpcMethodNotFound)):
            detail = "".join(format_exception(error.__cause__ or error))
            self.say_once(f"the server could not handle a message: {type(error).__name__}: {error}", detail)


def _with(server: Server, function: Callable[..., Any]) -> Callable[..., Any]:
    """A handler that gets the server as its first argument."""
    if asyncio.iscoroutinefunction(function):

        async def handle_async(params: Any) -> Any:
            return await function(server, params)

        return handle_async

    def handle(params: Any) -> Any:
        return function(server, params)

    return handle


def main(argv: Sequence[str] | None = None) -> int:
    """Serve one client; 0 if it said goodbye. Usage: `dockwright lsp [--stdio | --tcp [HOST:]PORT]`."""
    words = [word for word in argv or () if word != "--stdio"]
    place = _place(words)
    if words and place is None:
        print("usage: dockwright lsp [--stdio | --tcp [HOST:]PORT], where HOST is this machine", file=sys.stderr)
        return 2
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # it warns of each ShellCheck that is stopped while it starts
    server = Server()
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    try:
        asyncio.run(_serve_port(server, *place) if place else _serve_streams(server))
    except (KeyboardInterrupt, BrokenPipeError):
        return 1
    return 0 if server.protocol.is_shut_down else 1


def _place(words: list[str]) -> tuple[str, int] | None:
    if len(words) != 2 or words[0] != "--tcp":
        return None
    host, _, port = words[1].rpartition(":")
    return (_LOOPBACK[host], int(port)) if host in _LOOPBACK and port.isdigit() and int(port) < 65536 else None


async def _serve_streams(server: Server) -> None:
    server.protocol.set_writer(transport.StandardOutput())
    await transport.serve(server, transport.standard_input(asyncio.get_running_loop()))


async def _serve_port(server: Server, host: str, port: int) -> None:
    """Serve the first client that connects, then end."""
    done = asyncio.Event()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        listener.close()
        server.protocol.set_writer(writer)
        try:
            await transport.serve(server, reader)
        finally:
            writer.close()
            done.set()

    listener = await asyncio.start_server(connected, host, port)
    print(f"listening on {host}:{listener.sockets[0].getsockname()[1]}", file=sys.stderr, flush=True)
    await done.wait()
