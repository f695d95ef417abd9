"""`dockwright.toml`: what may stand in it, and what to say where something else does."""

from __future__ import annotations

import os

from dockwright.config import ConfigError
from dockwright.findings import SEVERITIES
from dockwright.patterns import MULTILINE, pattern
from dockwright.settings import FORMATS, PROFILES, Settings, unknown_names
from dockwright.text import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dockwright.model.facts import Trust

    Values = dict[str, object]
    Options = dict[str, dict[str, object]]

MENTION = pattern(rb"""^[ \t]*\[?[ \t]*["']?tool["']?[ \t]*(\.[ \t]*["']?dockwright|\]|=)""", MULTILINE)
LEVELS = (*SEVERITIES, "off")
HOST = pattern(r"(?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?")
PART = pattern(r"""\s*(?:"[^"]*"|'[^']*'|[^.\s"'=]+)\s*""")
KEY = pattern(rf"""((?:{PART.pattern})(?:\.{PART.pattern})*)=""")
_PLACE = pattern(r" \(at (?:line (\d+), column (\d+)|end of document)\)")
_HEADER = pattern(r"\s*\[+([^\]]+)\]")
_SIGN = pattern(r"([*?[])")
DAY = pattern(r"\d{4}-\d\d-\d\d")
LABEL_TYPES = ("text", "email", "url", "semver", "hash", "rfc3339", "spdx")
CONTEXT_RULES = (
    *("undefined-stage", "untagged-image", "latest-tag", "moving-tag", "unpinned-digest", "untrusted-registry"),
    *("eol-base-image", "deprecated-base-image", "oversized-base-image"),
    "unsigned-base-image",
)


