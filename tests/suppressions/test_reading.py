"""What is read out of a comment, how a name is deleted from it, and what is wrong with broken ones."""

import pytest

from silenced import ignores


@pytest.mark.parametrize(
    "source, expected",
    [
        ("# dockwright: ignore[a, b] why not\n", [("dockwright", "next", "a", "why not"), ("dockwright", "next", "b", "why not")]),
        ("# dockwright: ignore-file[a] -- why\n", [("dockwright", "file", "a", "why")]),
        ("# hadolint ignore=A # why\n", [("hadolint", "next", "A", "why")]),
        ("# hadolint stage ignore=A\n", [("hadolint", "stage", "A", "")]),
        ("# hadolint global ignore=A\n", [("hadolint", "file", "A", "")]),
        ("# check=skip=A;error=true why\n", [("buildkit", "file", "A", "why")]),
        ("\n# check=skip=A // why\n", [("buildkit", "next", "A", "why")]),
    ],
)
def test_reading(source, expected):
    assert [(one.dialect, one.scope, one.name, one.reason) for one in ignores(source)] == expected
    assert all(source[slice(*one.name_span)] == one.name for one in ignores(source))


@pytest.mark.parametrize(
    "source, name, expected",
    [
        ("a\n# dockwright: ignore[x, y, z] why\nb", "x", "a\n# dockwright: ignore[y, z] why\nb"),
        ("a\n# dockwright: ignore[x, y, z] why\nb", "y", "a\n# dockwright: ignore[x, z] why\nb"),
        ("a\n# dockwright: ignore[x, y, z] why\nb", "z", "a\n# dockwright: ignore[x, y] why\nb"),
        ("a\n  # dockwright: ignore[x] why\nb", "x", "a\nb"),
        ("a\r\n# hadolint ignore=x\r\nb", "x", "a\r\nb"),
        ("a\n# hadolint ignore=x", "x", "a"),
        ("a\r\n# hadolint ignore=x", "x", "a"),
        ("\ufeff# hadolint ignore=x\nb", "x", "\ufeffb"),
        ("# check=skip=x\nb", "x", "b"),
        ("# check=skip=x;error=true\nb", "x", "# check=error=true\nb"),
        ("# check=error=true;skip=x why\nb", "x", "# check=error=true why\nb"),
        ("# check=skip=x,y;error=true\nb", "y", "# check=skip=x;error=true\nb"),
        ("RUN a \\\n# hadolint ignore=x\n b", "x", "RUN a \\\n b"),
    ],
)
def test_removal(source, name, expected):
    (span,) = [one.removal for one in ignores(source) if one.name == name]
    assert source[: span.start] + source[span.end :] == expected


@pytest.mark.parametrize(
    "comment, names, faults",
    [
        ("# hadolint ignore=A B", ["A"], [("B", "# B")]),
        ("# hadolint ignore=DL3020 DL3007", ["DL3020", "DL3007"], [(" ", ", ")]),
        ("# hadolint ignore=DL3020 because, well", ["DL3020"], [("because, well", "# because, well")]),
        ("# hadolint ignore=DL3020,,DL3007,", ["DL3020", "DL3007"], [(",", ""), (",", "")]),
        ("# hadolint ignore=,DL3020", ["DL3020"], [(",", "")]),
        ("# dockwright: ignore[latest-tag  DL3020]", ["latest-tag", "DL3020"], [("  ", ", ")]),
        ("# dockwright: ignore[latest-tag because", ["latest-tag", "because"], [(" ", ", "), ("[", None)]),
        ("# check=skip=A, B", ["A"], [(" ", "")]),
        ("# check=skip=A,", ["A"], [(",", "")]),
        ("# dockwright: ignore", [], [("# dockwright: ignore", None)]),
        ("# dockwright: ignore[ ]", [], [("# dockwright: ignore[ ]", None)]),
        ("# dockwright: disable=A", [], [("# dockwright: disable=A", None)]),
        ("# dockwright ignore[A]", [], [("# dockwright ignore[A]", None)]),
        ("# hadolint ignore DL3020", [], [("# hadolint ignore DL3020", None)]),
        ("# HADOLINT global ignore=DL3020", [], [("# HADOLINT global ignore=DL3020", None)]),
        ("# hadolint ignore=", [], [("# hadolint ignore=", None)]),
        ("# hadolint shell=bash", [], []),
        ("# hadolint is run in CI, dockwright here", [], []),
        ("# check=error=true", [], []),
    ],
)
def test_faults(comment, names, faults):
    source = f"\n{comment}\nFROM a\n"
    found = ignores(source)
    assert [one.name for one in found if one.name] == names
    assert [(source[slice(*one.name_span)], one.repair) for one in found if one.problem] == faults
