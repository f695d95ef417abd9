"""Which commands undo what an earlier one did."""

import pytest

from dockwright.shell.changes import undoes, undone
from dockwright.shell.commands import parse
from dockwright.text import IDENTITY


@pytest.mark.parametrize(
    "earlier, later, expected",
    [
        ("curl -o /a.tgz https://example.com/x", "rm /a.tgz", True),
        ("curl -fsSLO https://example.com/a.tgz?x=1", "rm -f a.tgz", True),
        ("wget https://example.com/d/a.tgz", "rm a.tgz", True),
        ("wget -qO /a https://example.com/x", "chmod +x /a", True),
        ("wget -qO- https://example.com/x", "rm x", False),
        ("mkdir -p /a/b", "chown -R app:app /a", True),
        ("mkdir /a", "chown app /b", False),
        ("mkdir /ab", "rm -rf /a", False),
        ("touch /a", "chmod 600 /a", True),
        ("echo x > /a", "sed -i s/x/y/ /a", True),
        ("echo x > /a", "sed -i -e s/x/y/ /a", True),
        ("echo x > /a", "sed s/x/y/ /a", False),
        ("echo /a", "rm /a", False),
        ("cat < /a", "rm /a", False),
        ("cp /a /b/", "rm -rf /b", True),
        ("cp -t /b /a", "rm -rf /b/*", True),
        ("cp /a /b", "rm /a", False),
        ("mv /a /b", "mv /b /c", True),
        ("tar xf /a -C /opt/x", "rm -rf /opt/x/doc", True),
        ("tar xf /a -C /", "rm -rf /opt", False),
        ("git clone https://example.com/a.git", "rm -rf a", True),
        ("git clone https://example.com/a.git /src", "rm -rf /src/.git", True),
        ("mkdir /a", "find /a -name x -delete", True),
        ("mkdir /a", "find /a -name x", False),
        ("mkdir /a", "rm -rf /a/b", False),
        ("cp /x/a /b/", "rm -rf /b/c", False),
        ("cp /x/a /b/", "rm -rf /b/a", True),
        ("cp -r /x/a/ /y /b", "rm -rf /b/a/c", True),
        ("install -m 755 /x", "rm -rf /b", False),
        ("cp /x/a /usr/bin", "chmod +x /usr/bin/b", False),
        ("cp /x/a /usr/bin", "chmod +x /usr/bin/a", True),
        ("dnf clean all", "rm -rf /var/cache/dnf", False),
        ("mkdir $A", "rm -rf $A", False),
        ("apt-get install -y a", "rm -rf /var/lib/apt/lists/*", True),
        ("apt-get update", "apt-get clean", True),
        ("apt-get install -y gcc make", "apt-get purge -y gcc", True),
        ("apt-get install -y make", "apt-get purge -y gcc", False),
        ("apt-get install -y make", "apt-get autoremove -y", True),
        ("apt-get install -y make", "apt-get install -y gcc", False),
        ("apk add gcc", "apk del gcc", True),
        ("apk add gcc", "rm -rf /var/lib/apt/lists/*", False),
        ("dnf install -y a", "yum clean all", True),
        ("pip install a", "apt-get clean", False),
    ],
)
def test_undoes(earlier, later, expected):
    first, second = (parse(text, "posix", IDENTITY).commands[0] for text in (earlier, later))
    assert undoes(second, first) is expected


@pytest.mark.parametrize(
    "earlier, later, expected",
    [
        ("touch /a && touch /b", "rm /b", True),
        ("touch /a && rm /a", "rm /a", False),
        ("dnf install -y a && dnf clean all", "dnf install -y b && dnf clean all", False),
        ("dnf install -y a", "dnf install -y b && dnf clean all", True),
        ("apt-get install -y gcc && rm -rf /var/lib/apt/lists/*", "apt-get purge -y gcc && rm -rf /var/lib/apt/lists/*", True),
        ("touch /a", "touch /b && rm /b", False),
    ],
)
def test_undone(earlier, later, expected):
    first, second = (parse(text, "posix", IDENTITY).commands for text in (earlier, later))
    assert undone(second, first) is expected
