"""Where the handlers of the server are noted as they are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


class Handler(NamedTuple):
    """A method of the protocol, what answers it, and what the client is told about it."""

    method: str
    function: Callable[..., Any]
    options: Any = None


HANDLERS: list[Handler] = []


def on(method: str, options: Any = None) -> Callable[[Function], Function]:
    """Make a function the handler of a method. Its parameters are the server and what the client sent."""

    def note(function: Function) -> Function:
        HANDLERS.append(Handler(method, function, options))
        return function

    return note
