"""The secrets in a text that is no Dockerfile: pairs, headers, `.netrc`, XML, SQL, in lines that a file is written with."""

from __future__ import annotations

from dockwright.data import secret_commands as table
from dockwright.model import secrets
from dockwright.model.secrets import Found
from dockwright.patterns import IGNORECASE, pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

HINTS = (
    "pass",
    "secret",
    "token",
    "key",
    "auth",
    "cred",
    "pwd",
    "psw",
    "pword",
    "salt",
    "signature",
    "identified",
    "art-api",
    "_pw",
    "bundle_",
    ".login",
    "psk",
    "pepper",
    "cookie",
    "_pat",
    "bindpw",
    "rootpw",
    "securestring",
    "@tcp(",
    "masterauth",
)
"""Text that is wherever a name promises a secret."""
_PAIR = pattern(
    r"(?<![\w./@:-])([\w./@:-]{1,100})(\\?[\"'])?[ \t]{0,8}(=>|:=|=|:)[ \t]{0,8}(\\?[\"'])?([^\s\"'`&;,(){}\[\]<>\\|]{1,512})([\"'(\[{]?)"
)
_TAG = pattern(r"<(\w{3,40})>([^<>\s$]{1,200})</|key=\"([^\"]{3,100})\"\s{1,8}value=\"([^\"$]{1,200})\"")
_AUTHORIZATION = pattern(
    r"authorization[\"']?\s{0,4}[:=]\s{0,4}[\"']?(?:bearer|basic|token|apikey|digest)\s{1,4}([^\s\"'\\]{4,2048})", IGNORECASE
)
NETRC = pattern(r"\b(?:login|machine|account)\s[\s\S]{0,200}?\bpassword\s{1,8}([^\s\"'\\]+)", IGNORECASE)
SQL = pattern(
    r"(?:\bidentified\s{1,8}(?:with\s{1,8}\w{1,60}\s{1,8})?by|\b(?:alter|create)\s{1,8}(?:user|role)\b[^'\"\n]{0,120}\bpassword|\b(?:with|encrypted|set)\s{1,8}password(?:\s{0,8}=)?|=\s{0,8}password\s{0,8}\()\s{0,8}\\?[\"']([^\"'\\]+)",
    IGNORECASE,
)
_SETTING = pattern(r"\b(?:requirepass|masterauth|masterpass)[ \t]{1,8}[\"']?([^\s\"'\\]+)")
_DEFINE = pattern(r"\bdefine\(\s{0,8}\\?[\"'](\w{3,60})\\?[\"']\s{0,8},\s{0,8}\\?[\"']([^\"'\s$]{1,200}?)\\?[\"']")
_CONNECTION = pattern(r"(?:^[\"']?|;)\s{0,8}pwd\s{0,8}=\s{0,8}([^\s;\"'$]+)", IGNORECASE)
_SCHEME = pattern(r"[\"']?(?:bearer|basic|token)[ \t]{1,4}([A-Za-z0-9+/_.~-]{16,2000}={0,2})[\"']?", IGNORECASE)
_SOURCE_NAME = pattern(r"[\"']?[\w.-]{1,60}:([^@\s:/$]{1,200})@(?:tcp|unix)\(")
SECURE_STRING = pattern(r"convertto-securestring\s{1,8}(?:-string\s{1,8})?[\"']([^\"'$]+)[\"']", IGNORECASE)
_SUBSTITUTION = pattern(r"(?:^|[;{ \t]|\n)s([^\w\s\\])")
_VERB = pattern(r"(?<!%)%[-0-9.]{0,6}[sb]")
_BEFORE = pattern(r"(password(?=[ \t])|[\w./@:-]{1,100}?)[\"']?(?:[ \t]{0,4}[:=][ \t]{0,4}|[ \t]{1,4})[\"']?$")
_NEAR, _MOST = 120, 100
DEBCONF = pattern(r"pass\S*\s{1,8}password\s{1,8}([^\s\"']+)", IGNORECASE)


