"""What Trivy, Checkov, KICS and Dockle say about Dockerfiles that show one practice each, and where we differ on purpose."""

from __future__ import annotations

from hashlib import sha256

import pytest

from dockwright.engine import check
from dockwright.rules._index import INDEX
from dockwright.settings import Settings
from paths import SHARED, records

PRACTICES = {
    "base-tag-missing": "untagged-image", "base-tag-latest": "latest-tag", "base-digest-unpinned": "unpinned-digest",
    "base-registry-allowlist": "untrusted-registry", "from-platform": "constant-platform redundant-platform",
    "user-missing": "missing-user root-user", "user-last-root": "root-user missing-user", "sudo": "sudo-in-run",
    "chmod-777": "world-writable", "copy-chown-app": "copy-owned-by-user", "password-set": "password-in-run",
    "useradd-high-uid": "useradd-high-uid", "docker-socket": "docker-socket", "sensitive-workdir": "sensitive-workdir",
    "secret-env-arg-name": "secret-variable hardcoded-secret credential-command secret-file-copied credentials-in-url",
    "secret-in-run-login": "credential-command hardcoded-secret", "secret-file-copied": "secret-file-copied",
    **dict.fromkeys(("tls-curl-insecure", "tls-wget-insecure", "tls-pip-trusted-host", "tls-python-verify", "tls-node-verify",
                     "tls-npm-strict-ssl", "tls-git-verify", "tls-yum-sslverify"), "tls-verification-off"),
    **dict.fromkeys(("sig-apk-untrusted", "sig-apt-unauthenticated", "sig-apt-force-yes", "sig-yum-nogpgcheck",
                     "sig-rpm-nosignature"), "package-signature-off"),
    "http-clear": "plain-http-download", "add-url-no-checksum": "add-without-checksum", "add-instead-of-copy": "add-instead-of-copy",
    "expose-ssh": "remote-login-port", "port-range": "invalid-port", "healthcheck-missing": "missing-healthcheck",
    **dict.fromkeys(("healthcheck-multiple", "multiple-cmd", "multiple-entrypoint"), "overridden-instruction"),
    "update-alone": "update-without-install", "dist-upgrade": "dist-upgrade system-upgrade",
    **dict.fromkeys(("apt-pin", "apk-pin", "yum-pin", "dnf-pin", "zypper-pin"), "unpinned-os-package"),
    "pip-pin": "unpinned-pip-package", "npm-pin": "unpinned-npm-package", "gem-pin": "unpinned-gem", "go-pin": "unpinned-go-package",
    **dict.fromkeys(("apt-yes", "yum-yes", "dnf-yes", "zypper-yes"), "install-without-yes"),
    "apt-no-recommends": "apt-recommends", "apt-lists": "apt-lists-left", "apk-no-cache": "apk-cache-left",
    "pip-no-cache": "pip-cache-left", **dict.fromkeys(("yum-clean", "dnf-clean", "microdnf-clean"), "dnf-cache-left"),
    "zypper-clean": "zypper-cache-left", "yarn-clean": "node-cache-left", "apt-not-apt-get": "apt-instead-of-apt-get",
    "wget-and-curl": "wget-and-curl", "useless-commands": "pointless-command", "cd-not-workdir": "cd-instead-of-workdir",
    "workdir-relative": "relative-workdir", "maintainer": "maintainer", "alias-unique": "duplicate-stage-name",
    "copy-from-self": "self-copy", "copy-many-slash": "destination-without-slash", "json-cmd": "shell-form-command",
    "shell-via-run": "sh-symlink", "pipefail": "pipe-without-pipefail", "unnamed-stage": "numbered-stage",
    "consecutive-run": "consecutive-run", "env-self-ref": "undefined-variable", "first-instruction": "instruction-before-from",
    "onbuild-trigger": "invalid-onbuild", "base-image-absent": "instruction-before-from",
}  # fmt: skip
"""The rules that see to each practice."""
NARROWED = {"DS-0024": "dist-upgrade"}
"""Ids that mean less than their practice."""
EXCEPTIONS = {
    ("missing_zypper_non_interactive_switch", "3d531b78"): "`zypper install` without `-y` waits for an answer in any stage",
    ("multiple_cmd_instructions_listed", "19c5dc42"): "two CMDs in one stage: the first is lost, in whichever stage it is",
    ("multiple_run_add_copy_instructions_listed", "7592a240"): "an archive that ADD unpacks cannot share a line with files it copies",
    ("not_using_json_in_cmd_and_entrypoint_arguments", "6477b264"): "`CMD [python, x]` is no JSON: a shell runs it",
    ("npm_install_without_pinned_version", "610de6dc"): "`sax@latest` and a repository without a commit are another version tomorrow",
    ("run_command_cd_instead_of_workdir", "aeb9c745"): "a lone `RUN cd` does nothing, to an absolute path either",
    ("run_yarn_clean_after_yarn_install", "319ff75a"): "a cache that a later RUN deletes stays in the layer",
    ("yum_clean_all_missing", "a7f1355c"): "`yum install yum clean all` installs packages of these names and cleans nothing",
    ("DS-0011", "9198dc3d"): "`COPY a in b` as it was shown by `docker history`; as a Dockerfile it copies two sources",
    ("DS-0001", "28d94f3d"): "FROM does not see the ARG of an earlier stage: there is no image (undefined-arg-in-from)",
    ("DS-0001", "8d6867af"): "the tag is in an argument that only the build gets",
    ("DS-0020", "0fb5b1fb"): "`zypper remove` downloads nothing",
    ("DS-0020", "eb0e5b7c"): "`zypper remove` downloads nothing",
    ("DS-0017", "594bdfaf"): "`yum update` upgrades packages and is no update of an index (system-upgrade)",
}
"""Where we differ, by the id and the beginning of the file's SHA-256; each with the reason."""

ENTRIES = records("cases/security.jsonl") if (SHARED / "cases/security.jsonl").exists() else []


def place(entry):
    return entry["rule"], sha256(entry["dockerfile"].encode()).hexdigest()[:8]


def verdict(entry):
    rules = NARROWED.get(entry["rule"], PRACTICES[entry["practice"]]).split()
    found = check(entry["dockerfile"], Settings(profile="security", select=tuple(rules))).findings
    return "match" if found else "no-match"


def test_every_rule_is_there():
    assert {name for names in (*PRACTICES.values(), *NARROWED.values()) for name in names.split()} <= set(INDEX)


def test_the_cases_are_there():
    assert len(records("cases/security.jsonl")) > 200


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: "-".join(place(entry)))
def test_agrees(entry):
    reason = EXCEPTIONS.get(place(entry))
    agrees = verdict(entry) == entry["expect"]
    assert agrees or reason, f"{entry['tool']} says {entry['expect']}"
    assert not (agrees and reason), f"no exception any more: {reason}"
