"""Parser directives: the `# syntax=`, `# escape=` and `# check=` comments at the very top of a file.

Source: "Parser directives" in the Dockerfile reference; `frontend/dockerfile/parser/directives.go`.
"""

from __future__ import annotations

from dockwright.patterns import pattern
from dockwright.syntax.nodes import Problem
from dockwright.text import NamedTuple, Span, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("syntax", "escape", "check")
_BLANKS = "\t\n\f\r "
_OPTIONS = ("skip", "error", "experimental")
_BOOLEANS = frozenset(("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"))
_DIRECTIVE = pattern(f"#[{_BLANKS}]*([a-zA-Z][a-zA-Z0-9]*)[{_BLANKS}]*=")


class Directive(NamedTuple):
    """One directive. `span` covers its line from the `#`, `value_span` what follows the `=`.

    One that is `indented` has no effect, unless it is `escape`.
    """

    name: str
    value: str
    span: Span
    key_span: Span
    value_span: Span
    indented: bool


def read(line: str, at: int, indented: bool) -> Directive | None:
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
        indented,
    )


def misspelt(line: str, at: int) -> tuple[str, Span] | None:
    """The directive that a comment at offset `at` would be but for one typing error, and where its name is."""
    match = _DIRECTIVE.match(line)
    name = nearest(match[1].lower(), NAMES, 1) if match and match.end() < len(line) else None
    return (name, Span(at + match.start(1), at + match.end(1))) if match and name and match[1].lower() != name else None


def problems(found: list[Directive]) -> Iterator[Problem]:
    """What makes the build fail in the directives of a file: one of a kind, a possible escape character, known check options."""
    seen: set[str] = set()
    for one in found:
        if one.name in seen:
            yield Problem("invalid-directive", one.span, f"only the first `{one.name}` directive can count: delete this one")
        elif one.name == "escape" and one.value not in ("`", "\\"):
            yield Problem("invalid-directive", one.value_span, f"`{one.value}` cannot be the escape character: use ` or \\")
        elif one.name == "check" and one.value.strip() and not one.indented:
            yield from _check(one)
        seen.add(one.name)


def _check(directive: Directive) -> Iterator[Problem]:
    """The options of `# check=`: up to three, parted by semicolons, before the first blank; the third takes the rest."""
    at = directive.value_span.start
    for part in directive.value.split(None, 1)[0].split(";", 2):
        name, equals, value = part.partition("=")
        end = at + len(part)
        if not equals or name not in _OPTIONS:
            message = f"`{part}` is no option of checks: use skip=, error= or experimental="
            yield Problem("invalid-directive", Span(at - (not part), end), message)
        elif name == "error" and value not in _BOOLEANS:
            yield Problem("invalid-directive", Span(end - len(value), end), f"`{value}` is neither true nor false: use one of them")
        at = end + 1
