"""Messages in and out: framing on standard streams or a loopback socket, and answers to what is no message.

Everything that has arrived is handled before anything else runs. So a check that was asked for by the first of ten
keystrokes in a pipe sees the text after the tenth.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dockwright.lsp.server import Server

LONGEST = 256 * 1024 * 1024
_CHUNK = 1 << 16
NO_MESSAGE = "not a JSON-RPC 2.0 message"
PARSE_ERROR, INVALID_REQUEST, INVALID_PARAMS, NOT_INITIALIZED = -32700, -32600, -32602, -32002


class StandardOutput:
    """Where messages go on standard streams. Stray prints go to standard error, so they cannot break a message."""

    def __init__(self) -> None:
        self._file = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
        sys.stdout = sys.stderr

    def write(self, data: bytes) -> None:
        """Write all of it, however little the pipe takes at once."""
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) :]

    def close(self) -> None:
        """Close the stream."""
        self._file.close()


def standard_input(loop: asyncio.AbstractEventLoop) -> asyncio.StreamReader:
    """Standard input as a stream. A thread reads it, which works for pipes, files and consoles on every platform."""
    reader = asyncio.StreamReader(limit=_CHUNK, loop=loop)

    def pump(descriptor: int) -> None:
        try:
            while data := os.read(descriptor, _CHUNK):
                loop.call_soon_threadsafe(reader.feed_data, data)
            loop.call_soon_threadsafe(reader.feed_eof)
        except (OSError, RuntimeError):
            pass  # the stream or the loop is closed: the server is going down

    threading.Thread(target=pump, args=(sys.stdin.fileno(),), daemon=True, name="input").start()
    return reader


async def serve(server: Server, reader: asyncio.StreamReader) -> None:
    """Handle messages until the stream ends or the client says exit."""
    while not server.stopped:
        try:
            body = await _body(reader)
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        if body is not None:
            handle(server, body)


async def _body(reader: asyncio.StreamReader) -> bytes | None:
    """The next message's body; None where what was read is no header of one."""
    length = None
    while line := await _line(reader):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
    if length is None:
        return None
    if length > LONGEST:
        while length > 0:
            length -= len(await reader.readexactly(min(length, _CHUNK)))
        return None
    return await reader.readexactly(length)


async def _line(reader: asyncio.StreamReader) -> bytes:
    """A header line without its end. Raises IncompleteReadError at the end of the stream."""
    try:
        return (await reader.readuntil(b"\n")).strip()
    except asyncio.LimitOverrunError as error:
        await reader.readexactly(error.consumed)
        return b"-"


def handle(server: Server, body: bytes) -> None:
    """Hand a message to its handler. What is no message is answered with an error, and said once."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        refuse(server, None, PARSE_ERROR, f"not JSON: {error}")
        return
    if not isinstance(data, dict) or data.get("jsonrpc") != "2.0":
        refuse(server, None, INVALID_REQUEST, "not a JSON-RPC 2.0 message")
    elif wrong := _out_of_order(server, data.get("method")):
        refuse(server, data, *wrong)
    else:
        _deliver(server, data)


def _out_of_order(server: Server, method: Any) -> tuple[int, str] | None:
    """What is wrong with a message at this point of the session."""
    is_initialized = hasattr(server.protocol, "client_capabilities")
    if method == "exit" or (method == "initialize" and not is_initialized):
        return None
    if not is_initialized:
        return NOT_INITIALIZED, "the first message has to be initialize"
    if method == "initialize":
        return INVALID_REQUEST, "initialize may come only once"
    return (INVALID_REQUEST, "nothing may follow shutdown but exit") if server.protocol.is_shut_down else None


def _deliver(server: Server, data: dict[str, Any]) -> None:
    protocol = server.protocol
    try:
        message = protocol.structure_message(data)
    except Exception as error:
        said = f"{data.get('method', 'a response')} has parameters of another form ({error.__cause__ or error})"
        refuse(server, data, INVALID_PARAMS, said)
        if "method" not in data:
            protocol.fail_response(data.get("id"), said)
        return
    try:
        protocol.handle_message(message)
    except Exception as error:  # whatever it is, the next message may be better
        server.report_server_error(error, type(message))


def refuse(server: Server, data: dict[str, Any] | None, code: int, message: str) -> None:
    """Answer a broken message, unless it is a notification or itself an answer, and log the first of its kind."""
    id = data.get("id") if data and "method" in data else None
    if data is None or id is not None:
        server.protocol.send_json({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}})
    server.say_once(f"a message was left out: {message}")
