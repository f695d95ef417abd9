"""What a tag says: the distribution under an image, its release, and the version of what it holds.

Sources: the tag lists in `docker-library/official-images`, `documentation/supported-tags.md`
of `dotnet/dotnet-docker`, the release names of Debian and Ubuntu.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

DEBIAN = frozenset(
    ("squeeze", "wheezy", "jessie", "stretch", "buster", "bullseye", "bookworm", "trixie", "forky", "duke", "sid"),
)
UBUNTU = {
    "trusty": (14, 4),
    "xenial": (16, 4),
    "bionic": (18, 4),
    "cosmic": (18, 10),
    "disco": (19, 4),
    "eoan": (19, 10),
    "focal": (20, 4),
    "groovy": (20, 10),
    "hirsute": (21, 4),
    "impish": (21, 10),
    "jammy": (22, 4),
    "kinetic": (22, 10),
    "lunar": (23, 4),
    "mantic": (23, 10),
    "noble": (24, 4),
    "oracular": (24, 10),
    "plucky": (25, 4),
    "questing": (25, 10),
    "resolute": (26, 4),
}

# The first that a tag names wins: `amazoncorretto-17-debian` is Debian, `jammy-chiseled` is not Ubuntu any more.
_NAMES = (
    ("distroless", ("distroless", "chiseled")),
    ("nanoserver", ("nanoserver",)),
    ("servercore", ("windowsservercore", "servercore", "windows", "ltsc", "sac")),
    ("alpine", ("alpine",)),
    ("debian", ("debian",)),
    ("ubuntu", ("ubuntu",)),
    ("azurelinux", ("azurelinux", "mariner", "cbl")),
    ("wolfi", ("wolfi",)),
    ("fedora", ("fedora",)),
    ("suse", ("opensuse", "leap", "tumbleweed", "sles", "bci")),
    ("arch", ("archlinux",)),
    ("photon", ("photon",)),
    ("rhel", ("ubi", "rhel", "centos", "stream", "rocky", "rockylinux", "alma", "almalinux", "oracle", "oraclelinux", "ol", "el")),
    ("amazon", ("amazonlinux", "amazoncorretto", "corretto", "amzn", "al")),
)
# Too short, or too common a word, to count without a number behind it.
_NUMBERED = frozenset(("al", "bci", "el", "ltsc", "ol", "oracle", "sac", "stream"))


def split(text: str) -> tuple[str, ...]:
    """The words of a tag or of the last part of a repository."""
    return tuple(text.lower().replace("_", "-").split("-"))


def stem(word: str) -> str:
    """A word without the release number behind it: `alpine` of `alpine3.20`."""
    return word.rstrip("0123456789.")


def flavour(words: Iterable[str]) -> str:
    """The distribution that words of a tag name, as in `families.FLAVOURS`; "" where they name none."""
    found = list(words)
    named = {_plain(word) for word in found}
    for name, spellings in _NAMES:
        if not named.isdisjoint(spellings):
            return reduced(name, found)
    return ""


def _plain(word: str) -> str:
    if word in DEBIAN:
        return "debian"
    if word in UBUNTU:
        return "ubuntu"
    plain = stem(word)
    return "" if plain == word and word in _NUMBERED else plain


def reduced(name: str, words: Iterable[str]) -> str:
    """The minimal or micro flavour of a distribution where the words say so."""
    words = set(words)
    if name in ("rhel", "fedora") and "minimal" in words:
        return f"{name}-minimal"
    return "rhel-micro" if name == "rhel" and "micro" in words else name


def version(tag: str) -> tuple[int, ...] | None:
    """The number a tag starts with: (3, 12) of `3.12-slim`, (8,) of `8u342-jdk`; None where it starts with none."""
    text = tag.removeprefix("v")
    numbers = []
    for part in text.split(".")[:3]:
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if not digits or len(digits) > 9:
            break
        numbers.append(int(digits))
        if digits != part:
            break
    return tuple(numbers) or None


def ubuntu_release(words: Iterable[str]) -> tuple[int, ...] | None:
    """The Ubuntu release that words of a tag name, as year and month; None where they name none."""
    for word in words:
        if word in UBUNTU:
            return UBUNTU[word]
        if word.startswith("ubuntu"):
            number = word[6:]
            return version(f"{number[:2]}.{number[2:]}" if "." not in number else number)
    return None
