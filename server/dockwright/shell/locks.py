"""How package managers are told to keep to their lock file."""

from __future__ import annotations

from dockwright.text import NamedTuple


class Lock(NamedTuple):
    """What holds for one verb that may resolve anew.

    `files` are the lock files, the usual one first; `verb` does the same and keeps to them; `switches` make this one keep to them, the
    one to write first; so do `variables` that are on, and `settings` that `tool config` was told. `assign` is what to put before the
    command where options for it are no more.
    """

    files: tuple[str, ...]
    verb: str = ""
    switches: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    assign: str = ""


_NPM = Lock(("package-lock.json", "npm-shrinkwrap.json"), "ci", ("--package-lock-only",))
_YARN = Lock(
    ("yarn.lock",),
    "",
    ("--frozen-lockfile", "--immutable", "--pure-lockfile", "--immutable-cache"),
    ("YARN_ENABLE_IMMUTABLE_INSTALLS", "CI"),
)
_PNPM = Lock(("pnpm-lock.yaml",), "", ("--frozen-lockfile", "--offline"), ("CI",), ("frozen-lockfile",))
_BUN = Lock(("bun.lock", "bun.lockb"), "", ("--frozen-lockfile",))
_CARGO = Lock(("Cargo.lock",), "", ("--locked", "--frozen", "--offline"))
_BUNDLE = Lock(
    ("Gemfile.lock",),
    "",
    ("--frozen", "--deployment", "--local"),
    ("BUNDLE_FROZEN", "BUNDLE_DEPLOYMENT"),
    ("frozen", "deployment"),
    "BUNDLE_FROZEN=1",
)

LOCKS: dict[tuple[str, str], Lock] = {
    ("npm", "install"): _NPM,
    ("npm", "i"): _NPM,
    ("yarn", ""): _YARN,
    ("yarn", "install"): _YARN,
    ("pnpm", "install"): _PNPM,
    ("pnpm", "i"): _PNPM,
    ("bun", "install"): _BUN,
    ("bun", "i"): _BUN,
    ("uv", "sync"): Lock(("uv.lock",), "", ("--locked", "--frozen"), ("UV_LOCKED", "UV_FROZEN")),
    ("poetry", "update"): Lock(("poetry.lock",), "install"),
    ("cargo", "build"): _CARGO,
    ("cargo", "install"): _CARGO,
    ("composer", "update"): Lock(("composer.lock",), "install"),
    ("bundle", ""): _BUNDLE,
    ("bundle", "install"): _BUNDLE,
}
"""Family and verb to what keeps it to the lock file. Sources: the manuals of the tools."""
