"""What a user chose, as plain data: profile, rules, levels, options, and what a build would be given."""

from __future__ import annotations

from dockwright.data.peers import PEER_LEVELS, peer_id
from dockwright.findings import INFO, WARNING
from dockwright.rules._index import INDEX
from dockwright.text import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from dockwright.findings import Finding
    from dockwright.model.facts import Trust
    from dockwright.rules.row import Row

PROFILES = ("recommended", "strict", "security", "hadolint", "buildkit", "cis")
FORMATS = ("text", "json", "sarif", "github", "gitlab", "checkstyle", "junit", "sonarqube")
OFF = "off"
CONTROL = "CIS-"
SHELLCHECK = "SC"
"""The alias that stands for all of ShellCheck's ids."""


class Names:
    """A set of rules given by slug, category, alias, alias prefix, control of the CIS benchmark, or `all`.

    An alias means only the findings it names.
    """

    __slots__ = ("families", "ids", "slugs")

    def __init__(self, names: Iterable[str]) -> None:
        self.slugs: set[str] = set()
        self.ids: set[str] = set()
        self.families: tuple[str, ...] = ()
        for name in names:
            self._add(name)

    def _add(self, name: str) -> None:
        if name == "all":
            self.slugs.update(INDEX)
        elif name in INDEX:
            self.slugs.add(name)
        elif name in categories():
            self.slugs.update(row.name for row in INDEX.values() if row.category == name)
        elif name.startswith(CONTROL):
            self.slugs.update(controls().get(name, ()))
            self.ids.update(matching(name))
        elif is_shellcheck(name):
            self.families += (name,)
        else:
            self.ids.update(matching(name))

    def touches(self, row: Row) -> bool:
        """Whether some finding of a rule may belong to the set."""
        if row.name in self.slugs or not self.ids.isdisjoint(row.aliases):
            return True
        return bool(self.families) and SHELLCHECK in row.aliases

    def has(self, finding: Finding) -> bool:
        """Whether a finding belongs to the set."""
        if finding.rule in self.slugs or not self.ids.isdisjoint(finding.aliases):
            return True
        return bool(self.families) and any(alias.startswith(self.families) for alias in finding.aliases)


_aliases: dict[str, list[str]] = {}
_known: list[frozenset[str]] = []


CHECK_ARG = "BUILDKIT_DOCKERFILE_CHECK"
"""The build argument that takes the place of the directive (docs.docker.com/build/checks/)."""


def categories() -> set[str]:
    """The categories there are."""
    return {row.category for row in INDEX.values()}


def aliases() -> dict[str, list[str]]:
    """Every alias with the rules it stands for."""
    if not _aliases:
        for row in INDEX.values():
            for alias in row.aliases:
                _aliases.setdefault(alias, []).append(row.name)
    return _aliases


def controls() -> dict[str, list[str]]:
    """Every control of the CIS Docker Benchmark that rules look after, with those rules."""
    found: dict[str, list[str]] = {}
    for row in INDEX.values():
        for ref in row.refs:
            if ref.startswith(CONTROL):
                found.setdefault(ref, []).append(row.name)
    return found


def is_shellcheck(name: str) -> bool:
    """Whether a name is one of ShellCheck's ids, or begins such ids: `SC2086`, `SC3`, `SC`. Which there are, its version decides."""
    return name.startswith(SHELLCHECK) and len(name) <= 6 and (name[2:].isdecimal() or name == SHELLCHECK)


def matching(name: str) -> list[str]:
    """The aliases that a name stands for: itself, also in Trivy's longer form, or all that a prefix such as `DL` begins."""
    known = aliases()
    name = name.removeprefix("AVD-")
    if name in known or is_shellcheck(name):
        return [name]
    return [alias for alias in known if alias.startswith(name) and not alias[len(name)].islower() and name.isupper()]


def _breadth(name: str) -> int:
    if name in INDEX:
        return 1
    if name in categories() or name in controls():
        return 2
    if name == "all":
        return 4
    return 0 if name != SHELLCHECK and (name in aliases() or (is_shellcheck(name) and len(name) == 6)) else 3


def is_single(name: str) -> bool:
    """Whether a name means one rule, or the findings with one id, and not what a category, a prefix or `all` holds."""
    return _breadth(name) < 2


def is_prefix(name: str) -> bool:
    """Whether a name only begins ids, as `DL` or `DL30` do."""
    return name not in aliases() and not is_shellcheck(name) and bool(matching(name))


def unknown_names(names: Iterable[str]) -> list[tuple[str, str | None]]:
    """The names that stand for no rule, each with the nearest one that does."""
    known = known_names()
    return [(name, nearest_name(name)) for name in names if name not in known and not matching(name)]


def known_names() -> frozenset[str]:
    """Everything that stands for a rule, but for prefixes of ids."""
    if not _known:
        _known.append(frozenset((*INDEX, *categories(), *aliases(), *controls(), "all")))
    return _known[0]


