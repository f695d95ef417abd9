"""Which releases an image is made of, by its name and tag, whether they are still supported, and what to take in their place.

The dates are in `cycles`. Which tags there are is told by the tag lists in `docker-library/official-images` and in
`documentation/supported-tags.md` of `dotnet/dotnet-docker`, read in November 2025: a tag that they do not promise is not advised.
"""

from __future__ import annotations

from dockwright.data.cycles import AS_OF, CYCLES
from dockwright.data.images import canonical, in_tables
from dockwright.data.variants import DEBIAN, UBUNTU, stem, ubuntu_release, version
from dockwright.text import NamedTuple

_DOTNET = ("sdk", "aspnet", "runtime", "runtime-deps")
_SAME = (
    *("alpine", "debian", "ubuntu", "fedora", "centos", "rockylinux", "almalinux", "amazonlinux", "oraclelinux", "opensuse/leap"),
    *("node", "python", "golang", "php", "ruby", "perl", "erlang", "elixir", "composer", "eclipse-temurin"),
    *("nginx", "httpd", "tomcat", "traefik", "haproxy", "memcached", "drupal", "nextcloud", "joomla", "sonarqube"),
    *("postgres", "mysql", "mariadb", "redis", "mongo", "cassandra", "neo4j", "influxdb", "rabbitmq"),
    *("elasticsearch", "kibana", "logstash", "consul", "vault"),
)
# Rust is not among them: each of its releases ends when the next one appears, six weeks later.
PRODUCTS: dict[str, str] = {
    **{name: name for name in _SAME},
    "buildpack-deps": "debian",
    "rockylinux/rockylinux": "rockylinux",
    "quay.io/rockylinux/rockylinux": "rockylinux",
    "almalinux/almalinux": "almalinux",
    "quay.io/centos/centos": "centos-stream",
    "quay.io/fedora/fedora": "fedora",
    "quay.io/fedora/fedora-minimal": "fedora",
    "registry.fedoraproject.org/fedora": "fedora",
    "registry.fedoraproject.org/fedora-minimal": "fedora",
    "public.ecr.aws/amazonlinux/amazonlinux": "amazonlinux",
    "container-registry.oracle.com/os/oraclelinux": "oraclelinux",
    "registry.opensuse.org/opensuse/leap": "opensuse/leap",
    "bitnami/minideb": "debian",
    "hashicorp/consul": "consul",
    "hashicorp/vault": "vault",
    **{f"docker.elastic.co/{name}/{name}": name for name in ("elasticsearch", "kibana", "logstash")},
    **{f"mcr.microsoft.com/dotnet/{name}": "dotnet" for name in _DOTNET},
    **{f"mcr.microsoft.com/dotnet/core/{name}": "dotnet" for name in _DOTNET},
    "microsoft/dotnet": "dotnet",
    "mcr.microsoft.com/windows": "windows",
    "mcr.microsoft.com/windows/servercore": "windows",
    "mcr.microsoft.com/windows/nanoserver": "windows",
}
"""The product that an image holds, whose version its tag begins with; by the name that `images.canonical` gives."""

_NODE = ("argon", "boron", "carbon", "dubnium", "erbium", "fermium", "gallium", "hydrogen", "iron", "jod", "krypton")
_DEBIAN = ("squeeze", "wheezy", "jessie", "stretch", "buster", "bullseye", "bookworm", "trixie")
CODE_NAMES: dict[str, dict[str, str]] = {
    "node": {name: str(number) for name, number in zip(_NODE, range(4, 26, 2), strict=True)},
    "debian": {name: str(number) for number, name in enumerate(_DEBIAN, 6)},
    "ubuntu": {name: f"{year}.{month:02}" for name, (year, month) in UBUNTU.items()},
}
_SPELLED = {
    "amazonlinux": {"1": "2018.03"},
    "windows": {
        "10.0.14393": "ltsc2016",
        "10.0.16299": "1709",
        "10.0.17134": "1803",
        "10.0.17763": "1809",
        "10.0.18362": "1903",
        "10.0.18363": "1909",
        "10.0.19041": "2004",
        "10.0.19042": "20h2",
        "10.0.20348": "ltsc2022",
    },
}
_NUMBERED = {
    "alpine": "alpine",
    "debian": "debian",
    "centos": "centos",
    "fedora": "fedora",
    "rockylinux": "rockylinux",
    "leap": "opensuse/leap",
}
_WINDOWS = frozenset(("windowsservercore", "nanoserver", "servercore"))
_WHOLE = frozenset(("alpine", "debian", "ubuntu", "fedora", "centos", "centos-stream", "windows"))
"""Products that have nothing under them."""

