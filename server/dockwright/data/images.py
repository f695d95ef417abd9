"""What is known of public images without pulling them: distribution, user, shell, variables.

The tables are in `official` (Docker official images) and `published` (everybody else's), the
distributions in `families`, the reading of tags in `variants`. They are facts of `AS_OF`.
"""

from __future__ import annotations

from dockwright.data import official, published
from dockwright.data.families import FLAVOURS, create_user, distribution_users, numeric_user
from dockwright.data.rows import Row
from dockwright.data.variants import flavour, reduced, split, stem, ubuntu_release, version
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from dockwright.data.families import Flavour

AS_OF = "2026-11"

ROWS: dict[str, Row] = {**published.ROWS, **official.ROWS}
DROPS: dict[str, str] = {**published.DROPS, **official.DROPS}

_HUBS = frozenset(("docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com", "mirror.gcr.io"))
_MIRRORS = ("public.ecr.aws/docker/", "mcr.microsoft.com/mirror/docker/")
_RED_HAT = "registry.access.redhat.com/"
_DISTROLESS = "gcr.io/distroless/"
_ARCHITECTURES = frozenset(
    ("amd64", "arm32v5", "arm32v6", "arm32v7", "arm64v8", "i386", "mips64le", "ppc64le", "riscv64", "s390x", "winamd64")
)
# The release since which Ubuntu's images have a user named ubuntu.
_UBUNTU_USER = (23, 4)


class Image(NamedTuple):
    """An image as it is before anything is done to it.

    `family` is one of `families.FAMILIES`, "" where unknown. `user` is who it runs as: "" root, None unknown; `ready_user` is
    an unprivileged one it brings and does not switch to. `drops_privileges`: its own entrypoint starts as root and
    gives that up. `sh` is what `/bin/sh` is: dash, ash, bash, cmd, none, "" unknown. `lists_removed`: the apt lists
    are not there. `env` names what it sets besides PATH and is the whole of it, over all versions that were
    read, if `env_complete`. `workdir` is "" for `/`, None where unknown. `users` are those beyond `distribution_users(family)`,
    None where unknown. `can_add_users`: what `create_user(family, …)` runs is there. `tools` are those of curl, wget and
    nc that it has, None where unknown.
    """

    family: str
    user: str | None
    ready_user: str
    drops_privileges: bool
    sh: str
    has_bash: bool | None
    lists_removed: bool
    env: tuple[str, ...]
    workdir: str | None
    users: tuple[str, ...] | None
    has_shell: bool
    env_complete: bool
    can_add_users: bool
    tools: tuple[str, ...] | None


UNKNOWN = Image("", None, "", False, "", None, False, (), None, None, True, False, False, None)
"""An image of which nothing is known."""

_REMEMBERED = 1000
_known: dict[tuple[str, str, str, str], Image | None] = {}


def known(registry: str, repository: str, tag: str, digest: str = "") -> Image | None:
    """The facts about an image; None where there are none.

    `repository` is complete, as `library/node`. Of an image that is in no table only the distribution is given, if its
    tag or name tells. A digest without a tag may be any variant, so only a plain distribution is known by it. A tag
    for several platforms is read as its Linux image; `is_windows` knows better with a platform.
    """
    asked = (registry, repository, tag, digest)
    if asked not in _known:
        if len(_known) > _REMEMBERED:
            _known.clear()
        _known[asked] = _find(*asked)
    return _known[asked]


def _find(registry: str, repository: str, tag: str, digest: str) -> Image | None:
    name = canonical(registry, repository)
    key = _key(name)
    words = split(tag)
    if digest and not tag and key not in official.DISTRIBUTIONS:
        return None
    if key is None:
        return _guessed(words, name)
    row, exact = ROWS[key], not key.endswith("/*")
    base = _changes(row, tag, words).get("base", row.base)
    chosen = FLAVOURS[_flavour(base, words, () if exact else split(name.rpartition("/")[2]))]
    changes = _changes(row, tag, (*words, chosen.family))
    changes.pop("base", None)
    image = _assembled(row, chosen, words)
    if row.env is None and key not in official.ROWS:
        image = image._replace(lists_removed=False)
    image = image._replace(drops_privileges=key in DROPS, **changes)
    if chosen.family == "ubuntu":
        image = _with_ubuntu(image, ubuntu_release(words) or (version(tag) if key == "ubuntu" else None), key)
    return _on_windows(image, row, chosen) if chosen.family == "windows" else image


def is_windows(registry: str, repository: str, tag: str, platform: str = "") -> bool:
    """Whether an image is a Windows one; a `platform` such as `windows/amd64` decides, else its name and tag."""
    if platform and "$" not in platform:
        return platform.lower().partition("/")[0] == "windows"
    image = known(registry, repository, tag)
    return image is not None and image.family == "windows"


