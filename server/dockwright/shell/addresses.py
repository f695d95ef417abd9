"""Addresses in the words of a command."""

from __future__ import annotations

from dockwright.patterns import IGNORECASE, pattern
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.shell.nodes import Word
    from dockwright.text import Span

_ADDRESS = pattern(r"(?<![\w+.-])([a-z][a-z0-9+.-]{0,20})://(?:[^/@\s\"']*@)?(\[[^\]\s]*\]|[^/:?#\s\"'\]]*)", IGNORECASE)
LOOPBACK = ("localhost", "127.", "[::1]", "0.0.0.0", "169.254.", "[fe80:", "host.docker.internal")


class Address(NamedTuple):
    """An address in a word: its scheme and host, in lower case, and where the scheme is."""

    scheme: str
    host: str
    scheme_span: Span
    start: int

    @property
    def is_local(self) -> bool:
        """Whether it is this machine's or this link's."""
        return self.host.startswith(LOOPBACK) or self.host.endswith(".localhost")


def addresses(word: Word) -> Iterator[Address]:
    """The addresses in a word; `start` is the offset in its text."""
    for match in _ADDRESS.finditer(word.text) if "://" in word.text else ():
        span = word.map.span(word.start + match.start(1), word.start + match.end(1))
        yield Address(match[1].lower(), match[2].lower(), span, match.start())
