"""What only a registry knows: the digest of an image, the version a tag stands for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from threading import Thread
from typing import Any

Lookup = Callable[[str, str, Mapping[str, Any]], Awaitable[str]]
"""Answers a question, given how registries are reached: `("digest", "alpine:3.20", {})` → `sha256:…`. Raises LookupFailed."""


class LookupFailed(Exception):
    """Why there is no answer, and what to do about it."""


async def ask_registry(kind: str, reference: str, registry: Mapping[str, Any]) -> str:
    """Ask in a thread that keeps nobody from leaving; once the question is cancelled, nothing more is sent.

    Each question reads credentials anew, for people sign in while the editor runs; what was answered is kept on disk.
    """
    from dockwright.registry.cache import Cache
    from dockwright.registry.options import options_of
    from dockwright.registry.resolver import Resolver

    loop = asyncio.get_running_loop()
    answered: asyncio.Future[str] = loop.create_future()
    resolver = Resolver(options_of(registry), Cache())

    def work() -> None:
        answer, failure = _asked(lambda: resolver.ask(kind, reference))
        with suppress(RuntimeError):  # the loop may have ended
            loop.call_soon_threadsafe(_settle, answered, answer, failure)

    Thread(target=work, name="registry", daemon=True).start()
    try:
        return await answered
    finally:
        resolver.close()


def _asked(ask: Callable[[], str]) -> tuple[str, LookupFailed | None]:
    from dockwright.registry.errors import RegistryError

    try:
        return ask(), None
    except RegistryError as error:
        return "", LookupFailed(error.message)
    except Exception as error:
        return "", LookupFailed(f"asking the registry failed with {type(error).__name__}: please report it")


def _settle(answered: asyncio.Future[str], answer: str, failure: LookupFailed | None) -> None:
    if answered.done():
        return
    if failure is None:
        answered.set_result(answer)
    else:
        answered.set_exception(failure)
