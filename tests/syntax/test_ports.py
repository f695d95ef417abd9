"""Ports of EXPOSE, as BuildKit reads them."""

import pytest

from dockwright.syntax.ports import UNKNOWN, Port
from paths import records


@pytest.mark.parametrize(
    "text, host, first, last, protocol",
    [
        ("80", "", 80, 80, ""),
        ("80/tcp", "", 80, 80, "tcp"),
        ("80-90/UDP", "", 80, 90, "UDP"),
        ("8080:80", "8080", 80, 80, ""),
        (":80", "", 80, 80, ""),
        ("127.0.0.1:8080-8081:80-81/sctp", "127.0.0.1:8080-8081", 80, 81, "sctp"),
        ("[::1]:80:80", "[::1]:80", 80, 80, ""),
        ("0080", "", 80, 80, ""),
        ("0", "", 0, 0, ""),
        ("65536", "", None, None, ""),
        ("80-", "", 80, None, ""),
        ("http", "", None, None, ""),
        (f"{UNKNOWN}-90", "", None, 90, ""),
        ("9" * 5000, "", None, None, ""),
        ("٣", "", None, None, ""),
    ],
)
def test_parts(text, host, first, last, protocol):
    port = Port(text)
    assert (port.host, port.first, port.last, port.protocol) == (host, first, last, protocol)
    assert text[slice(*port.protocol_span)] == protocol
    assert text[slice(*port.host_span)].rstrip(":") == host


@pytest.mark.parametrize(
    "text, expected",
    [
        ("80", []),
        ("0", []),
        ("80/", []),
        ("80-90/TCP", []),
        ("65536", ["65536"]),
        ("1-70000", ["70000"]),
        ("90-80", ["90-80"]),
        ("x", ["x"]),
        ("-5", ["-5"]),
        ("80-", ["80-"]),
        ("80/tpc", ["tpc"]),
        ("80/tcp/udp", ["tcp/udp"]),
        ("1:x/y", ["x", "y"]),
        ("1:", ["1:"]),
        ("", [""]),
        (f"{UNKNOWN}/{UNKNOWN}", []),
        (f"{UNKNOWN}-99999/x", ["99999", "x"]),
    ],
)
def test_problems(text, expected):
    assert [text[slice(*span)] for span, _ in Port(text).problems()] == expected


@pytest.mark.parametrize(
    "text, expected", [("22", True), ("22/tcp", True), ("22/TCP", True), ("22/udp", False), ("20-30", True), ("30", False), ("x", False)]
)
def test_has(text, expected):
    assert Port(text).has(22) is expected


def test_against_buildkit():
    ports = [case for case in records("cases/buildkit_shell.jsonl") if case["kind"] == "port"]
    assert ports
    for case in ports:
        port = Port(case["input"])
        expected = case.get("expected")
        if expected is None:
            assert list(port.problems()) or port.host, case["name"]
        else:
            assert [f"{number}/{port.protocol or 'tcp'}" for number in range(port.first, port.last + 1)] == expected
