"""The JSON of scanners, as their manuals describe it: small reports written by hand, and what is no report."""

from __future__ import annotations

import json

import pytest

from dockwright.model.vulnerabilities import Vulnerabilities
from dockwright.scanner.programs import PROGRAMS
from dockwright.scanner.reports import read

TRIVY = {
    "SchemaVersion": 2,
    "ArtifactName": "debian:12",
    "Results": [
        {"Target": "debian:12 (debian 12.1)", "Class": "os-pkgs", "Vulnerabilities": [
            {"VulnerabilityID": "CVE-1", "PkgName": "zlib1g", "InstalledVersion": "1", "Severity": "CRITICAL"},
            {"VulnerabilityID": "CVE-2", "PkgName": "libc6", "InstalledVersion": "1", "FixedVersion": "2", "Severity": "HIGH"},
            {"VulnerabilityID": "CVE-2", "PkgName": "libc6", "InstalledVersion": "1", "FixedVersion": "2", "Severity": "HIGH"},
            {"VulnerabilityID": "CVE-2", "PkgName": "libc-bin", "InstalledVersion": "1", "FixedVersion": "2", "Severity": "HIGH"},
            {"VulnerabilityID": "CVE-3", "PkgName": "tar", "Severity": "UNKNOWN"},
        ]},
        {"Target": "Java", "Class": "lang-pkgs"},
    ],
}  # fmt: skip
GRYPE = {
    "matches": [
        {"vulnerability": {"id": "CVE-1", "severity": "Critical", "fix": {"versions": ["2"], "state": "fixed"}}, "artifact": {"name": "a"}},
        {
            "vulnerability": {"id": "CVE-2", "severity": "Negligible", "fix": {"versions": [], "state": "unknown"}},
            "artifact": {"name": "b"},
        },
    ],
    "source": {"type": "image"},
}
SCOUT = {
    "version": "2.1.0",
    "runs": [{"tool": {"driver": {"name": "docker scout", "rules": [
        {"id": "CVE-1", "properties": {"cvssV3_severity": "CRITICAL", "fixed_version": "1.2", "purls": ["pkg:deb/debian/a@1"]}},
        {"id": "CVE-2", "properties": {"security-severity": "7.5", "fixed_version": "not fixed", "purls": ["pkg:npm/b@1", "pkg:npm/b@2"]}},
        {"id": "CVE-3", "properties": {"security-severity": "n/a"}},
    ]}}, "results": []}],
}  # fmt: skip
ADVICE = """Recommendations for base image upgrade:

Minor upgrades
Base Image   Vulnerabilities  Severity
node:24.2.0  120              1 critical, 3 high, 10 medium, 106 low

Major upgrades
Base Image   Vulnerabilities  Severity
node:26.0.0  80               0 critical, 0 high, 2 medium, 78 low
"""
SNYK = {
    "ok": False,
    "vulnerabilities": [
        {"id": "SNYK-1", "packageName": "openssl", "severity": "high", "nearestFixedInVersion": "3.1", "from": ["a"]},
        {"id": "SNYK-1", "packageName": "openssl", "severity": "high", "nearestFixedInVersion": "3.1", "from": ["b"]},
        {"id": "SNYK-2", "packageName": "bash", "severity": "medium", "fixedIn": []},
    ],
    "applications": [{"targetFile": "app/package.json", "vulnerabilities": [{"id": "SNYK-3", "packageName": "x", "severity": "low"}]}],
    "docker": {
        "baseImage": "node:24.1.0",
        "baseImageRemediation": {"code": "REMEDIATION_AVAILABLE", "advice": [
            {"message": "Base Image   Vulnerabilities  Severity\nnode:24.1.0  600  10 critical\n", "bold": False} | {"message": "Current"},
            {"message": ADVICE},
        ]},
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("scanner", "report", "counts", "mended", "better"),
    [
        ("trivy", TRIVY, (1, 2, 0, 0, 1), (0, 2, 0, 0, 0), ""),
        ("grype", GRYPE, (1, 0, 0, 1, 0), (1, 0, 0, 0, 0), ""),
        ("docker-scout", SCOUT, (1, 2, 0, 0, 1), (1, 0, 0, 0, 0), ""),
        ("snyk", SNYK, (0, 1, 1, 1, 0), (0, 1, 0, 0, 0), "node:24.2.0"),
        ("snyk", [SNYK], (0, 1, 1, 1, 0), (0, 1, 0, 0, 0), "node:24.2.0"),
        ("trivy", {"ArtifactName": "scratch", "Results": None}, (0,) * 5, (0,) * 5, ""),
        ("grype", {"matches": []}, (0,) * 5, (0,) * 5, ""),
        ("snyk", {"ok": True, "vulnerabilities": []}, (0,) * 5, (0,) * 5, ""),
        ("docker-scout", {"runs": [{"tool": {"driver": {}}}]}, (0,) * 5, (0,) * 5, ""),
    ],
)
def test_read(scanner, report, counts, mended, better):
    assert read(scanner, json.dumps(report).encode()) == Vulnerabilities(scanner, counts, mended, better)


@pytest.mark.parametrize("scanner", [program.name for program in PROGRAMS])
@pytest.mark.parametrize(
    "output", [b"", b"error", b"[]", b"{}", b"null", b"1", b'"x"', b'{"error": "no such image"}', b"[" * 100_000, b"\xff"]
)
def test_what_is_no_report(scanner, output):
    assert read(scanner, output) is None


@pytest.mark.parametrize(
    ("scanner", "report"),
    [
        ("trivy", {"Results": [1, {"Vulnerabilities": [None, 3, {"Severity": 4}]}]}),
        ("grype", {"matches": [None, {"vulnerability": 1}, {"artifact": []}]}),
        ("docker-scout", {"runs": [None, {"tool": {"driver": {"rules": [1, {"properties": {"purls": [3]}}]}}}]}),
        ("snyk", {"vulnerabilities": [1, {}], "docker": {"baseImageRemediation": {"advice": [None, {"message": 1}]}}}),
    ],
)
def test_odd_values_are_left_out(scanner, report):
    found = read(scanner, json.dumps(report).encode())
    assert found is not None
    assert sum(found.counts[:4]) == 0
