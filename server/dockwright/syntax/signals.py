"""The signals STOPSIGNAL takes: names with or without SIG, in any letter case, and numbers.

Source: `moby/sys/signal` for Linux.
"""

from __future__ import annotations

NUMBERS = {
    "HUP": 1,
    "INT": 2,
    "QUIT": 3,
    "ILL": 4,
    "TRAP": 5,
    "ABRT": 6,
    "IOT": 6,
    "BUS": 7,
    "FPE": 8,
    "KILL": 9,
    "USR1": 10,
    "SEGV": 11,
    "USR2": 12,
    "PIPE": 13,
    "ALRM": 14,
    "TERM": 15,
    "STKFLT": 16,
    "CHLD": 17,
    "CLD": 17,
    "CONT": 18,
    "STOP": 19,
    "TSTP": 20,
    "TTIN": 21,
    "TTOU": 22,
    "URG": 23,
    "XCPU": 24,
    "XFSZ": 25,
    "VTALRM": 26,
    "PROF": 27,
    "WINCH": 28,
    "IO": 29,
    "POLL": 29,
    "PWR": 30,
    "SYS": 31,
    "RTMIN": 34,
    "RTMAX": 64,
    **{f"RTMIN+{n}": 34 + n for n in range(1, 16)},
    **{f"RTMAX-{n}": 64 - n for n in range(1, 15)},
}
HIGHEST = 64


def number(text: str) -> int | None:
    """The number of a signal; None where there is none of that name or number."""
    if text.isascii() and text.isdecimal():
        value = int(text) if len(text) <= 4 else 0
        return value if 1 <= value <= HIGHEST else None
    return NUMBERS.get(text.upper().removeprefix("SIG"))


def canonical(text: str) -> str:
    """A known name in full and in upper case; a number as it is."""
    return text if text.isdecimal() else f"SIG{text.upper().removeprefix('SIG')}"
