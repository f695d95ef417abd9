"""Scanners, asked with registries: `check --online`, what is kept, and who never asks."""

from __future__ import annotations

import json
import os
import sys

import pytest

from dockwright.cli import main
from dockwright_hooks import fix as fix_hook
from dockwright_hooks import lint as lint_hook
from registry.conftest import PATIENT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-in for a scanner is a POSIX script")
RULES = ("--select", "vulnerable-base-image", "--shellcheck", "off")


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """A folder with a scanner on the path that knows two vulnerabilities of every image."""
    folder, programs = tmp_path / "project", tmp_path / "bin"
    folder.mkdir()
    programs.mkdir()
    found = [{"VulnerabilityID": f"CVE-{i}", "PkgName": "a", "Severity": "CRITICAL", "FixedVersion": "2"} for i in range(2)]
    report = json.dumps({"ArtifactName": "x", "Results": [{"Vulnerabilities": found}]})
    scanner = programs / "trivy"
    note = f"open({str(tmp_path / 'calls')!r}, 'a').write(sys.argv[-1] + '\\n')"
    scanner.write_text(f"#!{sys.executable}\nimport sys\n{note}\nif 'bad' in sys.argv[-1]: sys.exit('no such image')\nprint({report!r})\n")
    scanner.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.chdir(folder)
    monkeypatch.setattr("dockwright.cli.online.options_of", lambda registry: PATIENT)
    return folder


@pytest.fixture
def calls(tmp_path):
    return lambda: (tmp_path / "calls").read_text().splitlines() if (tmp_path / "calls").exists() else []


@pytest.fixture
def check(project, capsys):
    def run(*argv):
        status = main(["check", *RULES, "--format", "json", *argv, "Dockerfile"])
        out, err = capsys.readouterr()
        return status, [(one["line"], one["message"]) for one in json.loads(out)["findings"]], err

    return run


FOUND = "trivy knows 2 critical vulnerabilities, 2 of them mended: build on a newer image"


def test_only_where_it_is_asked_for(check, calls, project, memory):
    digest = memory.image("a", "1")
    host = memory.registry.host
    (project / "Dockerfile").write_text(f"FROM {host}/a:1 AS one\nFROM {host}/a:1\nCOPY --from={host}/a:1 /x /x\n")
    assert check() == (0, [], "")
    assert check("--online", "--no-scan") == (0, [], "")
    assert calls() == []
    assert check("--online") == (1, [(1, FOUND), (2, FOUND)], "")
    assert check("--online") == check("--offline") == (1, [(1, FOUND), (2, FOUND)], "")
    assert calls() == [f"{host}/a@{digest}"]


def test_a_scan_that_fails_changes_nothing(check, calls, project, memory):
    memory.image("bad", "1")
    (project / "Dockerfile").write_text(f"FROM {memory.registry.host}/bad:1\n")
    status, found, err = check("--online")
    assert (status, found, err.count("trivy could not scan"), "no such image" in err) == (0, [], 1, True)


def test_hooks_never_scan(calls, project, memory, capsys):
    memory.image("a", "1")
    (project / "Dockerfile").write_text(f"FROM {memory.registry.host}/a:1\n")
    (project / "dockwright.toml").write_text("[registry]\nonline = true\n")
    assert lint_hook.main([*RULES, "--online", "Dockerfile"]) == 0
    assert fix_hook.main([*RULES, "--online", "Dockerfile"]) == 0
    assert calls() == []


def test_the_benchmark_report_counts_them(calls, project, memory, capsys):
    memory.image("a", "1")
    (project / "Dockerfile").write_text(f"FROM {memory.registry.host}/a:1\n")
    assert main(["report", "cis", "--online", "--format", "json", "Dockerfile"]) == 1
    controls = {one["id"]: one for one in json.loads(capsys.readouterr().out)["controls"]}
    assert [one["message"] for one in controls["4.4"]["findings"]] == [FOUND]
    assert len(calls()) == 1
