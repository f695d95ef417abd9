"""What a hover tells of an image where a registry told of it."""

import pytest

from cases import facts
from dockwright.ide.hover import hover
from dockwright.model.document import read
from dockwright.model.facts import (
    SIGNED,
    UNCLEAR,
    UNSIGNED,
    VERIFIED,
    WRONG_DIGEST,
    WRONG_KEY,
    Signature,
    Told,
)
from dockwright.model.surroundings import Surroundings

OTHER = "sha256:" + "1" * 64


def shown(source, told, tell=None):
    document = read(source, today="2026-11-23", surroundings=Surroundings(image=told and (lambda image, platform: told)))
    return hover(document, 7, [], tell).text


@pytest.mark.parametrize(
    "source, told, expected",
    [
        ("FROM a:1\n", Told(facts()), "Tag `1`  \nDigest now `sha256:dddddddddddd…`: the tag decides what is built on"),
        (
            f"FROM a:1@{OTHER}\n",
            Told(facts(), facts(created="2026-10-01")),
            "The tag names `sha256:dddddddddddd…` now, made on 2026-10-01, a month ago",
        ),
        ("FROM a:1\n", Told(facts(platforms=["linux/amd64", "linux/arm64"])), "- for linux/amd64, linux/arm64\n"),
        ("FROM a:1\n", Told(facts(platforms=[f"linux/{n}" for n in range(10)])), "linux/7 and 2 more\n"),
        ("FROM a:1\n", Told(facts(created="2026-11-01T00:00:00Z")), "- made on 2026-11-01, this month\n"),
        ("FROM a:1\n", Told(facts(created="2025-11-30")), "- made on 2025-11-30, 12 months ago\n"),
        ("FROM a:1\n", Told(facts(created="2023-11-30")), "- made on 2023-11-30, 3 years ago\n"),
        ("FROM a:1\n", Told(facts(size=29_530_000)), "- 29.5 MB to pull\n"),
        (
            "FROM a:1\n",
            Told(facts(user="node", workdir="/srv", env=["PATH=/x", "A=1"])),
            "- runs as node\n- starts in `/srv`\n- sets `A`\n",
        ),
        ("FROM node:24\n", Told(facts()), "- runs as root, and has the user node\n"),
        ("FROM a:1\n", Told(facts(shell=["/bin/bash", "-c"], cmd=["a`b"])), "- SHELL `/bin/bash -c`\n- CMD `a'b`\n"),
        ("FROM a:1\n", Told(facts(labels=["x=[click](http://example.com) <b>*"])), "- `x`: \\[click\\](http://example.com) \\<b\\>\\*\n"),
        ("FROM a:1\n", Told(facts(labels=[f"l{n}=x" for n in range(10)])), "- 2 more labels\n"),
        ("FROM a:1\n", Told(None, None, Signature(VERIFIED, "key team.pub")), "- signed by key team.pub\n"),
        (
            "FROM a:1\n",
            Told(None, None, Signature(SIGNED, "with a key")),
            "- signed (with a key); by whom it should be is not configured\n",
        ),
        ("FROM a:1\n", Told(None, None, Signature(UNSIGNED)), "- not signed\n"),
        ("FROM a:1\n", Told(None, None, Signature(WRONG_KEY, "a key")), "- signed by nobody who is trusted (a key)\n"),
        ("FROM a:1\n", Told(None, None, Signature(WRONG_DIGEST, "x")), "- has the signature of another image (x)\n"),
        ("FROM a:1\n", Told(None, None, Signature(UNCLEAR, "x")), "- who signed it cannot be told (x)\n"),
    ],
)
def test_what_is_shown(source, told, expected):
    assert expected in shown(source, told) + "\n"


@pytest.mark.parametrize("created", ["", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "nonsense", "2026-xx-01"])
def test_a_day_that_means_nothing_is_not_shown(created):
    assert "made on" not in shown("FROM a:1\n", Told(facts(created=created)))


def test_what_was_kept_is_told_where_nothing_else_is_known():
    kept = Told(facts(user="kept"))
    assert "runs as kept" in shown("FROM a:1\n", None, lambda image, platform: kept)
    assert "runs as node" in shown("FROM a:1\n", Told(facts(user="node")), lambda image, platform: kept)
    assert "runs as" not in shown("FROM a:1\n", None)
