"""What a script fetches and runs, checks and clones; file modes; addresses; who feeds whom."""

import pytest

from dockwright.shell.addresses import addresses
from dockwright.shell.commands import parse
from dockwright.shell.downloads import downloads
from dockwright.shell.fetches import is_checked, is_version, pins_clone, piped_runs, runs_input, substituted_runs, uses
from dockwright.shell.modes import bits, identities, is_world_writable, modes, not_for_everybody
from dockwright.shell.pipes import feeder
from dockwright.text import IDENTITY


def script(text):
    return parse(text, "posix", IDENTITY)


@pytest.mark.parametrize(
    "command, runs",
    [
        *((text, True) for text in ("sh", "bash -", "bash -s -- --yes", "python3 -", "php -- --x", "sudo sh", "ash -e", "sh /dev/stdin x")),
        *((text, False) for text in ("sh x.sh", "python -c x", "python3 -m json.tool", "perl -pe x", "node -e x", "tar x", "shfmt")),
    ],
)
def test_runs_input(command, runs):
    assert runs_input(script(command).commands[0]) is runs


@pytest.mark.parametrize(
    "text, found",
    [
        ("curl x | sh", ["curl x | sh"]),
        ("a; wget -O- x | tee y | sudo bash -s; b", ["wget -O- x | tee y | sudo bash"]),
        ("curl x | sha256sum -c | sh", []),
        ("curl -o y x | sh", []),
        ('sh -c "$(curl x)"', ['sh -c "$(curl x)"']),
        ("bash <(curl x) -y", ["bash <(curl x) -y"]),
        ("A=$(curl x)", []),
        ("bash a <(curl x)", []),
    ],
)
def test_executions(text, found):
    one = script(text)
    assert [text[run.start : run.end] for run in (*piped_runs(one), *substituted_runs(one))] == found


@pytest.mark.parametrize(
    "command, checked",
    [
        *(
            (text, True)
            for text in ("sha256sum -c x", "gpg --batch --verify x", "openssl dgst -sha256 x", "cosign verify-blob x", "rpm -K x")
        ),
        *((text, False) for text in ("gpg --import x", "openssl req", "rpm -i x", "echo sha256sum")),
    ],
)
def test_checks(command, checked):
    assert is_checked(script(command).commands[0]) is checked


@pytest.mark.parametrize(
    "text, used",
    [
        ("curl -O https://e.example/a.tgz && tar xf a.tgz", True),
        ("curl -o /x u/a && chmod +x /x", True),
        ("curl -o x u/a && ./x", True),
        ("curl -o x u/a && sh x", True),
        ("curl -o x.deb u/a && apt-get install ./x.deb", True),
        ("curl -o x u/a && cat x", False),
        ("curl -o x u/a && chmod 644 x", False),
    ],
)
def test_uses(text, used):
    commands = script(text).commands
    assert uses(commands[1:], downloads(commands[0])[0]) is used


@pytest.mark.parametrize(
    "reference, version", [("v1.2", True), ("0123abc", True), ("abcdefa", True), ("$TAG", True), ("main", False), ("", False)]
)
def test_is_version(reference, version):
    assert is_version(reference) is version


def test_pins_clone():
    assert pins_clone(script("git -C x checkout v1").commands[0])
    assert not pins_clone(script("git checkout main").commands[0])
    assert not pins_clone(script("git clone v1").commands[0])


@pytest.mark.parametrize(
    "text, found",
    [
        ("https://Example.com:80/x", [("https", "example.com", False)]),
        ("a=http://u:p@[::1]/x", [("http", "[::1]", True)]),
        ("http://localhost http://b", [("http", "localhost", True), ("http", "b", False)]),
        ("example.com", []),
    ],
)
def test_addresses(text, found):
    word = script(f"x '{text}'").commands[0].args[0]
    assert [(one.scheme, one.host, one.is_local) for one in addresses(word)] == found


@pytest.mark.parametrize(
    "mode, open_, ids",
    [
        ("777", True, (False, False)),
        ("0666", True, (False, False)),
        ("1777", False, (False, False)),
        ("4755", False, (True, False)),
        ("2777", True, (False, True)),
        ("a+rwx", True, (False, False)),
        ("a+rwxt", False, (False, False)),
        ("u+s,o+w", True, (True, False)),
        ("+s", False, (True, True)),
        ("+w", False, (False, False)),
        ("o-w", False, (False, False)),
        ("x", False, (False, False)),
        ("", False, (False, False)),
    ],
)
def test_modes(mode, open_, ids):
    assert (bool(is_world_writable(mode)), tuple(map(bool, identities(mode)))) == (open_, ids)


def test_mode_texts():
    assert [not_for_everybody(mode) for mode in ("777", "0666", "a+w")] == ["775", "0664", None]
    assert (bits("755"), bits("8"), bits("")) == (0o755, None, None)
    text = "chmod -R 777 a; mkdir -pm 700 b; install -m u+s c d; chmod --reference=x y"
    found = [mode.text for command in script(text).commands for mode in modes(command)]
    assert found == ["777", "700", "u+s"]


def test_feeder():
    one = script("a | sudo b && c")
    assert [found.name if found else None for found in (feeder(one, command) for command in one.commands)] == [None, "a", None]