_FREE = frozenset(("debian",))
"""Products whose extended support is for everybody; that of the others has to be bought."""
_STANDING = frozenset(
    (
        *("centos", "centos-stream", "windows", "rhel", "postgres", "mysql", "mariadb", "redis", "mongo", "cassandra", "neo4j", "influxdb"),
        *("rabbitmq", "elasticsearch", "kibana", "logstash", "consul", "vault", "drupal", "nextcloud", "joomla", "sonarqube"),
    )
)
"""Products that another tag does not renew: they keep data of that version, or the host decides which release runs."""

_SUFFIXES: dict[str, tuple[str, ...]] = {
    "debian": ("slim",),
    "buildpack-deps": ("curl", "scm"),
    "oraclelinux": ("slim",),
    "rockylinux": ("minimal",),
    "almalinux": ("minimal",),
    "python": ("slim", "alpine"),
    "node": ("slim", "alpine", "lts"),
    "golang": ("alpine",),
    "ruby": ("slim", "alpine"),
    "php": ("cli", "fpm", "apache", "zts", "alpine"),
    "perl": ("slim", "threaded"),
    "erlang": ("slim", "alpine"),
    "elixir": ("slim", "alpine"),
    "eclipse-temurin": ("jdk", "jre", "alpine"),
    "nginx": ("alpine", "perl"),
    "tomcat": ("jdk11", "jdk17", "jdk21", "jre11", "jre17", "jre21"),
    **dict.fromkeys(("httpd", "haproxy", "memcached"), ("alpine",)),
    **{f"mcr.microsoft.com/dotnet/{name}": ("alpine",) for name in _DOTNET},
}
"""Words of tags that every supported version of an image has."""
_UNCHANGED = frozenset(name for name in PRODUCTS if name.startswith(("mcr.microsoft.com/dotnet/core/", "microsoft/")))
"""Images that get no new tags."""
_BOTH = ("bookworm", "trixie", "alpine3.22")
_BUILT_ON: dict[str, tuple[str, tuple[str, ...]]] = {
    "python": ("3.14", _BOTH),
    "node": ("24", _BOTH),
    "golang": ("1.25", _BOTH),
    "ruby": ("3.4", _BOTH),
    "php": ("8.5", _BOTH),
    "perl": ("5.42", ("bookworm", "trixie")),
    "eclipse-temurin": ("25", ("noble",)),
    **{f"mcr.microsoft.com/dotnet/{name}": ("10", ("noble", "alpine3.22")) for name in _DOTNET},
}
"""The releases of distributions that tags of an image name, up to which version that was read; later ones have the Debian releases."""


class Release(NamedTuple):
    """A release of a product that a tag names, from `start` to `stop` in the tag; both are 0 where it is not told there."""

    product: str
    cycle: str
    start: int
    stop: int


def releases(registry: str, repository: str, tag: str) -> list[Release]:
    """What an image is made of, its own product first; nothing where no shipped table has the image.

    `repository` is complete, as `library/node`.
    """
    name = canonical(registry, repository)
    product = PRODUCTS.get(name, "")
    if product:
        own = _own(product, tag)
        return [*([own] if own else []), *(_distribution(tag) if product not in _WHOLE else ())]
    if not in_tables(name) or name == "debian/eol":
        return []
    return _distribution(tag) or _of_repository(name, repository)


