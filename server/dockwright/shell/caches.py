"""Where package managers keep what they downloaded, and how one tells them not to."""

from __future__ import annotations

from dockwright.shell.files import removes, removes_at_home
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.shell.nodes import Command
    from dockwright.shell.packages import PackageCommand


class Cache(NamedTuple):
    """The cache of one family of tools.

    `folders` that begin with `~/` are in the user's home directory. `place` are the variables that name another folder, `off` those
    that switch the cache off, `switches` the options that do, the one to write first. `clean` empties it, `{tool}` being the tool.
    `at` are the options that name another folder.
    """

    folders: tuple[str, ...]
    place: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    switches: tuple[str, ...] = ()
    clean: str = ""
    at: tuple[str, ...] = ()


CACHES: dict[str, Cache] = {
    "apt": Cache(("/var/cache/apt", "/var/lib/apt")),
    "apk": Cache(("/var/cache/apk", "/etc/apk/cache"), (), (), ("--no-cache",)),
    "rpm": Cache(("/var/cache/dnf", "/var/cache/yum", "/var/cache/libdnf5"), clean="{tool} clean all"),
    "zypper": Cache(("/var/cache/zypp",), clean="zypper clean --all"),
    "pip": Cache(
        ("~/.cache/pip",),
        ("PIP_CACHE_DIR", "XDG_CACHE_HOME"),
        ("PIP_NO_CACHE_DIR",),
        ("--no-cache-dir",),
        "pip cache purge",
        ("--cache-dir",),
    ),
    "uv": Cache(
        ("~/.cache/uv",),
        ("UV_CACHE_DIR", "XDG_CACHE_HOME"),
        ("UV_NO_CACHE",),
        ("--no-cache", "--no-cache-dir", "-n"),
        "uv cache clean",
        ("--cache-dir",),
    ),
    "poetry": Cache(
        ("~/.cache/pypoetry",), ("POETRY_CACHE_DIR", "XDG_CACHE_HOME"), (), ("--no-cache",), "poetry cache clear --all --no-interaction ."
    ),
    "npm": Cache(("~/.npm",), ("npm_config_cache", "NPM_CONFIG_CACHE"), clean="npm cache clean --force", at=("--cache",)),
    "yarn": Cache(
        ("~/.cache/yarn", "/usr/local/share/.cache", "~/.yarn/cache", "~/.yarn/berry/cache"),
        ("YARN_CACHE_FOLDER",),
        clean="yarn cache clean",
        at=("--cache-folder",),
    ),
    "pnpm": Cache(
        ("~/.local/share/pnpm/store", "/pnpm/store", "~/.pnpm-store"), ("PNPM_STORE_PATH",), clean="pnpm store prune", at=("--store-dir",)
    ),
    "bun": Cache(("~/.bun/install/cache",), ("BUN_INSTALL_CACHE_DIR",), (), ("--no-cache",), "bun pm cache rm", ("--cache-dir",)),
    "conda": Cache(("/opt/conda/pkgs", "~/.conda/pkgs", "~/.mamba/pkgs"), ("CONDA_PKGS_DIRS",), clean="{tool} clean -afy"),
    "composer": Cache(
        ("~/.composer/cache", "~/.cache/composer", "/tmp/cache"),
        ("COMPOSER_CACHE_DIR",),
        ("COMPOSER_NO_CACHE",),
        ("--no-cache",),
        "composer clear-cache",
    ),
    "gem": Cache(("/usr/local/bundle/cache", "~/.gem"), (), (), (), 'rm -rf "$(gem env gemdir)"/cache/*'),
    "cargo": Cache(
        ("/usr/local/cargo/registry", "~/.cargo/registry"), ("CARGO_HOME",), (), (), 'rm -rf "${{CARGO_HOME:-$HOME/.cargo}}/registry"'
    ),
    "go": Cache(("~/.cache/go-build", "/go/pkg/mod", "~/go/pkg/mod"), ("GOCACHE", "GOMODCACHE"), clean="go clean -cache -modcache"),
}
"""Family to cache. Sources: the manuals of the tools; for cargo and Go the official images, which move theirs."""


def cache_of(call: PackageCommand) -> Cache | None:
    """The cache that a call fills, if its family has one."""
    return CACHES.get(call.family)


def empties(command: Command, family: str) -> bool:
    """Whether a command empties the cache of a family: with the tool's own verb, or by removing it."""
    package = command.package
    if package is not None:
        return package.family == family and package.action == "clean"
    if command.name not in ("rm", "find"):
        return False
    folders = CACHES[family].folders
    named = any(removes_at_home(command, one[2:]) if one[:2] == "~/" else removes(command, one) for one in folders)
    return named or _by_variable(command, family)


def _by_variable(command: Command, family: str) -> bool:
    """`rm -rf "$CARGO_HOME/registry"`, `rm -rf $(gem env gemdir)/cache/*`, `rm -rf $(yarn cache dir)`."""
    names = CACHES[family].place
    for word in command.args:
        value = word.value
        if any(value.startswith((f"${name}", f"${{{name}")) for name in names):
            return True
        if value.startswith(("$(", "`")) and family in value and ("cache" in value or "store" in value):
            return True
    return False
