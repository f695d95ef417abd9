"""Our tree beside the one BuildKit's own parser builds, field by field."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import pytest

from dockwright.syntax import Heredoc, Instruction, Tree, parse
from paths import records, shared

# Where we differ on purpose. A case that comes to agree has to leave this list.
DIFFERENT = {
    "unit/TestParseReturnsScannerErrors": "BuildKit stops at a line of more than 65,535 bytes; we report it and read on",
    "tricky/too-long-line": "BuildKit stops at a line of more than 65,535 bytes; we report it and read on",
    "tricky/flag-unicode": "BuildKit scans flags by bytes and turns ü into Ã¼; we keep the text",
    "tricky/latin1": "bytes that are no UTF-8 reach us as surrogate escapes; BuildKit's tree was written with U+FFFD",
    "tricky/bad-utf8-label": "bytes that are no UTF-8 reach us as surrogate escapes; BuildKit's tree was written with U+FFFD",
    "tricky/utf16": "bytes that are no UTF-8 reach us as surrogate escapes; BuildKit's tree was written with U+FFFD",
}

# What BuildKit's parser refuses without anything in the text that could be underlined.
WITHOUT_PROBLEM = "file with no instructions"


def cases(with_error: bool) -> list[tuple[str, str, dict[str, Any]]]:
    found = []
    for record in records("cases/buildkit_parser.jsonl") + records("cases/buildkit_tricky.jsonl"):
        oracle = record["oracle"]
        text = record.get("dockerfile")
        if text is None:
            text = b64decode(record["dockerfile_b64"]).decode("utf-8", "surrogateescape")
        if ("error" in oracle) == with_error or (not with_error and "nodes" in oracle):
            found.append((record["name"], text, oracle))
    return found


def expected(node: dict[str, Any]) -> dict[str, Any]:
    """A node of BuildKit's tree, in the terms of `actual`."""
    arguments = node.get("args") or []
    children = [child for argument in arguments for child in argument.get("children") or []]
    values = [argument["value"] for argument in arguments]
    json = bool((node.get("attributes") or {}).get("json"))
    # An instruction without arguments, or an unknown one, has one node without text there.
    nothing = bool(children) or (values == [""] and not json)
    return {
        "keyword": node["value"],
        "text": node["original"].strip(),
        "lines": (node.get("start_line", 0), node.get("end_line", 0)),
        "flags": node.get("flags") or [],
        "arguments": [] if nothing else values,
        "json": json,
        "heredocs": [(one["name"], one["expand"], one["chomp"], one["fd"], one["content"]) for one in node.get("heredocs") or []],
        "trigger": expected(children[0]) if children else None,
    }


def actual(instruction: Instruction, inner: bool = False) -> dict[str, Any]:
    """An instruction of our tree; BuildKit gives the trigger of an ONBUILD neither lines nor heredocs of its own."""
    trigger = instruction.trigger
    parsed = instruction.parsed
    start = parsed.text.index(instruction.keyword, parsed.text.index(" ") if inner else 0)
    return {
        "keyword": str(instruction.keyword),
        "text": parsed.text[start:].strip(),
        "lines": (0, 0) if inner else (instruction.start_line, instruction.end_line),
        "flags": [str(flag) for flag in instruction.flags],
        "arguments": [] if trigger else instruction.arguments,
        "json": instruction.is_json,
        "heredocs": [] if inner else [content(one) for one in instruction.heredocs],
        "trigger": actual(trigger, inner=True) if trigger else None,
    }


def content(one: Heredoc) -> tuple[str, bool, bool, int, str]:
    return one.name, one.expand, one.chomp, one.fd, one.content


def test_trees_equal_buildkits() -> None:
    different = set()
    found = cases(with_error=False)
    for name, text, oracle in found:
        tree = parse(text)
        # BuildKit lists directives with a reader that, unlike its parser, passes over indented ones.
        directives = [(one.name, one.value) for one in tree.directives if text[one.span.start - 1 : one.span.start] != " "]
        ours = [actual(instruction) for instruction in tree.instructions], tree.escape, directives
        theirs = (
            [expected(node) for node in oracle["nodes"]],
            oracle["escape"],
            [(one["name"], one["value"]) for one in oracle.get("directives", ())],
        )
        if ours != theirs:
            different.add(name)
    assert different == set(DIFFERENT)
    assert len(found) > 300


def test_blank_continuations_equal_buildkits() -> None:
    found = 0
    for name, text, oracle in cases(with_error=False):
        ours = [one.end_line for one in parse(text).instructions if one.parsed.blanks]
        # BuildKit names the last line of the instruction without its heredocs, which none of these has.
        theirs = [one["line"] for one in oracle.get("warnings", ())]
        assert ours == theirs, name
        found += len(theirs)
    assert found > 10


def test_what_buildkit_cannot_parse_is_a_problem() -> None:
    found = cases(with_error=True)
    for name, text, oracle in found:
        tree = parse(text)
        if oracle["error"]["message"] == WITHOUT_PROBLEM:
            assert not tree.instructions, name
        else:
            assert len(problems(tree)) == 1, (name, oracle["error"])
    assert len(found) > 25


def test_what_buildkit_parses_is_no_problem() -> None:
    """NUL bytes and bytes that are no UTF-8 apart: the builder takes them, and what it makes of them nobody wants."""
    for name, text, oracle in cases(with_error=False):
        is_text = "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)
        if is_text and "error" not in oracle and "instructions_error" not in oracle:
            assert problems(parse(text)) == [], name


def problems(tree: Tree) -> list[str]:
    return [one.kind for one in tree.problems] + [one.kind for i in tree.instructions for one in i.parsed.problems]


@pytest.fixture(scope="module")
def corpus() -> list[tuple[dict[str, Any], Tree]]:
    found = []
    for record in records("corpus/buildkit_parse.jsonl"):
        source = shared("corpus/files/" + record["file"]).read_bytes().decode("utf-8", "surrogateescape")
        found.append((record, parse(source)))
    return found


def flat(instruction: Instruction) -> dict[str, Any]:
    """An instruction with the fields, and only those, that the trees of the corpus were written with."""
    trigger = instruction.trigger
    node: dict[str, Any] = {"keyword": str(instruction.keyword), "args": [] if trigger else instruction.arguments}
    if instruction.flags:
        node["flags"] = [str(flag) for flag in instruction.flags]
    if instruction.is_json:
        node["json"] = True
    if trigger:
        node["onbuild"] = [flat(trigger)]
    if instruction.heredocs:
        fields = ("name", "expand", "chomp", "content")
        node["heredocs"] = [{field: getattr(one, field) for field in fields} for one in instruction.heredocs]
    return node


def test_real_files_equal_buildkits(corpus: list[tuple[dict[str, Any], Tree]]) -> None:
    for record, tree in corpus:
        ours = [{"start": one.start_line, "end": one.end_line} | flat(one) for one in tree.instructions]
        assert ours == record["nodes"], record["file"]
        assert tree.escape == record["escape"], record["file"]
    assert len(corpus) > 1400


def test_real_files_have_no_problem(corpus: list[tuple[dict[str, Any], Tree]]) -> None:
    assert [record["file"] for record, tree in corpus if problems(tree)] == []


def test_real_files_lose_nothing(corpus: list[tuple[dict[str, Any], Tree]]) -> None:
    for record, tree in corpus:
        assert "".join(tree.source[start:end] for _, start, end in tree.tokens()) == tree.source, record["file"]
