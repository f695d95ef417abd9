"""Labels: which keys a stage sets, what is wrong with a key, and whether a value is of a kind.

Sources: "LABEL" in the Dockerfile reference; "Docker object labels" in Docker's manual; RFC 3339; the SPDX specification, annex D.
"""

from __future__ import annotations

from dockwright.data.labels import DOCUMENTED, OCI, RESERVED, TYPES
from dockwright.model.scopes import uses
from dockwright.patterns import ASCII, IGNORECASE, pattern
from dockwright.syntax import Label
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.document import Document
    from dockwright.model.stages import Stage
    from dockwright.syntax import Instruction, Pair, Word

KEY_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_/")

_PORT = r"(?!//(?:[^/?#@]*@)?(?:\[[^\]/?#]*\]|[^/?#@:\[]*):\d*[^\d/?#])"
_URL = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:" + _PORT + r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+", ASCII)
_DATE = pattern(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-](\d\d):?(\d\d))", IGNORECASE | ASCII)
_PARTS = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
_SEMVER = pattern(rf"\d+\.\d+\.\d+(?:-(?:{_PARTS})?)?(?:\+{_PARTS})?", ASCII)
_EMAIL = pattern(
    r"""(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|"(?:[^"\\]|\\.)*")"""
    r"@(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|\[[^\]\s]*\])",
    ASCII,
)
_HASH = pattern(r"[0-9a-f]{7,64}", ASCII)
_EXACT_HASH = pattern(r"[0-9a-f]{7}|[0-9a-f]{40}", ASCII)
_LICENSE_SIGN = pattern(r"[()]|[^\s()]+")
_REFERENCE = pattern(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+", ASCII)
_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DEPTH = 20


class Labelled(NamedTuple):
    """A label at its place; `key` is None where only a build can know it."""

    key: str | None
    pair: Pair
    instruction: Instruction


def labels(stage: Stage) -> list[Labelled]:
    """The labels that a stage sets itself, in order; those of triggers are not among them."""
    found: list[Labelled] | None = stage.memo.get("labels")
    if found is None:
        document = stage.document
        found = stage.memo["labels"] = [
            Labelled(document.resolve(one, pair.key), pair, one) for one in stage.all(Label) for pair in one.pairs
        ]
    return found


def last_labels(stage: Stage) -> dict[str | None, Labelled]:
    """The labels that a stage sets itself by their keys, the last one of each."""
    found: dict[str | None, Labelled] | None = stage.memo.get("last labels")
    if found is None:
        found = stage.memo["last labels"] = {one.key: one for one in labels(stage)}
    return found


def every_label(stage: Stage) -> Iterator[Labelled]:
    """Those of the stage and of the stages it is FROM."""
    for one in stage.chain:
        yield from labels(one)


def value_of(document: Document, instruction: Instruction, word: Word) -> str | None:
    """What a label is set to; None where a build decides, as it may over every ARG that it was given no value for."""
    scope = document.scope(instruction)
    for use in uses(instruction.parsed, word):
        variable = scope.get(use.name)
        if variable is None or (variable.kind != "env" and use.name not in document.build_args):
            return None
    return document.resolve(instruction, word)


def key_fault(key: str, exempt: bool = True) -> str:
    """What is wrong with a key and what to do, empty where nothing is. `exempt`: keys that Docker documents may be in its namespace."""
    if key.startswith(RESERVED) and not (exempt and key.startswith(DOCUMENTED)):
        return f"`{next(one for one in RESERVED if key.startswith(one))}` is reserved for Docker: use a domain of your own"
    if key != key.lower():
        return "label keys are in lower case: rename it"
    odd = next((char for char in key if char not in KEY_SIGNS), "")
    if odd:
        return f"`{odd}` has no place in a label key: use a-z, 0-9, `.`, `-`, `_`"
    if not key[:1].isalpha():
        return "a label key begins with a letter: rename it"
    if not key[-1:].isalnum():
        return "a label key ends with a letter or digit: rename it"
    if ".." in key or "--" in key:
        return "two dividers in a row have no place in a label key: leave one"
    return ""


def oci_type(key: str) -> str:
    """What the value of one of the OCI keys is; empty of other keys."""
    return TYPES.get(key[len(OCI) :], "") if key.startswith(OCI) else ""


def is_valid(kind: str, value: str, exact: bool = False) -> bool:
    """Whether a value is of a kind; `exact`: one current licence id, and a git hash in full or of seven digits."""
    if kind == "url":
        return _URL.fullmatch(value) is not None
    if kind == "rfc3339":
        return _is_date(value)
    if kind == "spdx":
        return is_license(value, exact)
    if kind == "hash":
        return (_EXACT_HASH if exact else _HASH).fullmatch(value) is not None
    if kind == "semver":
        return _SEMVER.fullmatch(value) is not None
    if kind == "email":
        return _EMAIL.fullmatch(value) is not None
    return bool(value)


def _is_date(value: str) -> bool:
    match = _DATE.fullmatch(value)
    if match is None:
        return False
    year, month, day, hour, minute, second = (int(match[i]) for i in range(1, 7))
    if not 1 <= month <= 12 or not 1 <= day <= _MONTHS[month - 1]:
        return False
    if month == 2 and day == 29 and (year % 4 or (not year % 100 and year % 400)):
        return False
    offset = int(match[7] or 0) < 24 and int(match[8] or 0) < 60
    return hour < 24 and minute < 60 and second <= 60 and offset


def is_license(value: str, exact: bool = False) -> bool:
    """Whether a value is an expression of licences: `MIT`, `Apache-2.0 OR MIT`, `(GPL-2.0-only WITH Classpath-exception-2.0)`."""
    from dockwright.data.licenses import IDENTIFIERS

    if exact:
        return value.rstrip() in IDENTIFIERS
    signs = _LICENSE_SIGN.findall(value)
    return 0 < len(signs) <= 400 and _Expression(signs).is_whole()


class _Expression:
    """A licence expression, read from left to right. Names count in any case, operators in upper or lower case."""

    def __init__(self, signs: list[str]) -> None:
        self.signs = signs
        self.at = 0

    def is_whole(self) -> bool:
        return self._list(0) and self.at == len(self.signs)

    def _next(self) -> str:
        self.at += 1
        return self.signs[self.at - 1] if self.at <= len(self.signs) else ""

    def _takes(self, *words: str) -> bool:
        is_one = self.at < len(self.signs) and self.signs[self.at] in words
        self.at += is_one
        return is_one

    def _list(self, depth: int) -> bool:
        while self._term(depth):
            if not self._takes("AND", "OR", "and", "or"):
                return True
        return False

    def _term(self, depth: int) -> bool:
        from dockwright.data.licenses import FOLDED, FOLDED_EXCEPTIONS

        sign = self._next()
        if sign == "(":
            return depth < _DEPTH and self._list(depth + 1) and self._takes(")")
        if sign.lower().removesuffix("+") not in FOLDED and not _REFERENCE.fullmatch(sign):
            return False
        return not self._takes("WITH", "with") or self._next().lower() in FOLDED_EXCEPTIONS


__all__ = ["Labelled", "every_label", "is_license", "is_valid", "key_fault", "labels", "last_labels", "oci_type", "value_of"]
