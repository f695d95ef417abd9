"""Compose and Bake files, as far as they say which Dockerfile is built from which context."""

from __future__ import annotations

from dockwright.patterns import MULTILINE, pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Build = tuple[str, str]

DEFAULT = "Dockerfile"
_TARGET = pattern(r'^[ \t]*target[ \t]+"([^"\n]+)"[ \t]*\{', MULTILINE)
_STRING = pattern(r'^[ \t]*(context|dockerfile)[ \t]*=[ \t]*"([^"\n]*)"', MULTILINE)
_INHERITS = pattern(r"^[ \t]*inherits[ \t]*=[ \t]*\[([^\]]*)\]", MULTILINE)
_TABLE = pattern(r"\{[^{}]*\}")
_QUOTED = pattern(r'"([^"\n]*)"')
_PLACE = pattern(r"""^[ \t]*build:[ \t]*(?:\r?\n[ \t]*context:[ \t]*)?(["']?)\./?\1[ \t\r]*$""", MULTILINE)
_MENTION = pattern(r"\b(?:build|context|dockerfile\w*|extends|include)\b")
_MOST_ANCESTORS = 20


def contexts(name: str, text: str) -> Iterator[Build]:
    """Each context in a file with the Dockerfile in it, both relative: to the file and to the context. Never fails."""
    if name.endswith(".hcl"):
        yield from _bake(_targets(text))
    elif name.endswith(".json"):
        yield from _bake(_json(text))
    elif _is_plain(text):
        yield ".", DEFAULT
    elif "build" in text:
        yield from _compose(text)


def _is_plain(text: str) -> bool:
    """Whether a Compose file builds its own directory and nothing else, as most do; that is seen without a reader of YAML."""
    places = sum(2 if "context" in match[0] else 1 for match in _PLACE.finditer(text))
    return places > 0 and places == sum(1 for _ in _MENTION.finditer(text))


def _compose(text: str) -> Iterator[Build]:
    services = _table(_table(_yaml(text)).get("services"))
    for service in services.values():
        build = _table(service).get("build")
        build = {"context": build} if isinstance(build, str) else build
        if isinstance(build, dict) and "dockerfile_inline" not in build:
            yield from _build(build)


def _yaml(text: str) -> object:
    import yaml

    try:
        return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _json(text: str) -> Mapping[str, object]:
    from json import loads

    try:
        return _table(_table(loads(text)).get("target"))
    except (ValueError, RecursionError):
        return {}


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _targets(text: str) -> Mapping[str, object]:
    """The targets of a file in HCL: what is written out as plain strings, which the context and the Dockerfile usually are."""
    found: dict[str, object] = {}
    for match in _TARGET.finditer(text):
        end = text.find("\n}", match.end())
        body = _TABLE.sub("", text[match.end() : end if end >= 0 else len(text)])
        target: dict[str, object] = dict(_STRING.findall(body))
        inherits = _INHERITS.search(body)
        found[match[1]] = target | ({"inherits": _QUOTED.findall(inherits[1])} if inherits else {})
    return found


def _bake(targets: Mapping[str, object]) -> Iterator[Build]:
    for name in targets:
        whole: dict[str, object] = {}
        for one in _line(targets, name):
            whole |= _table(targets.get(one))
        if not name.startswith("_"):
            yield from _build(whole | {"context": whole.get("context", ".")})


def _line(targets: Mapping[str, object], name: str) -> list[str]:
    """A target after those that it inherits from."""
    found, waiting = [name], [name]
    while waiting and len(found) < _MOST_ANCESTORS:
        parents = _table(targets.get(waiting.pop())).get("inherits")
        names = [one for one in parents if isinstance(one, str)] if isinstance(parents, list) else []
        found += names
        waiting += names
    return found[::-1]


def _build(build: Mapping[str, object]) -> Iterable[Build]:
    context, dockerfile = build.get("context", "."), build.get("dockerfile", DEFAULT)
    if isinstance(context, str) and isinstance(dockerfile, str) and "$" not in context + dockerfile and "://" not in context:
        return [(context, dockerfile)]
    return []
