"""Why a registry gave no answer."""

from __future__ import annotations

NOT_FOUND, DENIED, RATE_LIMITED, OFFLINE, TIMEOUT = "not-found", "denied", "rate-limited", "offline", "timeout"
UNTRUSTED, UNAVAILABLE, BAD_ANSWER, NOT_CACHED, NO_ANSWER = "untrusted", "unavailable", "bad-answer", "not-cached", "no-answer"
UNPREPARED, NOT_SCANNED = "unprepared", "not-scanned"
PASSING = (RATE_LIMITED, OFFLINE, TIMEOUT, UNAVAILABLE)
"""Kinds that may be otherwise in an hour."""


class RegistryError(Exception):
    """What went wrong, of which kind, and what to do about it. The message never holds a credential or a registry's own prose."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(kind, message)
        self.kind = kind
        self.message = message

    def __str__(self) -> str:
        return self.message