def read(path: str, data: bytes) -> Settings | None:
    """The settings in the bytes of a file; None for a `pyproject.toml` without a table for us. Raises ConfigError."""
    if path.endswith((".yaml", ".yml")):
        from dockwright.config.hadolint import read_hadolint

        return read_hadolint(path, data)
    project = os.path.basename(path) == "pyproject.toml"
    if project and not MENTION.search(data):
        return None
    source = Source(path, data)
    values = _toml(source)
    if not project:
        return _Reader(source, (), os.path.dirname(os.path.abspath(path))).settings(values)
    tool = values.get("tool")
    table = tool.get("dockwright") if isinstance(tool, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise source.error(("tool", "dockwright"), "tool.dockwright must be a table")
    return _Reader(source, ("tool", "dockwright"), os.path.dirname(os.path.abspath(path))).settings(table)


def _toml(source: Source) -> Values:
    import tomllib

    try:
        return tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = _PLACE.search(message)
        line = int(place[1]) if place and place[1] else source.text.rstrip("\n").count("\n") + 1
        message = message[: place.start()] if place else message
        raise ConfigError(source.path, line, f"not valid TOML: {message[:1].lower()}{message[1:]}") from None


class Source:
    """The text of a configuration, to tell on which line something stands."""

    __slots__ = ("path", "text")

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        try:
            self.text = data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise ConfigError(path, data.count(b"\n", 0, error.start) + 1, "not UTF-8: save it in that encoding") from None

    def error(self, keys: Sequence[str], message: str) -> ConfigError:
        """An error at the line where the value under `keys` stands, or the table nearest to it."""
        return ConfigError(self.path, self._line(tuple(keys)), message)

    def _line(self, keys: tuple[str, ...]) -> int:
        """TOML's reader keeps no positions; headers and keys are plain enough to find again."""
        best, best_line = 0, 1
        table: tuple[str, ...] = ()
        for number, line in enumerate(self.text.split("\n"), 1):
            header = _HEADER.match(line)
            assigned = KEY.match(line)
            if header:
                table = here = _parts(header[1])
            elif assigned:
                here = table + _parts(assigned[1])
            else:
                continue
            shared = min(len(here), len(keys))
            if shared > best and here[:shared] == keys[:shared]:
                best, best_line = shared, number
        return best_line


def _parts(key: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in PART.findall(key))


class _Reader:
    """Turns values into settings and refuses what it does not know, by name and line."""

    __slots__ = ("directory", "prefix", "source")

    def __init__(self, source: Source, prefix: tuple[str, ...], directory: str) -> None:
        self.source = source
        self.prefix = prefix
        self.directory = directory

    def settings(self, values: Values) -> Settings:
        self._only(values, KEYS, ())
        extend = list(self._rules(values, "extend-select"))
        levels, options = self._levels(self._table(values, "rules"))
        registries = self._strings(values, "trusted-registries")
        contexts = self._strings(values, "named-contexts")
        labels = {name: self._choice(("labels", name), kind, LABEL_TYPES) for name, kind in self._table(values, "labels").items()}
        trust = tuple(self._trust(pattern, table) for pattern, table in self._table(values, "trust").items())
        extend += ["unsigned-base-image"] if trust else []
        extend += policy(options, registries, contexts, labels, self._truth(values, "strict-labels", False))
        return Settings(
            profile=self._choice(("profile",), values.get("profile", "recommended"), PROFILES),
            select=self._rules(values, "select") if "select" in values else None,
            ignore=self._rules(values, "ignore"),
            extend_select=tuple(extend),
            levels=levels,
            options=options,
            build_args=self._build_args(self._table(values, "build-args")),
            target=self._string(values, "target"),
            platform=self._platform(values),
            fail_on=self._choice(("fail-on",), values["fail-on"], (*SEVERITIES, "never")) if "fail-on" in values else "",
            ignore_comments=self._truth(values, "ignore-comments", True),
            formats=self._formats(values),
            exclude=tuple(anchored(pattern, self.directory) for pattern in self._strings(values, "exclude")),
            today=self._day(values),
            contexts=self._contexts(values),
            registry=self._registry(self._table(values, "registry")),
            trust=trust,
        )

    def _error(self, keys: Sequence[str], message: str) -> ConfigError:
        return self.source.error((*self.prefix, *keys), message)

    def _only(self, values: Iterable[str], known: Sequence[str], keys: Sequence[str]) -> None:
        for key in values:
            if key not in known:
                raise self._error((*keys, key), f"unknown key {key!r}: {hint(key, known, 3)}")

    def _table(self, values: Values, key: str) -> Values:
        table = values.get(key, {})
        if not isinstance(table, dict):
            raise self._error((key,), f"{key!r} must be a table, not {kind_of(table)}: write it as [{'.'.join((*self.prefix, key))}]")
        return table

    def _string(self, values: Values, key: str) -> str | None:
        value = values.get(key)
        if value is not None and not isinstance(value, str):
            raise self._error((key,), f"{key!r} must be a string, not {kind_of(value)}")
        return value

    def _platform(self, values: Values) -> str | None:
        from dockwright.model.platforms import parse

        given = self._string(values, "platform")
        if given is not None and parse(given) is None:
            raise self._error(("platform",), f"'platform' cannot be {given!r}: write a system and an architecture, as linux/arm64")
        return given

    def _day(self, values: Values) -> str:
        value = values.get("today", "")
        written = str(value)
        if written and not DAY.fullmatch(written):
            raise self._error(("today",), "'today' must be a day: write today = 2026-11-23")
        return written

    def _strings(self, values: Values, key: str, *under: str) -> tuple[str, ...]:
        value = values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            wrong = kind_of(value) if not isinstance(value, list) else "a list with other things"
            example = f': write {key} = ["{value}"]' if isinstance(value, str) else ""
            raise self._error((*under, key), f"{key!r} must be a list of strings, not {wrong}{example}")
        return tuple(value)

    def _contexts(self, values: Values) -> tuple[tuple[str, str], ...]:
        """A directory for every Dockerfile, or a table of them by glob; both are counted from the directory of the configuration."""
        given = values.get("context", {})
        table = {"**": given} if isinstance(given, str) else given
        if not isinstance(table, dict):
            raise self._error(("context",), f"'context' must be a string or a table, not {kind_of(given)}")
        made = []
        for glob, folder in table.items():
            if not isinstance(folder, str):
                raise self._error(("context", glob), f'{glob!r} must be a string, not {kind_of(folder)}: write "{glob}" = "."')
            made.append((anchored(glob, self.directory), os.path.normpath(os.path.join(self.directory, folder))))
        return tuple(made)

    def _truth(self, values: Values, key: str, default: bool, *under: str) -> bool:
        value = values.get(key, default)
        if not isinstance(value, bool):
            raise self._error((*under, key), f"{key!r} must be true or false, not {kind_of(value)}")
        return value

    def _formats(self, values: Values) -> tuple[str, ...]:
        if "format" not in values:
            return ()
        given = values["format"]
        return tuple(self._choice(("format",), one, FORMATS) for one in (given if isinstance(given, list) else [given]))

    def _choice(self, keys: Sequence[str], value: object, choices: Sequence[str]) -> str:
        if isinstance(value, str) and value in choices:
            return value
        given = repr(value) if isinstance(value, str) else kind_of(value)
        raise self._error(keys, f"{keys[-1]!r} cannot be {given}: {hint(value, choices)}")

    def _rules(self, values: Values, key: str) -> tuple[str, ...]:
        names = self._strings(values, key)
        self._known((key,), names)
        return names

    def _known(self, keys: Sequence[str], names: Sequence[str]) -> None:
        for name, close in unknown_names(list(names)):
            raise self._error(keys, f"unknown rule {name!r}{f': did you mean {close!r}?' if close else ' (dockwright rules lists them)'}")

    def _build_args(self, table: Values) -> dict[str, str]:
        for name, value in table.items():
            if not isinstance(value, str):
                raise self._error(("build-args", name), f'{name!r} must be a string, not {kind_of(value)}: write {name} = "{value}"')
        return {name: str(value) for name, value in table.items()}

    def _registry(self, table: Values) -> dict[str, object]:
        """How registries are reached; addresses are hosts, with a port or without."""
        self._only(table, ("mirrors", "insecure", "online"), ("registry",))
        mirrors = table.get("mirrors", {})
        if not isinstance(mirrors, dict):
            raise self._error(("registry", "mirrors"), f"'mirrors' must be a table, not {kind_of(mirrors)}")
        for key, host in (
            *(("mirrors", host) for host in mirrors.values()),
            *(("insecure", host) for host in self._strings(table, "insecure", "registry")),
        ):
            if not isinstance(host, str) or not HOST.fullmatch(host):
                raise self._error(("registry", key), f"{host!r} is no host: write it as registry.example.com or registry.example.com:5000")
        online = self._truth(table, "online", False, "registry")
        return {"mirrors": mirrors, "insecure": self._strings(table, "insecure"), "online": online}

    def _trust(self, pattern: str, table: object) -> Trust:
        """Who may sign the images that a pattern covers. Keys are files, counted from the folder of the configuration."""
        from dockwright.model.facts import Trust

        under = ("trust", pattern)
        host = pattern.partition("/")[0].strip("*")
        if not (host == "" and pattern.startswith("*")) and not HOST.fullmatch(host.strip(".-")):
            raise self._error(under, f"{pattern!r} covers no image: write a registry, as in registry.example.com/team")
        if not isinstance(table, dict):
            raise self._error(under, f"{pattern!r} must be a table, not {kind_of(table)}: write keys or identities below it")
        self._only(table, TRUST, under)
        keys = [os.path.join(self.directory, path) for path in self._strings(table, "keys", *under)]
        missing = next((path for path in keys if not os.path.isfile(path)), None)
        if missing is not None:
            raise self._error((*under, "keys"), f"{missing} is no file: name one with a public key, as cosign.pub")
        identities, issuers = self._strings(table, "identities", *under), self._strings(table, "issuers", *under)
        if not keys and not identities:
            raise self._error(under, f"{pattern!r} trusts nobody: name keys, or identities and their issuers")
        if bool(identities) != bool(issuers):
            raise self._error(under, "'identities' and 'issuers' belong together: an identity is what its issuer says it is")
        return Trust(pattern, tuple(keys), identities, issuers)

    def _levels(self, table: Values) -> tuple[dict[str, str], Options]:
        levels: dict[str, str] = {}
        options: Options = {}
        for name, value in table.items():
            keys = ("rules", name)
            self._known(keys, (name,))
            if not isinstance(value, dict):
                levels[name] = self._choice(keys, value, LEVELS)
                continue
            if "level" in value:
                levels[name] = self._choice((*keys, "level"), value["level"], LEVELS)
            given = {key: item for key, item in value.items() if key != "level"}
            if given:
                slug = self._slug(keys)
                options[slug] = self._options(keys, slug, given)
        return levels, options

    def _options(self, keys: Sequence[str], slug: str, given: Values) -> Values:
        """The options of a rule, spelt as Python spells them; each must be one the rule has, of the kind of its default."""
        from dockwright.rules import load
        from dockwright.rules._index import INDEX

        defaults = {name.replace("_", "-"): default for name, default in load(INDEX[slug]).options.items()}
        known = (*defaults, "level")
        for name, value in given.items():
            if name not in defaults:
                raise self._error((*keys, name), f"{slug} has no option {name!r}: {hint(name, known, 3)}")
            default = defaults[name]
            if default is not None and kind_of(value) != kind_of(default):
                raise self._error((*keys, name), f"{name!r} must be {kind_of(default)}, not {kind_of(value)}")
        return {name.replace("-", "_"): value for name, value in given.items()}

    def _slug(self, keys: Sequence[str]) -> str:
        """The rule that options under a name are for; a peer's id will do where it stands for one rule."""
        from dockwright.rules._index import INDEX

        name = keys[-1]
        slugs = [slug for slug, row in INDEX.items() if name == slug or name in row.aliases]
        if len(slugs) != 1:
            stands = f"stands for {', '.join(slugs)}: name one of them" if slugs else "is not one rule: name the rule itself"
            raise self._error(keys, f"options need one rule, and {name!r} {stands}")
        return slugs[0]


KEYS = (
    *("profile", "select", "ignore", "extend-select", "fail-on", "format", "exclude", "target", "platform", "build-args"),
    *("ignore-comments", "today"),
    *("context", "named-contexts", "trusted-registries", "labels", "strict-labels", "registry", "trust", "rules"),
)


TRUST = ("keys", "identities", "issuers")


def policy(
    options: Options, registries: Sequence[str], contexts: Sequence[str], labels: dict[str, str], strict_labels: bool = False
) -> list[str]:
    """Hand what the project declares to the rules that ask for it; the rules that only make sense then."""

    def give(rules: Iterable[str], name: str, value: object) -> None:
        for rule in rules:
            options.setdefault(rule, {}).setdefault(name, value)

    wanted = []
    if registries:
        give(("untrusted-registry",), "trusted_registries", list(registries))
        wanted.append("untrusted-registry")
    if contexts:
        give(CONTEXT_RULES, "named_contexts", list(contexts))
    if labels:
        give(("missing-label", "unexpected-label", "invalid-label-value"), "labels", dict(labels))
        wanted += ["missing-label", "invalid-label-value"]
    if strict_labels:
        give(("unexpected-label",), "strict_labels", True)
        wanted.append("unexpected-label")
    return wanted


def hint(word: object, choices: Collection[str], limit: int = 2) -> str:
    """What to write instead of `word`."""
    close = nearest(word, choices, limit) if isinstance(word, str) else None
    return f"did you mean {close!r}?" if close else f"choose one of {', '.join(choices)}"


def anchored(pattern: str, directory: str) -> str:
    """A glob with a slash made absolute, counted from the directory of its configuration; one without fits any name."""
    if "/" not in pattern.rstrip("/"):
        return pattern.rstrip("/")
    escaped = _SIGN.sub(r"[\1]", directory.replace(os.sep, "/"))
    return f"{escaped.rstrip('/')}/{pattern.strip('/').removeprefix('./')}"


def kind_of(value: object) -> str:
    """What a value is called in a message."""
    kinds: tuple[tuple[type, str], ...] = (
        (bool, "true or false"),
        (str, "a string"),
        (int, "a number"),
        (float, "a number"),
        (list, "a list"),
        (dict, "a table"),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), "empty" if value is None else "a date")
