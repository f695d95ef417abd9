"""Reports for build servers and reviewers: GitLab, Checkstyle, JUnit, SonarQube; and what findings are called in them."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from jsonschema import Draft7Validator

from dockwright.findings import SEVERITIES, Finding, Related
from dockwright.report import FORMATS, FileReport, Style, render
from dockwright.text import Span

SOURCE = "FROM python:latest\nADD app.py /app/\n"
ADD = Finding("add-instead-of-copy", "warning", Span(19, 22), "use COPY", None, ("DL3020", "CKV_DOCKER_4"))
TAG = Finding("latest-tag", "info", Span(5, 18), "python:latest moves", None, ("DL3007",), (Related(Span(0, 4), "here"),))
SC = Finding("shellcheck", "style", Span(5, 18), "use $(...)", None, ("SC2006",))
ODD = ADD._replace(message="<&\"'>\t\x00\x1b\x7f\x85\udcff\ud800\ufffe é😀\r\nnext ]]>")
SPREAD = ADD._replace(span=Span(5, 30))
EMPTY = ADD._replace(span=Span(len(SOURCE), len(SOURCE)))
EVERY = (ADD, TAG, SC, ODD, SPREAD, EMPTY)
PATHS = ["Dockerfile", "a b/ü<&\"'>/Dockerfile", "/abs/Dockerfile", "../Dockerfile", "d\udcfe\x01/Dockerfile", "<stdin>"]


def report(format, findings=(ADD,), source=SOURCE, path="app/Dockerfile", profile="", failures=()):
    return render(format, [FileReport(path, source, list(findings), profile)], Style(), failures)


def text(format, **given):
    """A report that went through a file, as bytes."""
    return report(format, **given).encode("utf-8")


ISSUES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "type": {"const": "issue"},
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {"path": {"type": "string"}, "lines": {"required": ["begin"], "properties": {"begin": {"minimum": 1}}}},
            },
        },
    },
}
"""From GitLab's "Code Quality report format"."""

RANGE = {
    "type": "object",
    "required": ["startLine"],
    "additionalProperties": False,
    "properties": {
        "startLine": {"type": "integer", "minimum": 1},
        "endLine": {"type": "integer", "minimum": 1},
        "startColumn": {"type": "integer", "minimum": 0},
        "endColumn": {"type": "integer", "minimum": 1},
    },
}
LOCATION = {
    "type": "object",
    "required": ["message", "filePath", "textRange"],
    "additionalProperties": False,
    "properties": {"message": {"type": "string", "minLength": 1}, "filePath": {"type": "string"}, "textRange": RANGE},
}
SONARQUBE = {
    "type": "object",
    "required": ["rules", "issues"],
    "additionalProperties": False,
    "properties": {
        "rules": {
            "type": "array",
            "items": {
                "required": ["id", "name", "description", "engineId", "cleanCodeAttribute", "impacts"],
                "properties": {
                    "cleanCodeAttribute": {"enum": ["FORMATTED", "CONVENTIONAL", "LOGICAL", "TRUSTWORTHY"]},
                    "type": {"enum": ["BUG", "VULNERABILITY", "CODE_SMELL"]},
                    "severity": {"enum": ["BLOCKER", "CRITICAL", "MAJOR", "MINOR", "INFO"]},
                    "impacts": {
                        "minItems": 1,
                        "items": {
                            "properties": {
                                "softwareQuality": {"enum": ["SECURITY", "RELIABILITY", "MAINTAINABILITY"]},
                                "severity": {"enum": ["BLOCKER", "HIGH", "MEDIUM", "LOW", "INFO"]},
                            }
                        },
                    },
                },
            },
        },
        "issues": {
            "type": "array",
            "items": {
                "required": ["ruleId", "primaryLocation"],
                "additionalProperties": False,
                "properties": {
                    "ruleId": {"type": "string"},
                    "effortMinutes": {"type": "integer"},
                    "primaryLocation": LOCATION,
                    "secondaryLocations": {"type": "array", "items": LOCATION},
                },
            },
        },
    },
}
"""From SonarQube's "Generic issue data"."""

