"""Definitions, references and renaming of stages and variables."""

import pytest

from dockwright.ide import navigation
from dockwright.ide.navigation import RenameError
from dockwright.text import apply
from ide.cursor import at, shown

STAGES = """\
FROM node AS build
FROM node AS test
FROM b|uild AS x
COPY --from=build a b
RUN --mount=from=build,target=/m ls
COPY --from=0 c d
"""


@pytest.mark.parametrize(
    "marked, expected",
    [
        (STAGES, ["1:14 build"]),
        ("FROM a AS b|c\nFROM bc\n", ["1:11 bc"]),
        ("FROM a AS b\nFROM c\nCOPY --from=B| x y\n", ["1:11 b"]),
        ("FROM a AS b\nFROM c\nCOPY --from=0| x y\n", ["1:11 b"]),
        ("FROM a\nFROM c\nCOPY --from=0| x y\n", ["1:1 FROM a"]),
        ("FROM a AS b\nFROM c\nCOPY --from=nginx| x y\n", []),
        ("ARG V=1\nFROM a:$|V\n", ["1:5 V"]),
        ("ARG V=1\nFROM a:${V|:-2}\n", ["1:5 V"]),
        ("ARG V=1\nFROM a\nARG V\nRUN echo $V|\n", ["3:5 V", "1:5 V"]),
        ("ARG V=1\nFROM a\nARG V=2\nRUN echo $V|\n", ["3:5 V"]),
        ("FROM a\nARG V\nENV V=$V|\nRUN echo $V\n", ["2:5 V"]),
        ("FROM a\nARG V\nENV V=$V\nRUN echo $V|\n", ["3:5 V"]),
        ("FROM a AS b\nENV A=1\nFROM b\nRUN echo ${A|}\n", ["2:5 A"]),
        ("FROM a AS b\nENV A=1\nFROM c\nRUN echo ${A|}\n", []),
        ("FROM a\nARG U=1\nCOPY --chown=$U| a b\n", ["2:5 U"]),
        ("FROM a\nARG U=1\nRUN --mount=type=cache,target=/$U| ls\n", ["2:5 U"]),
        ("FROM a\nARG U=1\nCMD echo $U|\n", []),
        ("FROM a\nENV U=1\nCMD echo $U|\n", ["2:5 U"]),
        ("FROM a\nENV U=1\nRUN echo '$U|'\n", []),
        ("FROM a\nENV U=1\nRUN echo \\$U|\n", []),
        ("FROM a\nENV U=1\nRUN U=2; echo $U|\n", []),
        ("FROM a\nENV U=1\nRUN for U in a b; do echo $U|; done\n", []),
        ("FROM a\nENV U=1\nRUN <<E\necho $U|\nE\n", ["2:5 U"]),
        ("FROM a\nENV U=1\nCOPY <<E /x\n${U|}\nE\n", ["2:5 U"]),
        ("FROM a\nENV U=1\nONBUILD WORKDIR $U|\n", ["2:5 U"]),
        ("FROM mcr.microsoft.com/windows/servercore\nENV U=1\nRUN echo %U|%\n", ["2:5 U"]),
        ("FROM a\nRUN ec|ho\n", []),
        ("FROM a:$|TARGETARCH\n", []),
        ("|", []),
    ],
)
def test_definitions(marked, expected):
    document, offset = at(marked)
    assert shown(document, navigation.definitions(document, offset)) == expected


@pytest.mark.parametrize(
    "marked, expected",
    [
        (STAGES, ["1:14 build", "3:6 build", "4:13 build", "5:18 build", "6:13 0"]),
        ("ARG V|=1\nFROM a:$V\nARG V\nENV X=$V\n", ["1:5 V", "2:9 V", "3:5 V", "4:8 V"]),
        ("FROM a\nENV V=1\nENV V=$V|:2\nFROM b\nENV V=3\nRUN echo $V\n", ["2:5 V", "3:5 V", "3:8 V"]),
        ("FROM a AS b\nENV V|=1\nFROM b\nENV V=2\nRUN echo $V\n", ["2:5 V", "4:5 V", "5:11 V"]),
        ("FROM a\nRUN echo hi|\n", []),
    ],
)
def test_references(marked, expected):
    document, offset = at(marked)
    assert shown(document, [one.span for one in navigation.references(document, offset)]) == expected


@pytest.mark.parametrize(
    "marked, new, expected",
    [
        (STAGES, "base", STAGES.replace("|", "").replace("build", "base")),
        (
            "ARG V|=1\nFROM a:${V}\nARG V\nRUN echo \"${V:-x}\" '$V' $V\n",
            "W",
            "ARG W=1\nFROM a:${W}\nARG W\nRUN echo \"${W:-x}\" '$V' $W\n",
        ),
        ("FROM a\nARG V=1\nENV V=$V\nRUN echo $V|\n", "W", "FROM a\nARG V=1\nENV W=$V\nRUN echo $W\n"),
        ("FROM a\nARG V|=1\nENV V=$V\nRUN echo $V\n", "W", "FROM a\nARG W=1\nENV V=$W\nRUN echo $V\n"),
        ("FROM a\nENV é=1 V|=😀\nRUN echo $V\\\n  $V\n", "W", "FROM a\nENV é=1 W=😀\nRUN echo $W\\\n  $W\n"),
        ("FROM a\nENV V|=1\n", "V", "FROM a\nENV V=1\n"),
    ],
)
def test_rename(marked, new, expected):
    document, offset = at(marked)
    assert apply(document.source, navigation.rename(document, offset, new)) == expected


@pytest.mark.parametrize(
    "marked, new, reason",
    [
        ("FROM a AS b|\nFROM c AS d\n", "d", "already used on line 2"),
        ("FROM a AS b|\nFROM nginx\n", "nginx", "already used on line 2"),
        ("FROM a AS b|\nFROM c\nCOPY --from=nginx x y\n", "nginx", "already used on line 3"),
        ("FROM a AS b|\n", "1b", "no name for a stage"),
        ("FROM a AS b|\n", "scratch", "means something else"),
        ("ARG B=b\nFROM a AS b|\nFROM $B\n", "c", "line 3 names it by way of $B"),
        ("FROM a AS b\nFROM c\nCOPY --from=0| x y\n", "d", "rename it where it is written"),
        ("FROM a\nFROM c\nCOPY --from=0| x y\n", "d", "has no name"),
        ("FROM a\nENV V|=1\nRUN echo $W\n", "W", "already used on line 3"),
        ("FROM a\nENV V|=1\nRUN W=1 x\n", "W", "already used on line 3"),
        ("FROM a\nENV V|=1\nRUN V=${V:-1} && echo $V\n", "W", "the shell on line 3 sets and uses V"),
        ("FROM a\nENV V|=1\n", "1W", "no name for a variable"),
        ("FROM a\nENV V|=1\n", "TARGETARCH", "set by the builder"),
        ("FROM a\nRUN echo $TARGETARCH|\n", "X", "only stages and variables"),
        ("FROM a:$V|\n", "X", "not defined in this file"),
        ("FROM a\nRUN echo hi|\n", "x", "only stages and variables"),
    ],
)
def test_rename_is_refused(marked, new, reason):
    document, offset = at(marked)
    with pytest.raises(RenameError, match=reason.replace("$", r"\$")):
        navigation.rename(document, offset, new)


def test_only_the_name_is_offered_for_renaming():
    document, offset = at("ARG V=1\nFROM a:${|V:-2}\n")
    assert shown(document, [navigation.renamed_at(document, offset)]) == ["2:10 V"]
