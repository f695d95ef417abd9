"""Whether a text is a secret: by its format, by the name it is given to, by what it looks like. Knows no Dockerfiles.

A name that promises a secret makes any value one that is not visibly something else: a placeholder, a path, a variable.
Names that may promise one need a value that looks random. Nothing is a secret only because it looks random.
"""

from __future__ import annotations

from dockwright.data import secrets as table
from dockwright.data.secret_formats import FORMATS
from dockwright.patterns import pattern
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_HUMPS = pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_ALPHABETIC = pattern(r"[A-Za-z]+")
_PATH = pattern(r"(?:[.~]{0,2}/|[A-Za-z]:[\\/]|file:|\./)[\w./\\@+ -]*")
_DOTTED = pattern(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?:\.\*)?")
_VERSION = pattern(r"v?\d+(?:\.\d+)+[\w.+-]*")
_TEMPLATE = pattern(r"<.*>?|\{\{.*|\[.*\]|%[\w:]+%?|@[\w.]+@|__\w+__|#\{.*|\*+|\(.*|\$\{?\w+\}?|\$\(.*|`.*")
_RANDOM = pattern(r"[A-Za-z0-9+/_.~=:%-]{16,512}")
_UUID = pattern(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_HEX = pattern(r"(?:0x)?[0-9a-fA-F]+")
_CRYPT = pattern(r"\$[0-9a-z]{1,7}\$.*")
_KEYWORDS = tuple(keyword for _, keywords, _ in FORMATS for keyword in keywords)
_compiled: dict[str, re.Pattern[str]] = {}

NONE, MAYBE, SECRET, PASSWORD = 0, 1, 2, 3
"""What a name promises, from nothing to a password, which may be any word."""


class Found(NamedTuple):
    """A secret in a text, and what it is, as a noun phrase."""

    start: int
    end: int
    what: str


def words_of(name: str) -> list[str]:
    """The words of a name, in lower case: split at everything that is no letter, and where the case changes."""
    if name.isascii() and name.replace("_", "").isalpha() and (name.isupper() or name.islower()):
        return [word for word in name.lower().split("_") if word]
    return [word.lower() for word in _HUMPS.findall(name)]


def promise(name: str) -> int:
    """What a name promises of its value: NONE, MAYBE, SECRET or PASSWORD; of a path or `host:name` the last part counts."""
    name = name.strip(":").rpartition("/")[2].rpartition(":")[2]
    words = words_of(name)
    if not table.HARMLESS.isdisjoint(words_of(name.rpartition(".")[2])):
        return NONE
    while len(words) > 1 and words[-1] in table.ENDINGS:
        words.pop()
    if not words or (len(words) == 1 and words[0] == "pwd") or words == ["old", "pwd"]:
        return NONE
    last = words[-1]
    if last in table.PASSWORDS:
        return PASSWORD
    if last in table.SECRETS or (last in ("key", "keys") and len(words) > 1 and words[-2] in table.KEYS):
        return SECRET
    if len(words) > 1 and (words[-2], last) in table.COOKIES:
        return SECRET
    if last in table.MAYBE:
        return MAYBE
    for end in table.GLUED:
        if last.endswith(end) and last not in table.NOT_GLUED:
            return PASSWORD if end.startswith("pass") else SECRET
    return NONE


def is_carrier(name: str, reading: str = "") -> bool:
    """Whether a variable carries a secret, by its name alone; `reading` is `hadolint` or `buildkit` for the tests of those."""
    low = name.lower()
    if reading == "hadolint":
        return low in table.HADOLINT_NAMES or any(part in low for part in table.HADOLINT_PARTS)
    if reading == "buildkit":
        parts = low.split("_")
        return not table.BUILDKIT_WORDS.isdisjoint(parts) and table.BUILDKIT_EXEMPT.isdisjoint(parts)
    words = words_of(name)
    if low in table.WELL_KNOWN:
        return True
    if not table.VARIABLE_EXEMPT.isdisjoint(words):
        return False
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if word in table.VARIABLE_ABOUT:
            return False
        glued = word.endswith(table.GLUED_WORDS) and word not in table.NOT_GLUED
        if word in table.VARIABLE_WORDS or glued or (words[at - 1 : at + 1] and tuple(words[at - 1 : at + 1]) in table.VARIABLE_PAIRS):
            return True
        if word in table.VARIABLE_ENDS and at == len(words) - 1 and at > 0:
            return True
    return False


def is_secret(name: str, value: str) -> bool:
    """Whether a literal value is one, by the name it is given to."""
    if is_account(name):
        password = value.partition(":")[2]
        return not password.startswith("/") and bool(password) and is_plausible(password)
    promised = promise(name)
    return promised != NONE and is_plausible(value, promised)


def is_account(name: str) -> bool:
    """Whether a variable holds `user:password` for a host that is in its name, as Bundler's do."""
    return name.startswith("BUNDLE_") and "__" in name


def is_plausible(value: str, promised: int = PASSWORD) -> bool:
    """Whether a literal value can be what was promised, and is not visibly something else."""
    value = value.strip()
    if is_placeholder(value) or is_reference(value) or _CRYPT.fullmatch(value):
        return False
    if promised == PASSWORD:
        return len(value) >= 4 or (len(value) == 3 and not value.isalpha())
    if len(value) < 8 or value.isdecimal() or "@" in value.strip("@") or " " in value.strip() or "(" in value:
        return False
    if _DOTTED.fullmatch(value) or _VERSION.fullmatch(value):
        return False
    return promised == SECRET or (looks_random(value) and not _UUID.fullmatch(value) and not is_fingerprint(value))


def is_placeholder(value: str) -> bool:
    """Whether a value stands for one that is to come, switches something, or is for a test."""
    low = value.strip().strip("\"'").lower()
    if low in table.NO_VALUES or len(set(low)) <= 2 or (low.isdecimal() and len(low) < 4) or _TEMPLATE.fullmatch(low):
        return True
    if low.startswith(table.STARTS) or any(phrase in low for phrase in table.PHRASES):
        return True
    return not looks_random(value) and not table.PLACEHOLDERS.isdisjoint(_ALPHABETIC.findall(low))


def is_reference(value: str) -> bool:
    """Whether a value says where something is, or is public: a path, an address, a digest, a public key."""
    if value.startswith(table.PUBLIC) or "://" in value or value.lower().endswith(table.FILE_ENDS):
        return True
    return _PATH.fullmatch(value) is not None


def is_fingerprint(value: str) -> bool:
    """Whether it is written as PGP writes the id of a key: 8, 16, 32 or 40 hexadecimal digits, the long ones in capitals."""
    bare = value.replace(" ", "").removeprefix("0x")
    return len(bare) in (8, 16, 32, 40) and _HEX.fullmatch(bare) is not None and (len(bare) < 32 or bare.upper() == bare)


def looks_random(value: str) -> bool:
    """Whether nobody would have thought of it: long enough, letters and digits mixed, hardly repeated."""
    if _RANDOM.fullmatch(value) is None or not any(char.isdigit() for char in value) or not any(char.isalpha() for char in value):
        return False
    return entropy(value) >= (3.0 if _HEX.fullmatch(value) else 3.4)


def entropy(value: str) -> float:
    """The Shannon entropy of the characters, in bits."""
    from math import log2

    size = len(value)
    counts = [value.count(char) for char in set(value)]
    return -sum(count / size * log2(count / size) for count in counts) if size else 0.0


def may_have_format(text: str) -> bool:
    """Whether what every secret of some provider has is in a text; cheap."""
    for keyword in _KEYWORDS:  # noqa: SIM110 - a generator takes twice as long
        if keyword in text:
            return True
    return False


def formats(text: str) -> Iterator[Found]:
    """The secrets in a text that have the format of a provider; not what is written for an example."""
    for what, keywords, form in FORMATS:
        if any(keyword in text for keyword in keywords):
            compiled = _compiled.get(form)
            if compiled is None:
                from re import compile

                compiled = _compiled[form] = compile(form)
            for match in compiled.finditer(text):
                if not _is_example(match[0]):
                    yield Found(match.start(), match.end(), what)


def _is_example(token: str) -> bool:
    low = token.lower()
    if "private key" in low or low.startswith("putty"):
        return False
    tail = low.rpartition(":")[2]
    tail = tail[tail.find("_") + 1 :]
    if "example" in low or any(text in tail for text in ("xxxx", "your", "abcdefgh", "12345678", "...")):
        return True
    return len(set(tail)) < min(10, len(tail) // 2)
