"""Which tags move: those that name no version, or leave the release of the distribution under the image open.

Source: the tag lists in `docker-library/official-images`.
"""

from __future__ import annotations

from dockwright.data.official import DISTRIBUTIONS
from dockwright.data.variants import DEBIAN, UBUNTU, flavour, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION, RELEASE = "version", "release"
RELEASED = frozenset(
    (
        *("eclipse-temurin", "gcc", "golang", "haproxy", "haskell", "httpd", "julia", "mariadb", "memcached", "mongo", "mysql", "nginx"),
        *("node", "openjdk", "perl", "php", "postgres", "pypy", "python", "redis", "ruby", "rust", "swift", "tomcat", "valkey"),
    )
)
"""Official images with tags such as `1.25-bookworm` and `1.25-alpine3.22` beside `1.25` and `1.25-alpine`."""
PUBLIC = frozenset(
    (
        *("docker.io", "quay.io", "ghcr.io", "gcr.io", "registry.k8s.io", "mcr.microsoft.com", "public.ecr.aws", "cgr.dev", "lscr.io"),
        *("registry.access.redhat.com", "registry.redhat.io", "docker.elastic.co", "nvcr.io", "registry.gitlab.com", "registry.suse.com"),
    )
)
"""Registries that publish for everybody."""
_MOVING = frozenset(("sid",))


def missing(registry: str, repository: str, tag: str) -> str:
    """What a tag leaves open: the `version`, the `release` of the distribution, or nothing."""
    words = split(tag)
    name = repository.removeprefix("library/") if registry == "docker.io" else ""
    has_release = any(_is_release(word) for word in words) or _is_windows_release(words)
    if name in DISTRIBUTIONS:
        return "" if has_release or _has_digit(words) else VERSION
    if not _has_digit(word for word in words if not flavour((word,))):
        return "" if has_release and name not in RELEASED else VERSION
    return RELEASE if name in RELEASED and not has_release else ""


def _is_release(word: str) -> bool:
    return (word in DEBIAN and word not in _MOVING) or word in UBUNTU or (flavour((word,)) != "" and _has_digit((word,)))


def _is_windows_release(words: tuple[str, ...]) -> bool:
    return flavour(words) in ("nanoserver", "servercore") and _has_digit(words[1:])


def _has_digit(words: Iterable[str]) -> bool:
    return any(char.isdigit() for word in words for char in word)
