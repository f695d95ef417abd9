"""Images with smaller variants of the same version, and images that are there for building.

Sources: the tag lists in `docker-library/official-images` (November 2025), `documentation/supported-tags.md` of `dotnet/dotnet-docker`,
the README of `GoogleContainerTools/distroless`, Docker Hub's pages of the distributions. Looked at in November 2026.
"""

from __future__ import annotations

from dockwright.data.images import canonical
from dockwright.data.variants import DEBIAN, UBUNTU, version
from dockwright.text import NamedTuple

AS_OF = "2026-11"

TOOLCHAINS = frozenset(
    (
        *("golang", "rust", "gcc", "maven", "gradle", "swift", "haskell", "dart", "clojure", "buildpack-deps", "composer", "jruby"),
        *("sbtscala/scala-sbt", "hseeberger/scala-sbt", "lukemathwalker/cargo-chef", "crystallang/crystal", "ocaml/opam", "tonistiigi/xx"),
        *(
            "mcr.microsoft.com/dotnet/sdk",
            "mcr.microsoft.com/dotnet/core/sdk",
            "mcr.microsoft.com/dotnet/framework/sdk",
            "microsoft/dotnet",
        ),
    )
)
"""Images that hold a compiler because that is what they are for."""


def is_toolchain(registry: str, repository: str) -> bool:
    """Whether an image is there for building."""
    return canonical(registry, repository) in TOOLCHAINS


class Variants(NamedTuple):
    """How the variants of an image are named.

    `slim` is the pattern of the tag, with `{0}` for the version and `{1}` for the words behind it, where it takes the place of a plain
    one; `alpine` likewise. `since` is the first version that has them. `words` are those a plain tag may have behind its version;
    `replaced` is the word that `slim` leaves out.
    """

    slim: str
    alpine: str
    since: tuple[int, ...] = ()
    words: frozenset[str] = frozenset()
    replaced: str = ""
    releases: frozenset[int] = frozenset()


_UBUNTU = frozenset(UBUNTU)
_PLAIN = Variants("{0}-slim{1}", "{0}-alpine", words=DEBIAN)
_ALPINE = Variants("", "{0}{1}-alpine")
VARIANTS: dict[str, Variants] = {
    "python": _PLAIN._replace(since=(2, 7)),
    "ruby": _PLAIN._replace(since=(2, 1)),
    "pypy": _PLAIN._replace(alpine="", since=(3, 6)),
    "perl": _PLAIN._replace(alpine="", since=(5, 26)),
    "node": Variants("{0}{1}-slim", "{0}-alpine", (4,), DEBIAN),
    "erlang": Variants("{0}-slim", "{0}-alpine", (18,)),
    "elixir": Variants("{0}-slim", "{0}-alpine", (1, 4)),
    "rust": _PLAIN._replace(alpine="{0}-alpine", since=(1, 31)),
    "swift": Variants("{0}{1}-slim", "", (5, 1), _UBUNTU),
    "mono": Variants("{0}-slim", "", (5, 8)),
    "debian": Variants("{0}{1}-slim", ""),
    "openjdk": Variants("{0}{1}-slim", "", (8,), frozenset(("jdk", "jre"))),
    "eclipse-temurin": Variants("{0}-jre{1}", "{0}-jre-alpine", (8,), _UBUNTU | {"jdk"}, "jdk", frozenset((8, 11, 17, 21, 25))),
    "golang": Variants("", "{0}-alpine", (1, 5), DEBIAN),
    "php": Variants("", "{0}{1}-alpine", (7,), frozenset(("cli", "fpm", "zts"))),
    "nginx": _ALPINE._replace(since=(1, 9)),
    "httpd": _ALPINE._replace(since=(2, 2)),
    "redis": _ALPINE._replace(since=(3,)),
    "postgres": _ALPINE._replace(since=(9, 2)),
    "memcached": _ALPINE._replace(since=(1, 4)),
    "haproxy": _ALPINE._replace(since=(1, 5)),
    "rabbitmq": _ALPINE._replace(since=(3, 6), words=frozenset(("management",))),
    "amazoncorretto": _ALPINE._replace(since=(8,)),
    "oraclelinux": Variants("{0}-slim", "", (7,)),
    "rockylinux/rockylinux": Variants("{0}-minimal", "", (8,)),
    "almalinux": Variants("{0}-minimal", "", (8,)),
    **{f"mcr.microsoft.com/dotnet/{name}": Variants("", "{0}-alpine", (2, 1), _UBUNTU) for name in ("aspnet", "runtime", "runtime-deps")},
}
"""By the name that `images.canonical` gives."""
_OTHER_TOOLS = frozenset(("oraclelinux", "rockylinux/rockylinux", "almalinux"))
"""Images whose small variant has another package manager."""
_DISTROLESS = {
    ("node", 20): "nodejs20-debian12",
    ("node", 22): "nodejs22-debian12",
    ("node", 24): "nodejs24-debian12",
    ("eclipse-temurin", 17): "java17-debian12",
    ("eclipse-temurin", 21): "java21-debian12",
    ("openjdk", 17): "java17-debian12",
    ("openjdk", 21): "java21-debian12",
}


