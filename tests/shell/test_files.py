"""What commands do to files: what they remove, what they write, what they fetch and unpack."""

import pytest

from dockwright.shell.caches import empties
from dockwright.shell.commands import parse
from dockwright.shell.downloads import downloads, unpacks
from dockwright.shell.files import braces, changes, is_same, is_within, removes, removes_at_home, written
from dockwright.shell.scripts import runs_script
from dockwright.text import SourceMap


def command(text):
    return parse(text, "posix", SourceMap([0], [0])).commands[0]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("rm -rf /a/b", True),
        ("rm -fr /a/b/", True),
        ("rm -r --force /a/b/*", True),
        ("rm /a/b/*", True),
        ("rm -rf /a", True),
        ("rm -rf /a/b/c", True),
        ("rm -rf /a/{x,b}/*", True),
        ("sudo rm -rf /", True),
        ("find /a/b -type f -delete", True),
        ("find /a -name x -exec rm {} +", True),
        ("rm /a/b", False),
        ("rm -rf /a/bc", False),
        ("rm -rf a/b", False),
        ("rm -rf /tmp /x/a/b", False),
        ("find /a/b -type f", False),
        ("echo rm -rf /a/b", False),
    ],
)
def test_removes(text, expected):
    assert removes(command(text), "/a/b") is expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("rm -rf ~/.cache", True),
        ("rm -rf $HOME/.cache/pip", True),
        ("rm -rf ${HOME}/.cache/*", True),
        ("rm -rf /home/app/.cache/pip", True),
        ("rm -rf /root", True),
        ("rm -rf /root/.cache/pip/http", True),
        ("find /root/.cache -delete", True),
        ("rm -rf /root/.cache/uv", False),
        ("rm -rf /home/app/.cached", False),
        ("rm -rf $X/.cache/pip", False),
    ],
)
def test_removes_at_home(text, expected):
    assert removes_at_home(command(text), ".cache/pip") is expected


@pytest.mark.parametrize(
    "path, directory, expected",
    [("/a/b", "/a", True), ("/a", "/a/", True), ("/a/../b", "/a", False), ("/ab", "/a", False), ("a/b", "/a", False), ("/x", "/", True)],
)
def test_is_within(path, directory, expected):
    assert is_within(path, directory) is expected


@pytest.mark.parametrize(
    "path, other, expected",
    [
        ("a.tgz", "./a.tgz", True),
        ("/tmp/a.tgz", "a.tgz", True),
        ("/tmp/x/a.tgz", "x/a.tgz", True),
        ("/tmp/a.tgz", "/opt/a.tgz", False),
        ("x/a.tgz", "y/a.tgz", False),
        ("ba.tgz", "a.tgz", False),
        ("", "", True),
        ("/", "", False),
    ],
)
def test_is_same(path, other, expected):
    assert is_same(path, other) is is_same(other, path) is expected


def test_braces_are_bounded():
    assert set(braces("/{a,b{c,d}}/e")) == {"/a/e", "/bc/e", "/bd/e"}
    assert list(braces("${A,B}{")) == ["${A,B}{"]
    assert len(list(braces("{a,b}" * 40))) == 64


