"""The build context on the command line: what is found in it, its ignore file, and the fixes that write one."""

import json
import os

import pytest


@pytest.fixture
def node(write):
    """A small project without an ignore file."""
    write("Dockerfile", "FROM node:24\nWORKDIR /app\nCOPY package.json ./\nCOPY . .\n")
    write("package.json", "{}\n")
    write(".env", "A=1\n")
    write(".env.example", "A=\n")


RULES = "whole-context-copied,missing-dockerignore,sensitive-file-in-context,ignored-file-copied,missing-source,invalid-ignore-pattern"


def found(dockwright, *paths, select=RULES):
    _, out, _ = dockwright("check", "--format", "json", "--select", select, *paths)
    return [(one["path"], one["line"], one["rule"]) for one in json.loads(out)["findings"]]


def test_what_lies_beside_the_dockerfile_is_seen(dockwright, node):
    assert found(dockwright, ".") == [("Dockerfile", 4, "sensitive-file-in-context")]


def test_nothing_is_said_of_standard_input(dockwright, node):
    _, out, _ = dockwright("check", "--format", "json", "--select", RULES, "-", stdin=b"FROM node:24\nCOPY . .\n")
    assert json.loads(out)["findings"] == []


def test_the_configuration_says_where_the_context_is(dockwright, write):
    write("docker/Dockerfile", "FROM alpine:3.20\nCOPY app.py missing.py /\n")
    write("src/app.py", "")
    assert found(dockwright, "docker/Dockerfile") == []
    write("dockwright.toml", 'context = "src"\n')
    assert found(dockwright, "docker/Dockerfile") == [("docker/Dockerfile", 2, "missing-source")]
    write("dockwright.toml", '[context]\n"docker/*" = "src"\n')
    assert found(dockwright, "docker/Dockerfile") == [("docker/Dockerfile", 2, "missing-source")]
    write("dockwright.toml", '[context]\n"other/*" = "src"\n')
    assert found(dockwright, "docker/Dockerfile") == []


@pytest.mark.parametrize("text", ["context = 1", "[context]\na = 1"])
def test_a_context_that_is_no_path(dockwright, write, text):
    write("Dockerfile", "FROM alpine:3.20\n")
    write("dockwright.toml", text)
    status, _, err = dockwright("check", "Dockerfile")
    assert status == 2
    assert "must be a string" in err


def test_an_ignore_file_is_reported_with_its_dockerfiles_once(dockwright, node, write):
    write("b.Dockerfile", "FROM node:24\nCOPY . /app/\n")
    write("c.Dockerfile", "FROM node:24\n")
    write(".dockerignore", ".env\n!README.md # docs\n")
    assert found(dockwright, "c.Dockerfile") == []
    assert found(dockwright, ".") == [(".dockerignore", 2, "invalid-ignore-pattern")]
    assert found(dockwright, ".", "--jobs", "2") == [(".dockerignore", 2, "invalid-ignore-pattern")]
    assert found(dockwright, "Dockerfile", ".dockerignore") == [(".dockerignore", 2, "invalid-ignore-pattern")]
    assert found(dockwright, ".dockerignore", select="all") == [(".dockerignore", 2, "invalid-ignore-pattern")]
    assert found(dockwright, ".", select="latest-tag") == []


def test_the_line_of_the_ignore_file_is_named(dockwright, node, write):
    write(".dockerignore", "# own\npackage.json\n")
    _, out, _ = dockwright("check", "--select", "ignored-file-copied", "Dockerfile")
    assert "note: .dockerignore:2:1: by this line\n" in out
    _, out, _ = dockwright("check", "--select", "ignored-file-copied", "--format", "sarif", "Dockerfile")
    related = json.loads(out)["runs"][0]["results"][0]["relatedLocations"][0]["physicalLocation"]
    assert related["artifactLocation"]["uri"] == ".dockerignore"
    assert related["region"]["startLine"] == 2
    _, out, _ = dockwright("check", "--select", "ignored-file-copied", "--format", "sonarqube", "Dockerfile")
    assert json.loads(out)["issues"][0]["secondaryLocations"][0]["filePath"] == ".dockerignore"


FIX = ("fix", "--select", "whole-context-copied,missing-dockerignore,sensitive-file-in-context", "Dockerfile")
WRITTEN = ".env*\n**/node_modules\nDockerfile\n.dockerignore\n"


def test_a_fix_creates_the_ignore_file(dockwright, node, tmp_path):
    assert dockwright(*FIX)[0] == 1
    assert not os.path.exists(".dockerignore")
    status, out, _ = dockwright(*FIX, "--unsafe")
    assert status == 0
    assert "Name `.env` in a new .dockerignore [sensitive-file-in-context]" in out
    assert (tmp_path / ".dockerignore").read_text() == WRITTEN
    assert (tmp_path / ".dockerignore").stat().st_mode & 0o777 == 0o666 & ~current_umask()
    assert [name for name in os.listdir() if name.endswith(".tmp")] == []
    assert dockwright(*FIX, "--unsafe")[0] == 0
    assert (tmp_path / ".dockerignore").read_text() == WRITTEN


def current_umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_fix_extends_the_ignore_file(dockwright, node, write, tmp_path):
    write(".dockerignore", "# own\r\n*.md")
    assert dockwright(*FIX, "--unsafe")[0] == 0
    assert (tmp_path / ".dockerignore").read_bytes() == b"# own\r\n*.md\r\n.env\r\n"


def test_a_diff_shows_the_new_file(dockwright, node):
    _, out, err = dockwright(*FIX, "--unsafe", "--diff")
    assert out == "--- /dev/null\n+++ .dockerignore\n@@ -0,0 +1,4 @@\n+.env*\n+**/node_modules\n+Dockerfile\n+.dockerignore\n"
    assert "1 file would change by 1 fix" in err
    assert not os.path.exists(".dockerignore")


def test_two_dockerfiles_agree_on_one_ignore_file(dockwright, node, write, tmp_path):
    write("b.Dockerfile", "FROM node:24\nCOPY . /app/\n")
    assert dockwright(*FIX, "b.Dockerfile", "--unsafe")[0] == 0
    assert (tmp_path / ".dockerignore").read_text() == WRITTEN


def test_what_is_read_from_standard_input_changes_no_file(dockwright, node):
    source = b"FROM node:24\nCOPY . /app/\n"
    _, out, _ = dockwright(*FIX[:3], "--unsafe", "-", "--stdin-filename", "Dockerfile", stdin=source)
    assert out.encode() == source
    assert not os.path.exists(".dockerignore")


def test_a_file_that_was_made_meanwhile_is_left_alone(tmp_path):
    from dockwright.files import ChangedError, create

    path = tmp_path / ".dockerignore"
    path.write_text("own\n")
    with pytest.raises(ChangedError):
        create(str(path), "new\n")
    assert path.read_text() == "own\n"
    assert os.listdir(tmp_path) == [".dockerignore"]
