"""What the verbs of package managers mean.

Actions: `install`, `remove`, `upgrade` (of what is installed), `dist-upgrade`, `update` (of the index), `clean` (of caches),
`download`, `build-dep`, `query`, and `run` (fetch and run at once). A verb of several words is written with spaces.
"""

from __future__ import annotations

TOOLS: dict[str, str] = {
    "apt-get": "apt", "apt": "apt", "aptitude": "apt", "apk": "apk",
    "dnf": "rpm", "dnf5": "rpm", "yum": "rpm", "microdnf": "rpm", "tdnf": "rpm",
    "zypper": "zypper", "pacman": "pacman", "pip": "pip", "uv": "uv", "uvx": "uv", "poetry": "poetry", "pipx": "pipx", "pipenv": "pipenv",
    "npm": "npm", "npx": "npm", "yarn": "yarn", "yarnpkg": "yarn", "pnpm": "pnpm", "pnpx": "pnpm", "bun": "bun", "bunx": "bun",
    "corepack": "corepack", "gem": "gem", "bundle": "bundle", "bundler": "bundle", "go": "go", "cargo": "cargo",
    "composer": "composer", "composer.phar": "composer", "conda": "conda", "mamba": "conda", "micromamba": "conda",
    "dotnet": "dotnet", "luarocks": "luarocks", "cpanm": "cpan", "cpan": "cpan", "pecl": "pecl", "choco": "choco",
}  # fmt: skip
"""Tool to family."""

RUNNERS = frozenset(("npx", "pnpx", "bunx", "uvx"))
"""Tools that only run, without a verb."""

DEFAULTS = {"yarn": "install", "bundle": "install", "cpan": "install"}
"""What a family does without a verb."""

_NPM = {
    "install": "install i in ins inst insta instal isnt isnta isntal isntall add ci clean-install ic install-clean isntall-clean"
    " install-test it cit install-ci-test",
    "upgrade": "update up upgrade udpate",
    "remove": "uninstall unlink remove rm r un",
    "clean": "cache_clean cache_clear cache_rm",
    "run": "exec x",
    "download": "pack",
}

VERBS: dict[str, dict[str, str]] = {
    "apt": {
        "install": "install reinstall satisfy",
        "remove": "remove purge autoremove autopurge",
        "update": "update",
        "upgrade": "upgrade safe-upgrade",
        "dist-upgrade": "dist-upgrade full-upgrade",
        "clean": "clean autoclean dist-clean distclean",
        "download": "download source",
        "build-dep": "build-dep",
        "query": "show search list policy changelog check depends rdepends",
    },
    "apk": {
        "install": "add",
        "remove": "del",
        "update": "update",
        "upgrade": "upgrade fix",
        "clean": "cache_clean cache_purge",
        "download": "fetch",
        "query": "info search list policy version stats dot",
    },
    "rpm": {
        "install": "install in localinstall reinstall rei rinstall groupinstall group_install groups_install module_install"
        " install-n install-na install-nevra swap",
        "remove": "remove rm erase autoremove groupremove group_remove module_remove",
        "upgrade": "update upgrade up upgrade-minimal update-minimal up-min localupdate groupupdate group_upgrade group_update",
        "dist-upgrade": "distro-sync dsync distribution-synchronization system-upgrade",
        "update": "makecache mc",
        "clean": "clean",
        "download": "download",
        "build-dep": "builddep build-dep",
        "query": "check-update list info search repoquery provides repolist group_list module_list",
    },
    "zypper": {
        "install": "install in source-install si install-new-recommends inr",
        "remove": "remove rm",
        "upgrade": "update up patch",
        "dist-upgrade": "dist-upgrade dup",
        "update": "refresh ref",
        "clean": "clean cc",
        "download": "download",
        "query": "search se info if list-updates lu list-patches lp repos lr verify",
    },
    "pip": {
        "install": "install",
        "remove": "uninstall",
        "download": "download wheel",
        "clean": "cache_purge cache_remove",
        "query": "list freeze show check search index inspect",
    },
    "uv": {
        "install": "pip_install pip_sync add sync tool_install",
        "remove": "pip_uninstall remove tool_uninstall",
        "upgrade": "tool_upgrade",
        "clean": "cache_clean cache_prune clean",
        "run": "tool_run",
        "query": "pip_list pip_freeze pip_show pip_check pip_tree tree tool_list",
    },
    "poetry": {"install": "install add sync", "remove": "remove", "upgrade": "update", "clean": "cache_clear", "query": "show check"},
    "pipx": {"install": "install inject install-all", "remove": "uninstall uninstall-all", "upgrade": "upgrade upgrade-all", "run": "run"},
    "pipenv": {"install": "install sync", "remove": "uninstall", "upgrade": "update upgrade", "clean": "clean"},
    "npm": _NPM,
    "yarn": {
        "install": "install add global_add workspaces_focus",
        "remove": "remove global_remove",
        "upgrade": "upgrade up global_upgrade upgrade-interactive",
        "clean": "cache_clean cache_clear",
        "run": "dlx",
    },
    "pnpm": {
        "install": "install i add ci install-test it",
        "remove": "remove rm uninstall un",
        "upgrade": "update up upgrade",
        "clean": "store_prune cache_delete",
        "download": "fetch",
        "run": "dlx",
    },
    "bun": {"install": "install i add a ci", "remove": "remove rm", "upgrade": "update", "clean": "pm_cache_rm", "run": "x"},
    "corepack": {"install": "prepare install use up", "query": "enable disable"},
    "gem": {"install": "install i", "remove": "uninstall", "upgrade": "update", "clean": "cleanup", "download": "fetch"},
    "bundle": {"install": "install i add", "upgrade": "update", "remove": "remove", "clean": "clean", "download": "cache package pack"},
    "go": {"install": "install get", "run": "run", "clean": "clean", "download": "mod_download mod_vendor"},
    "cargo": {"install": "install add binstall", "remove": "uninstall remove rm", "upgrade": "update", "download": "fetch vendor"},
    "composer": {
        "install": "install i require req r global_require create-project global_install",
        "remove": "remove rm global_remove",
        "upgrade": "update u upgrade global_update",
        "clean": "clear-cache clearcache cc",
    },
    "conda": {
        "install": "install create env_create env_update",
        "remove": "remove uninstall env_remove",
        "upgrade": "update upgrade",
        "clean": "clean",
        "query": "list search info",
    },
    "dotnet": {"install": "tool_install add_package restore tool_restore", "remove": "tool_uninstall", "upgrade": "tool_update"},
    "luarocks": {"install": "install", "remove": "remove", "download": "download"},
    "cpan": {},
    "pecl": {
        "install": "install",
        "remove": "uninstall",
        "upgrade": "upgrade",
        "update": "channel-update update-channels",
        "clean": "clear-cache",
    },
    "choco": {"install": "install", "remove": "uninstall", "upgrade": "upgrade"},
}
"""Family to action to its verbs; `_` joins the words of one."""

WITH_PACKAGES = frozenset(("install", "remove", "upgrade", "download", "build-dep", "run"))
"""Actions whose operands are packages."""

NOT_PACKAGES = frozenset((
    "go mod download", "go mod vendor", "poetry install", "poetry sync", "uv sync", "pipenv sync", "pip cache purge", "cargo fetch",
    "cargo vendor", "bundle install", "bundle i", "bundle cache", "bundle package", "bundle pack", "dotnet restore", "dotnet tool restore",
    "conda env create", "conda env update", "npm ci", "npm pack", "yarn install", "composer install", "composer i", "pnpm fetch", "pnpm ci",
))  # fmt: skip
"""Verbs that take no packages, whatever their action."""


def _actions(verbs: dict[str, str]) -> dict[str, str]:
    return {verb.replace("_", " "): action for action, words in verbs.items() for verb in words.split()}


_ACTIONS: dict[str, dict[str, str]] = {}


def actions(family: str) -> dict[str, str]:
    """Verb to action."""
    table = _ACTIONS.get(family)
    if table is None:
        table = _ACTIONS[family] = _actions(VERBS.get(family, {}))
    return table
