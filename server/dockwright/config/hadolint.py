"""`.hadolint.yaml` and the `HADOLINT_` variables, honoured where a project has no configuration of ours. As of hadolint 2.15."""

from __future__ import annotations

import os

from dockwright.config import ConfigError
from dockwright.config.toml import LABEL_TYPES, Source, hint, kind_of, policy
from dockwright.findings import SEVERITIES
from dockwright.settings import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    Values = dict[str, object]

# `ignore` and `none` make everything fail there, against what their names say.
THRESHOLDS = {"error": "error", "warning": "warning", "info": "info", "style": "style", "ignore": "style", "none": "style"}
FORMATS = {
    "tty": "text",
    "gnu": "text",
    "json": "json",
    "sarif": "sarif",
    "checkstyle": "checkstyle",
    "codeclimate": "gitlab",
    "gitlab_codeclimate": "gitlab",
    "junit": "junit",
    "sonarqube": "sonarqube",
}
KEYS = (
    "ignored",
    "override",
    "failure-threshold",
    "trustedRegistries",
    "label-schema",
    "strict-labels",
    "no-fail",
    "disable-ignore-pragma",
    "format",
    "formats",
    "no-color",
    "verbose",
)
PREFIX = "HADOLINT_"


class Wishes:
    """What somebody asked of hadolint, in its own words but for formats. None: nothing was said."""

    __slots__ = (
        "disable_ignore_pragma",
        "formats",
        "ignored",
        "labels",
        "levels",
        "no_color",
        "no_fail",
        "registries",
        "strict",
        "threshold",
    )

    def __init__(self) -> None:
        self.ignored: tuple[str, ...] = ()
        self.levels: dict[str, str] = {}
        self.threshold: str | None = None
        self.registries: tuple[str, ...] = ()
        self.labels: dict[str, str] = {}
        self.strict: bool | None = None
        self.no_fail: bool | None = None
        self.no_color: bool | None = None
        self.disable_ignore_pragma: bool | None = None
        self.formats: tuple[str, ...] = ()

    def over(self, other: Wishes) -> Wishes:
        """These wishes put over others: what they say once wins, what they list is added."""
        both = Wishes()
        for name in ("threshold", "strict", "no_fail", "no_color", "disable_ignore_pragma"):
            said = getattr(self, name)
            setattr(both, name, getattr(other, name) if said is None else said)
        for name in ("ignored", "registries", "formats"):
            setattr(both, name, tuple(dict.fromkeys(getattr(self, name) + getattr(other, name))))
        both.labels = other.labels | self.labels
        both.levels = _highest([*self.levels.items(), *other.levels.items()])
        return both

    def settings(self) -> Settings:
        """The settings that make our rules heed them."""
        options: dict[str, dict[str, object]] = {}
        wanted = policy(options, self.registries, (), self.labels, bool(self.strict))
        return Settings(
            profile="hadolint",
            ignore=self.ignored,
            extend_select=tuple(wanted),
            levels=self.levels,
            options=options,
            fail_on="never" if self.no_fail else THRESHOLDS[self.threshold or "info"],
            ignore_comments=not self.disable_ignore_pragma,
            formats=self.formats,
            color=not self.no_color,
        )


def _highest(levels: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The level of each id; of several the gravest, as there."""
    ordered = sorted(levels, key=lambda item: -SEVERITIES.index(item[1]))
    return dict(ordered)


def read_hadolint(path: str, data: bytes) -> Settings:
    """The settings that a file and the environment ask for. Raises ConfigError."""
    said = environment(os.environ)
    wishes = wishes_in(path, data)
    return (wishes.over(said) if said else wishes).settings()


def wishes_in(path: str, data: bytes) -> Wishes:
    """What a file says. Raises ConfigError."""
    values = _Yaml(Source(path, data))
    values.only_known()
    wishes = Wishes()
    wishes.ignored = values.strings("ignored")
    wishes.levels = _levels(values)
    wishes.threshold = values.choice("failure-threshold", THRESHOLDS)
    wishes.registries = values.strings("trustedRegistries")
    wishes.labels = {name: str(kind or "text") for name, kind in values.mapping("label-schema").items()}
    for name, kind in wishes.labels.items():
        if kind not in LABEL_TYPES:
            raise values.error("label-schema", f"{name!r} cannot be {kind!r}: {hint(kind, LABEL_TYPES)}")
    wishes.strict = values.truth("strict-labels")
    wishes.no_fail = values.truth("no-fail")
    wishes.no_color = values.truth("no-color")
    wishes.disable_ignore_pragma = values.truth("disable-ignore-pragma")
    format = values.choice("format", FORMATS)
    formats = [format] if format else []
    for name in values.strings("formats"):
        if name not in FORMATS:
            raise values.error("formats", f"'formats' cannot hold {name!r}: {hint(name, FORMATS)}")
        formats.append(name)
    wishes.formats = tuple(dict.fromkeys(FORMATS[name] for name in formats))
    return wishes


def _levels(values: _Yaml) -> dict[str, str]:
    override = values.mapping("override")
    for level in override:
        if level not in SEVERITIES:
            instead = "list such ids under 'ignored'" if level == "ignore" else hint(level, SEVERITIES)
            raise values.error("override", f"'override' has no level {level!r}: {instead}")
    return _highest((code, level) for level in SEVERITIES for code in values.items("override", override.get(level)))


def environment(variables: Mapping[str, str]) -> Wishes | None:
    """What the `HADOLINT_` variables say; None where there are none. Raises ConfigError."""
    given = {name[len(PREFIX) :]: value for name, value in variables.items() if name.startswith(PREFIX)}
    if not given:
        return None
    wishes = Wishes()
    wishes.ignored = _list(given.get("IGNORE"))
    wishes.levels = _highest((code, level) for level in SEVERITIES for code in _list(given.get(f"OVERRIDE_{level.upper()}")))
    threshold = given.get("FAILURE_THRESHOLD")
    if threshold and threshold not in THRESHOLDS:
        raise ConfigError(f"{PREFIX}FAILURE_THRESHOLD", None, f"cannot be {threshold!r}: {hint(threshold, THRESHOLDS)}")
    wishes.threshold = threshold or None
    wishes.registries = _list(given.get("TRUSTED_REGISTRIES"))
    wishes.labels = dict(map(_label, _list(given.get("REQUIRE_LABELS"))))
    wishes.strict = _truth(given.get("STRICT_LABELS"))
    wishes.no_fail = _truth(given.get("NOFAIL"))
    wishes.disable_ignore_pragma = _truth(given.get("DISABLE_IGNORE_PRAGMA"))
    wishes.formats = tuple(FORMATS[name] for name in _list(given.get("FORMAT")) if name in FORMATS)
    return wishes


def _list(value: str | None) -> tuple[str, ...]:
    return tuple(word for word in map(str.strip, (value or "").split(",")) if word)


def _truth(value: str | None) -> bool | None:
    return None if value is None else value.lower() in ("1", "y", "on", "true", "yes")


def _label(word: str) -> tuple[str, str]:
    name, _, kind = word.partition(":")
    if kind and kind not in LABEL_TYPES:
        raise ConfigError(f"{PREFIX}REQUIRE_LABELS", None, f"{name!r} cannot be {kind!r}: {hint(kind, LABEL_TYPES)}")
    return name, kind or "text"


class _Yaml:
    """A YAML mapping that says on which line a key stands."""

    __slots__ = ("lines", "source", "values")

    def __init__(self, source: Source) -> None:
        import yaml

        self.source = source
        try:
            node = yaml.compose(source.text, yaml.SafeLoader)
            values = yaml.safe_load(source.text)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else None
            raise ConfigError(source.path, line, f"not valid YAML: {error.problem or error.context}") from None
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            raise ConfigError(source.path, None, f"not valid YAML: {' '.join(str(error).split())}") from None
        if values is not None and not isinstance(values, dict):
            raise ConfigError(source.path, 1, f"must hold keys and values, not {kind_of(values)}: see hadolint's README")
        self.values: Values = {str(key): value for key, value in (values or {}).items()}
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        self.lines: dict[str, int] = {str(key.value): key.start_mark.line + 1 for key, _ in pairs}

    def error(self, key: str, message: str) -> ConfigError:
        return ConfigError(self.source.path, self.lines.get(key), message)

    def only_known(self) -> None:
        for key in self.values:
            if key not in KEYS:
                raise self.error(key, f"unknown key {key!r}: {hint(key, KEYS, 3)}")

    def strings(self, key: str) -> tuple[str, ...]:
        return self.items(key, self.values.get(key))

    def items(self, key: str, value: object) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(key, f"{key!r} must be a list of strings, not {kind_of(value)}: write each behind a dash")
        return tuple(value)

    def mapping(self, key: str) -> Values:
        value = self.values.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.error(key, f"{key!r} must be a mapping, not {kind_of(value)}")
        return {str(name): item for name, item in value.items()}

    def truth(self, key: str) -> bool | None:
        value = self.values.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.error(key, f"{key!r} must be true or false, not {kind_of(value)}")
        return value

    def choice(self, key: str, choices: Collection[str]) -> str | None:
        value = self.values.get(key)
        if value is None or (isinstance(value, str) and value in choices):
            return value
        raise self.error(key, f"{key!r} cannot be {value!r}: {hint(value, choices)}")
