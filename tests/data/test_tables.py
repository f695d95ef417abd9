"""Every row of the tables, and what loading them costs."""

import subprocess
import sys

import pytest

from dockwright.data import official, published
from dockwright.data.families import FAMILIES, FLAVOURS, create_user, distribution_users, numeric_user
from dockwright.data.images import AS_OF, DROPS, ROWS, Image, known
from dockwright.data.rows import Row
from dockwright.data.variants import flavour, split, ubuntu_release, version

TYPES: dict[str, tuple[type, ...]] = {
    "user": (str, type(None)),
    "ready": (str,),
    "env": (tuple, type(None)),
    "workdir": (str, type(None)),
    "users": (tuple, type(None)),
    "tools": (tuple, type(None)),
    "full": (tuple,),
}


def located(key: str) -> tuple[str, str]:
    """A registry and a repository that lead to a row."""
    key = key.replace("*", "example")
    if key in official.ROWS:
        return "docker.io", f"library/{key}"
    head, _, rest = key.partition("/")
    return (head, rest) if "." in head else ("docker.io", key)


@pytest.mark.parametrize("key", ROWS)
def test_row_is_well_formed(key: str) -> None:
    row = ROWS[key]
    assert key == key.lower()
    assert row.base in FLAVOURS
    for field, types in TYPES.items():
        assert isinstance(getattr(row, field), types), field
    assert not row.workdir or row.workdir.startswith("/")
    assert row.workdir != "/"
    for names in (row.env or (), row.users or (), row.tools or (), row.full):
        assert all(name and name == name.strip() for name in names)
        assert len(set(names)) == len(names)
    assert "PATH" not in (row.env or ())
    assert {*(row.tools or ()), *row.full} <= {"curl", "wget", "nc"}
    if row.ready:
        assert row.user == ""
        assert row.users is None or row.ready in row.users
    for when, field, value in (*row.on, *row.before):
        assert field in Image._fields or (field == "base" and value in FLAVOURS)
        assert isinstance(when, str if (when, field, value) in row.on else tuple)


@pytest.mark.parametrize("key", ROWS)
def test_row_is_found(key: str) -> None:
    image = known(*located(key), "")
    assert image is not None
    assert image.family in FAMILIES
    assert image.drops_privileges is (key in DROPS)


def test_tables_do_not_overlap() -> None:
    assert not official.ROWS.keys() & published.ROWS.keys()
    assert len(official.ROWS) == sum(map(len, (official.DISTRIBUTIONS, official.LANGUAGES, official.JAVA, official.SERVERS)))
    assert len(published.ROWS) == len(published.HUB) + len(published.OTHERS)


def test_what_drops_root_starts_as_root() -> None:
    assert DROPS.keys() <= ROWS.keys()
    assert {key for key in DROPS if ROWS[key].user} == set()


def test_the_tables_are_dated() -> None:
    year, month = map(int, AS_OF.split("-"))
    assert (year, month) >= (2026, 11)


def test_an_unread_row_claims_no_missing_bash() -> None:
    for key, row in ROWS.items():
        image = known(*located(key), "alpine")
        if row.env is None and image is not None and image.has_shell and all(field != "has_bash" for _, field, _ in row.on):
            assert image.has_bash is not False, key


USERS = [
    ("debian", "groupadd --system app && useradd --system --gid app --no-create-home --shell /usr/sbin/nologin app"),
    ("ubuntu", "groupadd --system app && useradd --system --gid app --no-create-home --shell /usr/sbin/nologin app"),
    ("alpine", "addgroup -S app && adduser -S -D -H -G app app"),
    ("busybox", "addgroup -S app && adduser -S -D -H -G app app"),
    ("wolfi", "addgroup -S app && adduser -S -D -H -G app app"),
    ("rhel", "groupadd --system app && useradd --system --gid app --no-create-home --shell /sbin/nologin app"),
    ("fedora", "groupadd --system app && useradd --system --gid app --no-create-home --shell /sbin/nologin app"),
    ("suse", "groupadd --system app && useradd --system --gid app --no-create-home --shell /sbin/nologin app"),
    ("arch", "groupadd --system app && useradd --system --gid app --no-create-home --shell /usr/bin/nologin app"),
    *((family, None) for family in ("amazon", "azurelinux", "photon", "nix", "distroless", "scratch", "windows", "", "nosuch")),
]


@pytest.mark.parametrize("family, command", USERS)
def test_create_user(family: str, command: str | None) -> None:
    assert create_user(family, "app") == command


def test_every_family_says_how_it_makes_users() -> None:
    assert {family for family, _ in USERS} - {"nosuch"} == FAMILIES
    for each in FLAVOURS.values():
        assert not each.can_add_users or create_user(each.family, "app")


@pytest.mark.parametrize(
    "family, uid", [("distroless", 65532), ("scratch", 65532), ("wolfi", 65532), ("debian", 10001), ("", 10001), ("windows", None)]
)
def test_numeric_user(family: str, uid: int | None) -> None:
    assert numeric_user(family) == uid


@pytest.mark.parametrize("family, name, there", [("debian", "www-data", True), ("alpine", "www-data", False), ("alpine", "nobody", True)])
def test_distribution_users(family: str, name: str, there: bool) -> None:
    users = distribution_users(family)
    assert users is not None
    assert (name in users) is there


def test_distribution_users_are_unknown_where_packages_make_them() -> None:
    assert distribution_users("rhel") is None
    assert distribution_users("scratch") == ()


@pytest.mark.parametrize(
    "tag, expected",
    [
        ("3.12-slim", (3, 12)),
        ("v1.7", (1, 7)),
        ("8u342-jdk", (8,)),
        ("11.0.3", (11, 0, 3)),
        ("24.04", (24, 4)),
        ("latest", None),
        ("", None),
    ],
)
def test_version(tag: str, expected: tuple[int, ...] | None) -> None:
    assert version(tag) == expected


@pytest.mark.parametrize(
    "tag, expected",
    [
        ("jammy-chiseled", "distroless"),
        ("ubi9-minimal", "rhel-minimal"),
        ("nanoserver-ltsc2022", "nanoserver"),
        ("windowsservercore-ltsc2022", "servercore"),
        ("12.1.0-devel-ubuntu22.04", "ubuntu"),
        ("17-al2023", "amazon"),
        ("12.9.1-base-amzn2023", "amazon"),
        ("temurin_alpine", "alpine"),
        ("stream9-minimal", "rhel-minimal"),
        ("stream", ""),
        ("1.27", ""),
    ],
)
def test_flavour(tag: str, expected: str) -> None:
    assert flavour(split(tag)) == expected


@pytest.mark.parametrize(
    "tag, expected", [("12-base-ubuntu2204", (22, 4)), ("ubuntu24.04", (24, 4)), ("focal", (20, 4)), ("ubuntu", None), ("1", None)]
)
def test_ubuntu_release(tag: str, expected: tuple[int, ...] | None) -> None:
    assert ubuntu_release(split(tag)) == expected


def test_a_row_by_default_claims_to_be_unread() -> None:
    row = Row("debian")
    assert (row.env, row.users, row.workdir, row.tools) == (None, None, None, None)


def test_import_is_light() -> None:
    forbidden = (
        "{'typing', 'dataclasses', 'inspect', 'logging', 'argparse', 'pathlib', 'tomllib', 'json', 'subprocess', 'urllib', 'asyncio', 're'}"
    )
    code = f"import sys; before = set(sys.modules); import dockwright.data.images; print(*sorted({forbidden} & set(sys.modules) - before))"
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == []
