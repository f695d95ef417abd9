"""Any text is read without raising, within bounds, and in time that grows with its length alone."""

from __future__ import annotations

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dockwright.shell.commands import MAX_LENGTH, parse, parse_words
from dockwright.text import IDENTITY, SourceMap

DIALECTS = ("posix", "powershell", "cmd")
WORDS = """a b -c --d=e ' " ` $ $( ) ${ } ( ; && || | & < > >> << <<< <<E # \\ = A=b x=( [[ ]] (( )) $(( ;; <( >( 2>&1 @' '@ <# #> ^ % %A% {
    if then else elif fi for in do done while case esac function f() ! time sh -c su bash } $x= $' é 𝒳 sudo env nice -n tar xzf
    apt-get install apk add pip npm @x/y@1 go run"""
PIECES = [*WORDS.split(), "\n", "\nE\n", "\\\n", "\r", "\t"]
texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*PIECES, " "]), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES)).map("".join),
)


@given(texts, st.sampled_from(DIALECTS))
def test_any_text(text: str, dialect: str) -> None:
    script = parse(text, dialect, IDENTITY)
    starts = [command.start for command in script.commands]
    assert starts == sorted(starts)
    for command in script.commands:
        assert 0 <= command.start <= command.end <= len(text)
        at = command.start
        for word in command.words:
            assert at <= word.start < word.end <= command.end
            assert text[word.start : word.end] == word.text
            at = word.end
        for redirect in command.redirects:
            assert 0 <= redirect.start <= redirect.end <= len(text)
        assert len(command.names) <= len(command.words)
        assert len(command.arguments.operands) <= len(command.args)
        assert command.package is None or command.package.tool
    for operator in script.operators:
        assert text[operator.start : operator.end] == operator.text
        assert operator.left is not operator.right or operator.left is None
    for start, end, _ in script.errors:
        assert 0 <= start <= end <= len(text)
    assert script.is_chain in (True, False)


@given(st.lists(texts, max_size=5))
def test_any_exec_form(items: list[str]) -> None:
    tokens = [(item, i * 100, i * 100 + 90, SourceMap([0], [i * 100 + 1])) for i, item in enumerate(items)]
    script = parse_words(tokens, IDENTITY)
    for command in script.commands:
        assert command.span.start >= 0
        assert command.names is not None
        assert command.package is None or command.package.tool


NESTINGS = (
    "$(", "${", "(", '"$(', '"${x:-', "$((", "((", "`", "{ ", "if ", "while ", "f() ", "function f ", "x=(", "<(", "! ",
    'sh -c "', "sh -c '",
    "case x in a) ",
    "for x in ", "[[ ", "<<E\n", "$(<<E\n", '${x:-"$(', "sudo ", "@(", "@{", "a[", "?(", "\\", "cat <<E $(",
)  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("opening", NESTINGS)
def test_deep_nesting(opening: str, dialect: str) -> None:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(900)
    try:
        for text in (opening * 5000, opening * 5000 + "a" + ")" * 5000 + "}" * 5000):
            script = parse(f"first; {text}", dialect, IDENTITY)
            assert script.commands[0].name == "first" or dialect == "cmd"
    finally:
        sys.setrecursionlimit(limit)


REPEATED = ("a;", "'", '"', "$(a)", "((1)) ", "$((", "a[;", "a=(", "cat <<E\n", "x=(a) ", 'sh -c "$(a)" ', "${", "-a", "{a,b}")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("piece", REPEATED)
def test_time_grows_with_length(piece: str, dialect: str) -> None:
    def cost(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        for command in parse(text, dialect, IDENTITY).commands[:20]:
            assert command.package is None or command.package.tool
        return time.process_time() - start

    cost(1000)
    small, large = cost(10_000), cost(80_000)
    for _ in range(5):  # something else may have been in the way
        large = large if large < 40 * small + 0.2 else min(large, cost(80_000))
    assert large < 40 * small + 0.2, "eight times the length took far more than eight times as long"


def test_an_endless_line_is_cut_off() -> None:
    script = parse("a " + "x" * 10_000_000 + "; b", "posix", IDENTITY)
    assert [command.name for command in script.commands] == ["a"]
    assert script.errors == [(MAX_LENGTH - 1, MAX_LENGTH, "too long to be read whole")]