def _of_repository(name: str, repository: str) -> list[Release]:
    """The release that the name of Red Hat's universal base image or of a distroless image tells."""
    if name.startswith("gcr.io/distroless/"):
        return [one._replace(start=0, stop=0) for one in _distribution(repository.rpartition("/")[2])]
    for part in repository.split("/"):
        number = part.removeprefix("ubi").partition("-")[0]
        if part.startswith("ubi") and number in _table("rhel"):
            return [Release("rhel", number, 0, 0)]
    return []


def _own(product: str, tag: str) -> Release | None:
    names = CODE_NAMES.get(product, {})
    start = 0
    for word in tag.split("-"):
        if word in names:
            return Release(product, names[word], start, start + len(word))
        start += len(word) + 1
    word = tag.partition("-")[0].partition("_")[0]
    if product == "centos-stream":
        word = word.removeprefix("stream")
    found = cycle(product, word.removeprefix("v").lower())
    return Release(product, found, 0, len(tag.partition("-")[0])) if found else None


def _distribution(tag: str) -> list[Release]:
    """The release of a distribution that a word of a tag names."""
    start, before = 0, ""
    for word in tag.split("-"):
        product, number = ("windows", cycle("windows", word.lower())) if before in _WINDOWS else _named(word)
        if number:
            return [Release(product, number, start, start + len(word))]
        start += len(word) + 1
        before = word
    return []


def _named(word: str) -> tuple[str, str]:
    if word in DEBIAN:
        return "debian", CODE_NAMES["debian"].get(word, "")
    if word in UBUNTU or word.startswith("ubuntu"):
        number = ubuntu_release((word,))
        return "ubuntu", cycle("ubuntu", ".".join(f"{one:02}" for one in number)) if number else ""
    product = _NUMBERED.get(stem(word), "")
    return product, cycle(product, word[len(stem(word)) :]) if product else ""


def cycle(product: str, text: str) -> str:
    """The cycle that a version belongs to: `3.8` of `3.8.10`; a version with several cycles that are all over is one, too; else "".

    `5` of MySQL has none that is supported, `8` has some.
    """
    table = _table(product)
    spelled = _SPELLED.get(product, {})
    if text in table:
        return text
    if product == "windows":
        return next((name for build, name in spelled.items() if text.startswith(build)), "")
    numbers = version(text)
    if numbers is None:
        return ""
    parts = text.split(".")[: len(numbers)]
    parts[-1] = parts[-1][: len(parts[-1]) - len(parts[-1].lstrip("0123456789"))]
    for size in range(len(parts), 0, -1):
        head = ".".join(parts[:size])
        if head in spelled or head in table:
            return spelled.get(head, head)
    return ".".join(parts) if any(one.startswith(".".join(parts) + ".") for one in table) else ""


def end(release: Release, regular: bool = False) -> str:
    """The day on which the support of a release ends, the extended one too unless `regular`; `?` where it is in an unknown past.

    Empty where no end is known. Of several cycles it is the last day of all.
    """
    table = _table(release.product)
    rows = [table[release.cycle]] if release.cycle in table else []
    rows = rows or [row for one, row in table.items() if one.startswith(release.cycle + ".")]
    days = [first if regular or not extended else max(first, extended) for first, extended in rows]
    return "" if not days or "" in days else max(days)


def is_over(release: Release, today: str, regular: bool = False) -> bool:
    """Whether the support of a release has ended before a day."""
    day = end(release, regular)
    return day == "?" or "" < day < today


def successor(release: Release, today: str) -> str:
    """The nearest later cycle that gets fixes without being paid for, or "" where there is none that is known.

    One whose last three months have begun is only taken where no other is left.
    """
    here, paid = _order(release.cycle), release.product not in _FREE
    later = sorted((one for one in _table(release.product) if _order(one) > here), key=_order)
    alive = [one for one in later if not is_over(Release(release.product, one, 0, 0), today, regular=paid)]
    lasting = (one for one in alive if not is_over(Release(release.product, one, 0, 0), _months(today, 3), regular=paid))
    return next(lasting, alive[0] if alive else "")


