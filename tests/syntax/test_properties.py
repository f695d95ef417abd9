"""What holds for every text there is."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dockerfiles import documents, texts
from dockwright.syntax import Instruction, Parsed, Tree, parse, words
from dockwright.text import SourceMap, Span


def spoil(source: str, at: int, length: int, text: str) -> str:
    """The source with a few characters replaced."""
    at %= len(source) + 1
    return source[:at] + text + source[at + length :]


sources = texts | documents | st.builds(spoil, documents, st.integers(0, 500), st.integers(0, 20), texts)


edited = st.builds(lambda source, *edit: (source, spoil(source, *edit)), sources, st.integers(0, 500), st.integers(0, 20), texts)


@settings(max_examples=300, deadline=None)
@given(sources)
def test_the_tree_is_sound(source: str) -> None:
    tree = parse(source)
    check_tokens(tree)
    check_lines(tree)
    for instruction in tree.instructions:
        check_places(instruction)


def check_tokens(tree: Tree) -> None:
    """The tokens follow each other without a gap, so joined they are the source."""
    at = 0
    for _, start, end in tree.tokens():
        assert start == at < end
        at = end
    assert at == len(tree.source)


def check_lines(tree: Tree) -> None:
    """Instructions are in order, on lines of their own; line numbers and offsets agree."""
    after = 0
    for index, instruction in enumerate(tree.instructions):
        assert instruction.index == index
        assert after < instruction.start_line == tree.source.count("\n", 0, instruction.start) + 1
        assert instruction.end_line == instruction.start_line + instruction.parsed.source.count("\n")
        after = instruction.end_line


def check_places(instruction: Instruction) -> None:
    parsed: Parsed | None = instruction.parsed
    assert parsed is not None
    while parsed:
        size = len(parsed.source)
        for span in spans(parsed):
            assert 0 <= span.start <= span.end <= size
        for word in (*parsed.words, *(parsed.items or ()), *(word for pair in parsed.pairs for word in pair[:2] if word)):
            assert parsed.map.span(word.at, word.at + len(word.text)) == word.span
            assert parsed.text.startswith(word.text, word.at)
        for flag in parsed.flags:
            assert "".join(parsed.source[slice(*flag.part(at, at + 1))] for at in range(len(flag))) == flag
        parsed = parsed.trigger


def spans(parsed: Parsed) -> list[Span]:
    """The place of everything in an instruction."""
    found = [parsed.keyword.span, *parsed.comments, *parsed.blanks]
    found += [span for flag in parsed.flags for span in (flag.span, flag.name_span, flag.value_span)]
    found += [word.span for word in (*parsed.words, *(parsed.items or ()))]
    found += [span for pair in parsed.pairs for span in (pair.span, pair.key.span)]
    found += [span for one in parsed.heredocs for span in (one.marker, one.body, one.terminator or one.body)]
    return found + [problem.span for problem in parsed.problems]


@settings(max_examples=150, deadline=None)
@given(sources)
def test_instructions_lie_where_they_say(source: str) -> None:
    for instruction in parse(source).instructions:
        assert source[slice(*instruction.span)] == instruction.parsed.source
        assert instruction.trigger is None or instruction.trigger.end_line == instruction.end_line


@settings(max_examples=300, deadline=None)
@given(edited)
@example(("RUN <<E\nx\n\n\n", "RUN <<E\nx\n"))
@example(("RUN <<E", "RUN <<E\nx\nE"))
@example(("RUN <<E\nx\nE", "RUN <<E"))
@example(("RUN <<E\nx\n", "RUN <<E\nx\nUSER a\n"))
@example(("RUN a\\\n", "RUN a\\\nb\n"))
def test_what_is_kept_changes_nothing(texts: tuple[str, str]) -> None:
    kept: dict[tuple[str, str], Parsed] = {}
    for text in (*texts, texts[0]):
        assert plain(parse(text, kept)) == plain(parse(text))


def plain(node: Any) -> Any:
    """A tree as lists, so that two can be compared to the bottom."""
    if isinstance(node, list | tuple) and type(node) is not Span:
        return [type(node).__name__, *map(plain, node)]
    fields = [name for base in type(node).__mro__ for name in getattr(base, "__slots__", ())]
    if not fields or isinstance(node, Span):
        return node
    return [type(node).__name__, str(node) if isinstance(node, str) else ""] + [
        [name, plain(getattr(node, name))] for name in sorted(fields) if name != "memo"
    ]


@settings(max_examples=200, deadline=None)
@given(texts, st.sampled_from("\\`"))
def test_words_never_fail(text: str, escape: str) -> None:
    for expansion in (words.expand(text, {"A": text}.get, escape), words.expand(text, escape=escape)):
        problem = expansion.problem
        assert problem is None or 0 <= problem.start <= problem.end <= len(text)
        for one in expansion.references:
            assert text[one.start] == "$"
            assert one.start < one.end <= len(text)
    for word, start in words.split(text):
        assert text.startswith(word, start)
    words.unquote(text, escape)
    words.references(text, escape, quotes=False)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=6), st.lists(st.integers(1, 5), min_size=1, max_size=6), st.data())
def test_maps_compose(outer_sizes: list[int], inner_sizes: list[int], data: st.DataObject) -> None:
    outer = pieces(outer_sizes, data)
    total = sum(inner_sizes)
    inner = pieces(inner_sizes, data)
    both = inner.within(outer)
    for at in range(total):
        assert both.offset(at) == outer.offset(inner.offset(at))


def pieces(sizes: list[int], data: st.DataObject) -> SourceMap:
    """A map of pieces of these sizes, with gaps between them in the source."""
    joined, source = [0], [data.draw(st.integers(0, 3))]
    for size in sizes[:-1]:
        joined.append(joined[-1] + size)
        source.append(source[-1] + size + data.draw(st.integers(0, 3)))
    return SourceMap(joined, source)
