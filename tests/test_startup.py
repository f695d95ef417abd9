"""The file that modules are loaded from: used where it fits, ignored where it does not, never in the way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = "FROM alpine:latest\nADD a /b\n"
RUN = """
import sys
sys.argv = ['dockwright', 'check', '--isolated', '--shellcheck=off', *sys.argv[1:]]
from dockwright.__main__ import main
main()
"""


@pytest.fixture
def run(tmp_path):
    """Run the command on a file, with bytecode in a folder of its own; the standard output and the status."""
    (tmp_path / "Dockerfile").write_text(SOURCE)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(tmp_path / "cache")

    def call(*arguments):
        command = [sys.executable, "-c", RUN, *arguments, str(tmp_path / "Dockerfile")]
        process = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert process.stderr == ""
        return process.stdout, process.returncode

    return call


def image(tmp_path):
    (found,) = (tmp_path / "cache").rglob("*.image")
    return found


def test_the_second_run_says_what_the_first_said(run, tmp_path):
    first = run()
    assert "latest-tag" in first[0]
    assert run() == first, "loaded one by one, and then put into a row"
    written = image(tmp_path).stat().st_mtime_ns
    assert run() == first, "made in a row"
    assert image(tmp_path).stat().st_mtime_ns == written, "nothing new was loaded, so nothing is written"


def test_what_another_run_needs_is_added(run, tmp_path):
    run()
    run()
    size = image(tmp_path).stat().st_size
    first = run("--format=sarif")
    assert image(tmp_path).stat().st_size > size
    assert run("--format=sarif") == first
    assert "The same Dockerfile builds" in first[0] or "`latest` is whatever was pushed last" in first[0]


@pytest.mark.parametrize("damage", [b"", b"\0", b"not marshal", b"i\x05\0\0\0"])
def test_a_damaged_file_does_no_harm(run, tmp_path, damage):
    first = run()
    image(tmp_path).write_bytes(damage)
    assert run() == first


def test_a_changed_module_is_loaded_anew(tmp_path, monkeypatch):
    from dockwright.startup import Image

    source = tmp_path / "dockwright_probe.py"
    source.write_text("VALUE = 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("dockwright.startup.PACKAGES", ("dockwright_probe",))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    import dockwright_probe

    kept = Image(str(tmp_path / "x.image"))
    kept.save()
    again = Image(str(tmp_path / "x.image"))
    assert again.find_spec("dockwright_probe").origin == dockwright_probe.__file__
    source.write_text("VALUE = 22\n")
    assert again.find_spec("dockwright_probe") is None
    assert Path(again.path).exists()


def test_a_row_brings_in_nothing_that_another_run_does_not_need(run, tmp_path):
    for _ in range(3):
        run("--format=json")
    import marshal

    _, row, rest = marshal.loads(image(tmp_path).read_bytes())
    assert "dockwright.report.json" in rest
    assert "dockwright.engine" in {name for name, _, _ in row}


def test_a_row_that_fits_no_more_is_left(run, tmp_path):
    """Sources that have changed since are imported; so are all where one of them does not run."""
    import marshal

    first = run()
    run()
    version, row, rest = marshal.loads(image(tmp_path).read_bytes())
    assert len(row) > 50
    name, entry, code = row[-1]
    for broken in ((name, (*entry[:1], 0, *entry[2:]), code), (name, entry, compile("1 / 0", "x", "exec"))):
        image(tmp_path).write_bytes(marshal.dumps((version, [*row[:-1], broken], rest)))
        assert run() == first