def _months(day: str, number: int) -> str:
    """A day some months after another, up to three days too late: good enough to compare with."""
    months = int(day[:4]) * 12 + int(day[5:7]) - 1 + number
    return f"{months // 12:04}-{months % 12 + 1:02}{day[7:]}"


def newest(product: str, today: str) -> str:
    """The newest cycle of a product that is supported on a day, or ""."""
    later = sorted(_table(product), key=_order, reverse=True)
    return next((one for one in later if not is_over(Release(product, one, 0, 0), today)), "")


Change = tuple[int, int, str]
"""Characters of a tag, from one to another, and what stands in their place."""


def renewed(registry: str, repository: str, tag: str, over: list[Release], today: str) -> list[Change]:
    """The changes of a tag, of whose releases some are over, that make it one of supported ones; none where no such tag is promised."""
    name, found = canonical(registry, repository), releases(registry, repository, tag)
    own = next((one for one in found if one.product == PRODUCTS.get(name)), None)
    under = next((one for one in found if one is not own), None)
    if (
        name in _UNCHANGED
        or repository.startswith("mirror/")
        or (own is None and name not in _BUILT_ON)
        or not _keeps_suffix(name, tag, found)
    ):
        return []
    target, changes = "", list[Change]()
    if own is not None:
        target = successor(own, today) if own in over else own.cycle
        if not target or own.product in _STANDING or (own.product == "python" and own.cycle[0] != target[0]):
            return []
        changes.append((own.start, own.stop, _spelled(own, tag, target)))
    if under is not None:
        word = _release_for(name, target, under, today)
        if not word:
            return []
        changes.append((under.start, under.stop, word))
    return [(start, stop, text) for start, stop, text in changes if text and tag[start:stop] != text]


def _keeps_suffix(name: str, tag: str, found: list[Release]) -> bool:
    """Whether every other word of a tag is one that the image has in all its versions."""
    start = 0
    for word in tag.split("-"):
        if not any(one.start <= start < one.stop for one in found) and word not in _SUFFIXES.get(name, ()):
            return False
        start += len(word) + 1
    return True


def _spelled(own: Release, tag: str, target: str) -> str:
    """The target as the tag writes versions: a code name for one, `10.0` for .NET, `v3` with its letter; "" where it has no such name."""
    word = tag[own.start : own.stop]
    names = CODE_NAMES.get(own.product, {})
    if word in names:
        return next((name for name, number in names.items() if number == target), "")
    if own.product == "dotnet" and "." not in target:
        return f"{target}.0"
    return f"v{target}" if word.startswith("v") else target


def _release_for(name: str, target: str, under: Release, today: str) -> str:
    """The word for the nearest supported release of a distribution on which a version of an image is built."""
    if name not in _BUILT_ON:
        return ""
    newest, words = _BUILT_ON[name]
    later = target and _order(target) > _order(newest)
    for word in words:
        product, number = _named(word)
        fits = product == under.product and _order(number) >= _order(under.cycle) and not (later and product != "debian")
        if fits and not is_over(Release(product, number, 0, 0), today, regular=product not in _FREE):
            return word
    return ""


def _order(text: str) -> list[int]:
    return [int(part) if part.isdecimal() else 0 for part in text.split(".")]


_tables: dict[str, dict[str, tuple[str, str]]] = {}


def _table(product: str) -> dict[str, tuple[str, str]]:
    """The cycles of a product with the days on which they end."""
    if product not in _tables:
        _tables[product] = dict(map(_row, CYCLES.get(product, "").split()))
    return _tables[product]


def _row(text: str) -> tuple[str, tuple[str, str]]:
    text, _, extended = text.partition("/")
    name, _, day = text.partition("=")
    return name, (day, extended)


__all__ = ["AS_OF", "CODE_NAMES", "PRODUCTS", "Change", "Release", "cycle", "end", "is_over", "newest", "releases", "renewed", "successor"]
