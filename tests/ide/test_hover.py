"""What is shown for the place under the mouse."""

import pytest

from dockwright.ide import documentation
from dockwright.ide.hover import hover
from dockwright.syntax import FLAGS, KINDS
from ide.cursor import at, findings


def text(marked, *rules, **given):
    document, offset = at(marked, **given)
    found = hover(document, offset, findings(document, *rules) if rules else [])
    return (document.source[found.span.start : found.span.end], found.text) if found else None


@pytest.mark.parametrize(
    "marked, covers, says",
    [
        ("FR|OM a\n", "FROM", "Begins a stage"),
        ("from a\nonbuild ru|n x\n", "run", "Runs a command"),
        ("FROM a\nHEALTHCHECK --interval=5s CM|D curl x\n", "CMD", "HEALTHCHECK NONE"),
        ("FROM a\nCOPY --lin|k a b\n", "--link", "layer of their own"),
        ("FROM a\nRUN --mount=type=ca|che,target=/x y\n", "type=cache", "kept from build to build"),
        ("FROM a\nRUN --mount=type=secret,i|d=x y\n", "id", "given to the build under"),
        ("FROM a\nRUN --mount=type=bind,ds|t=/x y\n", "dst", "Where it appears"),
        ("# synt|ax=docker/dockerfile:1\nFROM a\n", "syntax", "version of the Dockerfile language"),
        ("ARG V=3\nFROM a:$|V\n", "$V", "`V` = `3`, unless the build is given `--build-arg V=…`"),
        ("ARG V=3\nFROM a:$|V\n", "$V", "ARG V=3"),
        ("ARG V\nFROM a:$|V\n", "$V", "`V` has no value, unless"),
        ("FROM a\nENV A=1\nENV B=$A|/2\n", "$A", "`A` = `1`."),
        ("FROM a\nENV A=1\nENV B|=${A}2\n", "B", "`B` = `12`."),
        ("FROM a\nENV A|=1\n", "A", "Set on line 2"),
        ("FROM a\nENV P=/x:$PATH|\n", "$PATH", "comes from the base image"),
        ("FROM a\nENV P=/x:$PATH\nRUN echo $P|\n", "$P", "depends on what only a build can know"),
        ("FROM a:$TARGETARCH|\n", "$TARGETARCH", "the architecture that is built for"),
        ("FROM a\nWORKDIR $NOPE|\n", "$NOPE", "is not set in this file"),
        ("FROM a AS build\nRUN x\nFROM b\nCOPY --from=bui|ld x y\n", "build", "Stage 0 on line 1, 1 instruction: not part"),
        ("FROM a AS build\nFROM bu|ild\n", "build", "FROM a AS build"),
        ("FROM nod|e:20\n", "node:20", "**node** on docker.io"),
        ("FROM nod|e:20\n", "node:20", "https://hub.docker.com/_/node"),
        ("FROM ghcr.io/own|er/app\n", "ghcr.io/owner/app", "No tag: `latest`"),
        ("ARG IMAGE=node:20\nFROM $IMAGE\n".replace("node:20", "node|:20"), "node:20", "**node**"),
    ],
)
def test_hover(marked, covers, says):
    assert text(marked)[0] == covers
    assert says in text(marked)[1]


@pytest.mark.parametrize("marked", ["|", "FROM a\n|\n", "FROM a\n# comm|ent\n", "FROM a\nRUN echo hi|\n"])
def test_nothing_to_say(marked):
    assert text(marked) is None


def test_a_finding_shows_the_page_of_its_rule_and_the_word_below():
    covers, said = text("FROM a\nAD|D a b\n", "add-instead-of-copy")
    assert covers == "ADD"
    assert said.startswith("**`ADD` for files that `COPY` would copy**")
    assert "#^^" not in said
    assert "```\n\nbecomes\n\n```dockerfile\nFROM alpine:3.20\nCOPY" in said
    assert "rules/add-instead-of-copy/) (DL3020" in said
    assert said.index("---") < said.index("fetches URLs")


def test_a_build_argument_of_the_configuration_wins():
    assert "`V` = `9`, from the build arguments" in text("ARG V=3\nFROM a:$|V\n", build_args={"V": "9"})[1]


def test_everything_is_documented():
    assert set(documentation.INSTRUCTIONS) == set(KINDS)
    assert {(name, flag) for name, flags in FLAGS.items() for flag in flags} == set(documentation.FLAGS)
    assert set(documentation.MOUNT_OPTIONS) == set(documentation.MOUNTS)
