"""What each command says and which status it ends with."""

from __future__ import annotations

import json
import os
import stat

import pytest

import dockwright
from dockwright.findings import Finding
from dockwright.text import Span

ADD = "FROM alpine:3.20\nADD app.py /app/\n"
COPY = "FROM alpine:3.20\nCOPY app.py /app/\n"
ONLY = ("--select", "add-instead-of-copy")


@pytest.mark.parametrize(
    "argv, status, out, err",
    [
        ([], 2, "usage: dockwright COMMAND", ""),
        (["--help"], 0, "usage: dockwright COMMAND", ""),
        (["--version"], 0, f"dockwright {dockwright.__version__}\n", ""),
        (["check", "--help"], 0, "--fail-on LEVEL", ""),
        (["fix", "-h"], 0, "--unsafe", ""),
        (["rules", "--help"], 0, "usage: dockwright rules", ""),
        (["chek"], 2, "", "unknown command 'chek': did you mean 'check'?"),
        (["Dockerfile"], 2, "", "unknown command 'Dockerfile': to lint a file, write dockwright check Dockerfile"),
        (["--quiet"], 2, "", "the command comes first"),
        (["check", "--selct", "x"], 2, "", "unknown option --selct (did you mean --select?)"),
        (["check", "--unsafe"], 2, "", "unknown option --unsafe"),
        (["check", "--quiet=yes"], 2, "", "--quiet takes no value"),
        (["check", "--select"], 2, "", "--select needs a value: --select RULES"),
        (["check", "--select", ","], 2, "", "--select needs the names of rules"),
        (["check", "--select", "latest-tga"], 2, "", "--select: unknown rule 'latest-tga' (did you mean 'latest-tag'?)"),
        (["check", "--ignore", "zzzzzzzzzzzzzz"], 2, "", "dockwright rules lists them"),
        (
            ["check", "--format", "jsn"],
            2,
            "",
            "--format cannot be 'jsn': choose text, json, sarif, github, gitlab, checkstyle, junit or sonarqube (did you mean json?)",
        ),
        (["check", "--fail-on", "note"], 2, "", "--fail-on cannot be 'note'"),
        (["check", "--jobs", "0"], 2, "", "--jobs needs a number of processes, not '0'"),
        (["check", "--build-arg", "=x"], 2, "", "--build-arg needs NAME=VALUE"),
        (["check", "-", "Dockerfile"], 2, "", "- is read alone"),
        (["check", "--stdin-filename", "x", "Dockerfile"], 2, "", "give - as the path"),
        (["explain"], 2, "", "explain needs a rule"),
        (["explain", "latest-tga"], 2, "", "did you mean 'latest-tag'?"),
        (["explain", "latest-tag"], 0, "# latest-tag\n", ""),
        (["explain", "dl3007"], 0, "# latest-tag\n", ""),
        (["rules"], 0, "latest-tag", ""),
        (["rules", "latest-tag"], 2, "", "dockwright explain latest-tag"),
        (["check", "Dockerfile", *ONLY], 1, "Dockerfile:2:1: ", ""),
        (["check", *ONLY], 1, "Dockerfile:2:1: ", ""),
        (["check", ".", "Dockerfile", *ONLY], 1, "in 1 file;", ""),
        (["check", "Dockerfile", "--select=DL3020"], 1, "[add-instead-of-copy]", ""),
        (["check", "Dockerfile", "--select", "latest-tag"], 0, "1 file checked, nothing found\n", ""),
        (["check", "Dockerfile", *ONLY, "--fail-on", "never"], 0, "[add-instead-of-copy]", ""),
        (["check", "Dockerfile", *ONLY, "--ignore", "DL3020"], 0, "nothing found", ""),
        (["check", "missing", "Dockerfile", *ONLY], 2, "Dockerfile:2:1: ", "missing: no such file or directory (check the spelling)"),
        (["check", "folder/Dockerfile", "Dockerfile", *ONLY], 2, "Dockerfile:2:1: ", "folder/Dockerfile: is a directory, not a file"),
        (["check", "dangling", "Dockerfile", *ONLY], 2, "Dockerfile:2:1: ", "dangling: the link points to nowhere, which does not exist"),
        (["check", "empty"], 0, "0 files checked, nothing found", "empty: no Dockerfile found"),
        (["check", "--", "Dockerfile"], 1, "Dockerfile:2:1: ", ""),
        (["check", "--config", "absent.toml"], 2, "", "absent.toml: cannot be read"),
        (["check", "--shellcheck", "on"], 2, "", "no ShellCheck found (pip install"),
        (["check", "--no-cache", "--shellcheck", "auto", "Dockerfile", *ONLY], 1, "Dockerfile:2:1: ", ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_command(dockwright, write, project, argv, status, out, err):
    write("Dockerfile", ADD)
    (project / "folder" / "Dockerfile").mkdir(parents=True)
    (project / "empty").mkdir()
    (project / "dangling").symlink_to("nowhere")
    ran = dockwright(*argv)
    assert (ran.status, out in ran.out, err in ran.err) == (status, True, True), ran
    assert bool(ran.err) == bool(err)
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "level, fail_on, status",
    [
        ("error", "error", 1),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("info", "warning", 0),
        ("info", "info", 1),
        ("style", "info", 0),
        ("style", "style", 1),
        ("error", "never", 0),
    ],
)
def test_the_status_follows_the_fail_level(dockwright, write, level, fail_on, status):
    write("Dockerfile", ADD)
    write("dockwright.toml", f'fail-on = "{fail_on}"\nselect = ["add-instead-of-copy"]\n[rules]\nadd-instead-of-copy = "{level}"\n')
    ran = dockwright("check")
    assert ran.status == status
    assert f" {level} " in ran.out
    assert ("below the fail level" in ran.out) == (status == 0 and fail_on != "never")


def test_quiet_prints_one_line_a_finding(dockwright, write):
    write("Dockerfile", ADD)
    ran = dockwright("check", *ONLY, "-q")
    assert ran.out.count("\n") == 1
    assert ran.out.startswith("Dockerfile:2:1: ")


def test_statistics_count_by_rule(dockwright, write):
    write("Dockerfile", ADD + "ADD b /b\n")
    write("b.dockerfile", "FROM alpine:latest\nADD a /b\n")
    ran = dockwright("check", "--statistics", "--select", "add-instead-of-copy,latest-tag")
    assert ran.out.splitlines()[:2] == ["3  [fix]  add-instead-of-copy", "1         latest-tag"]
    assert ran.status == 1
    ran = dockwright("check", "--statistics", "--format", "json", "--select", "add-instead-of-copy")
    assert len(json.loads(ran.out)["findings"]) == 3
    assert ran.err.startswith("3  [fix]  add-instead-of-copy\n")


def test_standard_input(dockwright):
    ran = dockwright("check", "-", "--stdin-filename", "app/Dockerfile", *ONLY, stdin=ADD)
    assert ran.status == 1
    assert ran.out.startswith("app/Dockerfile:2:1: ")
    assert dockwright("check", "-", *ONLY, stdin=ADD).out.startswith("<stdin>:2:1: ")


def test_standard_input_has_the_configuration_of_its_name(dockwright, write):
    write("app/dockwright.toml", 'ignore = ["add-instead-of-copy"]\n')
    assert dockwright("check", "-", "--stdin-filename", "app/Dockerfile", *ONLY[:0], "--extend-select", "latest-tag", stdin=COPY).err == ""
    assert "add-instead" not in dockwright("check", "-", "--stdin-filename", "app/Dockerfile", stdin=ADD).out
    assert "add-instead" in dockwright("check", "-", stdin=ADD).out


def test_the_report_goes_to_a_file(dockwright, write, project):
    write("Dockerfile", ADD)
    ran = dockwright("check", *ONLY, "--format", "json", "--output-file", "report.json")
    assert (ran.status, ran.out) == (1, "")
    assert json.loads((project / "report.json").read_text())["findings"][0]["rule"] == "add-instead-of-copy"
    ran = dockwright("check", *ONLY, "--output-file", "no/such/folder")
    assert ran.status == 2
    assert "the report could not be written" in ran.err


def test_fix_writes_and_tells(dockwright, write):
    path = write("Dockerfile", ADD)
    ran = dockwright("fix", *ONLY)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "Dockerfile: 1 fix\n  Replace ADD with COPY [add-instead-of-copy]\n\n1 file checked, nothing found\n"
    assert path.read_text() == COPY
    assert dockwright("fix", *ONLY).out == "1 file checked, nothing found\n"


def test_fix_reports_what_remains(dockwright, write):
    write("Dockerfile", "FROM alpine:latest\nADD a /b\n")
    ran = dockwright("fix", "--select", "add-instead-of-copy,latest-tag")
    assert ran.status == 1
    assert "Dockerfile: 1 fix" in ran.out
    assert "Dockerfile:1:" in ran.out
    assert dockwright("fix", "--select", "add-instead-of-copy,latest-tag", "--fix-only") == (0, "", "")


def test_fix_in_a_format_for_programs_prints_nothing_else(dockwright, write):
    write("Dockerfile", ADD)
    assert json.loads(dockwright("fix", *ONLY, "--format", "json").out)["findings"] == []


def test_exit_non_zero_on_fix(dockwright, write):
    write("Dockerfile", ADD)
    assert dockwright("fix", *ONLY, "--exit-non-zero-on-fix").status == 1
    assert dockwright("fix", *ONLY, "--exit-non-zero-on-fix").status == 0


def test_diff_writes_nothing_and_counts_what_is_on_disk(dockwright, write):
    path = write("Dockerfile", ADD)
    ran = dockwright("fix", "--diff", *ONLY)
    assert path.read_text() == ADD
    assert ran.status == 1
    assert ran.out == "--- Dockerfile\n+++ Dockerfile\n@@ -1,2 +1,2 @@\n FROM alpine:3.20\n-ADD app.py /app/\n+COPY app.py /app/\n"
    assert ran.err == "1 file would change by 1 fix; 0 findings would remain\n"
    write("Dockerfile", COPY)
    assert dockwright("fix", "--diff", *ONLY) == (0, "", "0 files would change by 0 fixes; 0 findings would remain\n")


GO = 'FROM golang:1.26\nWORKDIR /src\nADD main.go /src/\nRUN CGO_ENABLED=0 go build -o /app .\nCMD ["/app"]\n'
SPLIT = """\
FROM golang:1.26 AS build
WORKDIR /src
COPY main.go /src/
RUN CGO_ENABLED=0 go build -o /app .

FROM gcr.io/distroless/static-debian13:nonroot
WORKDIR /src
COPY --from=build /app /app
CMD ["/app"]
"""


def test_split(dockwright, write):
    """What builds in one stage is split, and then fixed; what has two stages is only fixed."""
    path = write("Dockerfile", GO)
    ran = dockwright("fix", "--split", "--diff", *ONLY)
    assert path.read_text() == GO
    assert "+FROM gcr.io/distroless/static-debian13:nonroot\n" in ran.out
    assert ran.err == "1 file would change by 1 fix and 1 split; 0 findings would remain\n"
    assert dockwright("fix", *ONLY).out.startswith("Dockerfile: 1 fix\n")
    told = dockwright("fix", "--split", *ONLY)
    assert told.out.startswith("Dockerfile: 1 split\n  Split into build and runtime stage\n")
    assert path.read_text() == SPLIT
    assert dockwright("fix", "--split", "--fix-only", *ONLY) == (0, "", "")
    assert path.read_text() == SPLIT


def test_a_diff_marks_a_missing_end_of_line(dockwright, write):
    write("Dockerfile", "FROM alpine:3.20\r\nADD a /b")
    out = dockwright("fix", "--diff", *ONLY).out
    assert out.endswith("-ADD a /b\n\\ No newline at end of file\n+COPY a /b\n\\ No newline at end of file\n")
    assert " FROM alpine:3.20\r\n" in out


def test_fix_of_standard_input(dockwright):
    source = b"\xef\xbb\xbfFROM alpine:latest\r\nADD a\xff /b\r\n"
    ran = dockwright("fix", "-", "--select", "add-instead-of-copy,latest-tag", stdin=source)
    assert ran.out.encode("utf-8", "surrogateescape") == source.replace(b"ADD", b"COPY")
    assert "<stdin>:1:" in ran.err
    assert ran.status == 1


def test_a_file_that_cannot_be_written_is_told(dockwright, write, monkeypatch):
    path = write("Dockerfile", ADD)
    other = write("b.dockerfile", ADD)
    monkeypatch.setattr(os, "access", lambda at, mode: not str(at).endswith("/Dockerfile"))
    ran = dockwright("fix", *ONLY)
    assert ran.status == 2
    assert ran.err == "dockwright: Dockerfile: the file is read-only (check its permissions)\n"
    assert (path.read_text(), other.read_text()) == (ADD, COPY)
    assert "Dockerfile: 1 fix" not in ran.out


def test_an_unreadable_file_does_not_stop_the_others(dockwright, write, monkeypatch):
    path = write("Dockerfile", ADD)
    write("b.dockerfile", ADD)
    path.chmod(0)
    if os.access(path, os.R_OK):
        real = open

        def deny(name, *rest, **options):
            if str(name) == "Dockerfile":
                raise PermissionError(13, "Permission denied", name)
            return real(name, *rest, **options)

        monkeypatch.setattr("builtins.open", deny)
    ran = dockwright("check", *ONLY)
    assert ran.status == 2
    assert ran.err == "dockwright: Dockerfile: permission denied (check its permissions)\n"
    assert ran.out.startswith("b.dockerfile:2:1: ")


def test_a_crashed_rule_is_told_and_the_rest_reported(dockwright, write, monkeypatch):
    from dockwright import engine

    class Crashed:
        rule, message, traceback = "latest-tag", "no such thing", "Traceback (most recent call last): ...\n"

    class Result:
        findings = (Finding("add-instead-of-copy", "warning", Span(17, 20), "use COPY"),)
        crashes = (Crashed(),)

    monkeypatch.setattr(engine, "check_document", lambda *_, **__: Result())
    write("Dockerfile", ADD)
    ran = dockwright("check")
    assert ran.status == 3
    assert "Dockerfile:2:1: warning use COPY" in ran.out
    assert "Dockerfile: latest-tag crashed: no such thing" in ran.err
    assert "Traceback" in ran.err


def test_a_crash_on_one_file_does_not_stop_the_others(dockwright, write, monkeypatch):
    from dockwright import engine

    check = engine.check_document
    monkeypatch.setattr(engine, "check_document", lambda read, *rest, **more: check(read, *rest, **more) if "ADD" in read.source else 1 / 0)
    write("Dockerfile", COPY)
    write("b.dockerfile", ADD)
    ran = dockwright("check", *ONLY)
    assert ran.status == 3
    assert ran.out.startswith("b.dockerfile:2:1: ")
    assert "Dockerfile: the engine crashed: ZeroDivisionError" in ran.err


def test_processes_give_the_same_answer_in_the_same_order(dockwright, write):
    for number in range(40):
        write(f"{number}/Dockerfile", ADD if number % 3 else COPY)
    alone = dockwright("check", "--jobs", "1", *ONLY)
    assert alone.out.count("[add-instead-of-copy]") == 26
    assert dockwright("check", "--jobs", "2", *ONLY) == alone


def test_rules_as_json(dockwright):
    rules = {rule["name"]: rule for rule in json.loads(dockwright("rules", "--format", "json").out)}
    assert "DL3007" in rules["latest-tag"]["aliases"]
    assert "/latest-tag" in rules["latest-tag"]["url"]


def test_python_api():
    found = dockwright.check(ADD)
    assert "add-instead-of-copy" in [finding.rule for finding in found]
    fixed = dockwright.fix(ADD)
    assert fixed.source.endswith("COPY app.py /app/\n")
    assert "add-instead-of-copy" in [finding.rule for finding in fixed.applied]


def test_the_mode_of_a_fixed_file_stays(dockwright, write):
    path = write("Dockerfile", ADD)
    path.chmod(0o755)
    dockwright("fix", *ONLY)
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == (COPY, 0o755)


def test_labels_are_filled_from_the_project(write, dockwright):
    write(".git/config", '[remote "origin"]\n\turl = https://jane:secret@git.example.com/a/b.git\n')
    write("package.json", '{"name": "b", "description": "does b", "license": "MIT"}')
    path = write("Dockerfile", "FROM alpine:3.20\nUSER 1000\n")
    ran = dockwright("fix", "--unsafe", "--select", "missing-oci-labels", "Dockerfile")
    assert path.read_text() == (
        "FROM alpine:3.20\n"
        'LABEL org.opencontainers.image.source="https://git.example.com/a/b" \\\n'
        '      org.opencontainers.image.description="does b" \\\n'
        '      org.opencontainers.image.licenses="MIT"\n'
        "USER 1000\n"
    )
    assert "secret" not in ran.out + ran.err


def test_blanks_are_for_editors(write, dockwright):
    path = write("Dockerfile", "FROM alpine:3.20\n")
    ran = dockwright("check", "--select", "missing-oci-labels", "--format", "json")
    assert json.loads(ran.out)["findings"][0]["fix"] is None
    assert dockwright("fix", "--unsafe", "--select", "missing-oci-labels", "Dockerfile").status == 0
    assert path.read_text() == "FROM alpine:3.20\n"