JUNIT = {
    "testsuites": {"name", "tests", "failures", "errors", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "time"},
    "testcase": {"name", "classname", "time"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
}
CHECKSTYLE = {"checkstyle": {"version"}, "file": {"name"}, "error": {"line", "column", "severity", "message", "source"}}
"""The elements that readers of these formats know, with their attributes."""


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("format, schema", [("gitlab", ISSUES), ("sonarqube", SONARQUBE)])
def test_json_formats_keep_to_their_schema(format, schema, path):
    log = json.loads(text(format, findings=EVERY, path=path))
    assert list(Draft7Validator(schema).iter_errors(log)) == []
    assert len(log if format == "gitlab" else log["issues"]) == len(EVERY)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("format, known", [("checkstyle", CHECKSTYLE), ("junit", JUNIT)])
def test_xml_formats_keep_to_their_elements(format, known, path):
    root = ElementTree.fromstring(text(format, findings=EVERY, path=path, failures=["x: <it> broke\x00"] if format == "junit" else ()))
    for element in root.iter():
        assert set(element.attrib) == known[element.tag]
    assert len(root.findall(".//failure" if format == "junit" else ".//error")) == len(EVERY)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("findings", [(), EVERY])
def test_every_format_can_be_written_as_utf_8(format, findings):
    if format != "text":
        text(format, findings=findings, path="d\udcfe/Dockerfile", failures=["\udcff"])


def test_odd_characters_in_xml():
    root = ElementTree.fromstring(text("checkstyle", findings=(ODD,)))
    expected = "<&\"'>\t\u2400\u241b\u2421\\u0085\\xff\\ud800\\ufffe é😀\r\nnext ]]>"
    assert root.find(".//error").get("message") == expected
    failure = ElementTree.fromstring(text("junit", findings=(ODD,))).find(".//failure")
    assert expected.replace("\r", "\r") in failure.text
    assert failure.get("message").endswith(expected)


def test_checkstyle():
    assert report("checkstyle", findings=(TAG, ADD)) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<checkstyle version="4.3">\n'
        '  <file name="app/Dockerfile">\n'
        '    <error line="1" column="6" severity="info" message="python:latest moves" source="latest-tag"/>\n'
        '    <error line="2" column="1" severity="warning" message="use COPY" source="add-instead-of-copy"/>\n'
        "  </file>\n"
        "</checkstyle>\n"
    )


def test_junit_counts_what_failed_and_what_broke():
    files = [FileReport("a", SOURCE, [ADD, TAG]), FileReport("b", SOURCE, [])]
    root = ElementTree.fromstring(render("junit", files, Style(), ["c: no such file"]))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("4", "2", "1")
    suites = [(suite.get("name"), suite.get("tests"), suite.get("failures"), suite.get("errors")) for suite in root]
    assert suites == [("a", "2", "2", "0"), ("b", "1", "0", "0"), ("dockwright", "1", "0", "1")]
    assert [len(suite.findall("testcase")) for suite in root] == [2, 1, 1]


def test_gitlab():
    (issue,) = json.loads(report("gitlab"))
    assert issue["check_name"] == "add-instead-of-copy"
    assert issue["severity"] == "major"
    assert issue["location"] == {
        "path": "app/Dockerfile",
        "lines": {"begin": 2, "end": 2},
        "positions": {"begin": {"line": 2, "column": 1}, "end": {"line": 2, "column": 4}},
    }


def test_gitlab_paths_are_relative(project):
    (issue,) = json.loads(report("gitlab", path=str(project / "a" / "Dockerfile")))
    assert issue["location"]["path"] == "a/Dockerfile"


def marks(source, *spans, path="Dockerfile"):
    return [issue["fingerprint"] for issue in json.loads(report("gitlab", [ADD._replace(span=span) for span in spans], source, path))]


