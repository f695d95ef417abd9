"""Package words: name, version, and what kind of thing they name."""

from __future__ import annotations

from dockwright.patterns import DOTALL, pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

    from dockwright.shell.nodes import Word

PATTERNS: dict[str, str] = {
    "apt": r"(?P<name>[^=/]+)(?:(?P<operator>[=/])(?P<version>.+))?",
    "apk": r"(?P<name>[^=<>~@]+)(?:@[^=<>~]*)?(?:(?P<operator>[=<>~]+)(?P<version>[^@]+))?(?:@.*)?",
    "rpm": r"(?P<name>.+?)(?:(?P<operator>\s*[<>=]+\s*|-)(?P<version>(?:\d+:)?[\d$][^-]*(?:-[\d$][^-]*)?))?",
    "zypper": r"(?P<name>[^=<>~]+?)(?:\s*(?P<operator>[=<>~]+)\s*(?P<version>.+))?",
    "pacman": r"(?P<name>[^=<>]+)(?:(?P<operator>[=<>]+)(?P<version>.+))?",
    "pip": r"(?P<name>[A-Za-z0-9$][^\s\[;(<>=!~]*)\s*(?:\[[^\]]*\])?\s*\(?\s*"
    r"(?:(?P<operator>===|[<>=!~]=|[<>])\s*(?P<version>[^;)]*))?\)?\s*(?:;.*)?",
    "gem": r"(?P<name>[^:]+)(?:(?P<operator>:)(?P<version>.+))?",
    "npm": r"(?P<name>@?[^@]+)(?:(?P<operator>@)(?P<version>.+))?",
    "composer": r"(?P<name>[^:=\s]+)(?:(?P<operator>[:=]|\s+)(?P<version>.+))?",
    "conda": r"(?P<name>(?:[^:]+::)?[^=<>!~\s\[]+)\s*(?:(?P<operator>[=<>!~]+|\[)\s*(?P<version>.+))?",
    "pecl": r"(?P<name>.+?)(?:(?P<operator>-)(?P<version>\$?[\d{].*|stable|beta|alpha))?",
    "@": r"(?P<name>[^@]+)(?:(?P<operator>@)(?P<version>.+))?",
    "": r"(?P<name>.+)",
}
SAME = {
    "uv": "pip", "pipx": "pip", "poetry": "pip", "pipenv": "pip", "yarn": "npm", "pnpm": "npm", "bun": "npm", "corepack": "npm",
    "go": "@", "cargo": "@", "cpan": "@", "bundle": "gem",
}  # fmt: skip
PYTHON = frozenset(("pip", "uv", "pipx", "poetry", "pipenv"))
SYSTEM = frozenset(("apt", "apk", "rpm", "zypper", "pacman"))
NODE = frozenset(("npm", "yarn", "pnpm", "bun"))
ARCHIVES = (
    ".deb",
    ".apk",
    ".rpm",
    ".whl",
    ".tar.gz",
    ".tgz",
    ".tar.bz2",
    ".tar.xz",
    ".tar",
    ".zip",
    ".gem",
    ".egg",
    ".pkg.tar.zst",
    ".pkg.tar.xz",
    ".nupkg",
)
VCS = ("git+", "hg+", "svn+", "bzr+", "git://", "ssh://", "github:", "gitlab:", "bitbucket:", "gist:", "git@")
MAX_LENGTH = 500
_compiled: dict[str, re.Pattern[str]] = {}


class Package:
    """One package word.

    `kind`: `name`, `path`, `url`, `vcs`, `group`, or `variable` if the name itself holds a variable: then `name` is the whole
    word. `version` is the version, release or reference as written, possibly a variable, without its `operator` (`=`, `==`, `~`,
    `@`, `:`, `-` …); both are empty if there is none.
    """

    __slots__ = ("kind", "name", "operator", "version", "word")

    def __init__(self, word: Word, name: str, version: str = "", kind: str = "name", operator: str = "") -> None:
        self.word = word
        self.name = name
        self.version = version
        self.kind = kind
        self.operator = operator

    def __repr__(self) -> str:
        return f"<Package {self.kind} {self.name}{self.operator}{self.version}>"


def read(word: Word, family: str, kind: str = "", module: bool = False) -> Package:
    """Read one package word as a family of package managers writes it."""
    if kind:
        return Package(word, word.value, "", kind)
    if module:
        name, colon, stream = word.value.partition(":")
        return Package(word, name, stream, "name", colon)
    return read_text(word, word.value, family)


def read_text(word: Word, value: str, family: str) -> Package:
    """Read `value`, the whole or a part of `word`."""
    other = _other(word, value, family)
    if other is not None:
        return other
    match = _pattern(SAME.get(family, family)).fullmatch(value) if len(value) <= MAX_LENGTH else None
    if match is None:
        return Package(word, value, "", "name" if word.literal else "variable")
    found = match.groupdict()
    name = found["name"].strip()
    operator, version = (found.get("operator") or "").strip(), (found.get("version") or "").strip()
    if not word.literal and ("$" in name or "`" in name):
        return Package(word, value, version, "variable", operator)
    return Package(word, name, version, "name", operator)


def _pattern(family: str) -> re.Pattern[str]:
    found = _compiled.get(family)
    if found is None:
        found = _compiled[family] = pattern(PATTERNS.get(family, PATTERNS[""]), DOTALL)
    return found


def _other(word: Word, value: str, family: str) -> Package | None:
    """What is no plain name: a path, an address, a repository, a group."""
    if family in PYTHON and "@" in value:
        name, _, address = (part.strip() for part in value.partition("@"))
        found = _other(word, address, family) if "/" in address else None
        if found is not None and not set(name) & set("/:+$"):
            return Package(word, name.partition("[")[0].rstrip(), found.version, found.kind, found.operator)
        if found is None and family in ("uv", "pipx"):
            return Package(word, name, address, "name", "@")
    if (value.startswith(VCS) and family not in SYSTEM) or (family in NODE and _is_repository(value)):
        mark = "#" if family in NODE else "@"
        address = value.partition("#egg=")[0]
        head, found_mark, reference = address.partition("#") if mark == "#" else address.rpartition("@")
        known = bool(found_mark) and (mark == "#" or "/" in head.partition("://")[2])
        return Package(word, value, reference if known else "", "vcs", mark if known else "")
    if "://" in value[:32] and "@" not in value.partition("://")[0]:
        return Package(word, value, "", "vcs" if value.endswith(".git") else "url")
    if value[:1] in ("/", "~") or value in (".", "..") or value.startswith(("./", "../", ".[", "file:")) or value.endswith(ARCHIVES):
        return Package(word, value, "", "path")
    if family in PYTHON and "/" in value.partition(";")[0] and "://" not in value:
        return Package(word, value, "", "path")
    if family == "go" and value.endswith(".go"):
        return Package(word, value, "", "path")
    if (family == "rpm" and value[:1] == "@") or (family == "apt" and value[-1:] == "^") or value.startswith("pattern:"):
        return Package(word, value.strip("@^"), "", "group")
    return None


def _is_repository(value: str) -> bool:
    """Whether npm takes it for `owner/repository` on GitHub."""
    owner, slash, name = value.partition("/")
    return (
        bool(slash)
        and owner[:1] not in ("@", ".", "$", "~", "")
        and "/" not in name
        and "@" not in owner
        and "$" not in value
        and ":" not in value
    )
