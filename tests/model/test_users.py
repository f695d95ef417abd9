"""Accounts: root by any name, users that a file creates, entrypoints that give root up."""

import pytest

from dockwright.model.document import read
from dockwright.model.users import created, drops_privileges, existing, is_devcontainer, is_root, runs_as_root, switch_at


@pytest.mark.parametrize("user", ["root", "0", "00", "root:root", "0:1000", "ContainerAdministrator", " root"])
def test_root(user):
    assert is_root(user)


@pytest.mark.parametrize("user", ["app", "1000", "10", "rooted", "app:root", "", "٠", "1000:0"])
def test_not_root(user):
    assert not is_root(user)


@pytest.mark.parametrize(
    "command, expected",
    [
        ("useradd app", [("app", "")]),
        ("useradd -r -u 1001 -g app app", [("app", "1001")]),
        ("adduser -S -D -H -G app app", [("app", "")]),
        ("adduser --system --uid=999 app", [("app", "999")]),
        ("adduser app staff", []),
        ("useradd -D -s /bin/bash", []),
        ("groupadd app", []),
        ("useradd $WHO", [("web", "")]),
        ("useradd $OTHER", [(None, "")]),
        ("sudo useradd a && (useradd b)", [("a", ""), ("b", "")]),
        ("echo useradd app", []),
    ],
)
def test_created(command, expected):
    document = read(f"FROM debian:13\nARG WHO=web\nRUN {command}\n")
    assert [(account.name, account.uid) for account in created(document.final)] == expected


def test_created_in_a_parent():
    document = read("FROM debian:13 AS base\nRUN useradd a\nFROM base\nRUN useradd -r -s /usr/sbin/nologin b\n")
    assert [account.name for account in created(document.final)] == ["a", "b"]


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM debian:13", True),
        ("FROM scratch", True),
        ("FROM registry.example.com/x", None),
        ("FROM jenkins/jenkins", False),
        ("FROM jenkins/jenkins\nUSER 0", True),
        ("FROM debian:13\nUSER app", False),
        ("FROM debian:13\nARG X\nUSER $X", None),
        ("FROM debian:13 AS a\nUSER app\nFROM a", False),
    ],
)
def test_runs_as_root(source, expected):
    stage = read(source + "\n").final
    assert runs_as_root(stage, stage.end) is expected


@pytest.mark.parametrize(
    "source",
    [
        'FROM debian:13\nENTRYPOINT ["gosu", "app", "app"]',
        "FROM debian:13\nCMD exec su -c app app",
        'FROM debian:13\nENTRYPOINT ["/usr/bin/tini", "--", "/usr/sbin/gosu", "app", "app"]',
        'FROM debian:13\nCMD ["/lib/systemd/systemd"]',
        "FROM postgres:17",
        'FROM postgres:17\nENTRYPOINT ["docker-entrypoint.sh"]',
        'FROM debian:13\nCOPY --from=tianon/gosu /gosu /usr/local/bin/\nENTRYPOINT ["/start"]',
        'FROM debian:13\nRUN curl -o /usr/bin/gosu https://example.com/gosu-amd64\nENTRYPOINT ["/start"]',
    ],
)
def test_drops_privileges(source):
    assert drops_privileges(read(source + "\n").final)


@pytest.mark.parametrize(
    "source",
    [
        'FROM debian:13\nENTRYPOINT ["app"]',
        'FROM postgres:17\nENTRYPOINT ["app"]',
        'FROM debian:13\nRUN apt-get install gosu\nCMD ["app"]',
        'FROM debian:13\nENTRYPOINT ["/start"]',
        "FROM nginx:1.29",
    ],
)
def test_stays_root(source):
    assert not drops_privileges(read(source + "\n").final)


def test_existing():
    assert "node" in existing(read("FROM node:24\n").final)
    assert "www-data" in existing(read("FROM debian:13\n").final)
    assert existing(read("FROM scratch\n").final) == frozenset()
    assert existing(read("FROM registry.example.com/x\n").final) is None


@pytest.mark.parametrize(
    "source, line, above",
    [
        ('FROM a\nRUN x\nENTRYPOINT ["y"]\nEXPOSE 80\nCMD ["z"]', 3, True),
        ('FROM a\nENTRYPOINT ["y"]\nRUN x\nCMD ["z"]', 4, True),
        ('FROM a\nCMD ["y"]\nRUN x\nLABEL a=b', 4, False),
        ("FROM a AS b\nCMD x\nFROM b", 3, False),
    ],
)
def test_switch_at(source, line, above):
    instruction, found = switch_at(read(source + "\n").final)
    assert (instruction.start_line, found) == (line, above)


def test_devcontainer():
    assert is_devcontainer(read("FROM debian:13\n", filename="/x/.devcontainer/Dockerfile").final)
    assert not is_devcontainer(read("FROM debian:13\n").final)