def test_gitlab_fingerprints_survive_moves_and_are_never_the_same():
    before = marks("FROM a\nADD a /b\n", Span(7, 10))
    assert marks("# new\n\nFROM a\n  ADD  a /b\n", Span(16, 19)) == before
    assert len({*marks("ADD a /b\nADD a /b\n", Span(0, 3), Span(9, 12)), *marks("ADD a /b\n", Span(0, 3), path="other")}) == 3


@pytest.mark.parametrize(
    "source, span, expected",
    [
        ("FROM a\nADD b c\n", (7, 10), (2, 2, 0, 3)),
        ("A 😀 ADD 😀\n", (4, 7), (1, 1, 5, 8)),
        ("A \\\r\n  b\r\nC\n", (0, 10), (1, 2, 0, 3)),
        ("A\n", (2, 2), (2, None, None, None)),
        ("A\n\n", (1, 2), (1, None, None, None)),
    ],
)
def test_sonarqube_counts_columns_as_java_does(source, span, expected):
    (issue,) = json.loads(report("sonarqube", [ADD._replace(span=Span(*span))], source))["issues"]
    place = issue["primaryLocation"]["textRange"]
    assert tuple(place.get(key) for key in ("startLine", "endLine", "startColumn", "endColumn")) == expected


def test_sonarqube_has_each_rule_once_and_second_places():
    log = json.loads(report("sonarqube", findings=(ADD, TAG, ADD, SC)))
    assert [rule["id"] for rule in log["rules"]] == ["add-instead-of-copy", "latest-tag", "SC2006"]
    assert [len(issue.get("secondaryLocations", ())) for issue in log["issues"]] == [0, 1, 0, 0]
    assert log["rules"][2]["name"] == "use $(...)"


@pytest.mark.parametrize("severity", SEVERITIES)
@pytest.mark.parametrize("format", FORMATS)
def test_every_severity_has_a_name_everywhere(format, severity):
    assert report(format, findings=(ADD._replace(severity=severity),))


@pytest.mark.parametrize(
    "profile, finding, name",
    [
        ("recommended", ADD, "add-instead-of-copy"),
        ("hadolint", ADD, "DL3020"),
        ("buildkit", ADD, "add-instead-of-copy"),
        ("buildkit", ADD._replace(rule="maintainer", aliases=("DL4000", "MaintainerDeprecated")), "MaintainerDeprecated"),
        ("hadolint", ADD._replace(rule="update-without-install", aliases=()), "update-without-install"),
        ("recommended", SC, "SC2006"),
        ("hadolint", SC, "SC2006"),
        ("buildkit", SC, "SC2006"),
    ],
)
def test_what_a_finding_is_called(profile, finding, name):
    file = FileReport("Dockerfile", SOURCE, [finding], profile)
    assert file.name(finding) == name
    if finding.rule == "maintainer":
        return
    assert f"[{name}]" in render("text", [file], Style(quiet=True))
    assert json.loads(render("json", [file], Style()))["findings"][0]["code"] == name
    (run,) = json.loads(render("sarif", [file], Style()))["runs"]
    assert (run["results"][0]["ruleId"], run["tool"]["driver"]["rules"][0]["name"]) == (name, finding.rule)
    assert json.loads(render("gitlab", [file], Style()))[0]["check_name"] == name
    assert f"title=dockwright%3A {name}::" in render("github", [file], Style())


def test_text_tells_the_peers_id_and_the_rule():
    assert "use COPY [DL3020 add-instead-of-copy]\n" in report(profile="hadolint", format="text")
    assert "use $(...) [SC2006 shellcheck]\n" in report(findings=(SC,), format="text")


def test_shellcheck_findings_lead_to_its_pages():
    assert json.loads(report("json", findings=(SC,)))["findings"][0]["url"] == "https://www.shellcheck.net/wiki/SC2006"
    assert "/latest-tag/" in json.loads(report("json", findings=(TAG,)))["findings"][0]["url"]
