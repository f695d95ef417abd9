"""Scanners are found on the path, run without a shell, bounded in time, and asked once; here they are small scripts."""

from __future__ import annotations

import json
import os
import sys
from threading import Thread
from time import monotonic, sleep

import pytest

from dockwright.model.images import parse
from dockwright.model.vulnerabilities import ScanError
from dockwright.registry.cache import Cache
from dockwright.registry.errors import RegistryError
from dockwright.registry.resolver import Resolver
from dockwright.scanner import Scanner, scanner_for
from dockwright.scanner.programs import PROGRAMS
from dockwright.settings import Settings

DIGEST = "sha256:" + "5" * 64
REFERENCE = f"docker.io/library/debian@{DIGEST}"
REPORT = {"ArtifactName": "debian", "Results": [{"Vulnerabilities": [{"VulnerabilityID": "CVE-1", "PkgName": "a", "Severity": "HIGH"}]}]}
ON = Settings(extend_select=("vulnerable-base-image",))

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-ins for scanners are POSIX scripts")


@pytest.fixture
def path(tmp_path, monkeypatch):
    """An empty folder that is the whole path; what is written there can be run."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("DOCKER_CONFIG", raising=False)
    return folder


@pytest.fixture
def program(path, tmp_path):
    """Put a program on the path that notes its arguments and directory, then runs some Python."""

    def put(name, code="", report=REPORT):
        lines = [
            f"#!{sys.executable}",
            "import os, sys, time",
            f"open({str(tmp_path / 'calls')!r}, 'a').write(repr([os.getcwd(), *sys.argv[1:]]) + '\\n')",
            code or f"print({json.dumps(report)!r})",
        ]
        file = path / name
        file.write_text("\n".join(lines) + "\n")
        file.chmod(0o755)
        return file

    return put


@pytest.fixture
def calls(tmp_path):
    return lambda: (tmp_path / "calls").read_text().splitlines() if (tmp_path / "calls").exists() else []


def test_none_without_the_rule_or_without_a_scanner(path, program):
    assert scanner_for(ON) is None
    program("trivy")
    assert scanner_for(Settings()) is None
    assert scanner_for(ON).name == "trivy"


@pytest.mark.parametrize("wanted", [one.name for one in PROGRAMS])
def test_the_one_that_is_asked_for(path, program, tmp_path, wanted):
    for name in ("trivy", "grype", "docker", "snyk"):
        program(name)
    plugins = tmp_path / ".docker/cli-plugins"
    plugins.mkdir(parents=True)
    (plugins / "docker-scout").symlink_to(path / "docker")
    settings = ON.replaced(options={"vulnerable-base-image": {"scanner": wanted}})
    assert scanner_for(settings).name == wanted


def test_what_lies_in_the_working_directory_is_no_scanner(path, program, monkeypatch):
    program("trivy")
    monkeypatch.chdir(path)
    monkeypatch.setenv("PATH", ".")
    assert scanner_for(ON) is None


def test_docker_without_scout_is_no_scanner(program):
    program("docker")
    assert scanner_for(ON) is None


def test_it_is_run_at_home_with_the_reference_as_one_word(program, calls, tmp_path):
    found = Scanner(PROGRAMS[0], str(program("trivy"))).scan(REFERENCE, "linux/arm64")
    assert found.counts == (0, 1, 0, 0, 0)
    expected = [str(tmp_path), "image", "--quiet", "--format", "json", "--scanners", "vuln", "--platform", "linux/arm64", REFERENCE]
    assert calls() == [repr(expected)]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("sys.stderr.write('first\\nno such image\\n'); sys.exit(1)", "no such image"),
        ("sys.exit(3)", "it ended with status 3"),
        ("print('hello')", "it ended with status 0"),
    ],
)
def test_what_fails_is_said(program, code, said):
    with pytest.raises(ScanError, match=said):
        Scanner(PROGRAMS[0], str(program("trivy", code))).scan(REFERENCE)


def test_snyk_has_a_report_where_it_fails(program):
    report = {"vulnerabilities": [{"id": "S-1", "packageName": "a", "severity": "low"}]}
    file = program("snyk", f"print({json.dumps(report)!r}); sys.exit(1)")
    assert Scanner(PROGRAMS[3], str(file)).scan(REFERENCE).counts == (0, 0, 0, 1, 0)


def test_a_program_that_cannot_be_run(tmp_path):
    with pytest.raises(ScanError, match="cannot be run"):
        Scanner(PROGRAMS[0], str(tmp_path / "none")).scan(REFERENCE)


def test_time_is_bounded_also_for_those_it_starts(program):
    child = "import subprocess; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    start = monotonic()
    with pytest.raises(ScanError, match="did not end within 1 s"):
        Scanner(PROGRAMS[0], str(program("trivy", child)), 1.0).scan(REFERENCE)
    assert monotonic() - start < 30


def test_closing_gives_up(program, calls):
    scanner = Scanner(PROGRAMS[0], str(program("trivy", "time.sleep(60)")))
    errors = []

    def scan():
        try:
            scanner.scan(REFERENCE)
        except ScanError as error:
            errors.append(error)

    thread = Thread(target=scan)
    thread.start()
    while not calls():
        sleep(0.01)
    scanner.close()
    thread.join(30)
    assert len(errors) == 1
    with pytest.raises(ScanError, match="not scanned any more"):
        scanner.scan(REFERENCE)


def test_an_image_is_scanned_once_a_day_also_by_later_runs(program, calls, tmp_path):
    scanner = Scanner(PROGRAMS[0], str(program("trivy")))
    image = parse("debian:13")
    for _ in range(2):
        resolver = Resolver(cache=Cache(str(tmp_path / "cache")), scanner=scanner)
        assert resolver.vulnerabilities(image, DIGEST).counts == (0, 1, 0, 0, 0)
        assert resolver.vulnerabilities(image, DIGEST).counts == (0, 1, 0, 0, 0)
    assert len(calls()) == 1
    offline = Resolver(cache=Cache(str(tmp_path / "cache")), offline=True, scanner=scanner)
    assert offline.vulnerabilities(image, DIGEST).counts == (0, 1, 0, 0, 0)
    assert offline.vulnerabilities(image, "sha256:" + "6" * 64) is None
    assert Resolver().vulnerabilities(image, DIGEST) is None
    assert len(calls()) == 1


def test_a_failed_scan_is_a_note(program):
    resolver = Resolver(scanner=Scanner(PROGRAMS[0], str(program("trivy", "sys.exit(1)"))))
    with pytest.raises(RegistryError, match="trivy could not scan"):
        resolver.vulnerabilities(parse("debian:13"), DIGEST)
