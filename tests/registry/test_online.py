"""What images say of themselves, asked before the rules run: `check --online`, `fix --online`, `--offline`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dockwright.cli import main
from registry.conftest import PATIENT, QUICK
from registry.servers import PASSWORD, Drip, free_port

RULES = ("missing-user", "root-user", "undefined-variable", "shell-form-command", "platform-mismatch", "stale-digest")
OLD = "sha256:" + "b" * 64


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr("dockwright.cli.online.options_of", lambda registry: PATIENT)
    return folder


@pytest.fixture
def check(project, capsys):
    """Check a Dockerfile with that text; the findings of the rules that know more online, and what was said on standard error."""

    def run(text, *argv, command="check", rules=RULES):
        (project / "Dockerfile").write_text(text)
        words = [command, "--select", ",".join(rules), "--shellcheck", "off", "--fail-on", "never", "--format", "json"]
        assert main([*words, *argv, "Dockerfile"]) == 0
        out, err = capsys.readouterr()
        assert PASSWORD not in out + err
        return {one["rule"]: one["message"] for one in json.loads(out)["findings"]} if command == "check" else out, err

    return run


def test_rules_know_what_the_image_says(check, pushed):
    host = pushed.registry.host
    pushed.image("team/base", "1", User="1001", Env=["PATH=/bin", "APP=/srv"], Shell=["/bin/bash", "-c"])
    text = f"FROM --platform=linux/s390x {host}/team/base:1\nENV A=$APP\nENV B=$NOTHING\nCMD node server.js\n"
    cold, _ = check(text)
    assert cold == {
        "missing-user": "no USER is set: unless the base image has one, this runs as root",
        "undefined-variable": "nothing here defines `NOTHING`: make sure that the base image does",
        "shell-form-command": "a shell runs this and passes no signals on: write a JSON array",
    }
    assert check(text, "--online") == (
        {
            "undefined-variable": "nothing defines `NOTHING`, which leaves it empty: define it above",
            "platform-mismatch": "this image is not for linux/s390x: it is for linux/amd64",
        },
        "",
    )
    assert check(text)[0] == cold, "nobody asked for what is kept"


def test_a_tag_that_has_moved(check, pushed):
    host, name = pushed.registry.host, "team/moves"
    old = pushed.image(name, "1", "old")
    new, images = pushed.index(name, "1", "new")
    found, err = check(f"FROM {host}/{name}:1@{old}\n", "--online")
    assert (found, err) == ({"stale-digest": "1 is another image now: renew the digest"}, "")
    assert check(f"FROM {host}/{name}:1@{new}\n", "--online") == ({}, "")
    assert check(f"FROM {host}/{name}:1@{images['arm64']}\n", "--online", "--no-cache") == ({}, "")


def test_the_digest_is_renewed(check, memory, project):
    host = memory.registry.host
    old, new = memory.image("a", "1", "old"), memory.image("a", "1", "new")
    check(f"FROM {host}/a:1@{old}\n", "--online", "--unsafe", command="fix")
    assert (project / "Dockerfile").read_text() == f"FROM {host}/a:1@{new}\n"


def test_each_platform_is_asked_for(check, memory):
    images = {one: memory.image("a", None, one, one, User=one) for one in ("amd64", "arm64", "arm")}
    index = [
        {
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "digest": digest,
            "size": 1,
            "platform": {"os": "linux", "architecture": one},
        }
        for one, digest in images.items()
    ]
    kind = "application/vnd.oci.image.index.v1+json"
    memory.manifest("a", "1", {"schemaVersion": 2, "mediaType": kind, "manifests": index}, kind)
    for platform, user in (("linux/arm/v7", "arm"), ("linux/arm64", "arm64"), ("linux/amd64", "amd64"), ("$TARGETPLATFORM", "amd64")):
        found, _ = check(f"FROM --platform={platform} {memory.registry.host}/a:1\nUSER root\nCMD x\n", "--online", rules=("root-user",))
        assert found == {"root-user": f"the image runs as root: end with USER {user}, as the base image does"}


def test_the_platform_that_is_built_for(check, memory, project, capsys):
    memory.image("a", "1")
    text = f"FROM --platform=$BUILDPLATFORM {memory.registry.host}/a:1\nFROM {memory.registry.host}/a:1\n"
    expected = {"platform-mismatch": "this image is not for linux/arm64: it is for linux/amd64"}
    assert check(text, "--online", rules=("platform-mismatch",)) == ({}, "")
    assert check(text, "--online", "--platform", "linux/arm64", rules=("platform-mismatch",)) == (expected, "")
    (project / "dockwright.toml").write_text('platform = "linux/arm64"\n')
    assert check(text, "--online", rules=("platform-mismatch",)) == (expected, "")
    (project / "dockwright.toml").write_text('# x\nplatform = "my machine"\n')
    assert main(["check", "Dockerfile"]) == 2
    assert main(["check", "--platform", "nonsense", "Dockerfile"]) == 2
    err = capsys.readouterr().err
    assert "dockwright.toml:2: 'platform' cannot be 'my machine': write a system and an architecture" in err
    assert "--platform cannot be 'nonsense': write a system and an architecture, as linux/arm64" in err


def test_what_was_kept_answers_without_a_request(check, memory):
    memory.image("a", "1", User="app")
    text = f"FROM {memory.registry.host}/a:1\nCMD x\n"
    assert "nothing is kept about" in check(text, "--offline", rules=("missing-user",))[1]
    assert memory.registry.seen == []
    assert check(text, "--online", rules=("missing-user",)) == ({}, "")
    asked = len(memory.registry.seen)
    assert check(text, "--online", rules=("missing-user",)) == ({}, "")
    assert check(text, "--offline", rules=("missing-user",)) == ({}, "")
    assert len(memory.registry.seen) == asked
    assert check(text, rules=("missing-user",))[0] != {}


def test_a_composed_name_is_put_together_or_named(check, memory):
    memory.image("a", "1", User="app")
    name = f"{memory.registry.host}/a:$TAG"
    assert check(f"ARG TAG=1\nFROM {name}\nCMD x\n", "--online", rules=("missing-user",)) == ({}, "")
    assert check(f"ARG TAG\nFROM {name}\nCMD x\n", "--online", "--build-arg", "TAG=1", rules=("missing-user",)) == ({}, "")
    found, err = check(f"ARG TAG\nFROM {name}\nCMD x\n", "--online", rules=("root-user",))
    assert found == {}
    assert err.endswith(f"Dockerfile:2: {name}: only a build can know which image this is: give its variables a default, or --build-arg\n")


def test_a_build_context_is_no_image(check, memory, project):
    (project / "dockwright.toml").write_text('named-contexts = ["base"]\n')
    assert check("FROM base\nCMD x\n", "--online", rules=("root-user",)) == ({}, "")


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500])
def test_a_fault_changes_no_verdict_and_is_said_once(check, web, status):
    server = web(lambda method, path, given: (200, {}, b"") if path == "/v2/" else (status, {"Retry-After": "99"}, b"no"))
    text = f"FROM {server.host}/a:1 AS a\nCMD x\nFROM {server.host}/a:1\nCMD x\n"
    cold, _ = check(text)
    found, err = check(text, "--online")
    assert found == cold
    assert err.count("\n") == 1
    assert server.host in err


def test_a_server_that_is_down(check):
    host = f"127.0.0.1:{free_port()}"
    found, err = check(f"FROM {host}/a:1\nCMD x\n", "--online", rules=("missing-user",))
    assert found == {"missing-user": "no USER is set: unless the base image has one, this runs as root"}
    assert f"{host} cannot be reached: check the address and the network" in err


def test_the_configuration_may_ask_for_it(check, memory, project):
    memory.image("a", "1", User="app")
    text = f"FROM {memory.registry.host}/a:1\nCMD x\n"
    (project / "dockwright.toml").write_text("[registry]\nonline = true\n")
    assert check(text, rules=("missing-user",)) == ({}, "")
    assert memory.registry.seen


def test_a_mistake_in_the_configuration_has_its_line(project, capsys):
    (project / "Dockerfile").write_text("FROM a\n")
    (project / "dockwright.toml").write_text('[registry]\nmirrors = {}\nonline = "yes"\n')
    assert main(["check", "Dockerfile"]) == 2
    assert "dockwright.toml:3: 'online' must be true or false, not a string" in capsys.readouterr().err


def test_standard_input(memory, project):
    memory.image("a", "1", User="app")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "server")}
    command = [sys.executable, "-m", "dockwright", "check", "--online", "--shellcheck", "off", "--select", "missing-user", "-"]
    ran = subprocess.run(command, input=f"FROM {memory.registry.host}/a:1\nCMD x\n", text=True, capture_output=True, env=environment)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_many_files_in_several_processes(memory, project, capsys):
    for number in range(4):
        memory.image(f"a{number}", "1", User="app")
        (project / f"{number}.dockerfile").write_text(f"FROM {memory.registry.host}/a{number}:1\nCMD x\n")
    assert main(["check", "--online", "--jobs", "2", "--shellcheck", "off", "--select", "missing-user", "."]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 300, None])
def test_a_damaged_cache_is_no_cache(check, memory, tmp_path, damage):
    memory.image("a", "1", User="app")
    text = f"FROM {memory.registry.host}/a:1\nCMD x\n"
    check(text, "--online", rules=("missing-user",))
    for kept in (path for path in (tmp_path / "cache" / "registry").rglob("*") if path.is_file()):
        kept.write_bytes(kept.read_bytes().replace(b"app", b"bad") if damage is None else damage)
    asked = len(memory.registry.seen)
    assert check(text, "--online", rules=("missing-user",)) == ({}, "")
    assert len(memory.registry.seen) > asked
    assert "nothing is kept" not in check(text, "--offline", rules=("missing-user",))[1]


def test_two_processes_with_one_cache(memory, project):
    for number in range(10):
        memory.image(f"a{number}", "1", User="app")
    (project / "Dockerfile").write_text("".join(f"FROM {memory.registry.host}/a{number}:1\nCMD x\n" for number in range(10)))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "server")}
    command = [sys.executable, "-m", "dockwright", "check", "--online", "--shellcheck", "off", "--select", "missing-user", "Dockerfile"]
    started = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]
    assert [(process.communicate()[0].count("missing-user"), process.returncode) for process in started] == [(0, 0), (0, 0)]


def test_an_answer_that_drips_ends(check, monkeypatch):
    monkeypatch.setattr("dockwright.cli.online.options_of", lambda registry: QUICK._replace(total=1.0))
    server = Drip(b"HTTP/1.1 200 OK\r\n")
    found, err = check(f"FROM {server.host}/a:1\nCMD x\n", "--online", rules=("root-user",))
    server.close()
    assert (found, err) == ({}, f"dockwright: {server.host} answers too slowly: try again later\n")


def test_a_hundred_images(memory, project, capsys):
    """What is kept makes no request at all."""
    names = [f"team/image{number}" for number in range(100)]
    for name in names:
        memory.image(name, "1", name)
    (project / "Dockerfile").write_text("".join(f"FROM {memory.registry.host}/{name}:1\n" for name in names))
    words = ["check", "--select", "root-user", "--shellcheck", "off", "Dockerfile"]
    assert main([*words, "--online"]) == 0
    asked = len(memory.registry.seen)
    assert asked >= 100
    assert main([*words, "--online"]) == 0
    assert main([*words, "--offline"]) == 0
    assert len(memory.registry.seen) == asked, "a warm cache makes no request"
    assert capsys.readouterr().err == ""


def test_nothing_is_loaded_for_those_who_do_not_ask(project):
    (project / "Dockerfile").write_text("FROM alpine:3.20\nCMD x\n")
    code = "import sys; from dockwright.cli import main; main(['check', '--shellcheck', 'off', 'Dockerfile']); print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "server")}
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment).stdout.split()
    assert "dockwright.engine" in loaded
    assert not {
        name for name in loaded if name.startswith(("dockwright.registry", "dockwright.cli.online", "dockwright.model.facts", "httpx"))
    }
