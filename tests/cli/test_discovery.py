"""Which files a directory stands for."""

from __future__ import annotations

import subprocess

import pytest

from dockwright.discovery import excluded, is_dockerfile, walk
from names import DOCKERFILES, OTHERS


@pytest.mark.parametrize("name", DOCKERFILES)
def test_dockerfiles(name):
    assert is_dockerfile(name)


@pytest.mark.parametrize("name", OTHERS)
def test_other_files(name):
    assert not is_dockerfile(name)


def git(*words, cwd="."):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *words], cwd=cwd, check=True, capture_output=True)


def test_a_tree_is_walked_in_order(write):
    for path in (
        "b/Dockerfile",
        "a/x/Dockerfile.dev",
        "Dockerfile",
        "a/README.md",
        ".devcontainer/Dockerfile",
        "node_modules/p/Dockerfile",
    ):
        write(path)
    assert walk(".") == [".devcontainer/Dockerfile", "Dockerfile", "a/x/Dockerfile.dev", "b/Dockerfile"]
    assert walk("a") == ["a/x/Dockerfile.dev"]
    assert walk("node_modules") == ["node_modules/p/Dockerfile"]


def test_loops_and_second_names_of_a_file(write, project):
    write("a/Dockerfile")
    (project / "a" / "loop").symlink_to(project)
    (project / "Dockerfile.link").symlink_to("a/Dockerfile")
    (project / "Dockerfile.outside").symlink_to("/etc/hostname")
    (project / "Dockerfile.dead").symlink_to("nowhere")
    (project / "Dockerfile.folder").symlink_to("a")
    assert walk(".") == ["Dockerfile.dead", "Dockerfile.outside", "a/Dockerfile"]


def test_what_git_ignores_is_left_out(write, project):
    git("init", "-q")
    for path in (
        "Dockerfile",
        "build/Dockerfile",
        "app/Dockerfile",
        "app/new.dockerfile",
        "app/gone.dockerfile",
        "node_modules/x/Dockerfile",
    ):
        write(path)
    write(".gitignore", "build/\n")
    git("add", "Dockerfile", "app/gone.dockerfile")
    (project / "app/gone.dockerfile").unlink()
    assert walk(".") == ["Dockerfile", "app/Dockerfile", "app/new.dockerfile"]
    assert walk("app") == ["app/Dockerfile", "app/new.dockerfile"]
    assert walk(str(project / "app")) == [str(project / "app/Dockerfile"), str(project / "app/new.dockerfile")]


def test_an_ignored_directory_that_is_named_is_walked(write):
    git("init", "-q")
    write(".gitignore", "build/\n")
    write("build/Dockerfile")
    assert walk("build") == ["build/Dockerfile"]


def test_a_checkout_inside_a_checkout(write, project):
    git("init", "-q")
    write("Dockerfile")
    write("vendored/Dockerfile")
    write("vendored/out/Dockerfile")
    write("vendored/.gitignore", "out/\n")
    git("init", "-q", cwd=project / "vendored")
    assert walk(".") == ["Dockerfile", "vendored/Dockerfile"]


def test_without_git_the_tree_is_walked(write, monkeypatch):
    git("init", "-q")
    write("build/Dockerfile")
    write(".gitignore", "build/\n")
    monkeypatch.setenv("PATH", "/nonexistent")
    assert walk(".") == ["build/Dockerfile"]


@pytest.mark.parametrize(
    "path, pattern, out",
    [
        ("a/b/Dockerfile", "b", True),
        ("a/b/Dockerfile", "Dockerfile", True),
        ("a/b/Dockerfile", "*.dockerfile", False),
        ("a/b/Dockerfile", "/p/a", True),
        ("a/b/Dockerfile", "/p/a/*", True),
        ("a/b/Dockerfile", "/p/**/Dockerfile", True),
        ("a/b/Dockerfile", "/p/b", False),
        ("a/b/Dockerfile", "/q/a", False),
    ],
)
def test_exclusion(monkeypatch, path, pattern, out):
    monkeypatch.setattr("os.getcwd", lambda: "/p")
    assert excluded(path, (pattern,)) == out


def test_excluded_files_are_linted_when_they_are_named(dockwright, write):
    write("dockwright.toml", 'exclude = ["vendor/", "*.old.dockerfile"]\nselect = ["add-instead-of-copy"]\n')
    for path in ("Dockerfile", "vendor/x/Dockerfile", "a/b.old.dockerfile", "a/vendor/Dockerfile"):
        write(path)
    assert "Dockerfile:2:1" in dockwright("check", "vendor/x/Dockerfile").out
    assert "in 1 file;" in dockwright("check").out
    assert "in 1 file;" in dockwright("check", "--isolated", "--exclude", "vendor,a/b.*", "--select", "add-instead-of-copy").out
