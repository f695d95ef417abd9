from __future__ import annotations

import io
import itertools
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

import dockwright
from builds import machine

IMAGES = ("debian:13", "python:3.13", "python:3.13-slim")


@pytest.fixture(scope="session")
def docker():
    """A daemon with the images that the tests are FROM: one small Debian with Python, under the names that people write."""
    try:
        with machine.daemon() as running:
            with open(machine.CACHE / "base.tar", "rb") as base:
                running.answer("import", "-", IMAGES[0], read=base)
            for name in IMAGES[1:]:
                running.answer("tag", IMAGES[0], name)
            yield running
    except machine.Missing as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def starts(docker):
    """What a container says. Without it the images' configuration alone is compared."""
    done = docker.call("run", "--rm", "--network=none", IMAGES[0], "true")
    if done.returncode:
        pytest.skip(f"containers cannot be started here: {done.stderr.decode(errors='replace')[-300:].strip()}")

    def run(image, *words):
        return docker.answer("run", "--rm", "--network=none", image.tag, *words).decode()

    return run


class Image:
    """An image that was built."""

    def __init__(self, docker, tag):
        self.docker = docker
        self.tag = tag
        self.config = json.loads(docker.answer("image", "inspect", tag))[0]["Config"]
        self.history = docker.answer("history", "--no-trunc", "--format", "{{.CreatedBy}}", tag).decode()

    def files(self, *folders):
        """What there is in some folders, by path: kind, mode, owner, target of a link, content. Times differ from build to build."""
        container = self.docker.answer("create", "--network=none", self.tag, "true").decode().strip()
        found = {}
        for folder in folders:
            with tarfile.open(fileobj=io.BytesIO(self.docker.answer("cp", f"{container}:{folder}", "-"))) as tar:
                for one in tar:
                    content = tar.extractfile(one).read() if one.isfile() else b""
                    found[one.name] = (one.type, oct(one.mode), one.uid, one.gid, one.linkname, content)
        return found

    def everything(self):
        """All that who has the image can read: its layers, which are not compressed, and its configuration."""
        return self.docker.answer("save", self.tag).decode("latin-1")


class Project:
    """A folder with a Dockerfile that can be fixed and built."""

    def __init__(self, docker, folder, cache):
        self.docker = docker
        self.folder = folder
        self.builds = 0
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BUILDKIT_", "DOCKWRIGHT_", "HADOLINT_"))}
        self.environment = {**kept, "PYTHONPATH": str(Path(dockwright.__file__).parents[1]), "DOCKWRIGHT_CACHE_DIR": str(cache)}

    def write(self, **files):
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    @property
    def dockerfile(self):
        return (self.folder / "Dockerfile").read_text()

    def dockwright(self, *words):
        """What `dockwright` prints, run in the folder."""
        command = [sys.executable, "-m", "dockwright", *words, "--isolated", "--fail-on", "never", "--shellcheck", "off", "."]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, f"{done.stdout}{done.stderr}"
        return done.stdout

    def fix(self, *words):
        """Fix the Dockerfile; the new text, which is another one."""
        before = self.dockerfile
        self.dockwright("fix", *words)
        assert self.dockerfile != before
        return self.dockerfile

    def findings(self, *words):
        return json.loads(self.dockwright("check", "--format", "json", *words))["findings"]

    def build(self, *words, **environment):
        """Build it without what earlier builds have kept."""
        self.builds += 1
        tag = f"{self.folder.name}:{self.builds}"
        options = ("--no-cache", "--network=host", "--progress=plain", "--tag", tag, *words)
        done = self.docker.call("build", *options, self.docker.inside(self.folder), **environment)
        assert done.returncode == 0, f"{self.dockerfile}\n{done.stderr.decode(errors='replace')}"
        return Image(self.docker, tag)


@pytest.fixture(scope="session")
def numbers():
    return itertools.count(1)


@pytest.fixture
def project(docker, numbers, tmp_path):
    """Write a project: its files, by name."""

    def make(dockerfile, files=()):
        folder = docker.work / f"project-{next(numbers)}"
        return Project(docker, folder, tmp_path / "cache").write(Dockerfile=dockerfile, **dict(files))

    return make