class Smaller(NamedTuple):
    """The smaller variants of a tag: `slim` is the tag that can take its place, or ""; `others` are further ones, with what is other."""

    slim: str
    others: tuple[str, ...]

    @property
    def all(self) -> str:
        """All of them, for a message."""
        found = [*([self.slim] if self.slim else []), *self.others]
        return f"{', '.join(found[:-1])} or {found[-1]}" if len(found) > 1 else found[0]


def smaller(registry: str, repository: str, tag: str) -> Smaller | None:
    """The variants of an image in that very version; None where it has none, or is one already.

    Of `latest` and of no tag only the name is known, so no version is asked for.
    """
    name = canonical(registry, repository)
    found = VARIANTS.get(name)
    if found is None:
        return None
    number, *words = (tag or "latest").split("-")
    if name == "debian":
        return _debian(number, words)
    start = version(number)
    if name == "openjdk" and not number.replace(".", "").isdecimal():
        return None
    if number != "latest" and (start is None or start < found.since or not found.words.issuperset(words)):
        return None
    if found.releases and (start is None or start[0] not in found.releases):
        return None
    return _variants(name, found, "" if number == "latest" else number, words, start)


def _variants(name: str, found: Variants, number: str, words: list[str], start: tuple[int, ...] | None) -> Smaller | None:
    rest = "".join(f"-{word}" for word in words if word != found.replaced)
    slim, alpine = (pattern.format(number, rest).removeprefix("-") if pattern else "" for pattern in (found.slim, found.alpine))
    others = [f"{alpine} (musl, not glibc)"] if alpine else []
    chiseled = _chiseled(start) if name.startswith("mcr.microsoft.com/dotnet/") else ""
    others += [f"{chiseled} (no shell)"] if chiseled else []
    distroless = _DISTROLESS.get((name, start[0])) if start else None
    others += [f"gcr.io/distroless/{distroless} (no shell)"] if distroless else []
    if name in _OTHER_TOOLS:
        slim, others = "", [f"{slim} (microdnf, not dnf)"]
    return Smaller(slim, tuple(others))


def _chiseled(start: tuple[int, ...] | None) -> str:
    """The image of .NET without a shell: on Ubuntu 22.04 since 6, on 24.04 since 9."""
    if start is None or start[0] < 6:
        return ""
    return f"{start[0]}.0-{'jammy' if start[0] < 9 else 'noble'}-chiseled"


def _debian(number: str, words: list[str]) -> Smaller | None:
    """Debian's tags: `12`, `12.5`, `bookworm`, `stable`, with a date behind them."""
    if words and not (len(words) == 1 and words[0].isdecimal() and len(words[0]) == 8 and words[0] >= "2017"):
        return None
    known = number in DEBIAN or number in ("stable", "oldstable", "testing", "unstable", "latest")
    if not known and (version(number) or (0,))[0] < 7:
        return None
    stable = "stable" if number == "latest" else number
    return Smaller("-".join((stable, *words, "slim")), ())


__all__ = ["AS_OF", "TOOLCHAINS", "Smaller", "is_toolchain", "smaller"]
