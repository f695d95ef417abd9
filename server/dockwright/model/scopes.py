"""Variables: what ENV and ARG make known, where, and how BuildKit expands words with them.

Source: "Environment replacement" and "Scope" in the Dockerfile reference; `dockerfile2llb/convert.go`.
"""

from __future__ import annotations

from dockwright.syntax import words
from dockwright.text import NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dockwright.syntax import Flag, Instruction, Pair, Parsed, Word
    from dockwright.syntax.expansion import Reference

PLATFORM_ARGS = (
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDOSVERSION",
    "BUILDARCH",
    "BUILDVARIANT",
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETOSVERSION",
    "TARGETARCH",
    "TARGETVARIANT",
    "TARGETSTAGE",
)
PROXY_ARGS = (
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "FTP_PROXY",
    "ftp_proxy",
    "NO_PROXY",
    "no_proxy",
    "ALL_PROXY",
    "all_proxy",
)
PREDEFINED_ARGS = (*PLATFORM_ARGS, *PROXY_ARGS, "SOURCE_DATE_EPOCH")
"""What a build may bring without being told; words see it in a stage only behind an ARG of that name."""


class Variable(NamedTuple):
    """A name that ENV or ARG made known. `value` is None where only a build can know it.

    `built` is what BuildKit takes when nothing is given from outside, None for unset. `kind` is `env`, `arg`,
    `platform` (predefined) or `default` (what every image has).
    """

    name: str
    value: str | None
    built: str | None
    kind: str
    instruction: Instruction | None = None
    pair: Pair | None = None


class Scope:
    """The variables in effect at one point. A new scope is made where something changes.

    It is a short list of dictionaries, the newest last, each at least twice as large as the next one: a look-up asks few
    of them, and a long file with a change on every line does not copy all that came before for each.
    """

    __slots__ = ("_layers",)

    def __init__(self, *layers: Mapping[str, Variable]) -> None:
        self._layers = layers

    def get(self, name: str) -> Variable | None:
        """The variable of that name, or None."""
        for layer in reversed(self._layers):
            found = layer.get(name)
            if found is not None:
                return found
        return None

    def names(self) -> Iterator[str]:
        """Every name in effect, once."""
        return iter(self.all())

    def all(self) -> dict[str, Variable]:
        """Every variable in effect, by name."""
        found: dict[str, Variable] = {}
        for layer in self._layers:
            found.update(layer)
        return found

    def extended(self, changes: Mapping[str, Variable]) -> Scope:
        """This scope with more variables."""
        layers = self._layers
        while layers and len(layers[-1]) < 2 * len(changes):
            changes = {**layers[-1], **changes}
            layers = layers[:-1]
        return Scope(*layers, changes) if changes else self

    def evaluate(self, text: str, escape: str) -> str:
        """A word as BuildKit expands it when nothing is given from outside: what is not known is empty."""
        return words.expand(text, lambda name: (self.get(name) or _NOTHING).built, escape).value

    def resolve(self, text: str, escape: str) -> str | None:
        """A word after expansion, or None where any part of it depends on something only a build can know."""
        if "$" not in text and escape not in text and '"' not in text and "'" not in text:
            return text
        unknown = False

        def lookup(name: str) -> str | None:
            nonlocal unknown
            variable = self.get(name)
            if variable is None or variable.value is None:
                unknown = True
                return None
            return variable.value

        expansion = words.expand(text, lookup, escape)
        return None if unknown or expansion.problem else expansion.value


_NOTHING = Variable("", None, None, "")
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
EVERY_IMAGE = Scope({"PATH": Variable("PATH", None, _PATH, "default")})


class Use(NamedTuple):
    """A variable used by a word that the builder expands; `span` is relative to the instruction, from the `$`."""

    name: str
    span: Span
    modifier: str
    default: str
    name_span: Span


def offset(word: Word) -> int | None:
    """Where the value of a word starts in the joined text; None for a JSON string with escapes, which has no such place."""
    if word.value is word.text:
        return word.at
    return None if "\\" in word.text else word.at + 1


def uses(parsed: Parsed, word: Word) -> list[Use]:
    """The variables a word uses, at their places."""
    at = offset(word)
    if at is None:
        return [Use(one.name, word.span, one.modifier, one.default, word.span) for one in words.references(word.value, parsed.escape)]
    return [_use(parsed, at, one) for one in words.references(word.value, parsed.escape)]


def flag_uses(parsed: Parsed, flag: Flag) -> list[Use]:
    """The variables the value of a flag uses, at their places."""
    start = flag.text.find("=") + 1
    return uses(parsed, parsed.word(flag.at + start, flag.at + len(flag.text))) if start else []


def _use(parsed: Parsed, at: int, one: Reference) -> Use:
    start = parsed.text.find(one.name, at + one.start)
    name = parsed.map.span(start, start + len(one.name))
    return Use(one.name, parsed.map.span(at + one.start, at + one.end), one.modifier, one.default, name)


def heredoc_uses(body: str, start: int, escape: str) -> list[Use]:
    """The variables that the body of a COPY or ADD heredoc uses; quotes are ordinary characters there."""
    return [
        Use(one.name, Span(start + one.start, start + one.end), one.modifier, one.default, Span(start + one.start, start + one.end))
        for one in words.references(body, escape, quotes=False)
    ]


def platform_scope(platform: str | None) -> Scope:
    """The predefined variables of FROM lines; `platform`, such as `linux/arm/v7`, gives them values."""
    values: dict[str, str] = {}
    if platform:
        system, _, rest = platform.partition("/")
        architecture, _, variant = rest.partition("/")
        parts = {"PLATFORM": platform, "OS": system, "ARCH": architecture, "VARIANT": variant, "OSVERSION": ""}
        values = {side + key: value for side in ("BUILD", "TARGET") for key, value in parts.items()}
    return Scope({name: Variable(name, values.get(name), values.get(name), "platform") for name in PLATFORM_ARGS})
