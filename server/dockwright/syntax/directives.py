"""Parser directives: the `# syntax=`, `# escape=` and `# check=` comments at the very top of a file.

Source: "Parser directives" in the Dockerfile reference; `frontend/dockerfile/parser/directives.go`.
"""

from __future__ import annotations

from dockwright.patterns import DOTALL, pattern
from dockwright.text import NamedTuple, Span

NAMES = ("syntax", "escape", "check")
_DIRECTIVE = pattern(r"#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$", DOTALL)


class Directive(NamedTuple):
    """One directive. `span` covers its line from the `#`, `value_span` what follows the `=`."""

    name: str
    value: str
    span: Span
    key_span: Span
    value_span: Span


def read(line: str, at: int) -> Directive | None:
    """The directive on a line that starts with `#` at offset `at`, if it is one."""
    match = _DIRECTIVE.match(line)
    if match is None or match[1].lower() not in NAMES:
        return None
    return Directive(
        match[1].lower(),
        match[2],
        Span(at, at + len(line.rstrip())),
        Span(at + match.start(1), at + match.end(1)),
        Span(at + match.start(2), at + match.end(2)),
    )
