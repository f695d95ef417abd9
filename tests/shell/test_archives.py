"""What commands unpack."""

import pytest

from dockwright.shell.archives import read
from dockwright.shell.commands import parse
from dockwright.text import IDENTITY


@pytest.mark.parametrize(
    "text, expected",
    [
        ("tar xzf a.tgz -C /x", (["a.tgz"], "/x", True)),
        ("tar -xvzpf /a.tgz", (["/a.tgz"], None, True)),
        ("tar --extract --file=a.tar --directory /y", (["a.tar"], "/y", True)),
        ("tar -xf a.tar b c", (["a.tar"], None, False)),
        ("tar -xf a.tar --strip-components=1", (["a.tar"], None, False)),
        ("bsdtar -xf a.zip", (["a.zip"], None, True)),
        ("sudo tar xf $A", (["$A"], None, True)),
        ("tar cf a b", None),
        ("tar tf a", None),
        ("unzip -q a.zip -d /x", (["a.zip"], "/x", False)),
        ("gunzip a.gz b.gz", (["a.gz", "b.gz"], None, False)),
        ("gzip -d a.gz", (["a.gz"], None, False)),
        ("gzip a", None),
        ("xz --decompress a.xz", (["a.xz"], None, False)),
        ("cp a.tar b", None),
    ],
)
def test_read(text, expected):
    found = read(parse(text, "posix", IDENTITY).commands[0])
    assert (found and (found.archives, found.directory, found.is_whole)) == expected
