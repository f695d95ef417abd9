"""ShellCheck's own comments, which silence what it says and what others say in its place."""

import pytest

from dockwright import engine, silencing
from dockwright.findings import Finding
from dockwright.settings import Settings
from dockwright.text import Span
from silenced import ignores, left


@pytest.mark.parametrize(
    "comment, expected",
    [
        ("# shellcheck disable=SC3000-SC3999", ["SC3010", "SC3044"]),
        ("# shellcheck disable=SC2086,SC3040-SC3050", ["SC2086", "SC3044"]),
        ("# shellcheck disable=3044", ["SC3044"]),
        ('# shellcheck disable="SC3011-SC3044"', ["SC3044"]),
        ("# shellcheck shell=bash disable=SC3045-SC9999 # why", []),
        ("# shellcheck disable=SC3044-SC3010", []),
        ("# shellcheck disable=all", ["SC2086", "SC3010", "SC3044"]),
        ("# hadolint ignore=SC3000-SC3999", []),
    ],
)
@pytest.mark.parametrize("source", ["FROM a\n{}\nRUN b\n", "FROM a\nRUN b && \\\n  {}\n  c\n"])
def test_lists_and_ranges_of_shellcheck(source, comment, expected):
    ignored = ignores(source.format(comment))
    ids = ("SC2086", "SC3010", "SC3044")
    at = source.index("RUN") + len(comment) - 2 if source.index("RUN") > source.index("{}") else source.index("RUN")
    found = [Finding("shellcheck", "info", Span(at, at + 3), "x", None, (id,)) for id in ids]
    left = [one.aliases[0] for one in silencing.apply(ignored, found)]
    assert [id for id in ids if id not in left] == expected


BASHISMS = "[[ -f a ]] && let b\nlet c\nif let d; then\nlet e\nfi\nlet f"


@pytest.mark.parametrize(
    "comment, before, lost",
    [
        ("# shellcheck disable=SC3039 # why", "[[ -f", ["b", "c", "d", "e", "f"]),
        ("# shellcheck disable=SC3000-SC3999", "[[ -f", ["[[", "b", "c", "d", "e", "f"]),
        ("# shellcheck disable=SC3039", "let c", ["c"]),
        ("# shellcheck disable=SC3010", "let c", []),
        ("# shellcheck disable=SC3030-SC3040,SC2086", "if let", ["d", "e"]),
        ("# shellcheck disable=all", "let f", ["f"]),
        ("# hadolint ignore=SC3039", "let c", []),
    ],
)
def test_shellchecks_comments_in_heredocs_count_for_what_we_find(comment, before, lost):
    body = BASHISMS.replace(before, f"{comment}\n{before}", 1)
    source = f"FROM debian:12\nRUN <<EOF\n{body}\nEOF\n"
    findings = engine.check(source, Settings(select=("bashism", "unused-ignore"))).findings
    found = {source[one.span.end :].split()[0].strip(";") if source[one.span.start] == "l" else "[[" for one in findings}
    assert sorted({"[[", "b", "c", "d", "e", "f"} - found) == sorted(lost)


def test_ids_of_shellcheck_silence_what_it_would_say_too():
    assert left("FROM debian:12\n# hadolint ignore=SC3039\nRUN let a\nRUN let b\n", select=("bashism",)) == [("bashism", 4)]
