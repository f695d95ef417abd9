"""Parser directives: the `# syntax=`, `# escape=` and `# check=` comments at the very top of a file.

Source: "Parser directives" in the Dockerfile reference; `frontend/dockerfile/parser/directives.go`.
"""

from __future__ import annotations

from dockwright.patterns import pattern
from dockwright.text import NamedTuple, Span

NAMES = ("syntax", "escape", "check")
_BLANKS = "\t\n\f\r "
_DIRECTIVE = pattern(f"#[{_BLANKS}]*([a-zA-Z][a-zA-Z0-9]*)[{_BLANKS}]*=")


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
    if match is None or match[1].lower() not in NAMES or match.end() == len(line):
        return None
    end = max(len(line.rstrip(_BLANKS)), match.end() + 1)
    start = min(len(line) - len(line[match.end() :].lstrip(_BLANKS)), end - 1)
    return Directive(
        match[1].lower(),
        line[start:end],
        Span(at, at + end),
        Span(at + match.start(1), at + match.end(1)),
        Span(at + start, at + end),
    )
