"""What the values of flags may be.

Source: the instructions in the Dockerfile reference; `frontend/dockerfile/instructions/{bflag,parse}.go`; `time.ParseDuration` of Go.
"""

from __future__ import annotations

from dockwright.patterns import pattern
from dockwright.syntax.instructions import BARE_FLAGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_DURATION = pattern(r"[-+]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+")
_PART = pattern(r"([0-9.]+)([a-zµμ]+)")
_UNITS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_OCTAL = pattern(r"0*[0-7]{1,4}")
_SYMBOLIC = pattern(r"[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+(?:,[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+)*")
_DIGEST = pattern(r"(sha256|sha384|sha512):([0-9a-f]+)")
_LENGTHS = {"sha256": 64, "sha384": 96, "sha512": 128}
_COMMIT = pattern(r"[0-9a-f]{7,64}")
_SOURCE = pattern(r"[A-Za-z0-9\[][\w./:@+\[\]-]*")
_RETRIES = pattern(r"\+?[0-9]{1,10}")


def fault(name: str, value: str) -> str:
    """What is wrong with the value of a flag, and what it may be; empty where nothing is wrong."""
    if name in BARE_FLAGS:
        return "" if value.lower() in ("true", "false") else f"`--{name}` is true or false: write one of them, or nothing"
    check = _CHECKS.get(name)
    return check(name, value) if check else ""


def _duration(name: str, value: str) -> str:
    if value in ("", "0", "+0", "-0"):
        return ""
    if not _DURATION.fullmatch(value):
        return f"`{value}` is no duration: write it like 30s or 1m30s"
    total = sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(value))
    if total == 0 or (total >= 1e-3 and value[0] != "-"):
        return ""
    return f"`{value}` is too short: write at least 1ms, or 0 for the default"


def _retries(name: str, value: str) -> str:
    if not value or (_RETRIES.fullmatch(value) and int(value) < 2**31):
        return ""
    return f"`{value}` is no number of retries: write a whole number"


def _one_of(*values: str) -> Callable[[str, str], str]:
    def check(name: str, value: str) -> str:
        return "" if value in values else f"`--{name}` knows no `{value}`: write {' or '.join(values)}"

    return check


def _mode(name: str, value: str) -> str:
    if not value or _OCTAL.fullmatch(value) or _SYMBOLIC.fullmatch(value):
        return ""
    return f"`{value}` is no file mode: write it like 755 or u=rwX"


def _checksum(name: str, value: str) -> str:
    digest = _DIGEST.fullmatch(value)
    if not value or _COMMIT.fullmatch(value) or (digest and len(digest[2]) == _LENGTHS[digest[1]]):
        return ""
    return "this is no checksum: write `sha256:` and 64 hexadecimal digits"


def _from(name: str, value: str) -> str:
    return "" if _SOURCE.fullmatch(value) or "$" in value else "this can be no stage or image: name one"


_CHECKS: dict[str, Callable[[str, str], str]] = {
    **dict.fromkeys(("interval", "timeout", "start-period", "start-interval"), _duration),
    "checksum": _checksum,
    "chmod": _mode,
    "from": _from,
    "network": _one_of("default", "none", "host"),
    "retries": _retries,
    "security": _one_of("sandbox", "insecure"),
}
