"""`.hadolint.yaml`, honoured where a project has no configuration of ours. Keys as of hadolint 2.15."""

from __future__ import annotations

import yaml

from dockwright.config import ConfigError
from dockwright.config.toml import LABEL_TYPES, Source, hint, kind_of, policy
from dockwright.findings import SEVERITIES
from dockwright.settings import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    Values = dict[str, object]

# `ignore` and `none` make everything fail there, against what their names say.
THRESHOLDS = {"error": "error", "warning": "warning", "info": "info", "style": "style", "ignore": "style", "none": "style"}
OUTPUT = ("format", "formats", "no-color", "verbose")
KEYS = (
    "ignored",
    "override",
    "failure-threshold",
    "trustedRegistries",
    "label-schema",
    "strict-labels",
    "no-fail",
    "disable-ignore-pragma",
    *OUTPUT,
)


def read_hadolint(path: str, data: bytes) -> Settings:
    """The settings that make our rules heed what the file asks of hadolint's. Raises ConfigError."""
    values = _Yaml(Source(path, data))
    values.only_known()
    if values.truth("disable-ignore-pragma"):
        raise values.error("disable-ignore-pragma", "ignore comments cannot be switched off: remove the key, or write a dockwright.toml")
    levels = _levels(values)
    options: dict[str, dict[str, object]] = {}
    labels = {name: str(kind or "text") for name, kind in values.mapping("label-schema").items()}
    for name, kind in labels.items():
        if kind not in LABEL_TYPES:
            raise values.error("label-schema", f"{name!r} cannot be {kind!r}: {hint(kind, LABEL_TYPES)}")
    wanted = policy(options, values.strings("trustedRegistries"), (), labels, values.truth("strict-labels"))
    threshold = values.choice("failure-threshold", THRESHOLDS)
    fail_on = "never" if values.truth("no-fail") else THRESHOLDS[threshold] if threshold else "warning"
    return Settings(ignore=values.strings("ignored"), extend_select=tuple(wanted), levels=levels, options=options, fail_on=fail_on)


def _levels(values: _Yaml) -> dict[str, str]:
    """Levels by peer id; an id in several lists gets the highest, as there."""
    override = values.mapping("override")
    for level in override:
        if level not in SEVERITIES:
            instead = "list such ids under 'ignored'" if level == "ignore" else hint(level, SEVERITIES)
            raise values.error("override", f"'override' has no level {level!r}: {instead}")
    return {code: level for level in reversed(SEVERITIES) for code in values.items("override", override.get(level))}


class _Yaml:
    """A YAML mapping that says on which line a key stands."""

    __slots__ = ("lines", "source", "values")

    def __init__(self, source: Source) -> None:
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

    def truth(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(key, f"{key!r} must be true or false, not {kind_of(value)}")
        return value

    def choice(self, key: str, choices: Collection[str]) -> str | None:
        value = self.values.get(key)
        if value is None or (isinstance(value, str) and value in choices):
            return value
        raise self.error(key, f"{key!r} cannot be {value!r}: {hint(value, choices)}")
