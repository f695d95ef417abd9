"""Ports as EXPOSE takes them: `[[address:]host:]container[/protocol]`, where host and container may be ranges.

Source: `parsePortSpec` of BuildKit's frontend and its answers to our probes.
"""

from __future__ import annotations

from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

PROTOCOLS = ("tcp", "udp", "sctp")
UNKNOWN = "\0"
"""Stands for every character of a part that only a build can know."""


class Port:
    """One port. Spans count from the start of its text; `first` and `last` are the container's, None where they are unknown or wrong.

    `host` is everything before the last colon, which has no effect; `protocol` is as written, empty for tcp.
    """

    __slots__ = ("container", "container_span", "first", "host", "last", "protocol", "protocol_span", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        colon = text.rfind(":")
        slash = text.find("/", colon + 1)
        end = slash if slash >= 0 else len(text)
        self.host = text[: max(colon, 0)]
        self.container = text[colon + 1 : end]
        self.container_span = Span(colon + 1, end)
        self.protocol = text[end + 1 :]
        self.protocol_span = Span(min(end + 1, len(text)), len(text))
        low, dash, high = self.container.partition("-")
        self.first = number(low)
        self.last = number(high) if dash else self.first

    @property
    def host_span(self) -> Span:
        """The host part with its colon."""
        return Span(0, self.container_span.start)

    def has(self, wanted: int) -> bool:
        """Whether the container listens on a TCP port, alone or within a range."""
        if self.first is None or self.last is None or self.protocol.lower() not in ("", "tcp"):
            return False
        return self.first <= wanted <= self.last

    def problems(self) -> Iterator[tuple[Span, str]]:
        """What the builder refuses, and where."""
        if not self.container:
            yield Span(0, len(self.text)), "there is no port here: write a number"
            return
        parts = self.container.split("-", 1)
        if "" in parts:
            yield self.container_span, "a range needs two ends: write both numbers"
            return
        at = self.container_span.start
        for part in parts:
            if UNKNOWN not in part and number(part) is None:
                text = part[:20]
                message = f"there is no port {text}: use 0 to 65535" if _is_digits(part) else f"`{text}` is no port: write a number"
                yield Span(at, at + len(part)), message
            at += len(part) + 1
        if self.first is not None and self.last is not None and self.first > self.last:
            yield self.container_span, "this range ends before it starts: swap its ends"
        if self.protocol and UNKNOWN not in self.protocol and self.protocol.lower() not in PROTOCOLS:
            yield self.protocol_span, f"`{self.protocol}` is no protocol of a port: use tcp, udp or sctp"


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def number(text: str) -> int | None:
    """The number of a port; None where it is none that TCP has."""
    digits = text.lstrip("0") or "0"
    return int(digits) if text and _is_digits(text) and len(digits) <= 5 and int(digits) <= 65_535 else None
