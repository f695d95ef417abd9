"""What the nodes hold, where a drawing does not show it."""

from __future__ import annotations

import pytest

from dockwright.syntax import Instruction, heredoc, parse


def one(source: str) -> Instruction:
    (instruction,) = parse(source).instructions
    return instruction


@pytest.mark.parametrize(
    ("source", "name", "arguments"),
    [
        ("from a\n", "FROM", ["a"]),
        ("RUN a \\\n  b\n", "RUN", ["a   b"]),
        ("RUN a \\\n# c\n\n  b\n", "RUN", ["a   b"]),
        ('CMD ["a", "\\u00e9\\n\\"\\/", "\\ud83d\\ude00", "\\ud83dx"]\n', "CMD", ["a", 'é\n"/', "😀", "\ufffdx"]),
        ("CMD []\n", "CMD", []),
        ("CMD ['a']\n", "CMD", ["['a']"]),
        ("COPY [a b\n", "COPY", ["[a", "b"]),
        ("HEALTHCHECK CMD a b\n", "HEALTHCHECK", ["CMD", "a b"]),
        ('HEALTHCHECK CMD ["a"]\n', "HEALTHCHECK", ["CMD", "a"]),
        ("ENV A=b C='d e'\n", "ENV", ["A", "b", "=", "C", "'d e'", "="]),
        ("ENV A b=c\n", "ENV", ["A", "b=c", ""]),
        ("ARG A=b C D=\n", "ARG", ["A=b", "C", "D="]),
        ("ONBUILD run a b\n", "ONBUILD", ["run", "a b"]),
        ("FOO a b\n", "FOO", []),
        ("WORKDIR a b \n", "WORKDIR", ["a b"]),
        ("RUN\n", "RUN", []),
    ],
)
def test_arguments(source: str, name: str, arguments: list[str]) -> None:
    instruction = one(source)
    assert (instruction.name, instruction.arguments) == (name, arguments)


@pytest.mark.parametrize(
    ("source", "is_json"),
    [
        ('CMD ["a"]', True),
        ("CMD []", True),
        ('CMD [ "a" , "b" ]', True),
        ('CMD ["a", 1]', True),
        ("CMD [1e400]", False),
        ("CMD [NaN]", False),
        ('CMD ["a",]', False),
        ('CMD ["a\tb"]', False),
        ('CMD ["\\x"]', False),
        ('CMD ["\\ud83"]', False),
        ("CMD [" * 2000, False),
        ("CMD " + "[" * 2000 + "]" * 2000, False),
        ('EXPOSE ["80"]', False),
        ('USER ["a"]', False),
    ],
)
def test_exec_form(source: str, is_json: bool) -> None:
    assert one(source).is_json is is_json


@pytest.mark.parametrize(
    ("source", "flags"),
    [
        ("COPY --from=a --link b c", [("--from=a", "from", "a"), ("--link", "link", None)]),
        ("COPY --chown= a b", [("--chown=", "chown", "")]),
        ("COPY --chown='a b' c d", [("--chown=a b", "chown", "a b")]),
        ("COPY --a=1 --a=2 c d", [("--a=1", "a", "1"), ("--a=2", "a", "2")]),
        ("RUN --mount=a\\ b c", [("--mount=a b", "mount", "a b")]),
        ("RUN --mount=a\\", [("--mount=a", "mount", "a")]),
        ("RUN -- --mount", []),
        ("RUN a --b", []),
    ],
)
def test_flags(source: str, flags: list[tuple[str, str, str | None]]) -> None:
    assert [(str(flag), flag.name, flag.value) for flag in one(source).flags] == flags


def test_the_last_flag_of_a_name_counts() -> None:
    instruction = one("COPY --from=a --from=b c d")
    assert instruction.flag("from") == "--from=b"
    assert instruction.flag("link") is None


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("\nRUN a", (2, 2)),
        ("RUN a \\\n b\n", (1, 2)),
        ("RUN a \\\n\n# c\n", (1, 3)),
        ("RUN a \\\n", (1, 1)),
        ("RUN a \\\n  ", (1, 2)),
        ("RUN <<A <<B\nA\nb\nB\n", (1, 4)),
        ("ONBUILD RUN a \\\n <<A\nA\n", (1, 3)),
    ],
)
def test_lines(source: str, lines: tuple[int, int]) -> None:
    instruction = one(source)
    assert (instruction.start_line, instruction.end_line) == lines
    if instruction.trigger:
        assert (instruction.trigger.start_line, instruction.trigger.end_line) == lines


@pytest.mark.parametrize(
    ("source", "heredocs"),
    [
        ("RUN <<A\n$x\nA", [("A", True, False, 0, "$x\n")]),
        ("RUN 3<<-'A'\n\tx\n\tA", [("A", False, True, 3, "\tx\n")]),
        ('RUN <<A"B"\r\nx\r\nAB\r\n', [("AB", False, False, 0, "x\r\n")]),
        ("RUN <<\\A\nA", [("A", True, False, 0, "")]),
        ("RUN <<$A\n$A", [("$A", True, False, 0, "")]),
        ("RUN 99999999999999999999999<<A\nA", [("A", True, False, 2**64 - 1, "")]),
        ("RUN 00000000000000000000000000000000000000000000000007<<A\nA", [("A", True, False, 7, "")]),
        ("RUN <<A\nx\n\n", [("A", True, False, 0, "x\n")]),
        ("RUN <<A <<B\nx", [("A", True, False, 0, "x"), ("B", True, False, 0, "")]),
        ("RUN <<<A", []),
        ("RUN a<<A", []),
        ("RUN <<A;", [("A;", True, False, 0, "")]),
        ("RUN a<< <<A", []),
    ],
)
def test_heredocs(source: str, heredocs: list[tuple[str, bool, bool, int, str]]) -> None:
    found = [(one.name, one.expand, one.chomp, one.fd, one.content) for one in one(source).heredocs]
    assert found == heredocs


