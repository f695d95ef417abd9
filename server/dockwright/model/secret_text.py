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
    r"(?:\bidentified\s{1,8}by|\b(?:with|encrypted|set)\s{1,8}password(?:\s{0,8}=)?|=\s{0,8}password\s{0,8}\()\s{0,8}\\?[\"']([^\"'\\]+)",
    IGNORECASE,
)
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
        if "</" in text or "value=" in text:
            yield from _tags(text)


def _tags(text: str) -> Iterator[Found]:
    """`<password>x</password>` and `<add key="Password" value="x" />`."""
    for match in _TAG.finditer(text):
        name, value = match[1] or match[3], match[2] or match[4]
        promised = secrets.promise(name)
        if promised and secrets.is_plausible(value, promised):
            group = 2 if match[1] else 4
            yield Found(match.start(group), match.end(group), f"a secret for `{name}`")


def in_value(text: str) -> Iterator[Found]:
    """The secrets in a value that is a list of pairs itself: a connection string, options of Java."""
    low = text.lower()
    return pairs(text, ":" if "{" in text else "") if any(hint in low for hint in HINTS) else iter(())


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
        if match[6] in ("(", "[", "{") or "$" in value or text[match.start() - 1 : match.start()] in ("?", "$"):
            continue
        promised = secrets.SECRET if name.lower() in table.HEADERS else secrets.promise(name)
        if promised and secrets.is_plausible(value, promised) and value.lower() != secrets.words_of(name)[-1]:
            at = match.end(5)
            yield Found(match.start(5), match.end(5), f"a secret for `{name.removeprefix('-D').strip('-/.')}`")
