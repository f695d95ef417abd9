"""Actions on findings, the comments that silence them, and the smallest edits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dockwright.engine import check
from dockwright.fixing import fix
from dockwright.ide import actions, pinning
from dockwright.ide.diffs import edits
from dockwright.model.document import read
from dockwright.settings import Settings
from dockwright.text import Span, apply
from ide.cursor import at, findings

RULE = "add-instead-of-copy"


def silenced(source):
    """The source after ignoring the only finding in it, which must then be gone."""
    document = read(source)
    (finding,) = findings(document, RULE)
    action = actions.ignore_of(document, finding)
    result = apply(source, action.edits)
    assert not check(result, Settings(select=(RULE,))).findings
    return result, action.title


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM a\nADD b c\n", "FROM a\n# dockwright: ignore[add-instead-of-copy]\nADD b c\n"),
        ("FROM a\r\n\t  ADD b c\r\n", "FROM a\r\n\t  # dockwright: ignore[add-instead-of-copy]\r\n\t  ADD b c\r\n"),
        ("\ufeffADD b c\n", "\ufeff# dockwright: ignore[add-instead-of-copy]\nADD b c\n"),
        ("FROM a\n# why\nADD b \\\n c\n", "FROM a\n# why\n# dockwright: ignore[add-instead-of-copy]\nADD b \\\n c\n"),
        ("FROM a\n# dockwright: ignore[x] why\nADD b c\n", "FROM a\n# dockwright: ignore[x, add-instead-of-copy] why\nADD b c\n"),
        (
            "FROM a\n# dockwright: ignore[x]\n# more\n\nADD b c\n",
            "FROM a\n# dockwright: ignore[x, add-instead-of-copy]\n# more\n\nADD b c\n",
        ),
        ("FROM a\n# hadolint ignore=DL1\nADD b c\n", "FROM a\n# hadolint ignore=DL1,DL3020\nADD b c\n"),
        ("FROM a\n# hadolint ignore=DL1, DL2 # why\nADD b c\n", "FROM a\n# hadolint ignore=DL1, DL2, DL3020 # why\nADD b c\n"),
        (
            "FROM a\n# hadolint ignore=DL1\nRUN x\nADD b c\n",
            "FROM a\n# hadolint ignore=DL1\nRUN x\n# hadolint ignore=DL3020\nADD b c\n",
        ),
        (
            "# hadolint global ignore=DL1\nFROM a\nADD b c\n",
            "# hadolint global ignore=DL1\nFROM a\n# hadolint ignore=DL3020\nADD b c\n",
        ),
        (
            "# dockwright: ignore-file[x]\nFROM a\nADD b c\n",
            "# dockwright: ignore-file[x]\nFROM a\n# dockwright: ignore[add-instead-of-copy]\nADD b c\n",
        ),
    ],
)
def test_ignoring(source, expected):
    assert silenced(source)[0] == expected


@pytest.mark.parametrize(
    "source, title", [("ADD b c\n", f"Ignore {RULE} here"), ("# hadolint ignore=DL1\nADD b c\n", "Ignore DL3020 here")]
)
def test_the_title_says_what_is_written(source, title):
    assert silenced(source)[1] == title


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM a\n", "# dockwright: ignore-file[r]\nFROM a\n"),
        ("# syntax=a\n# escape=`\nFROM a\n", "# syntax=a\n# escape=`\n# dockwright: ignore-file[r]\nFROM a\n"),
        ("# syntax=a", "# syntax=a\n# dockwright: ignore-file[r]"),
        ("", "# dockwright: ignore-file[r]\n"),
    ],
)
def test_what_is_outside_instructions_is_ignored_in_the_file(source, expected):
    document = read(source)
    (finding,) = findings(read("ADD b c\n"), RULE)
    outside = finding._replace(rule="r", span=Span(len(source) + 5, len(source) + 5))
    action = actions.ignore_of(document, outside)
    assert (action.title, apply(source, action.edits)) == ("Ignore r in this file", expected)


def test_actions_on_findings():
    document = read("FROM a\nADD b c\nADD d e\n")
    found = findings(document, RULE)
    offered = actions.on_findings(document, found, found[:1])
    assert [(one.do, one.title, one.preferred) for one in offered] == [
        ("fix", "Replace ADD with COPY", True),
        ("fix-rule", "Fix all add-instead-of-copy in this file", False),
        ("ignore", "Ignore add-instead-of-copy here", False),
    ]
    assert len(actions.on_findings(document, found[:1], found[:1])) == 2


def test_an_unsafe_fix_says_so_and_is_not_preferred():
    (finding,) = findings(read("ADD b c\n"), RULE)
    unsafe = finding._replace(fix=finding.fix._replace(applicability="unsafe"))
    (action,) = actions.fix_of(unsafe)
    assert (action.title, action.preferred) == ("Replace ADD with COPY (may change the image)", False)


def test_an_action_is_found_again():
    document = read("FROM a\nADD b c\n")
    found = findings(document, RULE)
    for one in actions.on_findings(document, found, found):
        assert actions.again(document, found, one.do, one.rule, one.span, one.title) == one
    assert actions.again(document, found, "fix", RULE, Span(0, 4), "Replace ADD with COPY") is None


DIGEST = "sha256:" + "0" * 64


@pytest.mark.parametrize(
    "marked, expected",
    [
        ("FR|OM alpine:3.20 AS x\n", f"FROM alpine:3.20@{DIGEST} AS x\n"),
        ("FROM al|pine\n", f"FROM alpine:latest@{DIGEST}\n"),
        ("ARG I=alpine:3\nFROM $|I\n", f"ARG I=alpine:3@{DIGEST}\nFROM $I\n"),
        ('ARG I="alpine:3"\nFROM $|I\n', f'ARG I="alpine:3@{DIGEST}"\nFROM $I\n'),
        ("FROM a\nCOPY --from=alp|ine:3 x y\n", f"FROM a\nCOPY --from=alpine:3@{DIGEST} x y\n"),
        ("FROM a\nRUN --mount=from=alp|ine:3,target=/x y\n", f"FROM a\nRUN --mount=from=alpine:3@{DIGEST},target=/x y\n"),
        ("ARG T=3\nFROM alpine:$|T\n", None),
        (f"FROM al|pine@{DIGEST}\n", None),
        ("FROM scr|atch\n", None),
        ("FROM a AS b\nFROM b|\n", None),
        ("FROM alpine\nRUN x|\n", None),
    ],
)
def test_pinning(marked, expected):
    document, offset = at(marked)
    action = actions.pin_at(document, Span(offset, offset))
    if expected is None:
        assert action is None
        return
    use = pinning.use_at(document, offset, offset)
    assert apply(document.source, pinning.edits(use, "digest", DIGEST)) == expected


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM alpine:latest\n", "FROM alpine:3.20\n"),
        ("FROM alpine\n", "FROM alpine:3.20\n"),
        ("FROM localhost:5000/a:latest AS b\n", "FROM localhost:5000/a:3.20 AS b\n"),
    ],
)
def test_a_version_takes_the_place_of_the_tag(source, expected):
    use = pinning.use_at(read(source), 6, 6)
    assert apply(source, pinning.edits(use, "version", "3.20")) == expected


@pytest.mark.parametrize(
    "before, after, expected",
    [
        ("a\nADD b c\nd\n", "a\nCOPY b c\nd\n", [(2, 5, "COPY")]),
        ("a\nb\n", "a\nx\nb\n", [(2, 2, "x\n")]),
        ("a\nb\nc\n", "a\nc\n", [(2, 4, "")]),
        ("a\r\nb\r\n", "a\r\nbb\r\n", [(4, 4, "b")]),
        ("same", "same", []),
        ("", "a", [(0, 0, "a")]),
    ],
)
def test_smallest_edits(before, after, expected):
    assert [(*edit.span, edit.text) for edit in edits(before, after)] == expected


LINES = st.lists(st.sampled_from(["a\n", "b\r\n", "\n", "\r\n", "x", "\r", "ab\n"]), max_size=12).map("".join)


@given(LINES, LINES)
@settings(max_examples=200, deadline=None)
def test_edits_make_one_text_of_another(before, after):
    assert apply(before, edits(before, after)) == after


def test_a_fix_with_blanks_is_for_editors_only():
    chosen = Settings(select=("missing-label",), options={"missing-label": {"labels": {"a": "text", "b": "text"}}})
    source = "FROM alpine:3.20\nLABEL c=d\nUSER 1000\n"
    result = check(source, chosen)
    offered = [one for one in actions.on_findings(result.document, result.findings, result.findings) if one.do != actions.IGNORE]
    assert [one.title for one in offered] == ["Insert a label a to fill in", "Insert a label b to fill in"]
    assert apply(source, offered[0].edits) == 'FROM alpine:3.20\nLABEL c=d\nLABEL a=""\nUSER 1000\n'
    assert fix(source, chosen, unsafe=True).source == source


def offered(source, *rules, profile=""):
    document = read(source)
    found = findings(document, *rules)
    return [(one.title, one.preferred) for one in actions.on_findings(document, found, found, profile)]


def test_fixes_come_before_silence_and_the_gravest_first():
    source = 'FROM python:3.13-slim\nADD app.py /app/\nCMD ["python", "/app/app.py"]\n'
    assert offered(source, "unpinned-digest", "missing-user", RULE) == [
        ("Replace ADD with COPY", True),
        ("Run as app (may change the image)", False),
        ("Pin the digest it has now", False),
        ("Ignore add-instead-of-copy here", False),
        ("Ignore missing-user here", False),
        ("Ignore unpinned-digest here", False),
    ]


def test_a_peers_profile_calls_things_by_the_peers_ids():
    assert offered("FROM a\nADD b c\nADD d e\n", RULE, profile="hadolint") == [
        ("Replace ADD with COPY", True),
        ("Replace ADD with COPY", True),
        ("Fix all DL3020 in this file", False),
        ("Ignore DL3020 here", False),
        ("Ignore DL3020 here", False),
    ]


def test_pinning_is_offered_once():
    document = read("FROM node:20 AS a\nFROM node:22\n")
    (first, second) = findings(document, "unpinned-digest")
    pin = actions.pin_at(document, first.span)
    assert actions.repeats(pin, actions.on_findings(document, [first], [first]))
    assert not actions.repeats(pin, actions.on_findings(document, [second], [second]))
    assert not actions.repeats(pin, [])
