"""Platforms such as `linux/arm64/v8`.

Source: `github.com/containerd/platforms`, which also knows other spellings of architectures.
"""

from __future__ import annotations

from dockwright.text import NamedTuple

SYSTEMS = frozenset(
    (
        *("aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl", "netbsd", "openbsd"),
        *("plan9", "solaris", "wasip1", "windows", "zos"),
    )
)
ARCHITECTURES = frozenset(
    (
        *("386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle", "mips64", "mips64le", "mips64p32"),
        *("mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x", "sparc", "sparc64", "wasm"),
    )
)
SPELLINGS = {
    "i386": ("386", ""),
    "x86_64": ("amd64", ""),
    "x86-64": ("amd64", ""),
    "aarch64": ("arm64", ""),
    "armhf": ("arm", "v7"),
    "armel": ("arm", "v6"),
}
SYNONYMS = {
    "amd64": ("x86_64", "x86-64", "x64", "intel"),
    "386": ("i386", "i686", "x86"),
    "arm64": ("aarch64", "armv8", "arm"),
    "arm": ("armhf", "armel", "armv7", "armv6", "armv5"),
}
"""What people call an architecture in the names of their stages."""


class Platform(NamedTuple):
    """A platform with its parts in BuildKit's spelling; the variant is empty where it is not given."""

    system: str
    architecture: str
    variant: str

    def is_named_in(self, text: str) -> bool:
        """Whether a name, in lower case, holds the system or the architecture, in a usual spelling."""
        names = (self.system, self.architecture, *SYNONYMS.get(self.architecture, ()))
        return any(name and name in text for name in names)


def parse(text: str) -> Platform | None:
    """Read a platform; a lone system or architecture is one, too. None where it is none."""
    parts = text.lower().split("/")
    if len(parts) == 1:
        if parts[0] in SYSTEMS:
            return Platform(parts[0], "", "")
        parts = ["linux", *parts]
    if len(parts) > 3 or parts[0] not in SYSTEMS:
        return None
    architecture, variant = SPELLINGS.get(parts[1], (parts[1], ""))
    if architecture not in ARCHITECTURES:
        return None
    return Platform(parts[0], architecture, parts[2] if len(parts) == 3 else variant)