def nearest_name(name: str) -> str | None:
    """The name that another one was meant to be: the same in other letters, or one or two typing errors away."""
    known = sorted(known_names())
    same = (one for one in known if one.lower() == name.lower())
    limit = min(2, len(name) // 2)
    return next(same, None) or nearest(name, known, limit) or nearest(name.lower(), known, limit)


class Settings:
    """Everything that decides what is reported. `levels` maps slugs and aliases to a severity or `off`.

    `ignore_comments`: whether comments silence findings. `formats` and `color` are how the command line reports, where it is
    not told otherwise.
    `today` is the day that end-of-life dates are compared with, as `2026-11-23`; empty is the day it is.
    `contexts` are globs for Dockerfiles, as absolute paths, each with the directory of their build context; the first that fits counts.
    `registry` says how registries are reached: `mirrors`, a host by registry, and `insecure`, hosts, `online`: unasked.
    `trust` says who may sign which images.
    """

    __slots__ = (
        "_fail_on",
        "_level_ids",
        "_names",
        "build_args",
        "color",
        "contexts",
        "exclude",
        "extend_select",
        "formats",
        "ignore",
        "ignore_comments",
        "levels",
        "options",
        "plan",
        "platform",
        "profile",
        "registry",
        "select",
        "target",
        "today",
        "trust",
    )

    def __init__(
        self,
        *,
        profile: str = "recommended",
        select: tuple[str, ...] | None = None,
        ignore: tuple[str, ...] = (),
        extend_select: tuple[str, ...] = (),
        levels: Mapping[str, str] | None = None,
        options: Mapping[str, Mapping[str, Any]] | None = None,
        build_args: Mapping[str, str] | None = None,
        target: str | None = None,
        platform: str | None = None,
        fail_on: str = "",
        exclude: tuple[str, ...] = (),
        ignore_comments: bool = True,
        formats: tuple[str, ...] = (),
        color: bool = True,
        registry: Mapping[str, Any] | None = None,
        today: str = "",
        trust: tuple[Trust, ...] = (),
        contexts: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.profile = profile
        self.select = select
        self.ignore = ignore
        self.extend_select = extend_select
        self.levels = dict(levels or {})
        self.options = {name: dict(values) for name, values in (options or {}).items()}
        self.build_args = dict(build_args or {})
        self.target = target
        self.platform = platform
        self._fail_on = fail_on
        self.exclude = exclude
        self.ignore_comments = ignore_comments
        self.formats = formats
        self.color = color
        self.registry = dict(registry or {})
        self.today = today
        self.trust = trust
        self.contexts = contexts
        self._names: tuple[Names | None, Names, Names] | None = None
        self._level_ids: list[tuple[Names, str]] | None = None
        self.plan: object = None

    def replaced(self, **changes: Any) -> Settings:
        """The same settings with some of them changed."""
        kept = {name: getattr(self, name) for name in self.__slots__ if name[0] != "_" and name != "plan"}
        return Settings(**{**kept, "fail_on": self._fail_on} | changes)

    @property
    def fail_on(self) -> str:
        """The least level that fails a run; where nothing is said, `warning`, and in hadolint's profile `info`, as there."""
        return self._fail_on or (INFO if self.profile == "hadolint" else WARNING)

    def _sets(self) -> tuple[Names | None, Names, Names]:
        if self._names is None:
            on = [name for name, level in self.levels.items() if level != OFF]
            selected = Names(self.select) if self.select is not None else None
            self._names = (selected, Names((*self.extend_select, *on)), Names((*self.ignore, *self._skipped())))
        return self._names

    def _skipped(self) -> list[str]:
        """What the build argument skips that stands for a `# check=` directive; `all` is all of BuildKit's."""
        parts = self.build_args.get(CHECK_ARG, "").split(";")
        names = [name.strip() for part in parts if part.startswith("skip=") for name in part[5:].split(",")]
        return [*PEER_LEVELS["buildkit"]] if "all" in names else [name for name in names if name]

    def rows(self) -> list[Row]:
        """The rules that may report something, in the order of the index."""
        selected, extended, ignored = self._sets()
        rows = []
        for row in INDEX.values():
            chosen = self._in_profile(row) if selected is None else selected.touches(row)
            if (chosen or extended.touches(row)) and row.name not in ignored.slugs and self.levels.get(row.name) != OFF:
                rows.append(row)
        return rows

    def _in_profile(self, row: Row) -> bool:
        if self.profile == "recommended":
            return row.default
        if self.profile == "strict":
            return row.default or "strict" in row.profiles
        return self.profile in row.profiles

    def _is_usual(self, finding: Finding) -> bool:
        """Whether the profile has it; that of a peer has what the peer has an id for, and no more."""
        return self._in_profile(INDEX[finding.rule]) and (self.profile not in PEER_LEVELS or bool(peer_id(self.profile, finding.aliases)))

    def keeps(self, finding: Finding) -> bool:
        """Whether a finding of a rule that ran was asked for."""
        selected, extended, ignored = self._sets()
        if ignored.has(finding) or self.level(finding) == OFF:
            return False
        if selected is None:
            return self._is_usual(finding) or extended.has(finding)
        return selected.has(finding) or extended.has(finding)

    def level(self, finding: Finding) -> str:
        """The severity of a finding: what an alias of it was set to, then its rule, its category, a prefix, else the profile's."""
        if self._level_ids is None:
            ordered = sorted(self.levels, key=_breadth)
            self._level_ids = [(Names((name,)), self.levels[name]) for name in ordered]
        for names, level in self._level_ids:
            if names.has(finding):
                return level
        peers = PEER_LEVELS.get(self.profile)
        return next((peers[alias] for alias in finding.aliases if alias in peers), finding.severity) if peers else finding.severity

    def options_of(self, name: str, defaults: Mapping[str, Any], by_profile: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
        """The options of a rule: its defaults, what the profile sets, what the user set."""
        given = self.options.get(name)
        profiled = by_profile.get(self.profile)
        if not given and not profiled:
            return defaults
        return {**defaults, **(profiled or {}), **(given or {})}


DEFAULTS = Settings()
