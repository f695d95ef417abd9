"""What the builder refuses in the `--mount` of a RUN.

Source: "RUN --mount" in the Dockerfile reference; `frontend/dockerfile/instructions/commands_runmount.go`.
"""

from __future__ import annotations

from posixpath import normpath

from dockwright.patterns import pattern
from dockwright.syntax.nodes import Problem
from dockwright.text import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dockwright.syntax.mounts import Mount, Option

    Resolve = Callable[[str], str | None]

KIND = "invalid-mount"
TYPES = ("bind", "cache", "tmpfs", "secret", "ssh")
SHARING = ("shared", "private", "locked")
SWITCHES = ("readonly", "ro", "readwrite", "rw", "required")
TARGETS = ("target", "dst", "destination")
KEYS = (*TARGETS, *SWITCHES, "type", "from", "source", "src", "size", "id", "sharing", "mode", "uid", "gid", "env")
BOOLEANS = frozenset(("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"))
ONLY = {
    "from": ("bind", "cache", "tmpfs", "ssh"),
    "required": ("secret", "ssh"),
    "size": ("tmpfs",),
    "sharing": ("cache",),
    "env": ("secret",),
    **dict.fromkeys(("mode", "uid", "gid"), ("secret", "ssh", "cache")),
}
"""The types that a key goes with, where it does not go with all."""

_NUMBER = pattern("[0-9]{1,10}")
_FORMS = {
    "type": (pattern("|".join(TYPES)), ", ".join(TYPES)),
    "sharing": (pattern("|".join(SHARING)), ", ".join(SHARING)),
    "mode": (pattern("[0-7]{1,11}"), "a mode such as 0600"),
    "uid": (_NUMBER, "a number"),
    "gid": (_NUMBER, "a number"),
    "size": (pattern(r"[0-9]+(?:\.[0-9]+)? ?[kKmMgGtTpP]?[iI]?[bB]?"), "a size such as 64m"),
}


def faults(mount: Mount, resolve: Resolve, workdir: str | None) -> Iterator[Problem]:
    """What is wrong with a mount.

    `resolve` replaces variables and gives None where only a build can; `workdir` is where a mount without a target comes
    to lie, None where that is not known.
    """
    found = [one for field in mount.fields for one in _key(field, mount.type.lower()) or _value(field, resolve)]
    names = {field.name for field in mount.fields}
    if found:
        yield from found
    elif mount.type.lower() == "secret":
        if names.isdisjoint((*TARGETS, "source", "src", "id", "env")):
            yield Problem(KIND, mount.flag.span, "this secret has no name: write id=name")
    elif mount.type.lower() != "ssh" and names.isdisjoint(TARGETS) and workdir == "/":
        yield Problem(KIND, mount.flag.span, "this mount has no target: write target=path")


def _key(field: Option, type: str) -> list[Problem]:
    name, message = field.name, ""
    if not name:
        message = "a field is empty here: write key=value, or delete the comma"
    elif name not in KEYS:
        near = nearest(name, KEYS, min(2, len(name) // 2))
        message = f"mounts have no `{name}`: write `{near}`" if near else f"mounts have no `{name}`: delete it"
    elif field.value is None and name not in SWITCHES:
        message = f"`{name}` has no value: write it behind a `=`"
    elif type in TYPES and type not in ONLY.get(name, TYPES):
        message = f"a {type} mount has no `{name}`: delete it"
    return [Problem(KIND, field.key_span if field.key_span.end > field.key_span.start else field.span, message)] if message else []


def _value(field: Option, resolve: Resolve) -> Iterator[Problem]:
    name, message = field.name, ""
    if name == "from" and "$" in (field.value or ""):
        message = "variables are not replaced in `from`: name a stage that is FROM it"
    value = None if field.value is None else resolve(field.value)
    if value is not None and not message:
        form = _FORMS.get(name)
        if form and not form[0].fullmatch(value.lower() if name in ("type", "sharing") else value):
            message = f"`{value}` cannot be the {name}: write {form[1]}"
        elif name in SWITCHES and value not in BOOLEANS:
            message = f"`{value}` is neither true nor false: write one of them, or `{name}` alone"
        elif name in TARGETS and normpath(value) in ("/", "//"):
            message = "nothing can be mounted over `/`: name a directory below it"
    if message:
        yield Problem(KIND, field.span, message)
