"""What only a process of its own can show: pipes, signals, encodings, what is imported."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

import dockwright

ONLY = ("--select", "add-instead-of-copy")


def environment():
    return {**os.environ, "PYTHONPATH": os.path.dirname(os.path.dirname(dockwright.__file__))}


def test_statuses_and_streams(process, write, project):
    write("Dockerfile")
    found = process("check", "Dockerfile", *ONLY, cwd=project)
    assert (found.returncode, found.stderr) == (1, b"")
    assert found.stdout.startswith(b"Dockerfile:2:1: ")
    assert process("check", "missing", cwd=project).returncode == 2
    assert process("check", "-", *ONLY, stdin=b"FROM alpine:3.20\n").returncode == 0


HEAVY = (
    *("argparse", "asyncio", "attrs", "dataclasses", "dockerfile_parse", "httpx", "importlib.metadata", "inspect", "json", "logging"),
    *("lsprotocol", "pathlib", "pygls", "rich", "subprocess", "tomllib", "typing", "unicodedata", "urllib", "yaml"),
)


@pytest.mark.parametrize("argv", [["Dockerfile"], ["Dockerfile", "b.dockerfile", "-q", *ONLY], ["Dockerfile", "--fail-on=never"]])
def test_the_hook_loads_nothing_heavy(write, project, argv):
    write("Dockerfile")
    write("b.dockerfile", "FROM alpine:3.20\n")
    code = f"import sys, dockwright_hooks.lint as hook; hook.main(['--shellcheck=off', *{argv!r}]); sys.stderr.write(' '.join(sys.modules))"
    paths = os.pathsep.join(sys.path)
    ran = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, cwd=project, env={"PYTHONPATH": paths}, check=True, text=True
    )
    assert "dockwright.engine" in ran.stderr.split()
    assert set(HEAVY) & set(ran.stderr.split()) == set()


def test_fix_from_pipe_to_pipe_loses_no_byte(process):
    source = b"\xef\xbb\xbfFROM alpine:3.20\r\n# \xff\x00 \xc3\xbc\r\nADD a /b"
    assert process("fix", "-", *ONLY, "--fix-only", stdin=source).stdout == source.replace(b"ADD", b"COPY")


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_any_locale_can_print_any_file(process, locale):
    source = "FROM alpine:3.20\nADD über🚀.py /app/\n".encode() + b"ADD \xff /b\n"
    env = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ran = process("check", "-", *ONLY, stdin=source, env=env)
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert ran.stdout.count(b"[add-instead-of-copy]") == 2
    assert b"\\xff" in ran.stdout


def test_a_closed_pipe_ends_quietly(process, write, project):
    write("Dockerfile", "FROM alpine:3.20\n" + "ADD app.py /app/\n" * 5000)
    command = [sys.executable, "-m", "dockwright", "check", "Dockerfile", *ONLY]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=project, env=environment())
    assert child.stdout.readline().startswith(b"Dockerfile:2:1: ")
    child.stdout.close()
    assert child.stderr.read() == b""
    assert child.wait(30) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes and signals of POSIX")
def test_ctrl_c_ends_without_a_traceback(project):
    """The child is known to be at work once it has opened the pipe that it is to lint."""
    os.mkfifo(project / "pipe")
    command = [sys.executable, "-m", "dockwright", "check", "pipe"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=project, env=environment())
    with open(project / "pipe", "wb"):
        child.send_signal(signal.SIGINT)
        _, error = child.communicate(timeout=30)
    assert (child.returncode, error) == (130, b"")


def test_colours_only_when_asked(process, write, project):
    write("Dockerfile")
    plain = process("check", "Dockerfile", *ONLY, cwd=project).stdout
    forced = process("check", "Dockerfile", *ONLY, cwd=project, env={"FORCE_COLOR": "1"}).stdout
    refused = process("check", "Dockerfile", *ONLY, cwd=project, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert b"\x1b[" in forced
    assert plain == refused
    assert b"\x1b[" not in plain


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_is_shown_progress_on_standard_error(write, project):
    """The clock is moved on by a second at every look, so the run counts as a long one."""
    import pty

    for number in range(3):
        write(f"{number}/Dockerfile")
    code = (
        "import time, itertools; ticks = itertools.count(); time.monotonic = lambda: next(ticks)\n"
        "from dockwright.cli import main; raise SystemExit(main(['check', '-q', '.']))"
    )
    outer, inner = pty.openpty()
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=inner, cwd=project, env=environment())
    os.close(inner)
    out, _ = child.communicate(timeout=30)
    shown = os.read(outer, 1000)
    os.close(outer)
    assert b"2 of 3 files" in shown
    assert shown.endswith(b"\r\x1b[K")
    assert b" of 3 files" not in out


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_is_shown_pages_set_in_type(project):
    import pty

    outer, inner = pty.openpty()
    command = [sys.executable, "-m", "dockwright", "explain", "latest-tag"]
    child = subprocess.Popen(command, stdout=inner, cwd=project, env={**environment(), "TERM": "xterm", "COLUMNS": "80"})
    os.close(inner)
    shown = b""
    while chunk := _read(outer):
        shown += chunk
    os.close(outer)
    assert child.wait(30) == 0
    assert b"latest-tag" in shown
    assert b"\x1b[" in shown
    assert b"# latest-tag" not in shown


def _read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
