"""A real commit in a repository of somebody who uses the hooks: refused, mended, accepted."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = 'FROM alpine:3.20\nRUN adduser -D app\nADD app.py /app/\nUSER app\nCMD ["/app/app.py"]\n'
UNREACHABLE = re.compile(
    r"NewConnectionError|ConnectTimeoutError|ProxyError|Name or service not known|Temporary failure in name resolution"
)


class Repository:
    """A git repository with an author and an environment in which only it and pre-commit are known."""

    def __init__(self, path: Path, cache: Path) -> None:
        self.path = path
        path.mkdir()
        foreign = ("GIT_", "PYTHON", "NO_COLOR", "FORCE_COLOR", "PRE_COMMIT")
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        self.environment |= {"PRE_COMMIT_HOME": str(cache), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        self.git("init", "-q")
        self.git("config", "user.name", "Jo")
        self.git("config", "user.email", "jo@example.com")

    def run(self, *command, check=True):
        ran = subprocess.run(
            command, cwd=self.path, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        assert not check or ran.returncode == 0, ran.stdout
        return ran

    def git(self, *words, check=True):
        return self.run("git", *words, check=check)

    def commit(self):
        self.git("add", "-A")
        return self.git("commit", "-q", "-m", "Add a Dockerfile", check=False)


def publish(repository: Repository) -> str:
    """This checkout as it is now, not as it was committed last, as a repository with one commit; its id."""
    listing = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout, so there is nothing for pre-commit to clone")
    for name in filter(None, listing.stdout.split("\0")):
        target = repository.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, target)
    assert repository.commit().returncode == 0
    return repository.git("rev-parse", "HEAD").stdout.strip()


def configure(consumer: Repository, hooks: Repository, revision: str, *ids: str) -> None:
    entries = "".join(f"      - id: {name}\n" for name in ids)
    text = f"repos:\n  - repo: {hooks.path.as_uri()}\n    rev: {revision}\n    hooks:\n{entries}"
    (consumer.path / ".pre-commit-config.yaml").write_text(text)


@pytest.mark.slow
def test_a_commit_is_refused_mended_and_accepted(tmp_path):
    pytest.importorskip("pre_commit")
    pre_commit = (sys.executable, "-m", "pre_commit")
    hooks, consumer = Repository(tmp_path / "hooks", tmp_path / "cache"), Repository(tmp_path / "consumer", tmp_path / "cache")
    revision = publish(hooks)
    configure(consumer, hooks, revision, "dockwright")
    consumer.run(*pre_commit, "install")
    installed = consumer.run(*pre_commit, "install-hooks", check=False)
    if installed.returncode and UNREACHABLE.search(installed.stdout):
        pytest.skip(f"pip reaches no package index: {UNREACHABLE.search(installed.stdout)[0]}")
    assert installed.returncode == 0, installed.stdout

    (consumer.path / "dockwright.toml").write_text("today = 2025-01-01\n")
    (consumer.path / "app.dockerfile").write_text(SOURCE)
    (consumer.path / "Dockerfile.md").write_text(SOURCE)
    refused = consumer.commit()
    assert refused.returncode == 1
    assert re.search(r"^app\.dockerfile:3:1: \w+ .+ \[add-instead-of-copy\]$", refused.stdout, re.M), refused.stdout
    assert "Dockerfile.md" not in refused.stdout

    configure(consumer, hooks, revision, "dockwright-fix", "dockwright")
    mended = consumer.commit()
    assert mended.returncode == 1
    assert "files were modified by this hook" in mended.stdout
    assert "Replace ADD with COPY [add-instead-of-copy]" in mended.stdout
    assert (consumer.path / "app.dockerfile").read_text() == SOURCE.replace("ADD", "COPY")

    accepted = consumer.commit()
    assert accepted.returncode == 0, accepted.stdout
    assert consumer.git("log", "--format=%s").stdout == "Add a Dockerfile\n"