@pytest.mark.parametrize(
    ("word", "name", "expand"),
    [
        ("<<a", "a", True),
        ("<<a\\", "a", True),
        ("<<\\'a", "'a", True),
        ("<<a'b'", "ab", False),
        ("<<'a\\'", "a\\", False),
        ("<<$a", "$a", True),
    ],
)
def test_marker(word: str, name: str, expand: bool) -> None:
    marker = heredoc.marker(word)
    assert marker is not None
    assert (marker.name, marker.expand) == (name, expand)


@pytest.mark.parametrize("word", ["<<", "<<-", "<<''", "<<<a", "a<<b", "<<a b", "<<'a", '<<"${a"'])
def test_no_marker(word: str) -> None:
    assert heredoc.marker(word) is None


def test_a_heredoc_is_a_source() -> None:
    (copy,) = parse("COPY <<a b <<c /\na\nc\n").instructions
    assert [source.text for source in copy.sources] == ["<<a", "b", "<<c"]  # type: ignore[attr-defined]
    assert [heredoc.at for heredoc in copy.heredocs] == [copy.words[0].at, copy.words[2].at]


def test_the_trigger_of_onbuild() -> None:
    instruction = one("ONBUILD COPY --link a \\\n# c\n b <<E\nE\n")
    trigger = instruction.trigger
    assert trigger is not None
    assert (trigger.name, trigger.onbuild, trigger.flags, trigger.arguments) == ("COPY", True, ["--link"], ["a", "b", "<<E"])
    assert trigger.heredocs == instruction.heredocs != []
    assert trigger.parsed.comments == instruction.parsed.comments != []
    assert trigger.trigger is None


def test_deep_onbuild_ends() -> None:
    depth = 0
    trigger: Instruction | None = one("ONBUILD " * 5000 + "RUN a")
    while trigger:
        depth, trigger = depth + 1, trigger.trigger
    assert 2 < depth < 20


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("# escape=x\n", ["invalid-directive"]),
        ("# syntax=a\n# syntax=b\n", ["invalid-directive"]),
        ("ENV A", ["malformed-pair"]),
        ("ENV A=b c d", ["malformed-pair"]),
        ("ONBUILD ENV A", ["malformed-pair"]),
        ("ENV A b", []),
        ('CMD ["a", {}]', ["invalid-syntax"]),
        ("RUN <<A <<B\n", ["unterminated-heredoc"]),
        ("RUN " + "a" * 65_531, []),
        ("RUN " + "a" * 65_532, ["invalid-syntax"]),
        ("RUN " + "é" * 32_766, ["invalid-syntax"]),
        ("FOO\n", []),
    ],
)
def test_problems(source: str, kinds: list[str]) -> None:
    tree = parse(source)
    found = tree.problems + [problem for instruction in tree.instructions for problem in instruction.parsed.problems]
    assert [problem.kind for problem in found] == kinds


def test_kept_instructions_are_used_again() -> None:
    kept: dict[tuple[str, str], object] = {}
    first = parse("FROM a\nRUN b\n", kept)  # type: ignore[arg-type]
    second = parse("# more\nFROM a\nRUN c\nRUN b\n", kept)  # type: ignore[arg-type]
    assert second.instructions[0].parsed is first.instructions[0].parsed
    assert second.instructions[2].parsed is first.instructions[1].parsed
    assert second.instructions[2].start_line == 4


@pytest.mark.parametrize(
    ("source", "field", "text"),
    [
        ("FROM a AS b", "image", "a"),
        ("FROM a AS b", "as_keyword", "AS"),
        ("FROM a as b", "stage_name", "b"),
        ("FROM a AS", "stage_name", None),
        ("FROM a b c", "stage_name", None),
        ("FROM", "image", None),
        ("COPY a b c", "destination", "c"),
        ("COPY a", "destination", None),
        ("USER a:b", "user", "a"),
        ("USER a\\\n:b", "user", "a"),
        ("USER", "user", None),
        ("WORKDIR a b", "value", "a b"),
        ("HEALTHCHECK none", "type", "none"),
        ("HEALTHCHECK", "type", None),
        ("HEALTHCHECK CMD a b", "text", "a b"),
        ("RUN --a b \\\n c ", "text", "b  c"),
        ("CMD \x1ca\x1c", "text", "\x1ca\x1c"),
        ("CMD", "text", ""),
    ],
)
def test_fields(source: str, field: str, text: str | None) -> None:
    found = getattr(one(source), field)
    assert (getattr(found, "text", found) if found is not None else None) == text
