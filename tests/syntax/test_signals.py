"""Signals by name and number."""

import signal

import pytest

from dockwright.syntax.signals import NUMBERS, canonical, number


@pytest.mark.parametrize(
    "text, expected",
    [
        ("SIGTERM", 15),
        ("term", 15),
        ("SigTerm", 15),
        ("15", 15),
        ("SIGRTMIN+3", 37),
        ("rtmax-1", 63),
        ("64", 64),
        ("65", None),
        ("0", None),
        ("-9", None),
        ("9" * 5000, None),
        ("SIG", None),
        ("", None),
        ("TERMINATE", None),
        ("SIGRTMIN+16", None),
    ],
)
def test_number(text, expected):
    assert number(text) == expected


def test_numbers_are_those_of_linux():
    for name, value in NUMBERS.items():
        known = getattr(signal, f"SIG{name}", None)
        assert known is None or known == value, name


@pytest.mark.parametrize("text, expected", [("term", "SIGTERM"), ("sigint", "SIGINT"), ("9", "9"), ("SIGRTMIN+3", "SIGRTMIN+3")])
def test_canonical(text, expected):
    assert canonical(text) == expected
