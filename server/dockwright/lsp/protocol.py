"""pygls' protocol with our own documents, and with answers that are JSON already."""

from __future__ import annotations

import asyncio
import json
from typing import Any, NamedTuple

from lsprotocol import types as t
from pygls.protocol import LanguageServerProtocol

OURS = (
    t.TEXT_DOCUMENT_DID_OPEN,
    t.TEXT_DOCUMENT_DID_CHANGE,
    t.TEXT_DOCUMENT_DID_CLOSE,
    t.WORKSPACE_EXECUTE_COMMAND,
    t.EXIT,
)


class Encoded(NamedTuple):
    """JSON text. Diagnostics go out with every keystroke, and building them as objects first would cost more than the check."""

    text: str


class Protocol(LanguageServerProtocol):
    """Handlers of ours take the place of pygls' for documents, whose lines end where Python's do, not where the protocol's do."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        for method in OURS:
            self.fm.builtin_features.pop(method, None)

    def _send_response(self, msg_id: str | int, result: Any = None, error: t.ResponseError | None = None) -> None:
        if error is None and isinstance(result, Encoded):
            self._result_types.pop(msg_id, None)
            self.send_text(f'{{"jsonrpc":"2.0","id":{json.dumps(msg_id)},"result":{result.text}}}')
        else:
            super()._send_response(msg_id, result, error)

    @property
    def is_shut_down(self) -> bool:
        """Whether the client has said that it will leave."""
        return self._shutdown

    def _handle_response(self, msg_id: str | int, result: Any = None, error: t.ResponseError | None = None) -> None:
        """Take the answer to a question of ours, unless nobody waits for it any more: who asked may have been cancelled."""
        future = self._request_futures.get(msg_id)
        if future is not None and future.done():
            del self._request_futures[msg_id]
        else:
            super()._handle_response(msg_id, result, error)

    def _handle_cancel_notification(self, msg_id: str | int) -> None:
        """Stop what answers a request. Our own questions stand in the same table, but are not the client's to cancel."""
        if isinstance(self._request_futures.get(msg_id), asyncio.Future):
            super()._handle_cancel_notification(msg_id)

    def fail_response(self, msg_id: Any, message: str) -> None:
        """Give up on an answer that cannot be read, so that nobody waits for it forever."""
        if isinstance(msg_id, str) and msg_id in self._request_futures:
            self._handle_response(msg_id, None, t.ResponseError(t.ErrorCodes.InvalidParams, message))

    def notify_text(self, method: str, params: str) -> None:
        """Send a notification whose parameters are JSON text."""
        self.send_text(f'{{"jsonrpc":"2.0","method":"{method}","params":{params}}}')

    def send_json(self, message: dict[str, Any]) -> None:
        """Send a message given as plain values."""
        self.send_text(json.dumps(message))

    def send_text(self, text: str) -> None:
        """Send a message given as JSON text in ASCII."""
        if self.writer is not None:
            self.writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(text), text.encode("ascii")))
