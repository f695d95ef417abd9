"""The ports of an EXPOSE, with variables replaced."""

import pytest

from dockwright.model.document import read
from dockwright.syntax.ports import UNKNOWN


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM a\nEXPOSE 80 443/udp", ["80 at 80", "443/udp at 443"]),
        ("FROM a\nENV P=80\nEXPOSE $P", ["80 at $P"]),
        ("FROM a\nENV P='80 443'\nEXPOSE ${P}/udp", ["80 at ${P}/udp", "443/udp at ${P}/udp"]),
        ("FROM a\nARG P\nEXPOSE $P/udp", [f"{UNKNOWN * 2}/udp at $P"]),
        ("FROM a\nARG P\nEXPOSE ${P:-8:0}:90", [f"{UNKNOWN * 9}:90 at 90"]),
        ('FROM a\nEXPOSE "80"', ['80 at "80"']),
        ("FROM a\nENV P=\nEXPOSE $P", [" at $P"]),
        ("FROM a\nEXPOSE 8\\\n0", ["80 at 8\\\n0"]),
    ],
)
def test_ports(source, expected):
    document = read(source)
    expose = document.instructions[-1]
    found = []
    for exposed in document.ports(expose):
        start, end = exposed.place(exposed.port.container_span).shift(expose.start)
        found.append(f"{exposed.port.text} at {source[start:end]}")
    assert found == expected
