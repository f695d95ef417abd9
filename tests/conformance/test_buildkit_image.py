"""The image config that BuildKit arrives at: ENV, LABEL, USER and WORKDIR of the last stage, over real files."""

import json
from pathlib import Path

import pytest

from dockwright.model.document import read

CORPUS = Path(__file__).parents[3] / "shared/corpus"
EXCEPTIONS: dict[str, str] = {}
"""Files that differ, each with its reason; none does."""

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of real Dockerfiles is not beside the project")


def images():
    if not CORPUS.exists():
        return
    for line in (CORPUS / "buildkit_parse.jsonl").read_text().splitlines():
        entry = json.loads(line)
        if entry.get("image"):
            yield entry["file"], entry["image"]


def theirs(image):
    env = dict(pair.split("=", 1) for pair in image.get("Env") or ())
    return {"env": env, "labels": image.get("Labels") or {}, "user": image.get("User", ""), "workdir": image.get("WorkingDir", "/")}


def ours(source):
    stage = read(source, platform="linux/amd64").final
    end = stage.end
    path = {} if stage.is_scratch else {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
    workdir = end.workdir.built if end.workdir else "/"
    return {"env": path | end.env, "labels": end.labels, "user": end.user.built if end.user else "", "workdir": workdir}


def test_image_config_is_what_buildkit_evaluates():
    different = {}
    for file, image in images():
        expected, got = theirs(image), ours((CORPUS / "files" / file).read_bytes().decode("utf-8", "replace"))
        if "PATH" not in got["env"]:  # a stage from scratch has none, but the frontend writes one into the config
            expected["env"].pop("PATH", None)
        if got != expected:
            different[file] = {key: (expected[key], got[key]) for key in got if got[key] != expected[key]}
    assert different.keys() == EXCEPTIONS.keys(), different