def canonical(registry: str, repository: str) -> str:
    """One name for an image whatever mirror it is taken from; Docker Hub's have no registry in it."""
    name = repository if registry.lower() in _HUBS else f"{registry.lower()}/{repository}"
    for mirror in _MIRRORS:
        name = name.removeprefix(mirror)
    name = name.removeprefix("library/")
    head, _, rest = name.partition("/")
    if head in _ARCHITECTURES and rest:
        return rest.removeprefix("library/")
    if head in ("registry.redhat.io", "registry.access.redhat.com", "redhat") and rest:
        return _RED_HAT + _numberless(rest)
    if stem(split(head)[0]) == "ubi":
        return _RED_HAT + _numberless(name)
    return name.partition("-debian")[0] if name.startswith(_DISTROLESS) else name


def _numberless(name: str) -> str:
    """`ubi9/ubi-minimal` and `ubi9-minimal` without the release."""
    head, dash, rest = name.partition("-" if "/" not in name else "/")
    return stem(head) + dash + rest


_UNVERSIONED = (_DISTROLESS, "cgr.dev/chainguard/")


def has_versions(registry: str, repository: str) -> bool:
    """Whether an image may have version tags; distroless ones and Chainguard's free ones have `latest` and variants of it alone.

    Source: the READMEs of `GoogleContainerTools/distroless`, and Chainguard's page on its free images.
    """
    return not canonical(registry, repository).startswith(_UNVERSIONED)


def in_tables(name: str) -> bool:
    """Whether an image, by its canonical name, is in the tables, by itself or with all of its publisher's."""
    return _key(name) is not None


def _key(name: str) -> str | None:
    if name in ROWS:
        return name
    head = name
    while "/" in head:
        head = head.rpartition("/")[0]
        if f"{head}/*" in ROWS:
            return f"{head}/*"
    return None


def _changes(row: Row, tag: str, words: tuple[str, ...]) -> dict[str, Any]:
    """What words, of the tag or the family it stands for, and the version of a tag change in a row."""
    number = version(tag)
    spelled = f"-{'-'.join(words)}-{'-'.join(map(stem, words))}-"
    changes = {field: value for bound, field, value in row.before if number is not None and number < bound}
    changes.update({field: value for phrase, field, value in row.on if not phrase or f"-{phrase}-" in spelled})
    return changes


def _flavour(base: str, words: tuple[str, ...], repository: tuple[str, ...]) -> str:
    named = flavour(words)
    # `ltsc2022` is a tag of Server Core and of Nano Server alike.
    if named == "servercore" and base == "nanoserver":
        named = base
    if named == "distroless" and base.startswith("distroless"):
        named = base
    return named or flavour((*repository, *words)) or reduced(base, (*repository, *words))


def _assembled(row: Row, chosen: Flavour, words: tuple[str, ...]) -> Image:
    tools = None
    if row.tools is not None and chosen.tools is not None:
        full = row.full if chosen.family in ("debian", "ubuntu") and "slim" not in words else ()
        tools = tuple(sorted({*chosen.tools, *row.tools, *full}))
    return Image(
        family=chosen.family,
        user=row.user,
        ready_user=row.ready,
        drops_privileges=False,
        sh=chosen.sh,
        has_bash=chosen.has_bash if row.env is not None or not chosen.has_shell else chosen.has_bash or None,
        lists_removed=chosen.lists_removed,
        env=row.env or (),
        workdir=row.workdir,
        users=row.users,
        has_shell=chosen.has_shell,
        env_complete=row.env is not None,
        can_add_users=chosen.can_add_users,
        tools=tools,
    )


def _with_ubuntu(image: Image, release: tuple[int, ...] | None, key: str) -> Image:
    if release is not None and release < _UBUNTU_USER:
        return image
    users = None if image.users is None else (*image.users, "ubuntu")
    return image._replace(users=users, ready_user="ubuntu" if key == "ubuntu" and release else image.ready_user)


def _on_windows(image: Image, row: Row, chosen: Flavour) -> Image:
    user = row.user if row.user is None or row.base in ("servercore", "nanoserver") else chosen.user
    return image._replace(
        user=user, ready_user="", drops_privileges=False, has_bash=False, workdir=None, users=None, tools=None, env_complete=False
    )


def _guessed(words: tuple[str, ...], name: str) -> Image | None:
    """What a tag or a name gives away about an image of somebody unknown, who may have installed anything."""
    chosen = FLAVOURS[flavour(words) or flavour(split(name.rpartition("/")[2]))]
    if not chosen.family:
        return None
    image = _assembled(Row("", None), chosen, words)
    return image._replace(lists_removed=False)


__all__ = [
    "AS_OF",
    "DROPS",
    "ROWS",
    "UNKNOWN",
    "Image",
    "canonical",
    "create_user",
    "distribution_users",
    "in_tables",
    "is_windows",
    "known",
    "numeric_user",
]
