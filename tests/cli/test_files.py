"""Reading loses nothing, writing is whole or not at all."""

from __future__ import annotations

import os

import pytest

from dockwright import files

EVERY_BYTE = bytes(range(256)) + b"\r\n\n\r" + "\ufeffü🚀".encode()


def test_any_bytes_come_back(write):
    path = write("Dockerfile", EVERY_BYTE)
    text = files.read(str(path))
    files.replace(str(path), text, text + "x")
    assert path.read_bytes() == EVERY_BYTE + b"x"


def test_a_link_stays_a_link(write, project):
    target = write("real/Dockerfile", "a")
    link = project / "Dockerfile"
    link.symlink_to("real/Dockerfile")
    files.replace(str(link), "a", "b")
    assert link.is_symlink()
    assert target.read_text() == "b"
    assert os.listdir(project / "real") == ["Dockerfile"]


def test_a_file_that_changed_meanwhile_is_left_alone(write, project):
    path = write("Dockerfile", "changed")
    with pytest.raises(files.ChangedError) as caught:
        files.replace(str(path), "read before", "fixed")
    assert path.read_text() == "changed"
    assert os.listdir(project) == ["Dockerfile"]
    assert "run the command again" in files.explain(caught.value, str(path))


def test_a_failed_write_leaves_the_file_and_no_other(write, project, monkeypatch):
    path = write("Dockerfile", "a")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError) as caught:
        files.replace(str(path), "a", "b")
    assert (path.read_text(), os.listdir(project)) == ("a", ["Dockerfile"])
    assert files.explain(caught.value, str(path)) == "no space left on device (the file was skipped)"


def test_a_loop_of_links(project):
    (project / "Dockerfile").symlink_to("Dockerfile")
    with pytest.raises(OSError) as caught:
        files.read("Dockerfile")
    assert "too many levels of symbolic links" in files.explain(caught.value, "Dockerfile")
