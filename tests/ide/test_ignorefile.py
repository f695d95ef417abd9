"""What an editor shows in a `.dockerignore`."""

import pytest

from cases import listed
from dockwright import engine
from dockwright.ide import ignorefile
from dockwright.model.context import Context
from dockwright.model.ignorefile import IgnoreFile

FILES = dict.fromkeys(
    [".git/HEAD", ".env", "README.md", "docs/a.md", "docs/b.md", "src/x.py", "node_modules/y.js", *(f"l/{i}.log" for i in range(7))], ""
)
CONTEXT = Context("/", "assumed", lambda folder: listed(FILES, folder))


def shown(source, offset=0, context=CONTEXT):
    found = ignorefile.hover(IgnoreFile(source), offset, engine.check_ignore_file(source).findings, context)
    return found and found.text


@pytest.mark.parametrize(
    "source, expected",
    [
        (
            "docs",
            "What is called `docs` at the top of the context stays out of the build. "
            "In other directories it does not count: that would be `**/docs`.\n\nFits `docs/a.md`, `docs/b.md` here.",
        ),
        (
            "**/*.md",
            "Every name that fits `*.md` in any directory stays out of the build.\n\nFits `README.md`, `docs/a.md`, `docs/b.md` here.",
        ),
        (
            "l/*",
            "Everything in `l` stays out of the build.\n\nFits `l/0.log`, `l/1.log`, `l/2.log`, `l/3.log`, `l/4.log` and 2 more here.",
        ),
        ("none/*.x", "Every name that fits `*.x` in `none` stays out of the build.\n\nFits nothing here."),
        (
            "*\n!/src",
            "What is called `src` at the top of the context is brought back. "
            "In other directories it does not count: that would be `**/src`.\n\nFits `src/x.py` here.",
        ),
    ],
)
def test_hover(source, expected):
    assert shown(source, len(source)) == expected


def test_hover_of_what_is_wrong():
    assert "The builder refuses a pattern that it cannot read" in shown("[a")
    assert shown("# docs") is None
    assert shown("docs\n", 5) is None
    assert "here." not in shown("docs", context=None)


def offered(source, context=CONTEXT):
    offset = source.index("|")
    text = source.replace("|", "")
    found = ignorefile.complete(IgnoreFile(text), text, offset, context)
    assert all(text[one.span.start : one.span.end] + text[one.span.end :] == text[one.span.start :] for one in found)
    return [text[: one.span.start] + one.text for one in found]


def test_completion_of_names():
    assert offered("|")[:6] == [".env", ".git", "README.md", "docs", "l", "node_modules"]
    assert offered("docs/|") == ["docs/a.md", "docs/b.md"]
    assert offered("!/docs/a|")[:2] == ["!/docs/a.md", "!/docs/b.md"]
    assert offered("none/|") == []
    assert offered("# |") == []
    assert "docs" not in offered("docs\n|")


def test_completion_of_what_is_often_left_out():
    assert {"**/__pycache__", ".env*"} <= {one.strip() for one in offered("|")}
    assert ".env*" not in [one.split("\n")[-1] for one in offered(".env*\n|")]
    assert offered("**/n|") == ["**/node_modules"]
    assert ".git" in offered("|", None)
