"""The `--mount` flags of RUN: comma-separated `key=value` fields.

Source: "RUN --mount" in the Dockerfile reference.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.syntax.nodes import Flag, Instruction
    from dockwright.text import Span


class Option:
    """One field of a mount; `value` is None for a bare `readonly`. Spans are relative to the instruction."""

    __slots__ = ("key_span", "name", "span", "value")

    def __init__(self, name: str, value: str | None, key_span: Span, span: Span) -> None:
        self.name = name
        self.value = value
        self.key_span = key_span
        self.span = span


class Mount:
    """One `--mount`. `target` is where it appears in the container; of `fields` with one name, `options` has the last."""

    __slots__ = ("fields", "flag", "options")

    def __init__(self, flag: Flag) -> None:
        self.flag = flag
        self.fields: list[Option] = []
        self.options: dict[str, Option] = {}
        at = len(flag) - len(flag.value or "")
        for field in (flag.value or "").split(","):
            key, equals, value = field.partition("=")
            start = at + len(key) + len(equals)
            places = flag.part(at, at + len(key)), flag.part(start, at + len(field))
            option = Option(key.lower(), value if equals else None, *places)
            self.fields.append(option)
            self.options[option.name] = option
            at += len(field) + 1

    def value(self, *names: str) -> str:
        """The value of the first of these fields that is there, else empty."""
        for name in names:
            option = self.options.get(name)
            if option is not None:
                return option.value or ""
        return ""

    @property
    def type(self) -> str:
        """`bind` (the default), `cache`, `tmpfs`, `secret` or `ssh`."""
        return self.value("type") or "bind"

    @property
    def target(self) -> str:
        """The path in the container; secrets have one by their id."""
        return self.value("target", "dst", "destination") or (f"/run/secrets/{self.value('id')}" if self.type == "secret" else "")


def mounts(instruction: Instruction) -> list[Mount]:
    """The mounts of a RUN, in order."""
    found: list[Mount] | None = instruction.parsed.memo.get("mounts")
    if found is None:
        found = instruction.parsed.memo["mounts"] = [Mount(flag) for flag in instruction.flags if flag.name == "mount"]
    return found


def is_cached(instruction: Instruction, *paths: str) -> bool:
    """Whether each of these directories lies in a cache or tmpfs mount, so that nothing of it stays in the layer."""
    targets = [one.target.rstrip("/") for one in mounts(instruction) if one.type in ("cache", "tmpfs")]
    return bool(targets) and all(any(path == target or path.startswith(target + "/") for target in targets) for path in paths)


def is_cached_at_home(instruction: Instruction, path: str) -> bool:
    """The same for a directory in whoever's home directory, such as `.cache/pip`."""
    parts = path.split("/")
    above = tuple("/" + "/".join(parts[: i + 1]) for i in range(len(parts)))
    for mount in mounts(instruction):
        target = mount.target.rstrip("/")
        if mount.type in ("cache", "tmpfs") and (target.endswith(above) or f"/{path}/" in target or target in ("/root", "")):
            return True
    return False