def test_written():
    text = "echo a > /etc/x; echo b | tee -a /etc/y /tmp/z; cat < /etc/in 2> /etc/err"
    script = parse(text, "posix", SourceMap([0], [0]))
    assert [path for _, path in written(script.commands, "/etc/")] == ["/etc/x", "/etc/y", "/etc/err"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("echo a >> /etc/x", ["/etc/x"]),
        ("tee -a /x /y", ["/x", "/y"]),
        ("mkdir -p -m 755 /x /y", ["/x", "/y"]),
        ("chmod -R +x /x /y", ["/x", "/y"]),
        ("chmod -x /x", ["/x"]),
        ("chown --reference=/a /b", ["/b"]),
        ("cp -r a b /c", ["/c"]),
        ("mv -t /c a", ["/c"]),
        ("ln -s /a", []),
        ("sed -i s/a/b/ /x", ["/x"]),
        ("sed -i -e s/a/b/ /x", ["/x"]),
        ("sed s/a/b/ /x", []),
        ("tar xzf a.tgz -C /x", ["/x"]),
        ("tar czf a.tgz -C /x .", []),
        ("unzip a.zip -d/x", ["/x"]),
        ("git clone --depth 1 https://example.com/a /x", ["/x"]),
        ("git clone https://example.com/a", []),
        ("curl -o /x https://example.com/a", ["/x"]),
        ("curl https://example.com/a > /x", ["/x"]),
        ("rm -rf /x", []),
    ],
)
def test_changes(text, expected):
    found = list(changes(command(text)))
    assert [one.path for one in found] == expected
    assert [text[slice(*one.span)] for one in found] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("curl -fsSL https://e.com/a.tgz -o /tmp/b", ["/tmp/b"]),
        ("curl -fsSLo/tmp/b https://e.com/a", ["/tmp/b"]),
        ("curl -O https://e.com/d/a.tgz?x=1", ["a.tgz"]),
        ("curl -O --output-dir /tmp https://e.com/a", ["/tmp/a"]),
        ("curl -o a https://e.com/1 -o b https://e.com/2 https://e.com/3", ["a", "b", "|"]),
        ("curl --url https://e.com/a > f", ["f"]),
        ("curl https://e.com/a 2> log", ["|"]),
        ("curl -sSL https://e.com/a -o -", ["|"]),
        ("curl --version", []),
        ("wget https://e.com/a.tgz", ["a.tgz"]),
        ("wget -q -P /tmp/ https://e.com/a.tgz", ["/tmp/a.tgz"]),
        ("wget -qO- https://e.com/a", ["|"]),
        ("wget -O /b https://e.com/a", ["/b"]),
        ("wget https://e.com", [None]),
        ("wget --spider https://e.com/a", []),
        ("apt-get install curl", []),
    ],
)
def test_downloads(text, expected):
    found = downloads(command(text))
    assert ["|" if one.piped else one.target and one.target.path for one in found] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("tar xzf a.tgz", ["a.tgz"]),
        ("tar --extract --file=/a.tar -C /x", ["/a.tar"]),
        ("tar -xz -f -", []),
        ("tar -xz", []),
        ("tar czf a.tgz b", []),
        ("unzip -q a.zip -d /x", ["a.zip"]),
        ("dpkg -i a.deb b.deb", ["a.deb", "b.deb"]),
        ("dpkg -l a.deb", []),
        ("rpm -ivh https://e.com/a.rpm", ["https://e.com/a.rpm"]),
    ],
)
def test_unpacks(text, expected):
    assert [one.path for one in unpacks(command(text))] == expected


@pytest.mark.parametrize(
    "text, family, expected",
    [
        ("pip cache purge", "pip", True),
        ("rm -rf ~/.cache", "pip", True),
        ("rm -rf ~/.cache", "npm", False),
        ("npm cache clean --force", "npm", True),
        ("npm cache clean --force", "yarn", False),
        ("rm -rf $(yarn cache dir)", "yarn", True),
        ('rm -rf "$CARGO_HOME/registry"', "cargo", True),
        ("rm -rf /usr/local/cargo/registry", "cargo", True),
        ("go clean -modcache", "go", True),
        ("conda clean -afy", "conda", True),
        ("micromamba clean --all", "conda", True),
        ("rm -rf /opt/conda/pkgs/*", "conda", True),
        ("echo ~/.cache", "pip", False),
    ],
)
def test_empties(text, family, expected):
    assert empties(command(text), family) is expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("./install", True),
        ("/tmp/setup a b", True),
        ("setup.sh", True),
        ("bash /tmp/x", True),
        ("source ./env", True),
        ("curl https://e.com | sh", True),
        ("sh -c true", False),
        ("bash", False),
        ("/usr/bin/make", False),
    ],
)
def test_runs_script(text, expected):
    script = parse(text, "posix", SourceMap([0], [0]))
    assert any(runs_script(one) for one in script.commands) is expected
