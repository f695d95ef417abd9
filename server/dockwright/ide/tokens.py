"""What each piece of a file is, for colours: finer than an editor's grammar, for it knows names, scopes and heredocs."""

from __future__ import annotations

from dockwright.ide import names
from dockwright.ide.names import STAGE
from dockwright.syntax.mounts import mounts
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.document import Document
    from dockwright.syntax import Instruction
    from dockwright.text import Span

KINDS = ("keyword", "comment", "macro", "parameter", "property", "string", "variable", "namespace", "class", "operator")
_PIECES = {"keyword": "keyword", "comment": "comment", "directive": "macro", "string": "string", "terminator": "operator"}


class Token(NamedTuple):
    """A coloured piece. `declares`: it gives a stage or a variable its name."""

    start: int
    end: int
    kind: str
    declares: bool = False


def tokens(document: Document) -> list[Token]:
    """The tokens of a file, in order, apart from each other, none longer than a line."""
    found = [Token(start, end, _PIECES[kind]) for kind, start, end in document.tree.tokens() if kind in _PIECES]
    found += [_token(comment.span, "comment") for comment in document.comments]
    for instruction in document.instructions:
        found += _details(instruction)
    for one in names.occurrences(document):
        kind = "namespace" if one.kind == STAGE else "variable"
        found.append(_token(one.span if one.kind == STAGE else one.around, kind, one.defines))
    for use in document.images():
        if use.in_from and use.at is use.instruction and "$" not in use.text:
            found.append(_token(use.written.shift(use.at.start), "class"))
    return list(_lines(document.source, _flat(found)))


def _token(span: Span, kind: str, declares: bool = False) -> Token:
    return Token(span.start, span.end, kind, declares)


def _details(instruction: Instruction) -> Iterator[Token]:
    start = instruction.start
    for one in (instruction, instruction.trigger):
        if one is None:
            continue
        for flag in one.flags:
            yield Token(start + flag.start, start + flag.name_end, "parameter")
        for mount in mounts(one):
            for option in mount.options.values():
                yield _token(option.key_span.shift(start), "property")
        for heredoc in one.heredocs:
            yield _token(heredoc.marker.shift(start), "operator")
        if one.name == "LABEL":
            for pair in one.pairs:
                yield _token(pair.key.span.shift(start), "property")
        as_keyword = getattr(one, "as_keyword", None)
        if as_keyword is not None:
            yield _token(as_keyword.span.shift(start), "keyword")
        if one.name == "HEALTHCHECK" and one.parsed.words:
            yield _token(one.parsed.words[0].span.shift(start), "keyword")


def _flat(found: list[Token]) -> Iterator[Token]:
    """Cut tokens where others lie in them: the shorter one shows."""
    open_: list[Token] = []
    at = 0
    for token in sorted(set(found), key=lambda one: (one.start, -one.end, one.kind)):
        while open_ and open_[-1].end <= token.start:
            top = open_.pop()
            if at < top.end:
                yield top._replace(start=max(at, top.start))
                at = top.end
        if open_ and at < token.start:
            yield open_[-1]._replace(start=max(at, open_[-1].start), end=token.start)
        at = max(at, token.start)
        if token.end > token.start and (not open_ or token.end <= open_[-1].end):
            open_.append(token)
    while open_:
        top = open_.pop()
        if at < top.end:
            yield top._replace(start=max(at, top.start))
            at = top.end


def _lines(source: str, found: Iterator[Token]) -> Iterator[Token]:
    """Cut tokens at line ends, which few editors take across."""
    for token in found:
        start = token.start
        while start < token.end:
            newline = source.find("\n", start, token.end)
            end = token.end if newline < 0 else newline
            text = source[start:end]
            if text.strip():
                yield token._replace(start=start, end=start + len(text.rstrip("\r")))
            start = end + 1


def hints(document: Document) -> Iterator[tuple[int, str]]:
    """What a FROM with variables comes to: an offset and the image, to be shown behind the name."""
    for use in document.images():
        word = use.instruction.words[0] if use.in_from and use.instruction.words else None
        if word is not None and "$" in word.text and use.resolved:
            yield word.span.shift(use.instruction.start).end, use.resolved


__all__ = ["KINDS", "Token", "hints", "tokens"]
