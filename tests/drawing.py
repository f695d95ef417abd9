"""Draws a tree under its source, so that a test reads as a picture: carets cover a span, the label says what it is.

A drawing holds its source: every line that is no carets. Characters that cannot be seen have pictures, blanks at the
end of a line are `·`, and `∎` stands for the end of a file without a last line end. An empty span is a `|` before its
character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dockwright.syntax import Parsed, Tree, parse
from dockwright.text import LineIndex, Span

PICTURES = {
    "\0": "␀",
    "\t": "→",
    "\v": "␋",
    "\f": "␌",
    "\r": "␍",
    "\x1c": "␜",
    "\xa0": "⍽",
    "\ufeff": "◊",
    "\udc80": "☒",
}
_CARETS = re.compile(r" *(?:\^+|\|) [-a-z ]+")
Mark = tuple[str, Span]


def check(drawing: str) -> Tree:
    """Parse the source in a drawing and draw the tree: the two drawings must be equal."""
    lines = drawing.split("\n")
    source = "\n".join(line for line in lines if not _CARETS.fullmatch(line)) + "\n"
    for char, picture in PICTURES.items():
        source = source.replace(picture, char)
    source = source.replace("·", " ").replace("∎\n", "")
    tree = parse(source)
    assert draw(tree) == "\n".join(lines)
    return tree


def draw(tree: Tree) -> str:
    """The source with every node of the tree marked under its line."""
    lines = tree.source.split("\n")
    if lines[-1]:
        lines[-1] += "∎"
    else:
        lines.pop()
    index = LineIndex(tree.source)
    notes: list[list[str]] = [[] for _ in lines]
    for label, span in sorted(marks(tree), key=lambda mark: mark[1].start):
        first, last = index.position(span.start)[0], index.position(max(span.start, span.end - 1))[0]
        for number in range(first, min(last + 1, len(lines))):
            start = max(span.start - index.starts[number], 0)
            end = min(span.end - index.starts[number], len(lines[number]))
            if end > start or span.start == span.end:
                notes[number].append(" " * start + ("^" * (end - start) or "|") + " " + label)
    text = "\n".join("\n".join((line, *under)) for line, under in zip(lines, notes, strict=True))
    for char, picture in PICTURES.items():
        text = text.replace(char, picture)
    return re.sub(r" +(?=∎?$)", lambda match: "·" * len(match[0]), text, flags=re.M)


def marks(tree: Tree) -> Iterator[Mark]:
    """Every node of the tree with its place in the file."""
    for directive in tree.directives:
        yield "directive", directive.span
        yield "directive key", directive.key_span
        yield "directive value", directive.value_span
    for comment in tree.comments:
        yield "comment", comment.span
    for problem in tree.problems:
        yield problem.kind, problem.span
    for instruction in tree.instructions:
        for label, span in inner(instruction.parsed):
            yield label, span.shift(instruction.start)
        for problem in instruction.parsed.problems:
            yield problem.kind, problem.span.shift(instruction.start)


def inner(parsed: Parsed) -> Iterator[Mark]:
    """Every node of an instruction with its place there."""
    yield ("keyword" if parsed.kind.__name__ != "Unknown" else "unknown"), parsed.keyword.span
    for flag in parsed.flags:
        yield "flag", flag.name_span
        if flag.value is not None:
            yield "flag value", flag.value_span
    for word in parsed.words:
        yield "word", word.span
    for item in parsed.items or ():
        yield "item", item.span
    for pair in parsed.pairs:
        yield "key", pair.key.span
        if pair.value:
            yield "value", pair.value.span
    for one in parsed.heredocs if not parsed.trigger else ():
        yield "marker", one.marker
        yield "body", one.body
        if one.terminator:
            yield "terminator", one.terminator
    for blank in parsed.blanks if not parsed.trigger else ():
        yield "blank", blank
    if parsed.trigger:
        yield from inner(parsed.trigger)