def in_text(text: str) -> Iterator[Found]:
    """The secrets in the lines of a file: `name=value`, `"name": "value"`, headers, `.netrc`, SQL."""
    low = text.lower()
    if "authorization" in low:
        yield from matches(_AUTHORIZATION, text, "an authorization header")
    if "password" in low and ("login" in low or "machine" in low):
        yield from matches(NETRC, text, "a password for `.netrc`")
    if "identified" in low or "password" in low:
        yield from matches(SQL, text, "a password in SQL")
    if any(hint in low for hint in HINTS):
        yield from pairs(text, ":")
        if "requirepass" in low or "masterauth" in low:
            yield from matches(_SETTING, text, "a password for `redis`")
        if "</" in text or "value=" in text:
            yield from _tags(text)
        if "define(" in text:
            yield from _named(_DEFINE, text)


def _tags(text: str) -> Iterator[Found]:
    """`<password>x</password>` and `<add key="Password" value="x" />`."""
    yield from _named(_TAG, text)


def _named(form: re.Pattern[str], text: str) -> Iterator[Found]:
    """Names and values that a pattern finds, as two groups of which other two may take the place."""
    for match in form.finditer(text):
        first = next(i for i in range(1, len(match.groups()), 2) if match[i])
        name, value = match[first], match[first + 1]
        promised = secrets.promise(name)
        if promised and secrets.is_plausible(value, promised):
            yield Found(match.start(first + 1), match.end(first + 1), f"a secret for `{name}`")


def in_substitution(text: str) -> Iterator[Found]:
    """The secrets that `sed` puts in the place of something: those of the second part of `s/x/y/`."""
    for match in _SUBSTITUTION.finditer(text):
        parts, at = [match.end()], match.end()
        while len(parts) < 3:
            at = text.find(match[1], at)
            if at < 0:
                break
            if text[at - 1] != "\\":
                parts.append(at + 1)
            at += 1
        if len(parts) == 3:
            start, end = parts[1], parts[2] - 1
            for found in in_text(text[start:end]):
                if "\\" not in text[start + found.start : start + found.end]:
                    yield Found(start + found.start, start + found.end, found.what)


def in_value(text: str) -> Iterator[Found]:
    """The secrets in a value that is a list of pairs itself: a connection string, options of Java."""
    low = text.lower()
    if any(hint in low for hint in HINTS):
        yield from pairs(text, ":" if "{" in text else "")
        if "pwd" in low and ";" in text:
            yield from matches(_CONNECTION, text, "a password in a connection string")
        if "@tcp(" in low or "@unix(" in low:
            yield from matches(_SOURCE_NAME, text, "a password in a connection string")
    scheme = _SCHEME.fullmatch(text)
    if scheme is not None and secrets.looks_random(scheme[1]):
        yield Found(scheme.start(1), scheme.end(1), "an authorization header")


def in_format(text: str) -> Iterator[tuple[int, int]]:
    """Which of its operands `printf` writes behind a name that promises a secret, and what is promised."""
    for number, match in enumerate(_VERB.finditer(text)):
        if number == _MOST:
            return
        before = _BEFORE.search(text[max(match.start() - _NEAR, 0) : match.start()])
        promised = secrets.promise(before[1]) if before else secrets.NONE
        if promised:
            yield number, promised


def matches(form: re.Pattern[str], text: str, what: str) -> Iterator[Found]:
    """What the first group of a pattern finds, if it can be a secret."""
    for match in form.finditer(text):
        value = match[1]
        if not set(value) & set("$`") and secrets.is_plausible(value.rstrip("=") if what.startswith("an ") else value):
            yield Found(match.start(1), match.end(1), what)


def pairs(text: str, separators: str) -> Iterator[Found]:
    """Pairs whose name promises a secret and whose value is written out; `=` always separates."""
    at = 0
    while True:
        match = _PAIR.search(text, at)
        if match is None:
            return
        name, separator, value = match[1], match[3], match[5]
        at = match.start(5)
        if separator == ":" and (not separators or (name.lower() in ("pass", "key", "token", "secret") and not match[2])):
            continue
        if separator == ":" and text[max(match.start() - 2, 0) : match.start()] == "${":
            continue
        if match[6] in ("(", "[", "{") or "$" in value or text[match.start() - 1 : match.start()] in ("?", "$"):
            continue
        promised = secrets.SECRET if name.lower() in table.HEADERS else secrets.promise(name)
        if promised and secrets.is_plausible(value, promised) and value.lower() != secrets.words_of(name)[-1]:
            at = match.end(5)
            yield Found(match.start(5), match.end(5), f"a secret for `{name.removeprefix('-D').strip('-/.')}`")
