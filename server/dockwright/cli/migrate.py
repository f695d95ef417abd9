"""`dockwright migrate`: what was set up for hadolint, in our own words, and what has none."""

from __future__ import annotations

import os

from dockwright.cli.console import complain, show, tell
from dockwright.cli.options import Arguments, UsageError
from dockwright.cli.reporting import CLEAN, FAILED
from dockwright.config import PEER, ConfigError
from dockwright.config.hadolint import THRESHOLDS, environment, wishes_in
from dockwright.report.excerpt import visible
from dockwright.settings import unknown_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dockwright.config.hadolint import Wishes

HEAD = """# From {name}. The profile has hadolint's rules, levels and ids; without it, the recommended ones apply.
profile = "hadolint"
"""


def migrate(arguments: Arguments) -> int:
    """Write a `dockwright.toml` beside each `.hadolint.yaml`; with `--pragmas`, rewrite ignore comments below the paths."""
    to_stdout = "-" in arguments.operands
    places = [operand for operand in arguments.operands if operand != "-"] or ["."]
    status, found = CLEAN, False
    for place in places:
        path = _source(place)
        if path is None:
            continue
        found = True
        status = max(status, _one(path, to_stdout, arguments.flag("--force")))
    if arguments.flag("--pragmas"):
        from dockwright.cli.pragmas import rewrite

        status = max(status, rewrite(places, write=not to_stdout))
    elif not found:
        raise UsageError(f"no .hadolint.yaml in {', '.join(places)}: to rewrite comments alone, add --pragmas")
    return status


def _source(place: str) -> str | None:
    """hadolint's configuration at a path: the file itself, or the one in a directory."""
    if not os.path.isdir(place):
        return place if place.endswith((".yaml", ".yml")) else None
    paths = (os.path.join(place, name) for name in PEER)
    return next((os.path.normpath(path) for path in paths if os.path.isfile(path)), None)


def _one(path: str, to_stdout: bool, force: bool) -> int:
    target = os.path.join(os.path.dirname(path), "dockwright.toml")
    try:
        with open(path, "rb") as file:
            wishes = wishes_in(path, file.read())
    except ConfigError as error:
        complain(str(error))
        return FAILED
    except OSError as error:
        complain(f"{path}: cannot be read: {error.strerror}")
        return FAILED
    text, notes = as_toml(wishes, os.path.basename(path), os.environ)
    if to_stdout:
        show(text)
    else:
        try:
            with open(target, "w" if force else "x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            complain(f"{target} exists: to replace it, add --force (to see what would be written, dockwright migrate -)")
            return FAILED
        except OSError as error:
            complain(f"{target}: cannot be written: {error.strerror}")
            return FAILED
        show(f"{visible(target)} written; {visible(path)} is not read any more\n")
    tell("".join(f"{visible(path)}: {note}\n" for note in notes))
    return CLEAN


def as_toml(wishes: Wishes, name: str, variables: Mapping[str, str]) -> tuple[str, list[str]]:
    """The configuration, and what it cannot say."""
    notes: list[str] = []
    known = _known((*wishes.ignored, *wishes.levels), notes)
    lines = [HEAD.format(name=name)]

    def put(key: str, value: object) -> None:
        if value:
            lines.append(f"{key} = {_toml(value)}\n")

    put("fail-on", "never" if wishes.no_fail else THRESHOLDS[wishes.threshold] if wishes.threshold else "")
    put("ignore", [code for code in wishes.ignored if code in known])
    put("format", wishes.formats[0] if len(wishes.formats) == 1 else list(wishes.formats))
    put("trusted-registries", list(wishes.registries))
    if wishes.disable_ignore_pragma:
        lines.append("ignore-comments = false\n")
    if wishes.strict:
        lines.append("strict-labels = true\n")
    lines += _table("labels", wishes.labels)
    lines += _table("rules", {code: level for code, level in wishes.levels.items() if code in known})
    return "".join(lines), notes + _without_counterpart(wishes, variables)


def _known(codes: Iterable[str], notes: list[str]) -> set[str]:
    """Those of the ids that stand for a rule; the others are noted."""
    unknown = dict(unknown_names(list(dict.fromkeys(codes))))
    for code, close in unknown.items():
        notes.append(f"{code} is no rule here and was left out{f' (did you mean {close}?)' if close else ''}")
    return set(codes) - set(unknown)


def _without_counterpart(wishes: Wishes, variables: Mapping[str, str]) -> list[str]:
    notes = []
    if wishes.no_color:
        notes.append("no-color has no counterpart: set NO_COLOR in the environment")
    if wishes.threshold in ("ignore", "none"):
        notes.append(f"failure-threshold {wishes.threshold} makes everything fail in hadolint: that is fail-on style")
    if "json" in wishes.formats:
        notes.append("the JSON report has another form than hadolint's (docs/coming-from-hadolint.md)")
    try:
        set_up = environment(variables) is not None
    except ConfigError:
        set_up = True
    if set_up:
        names = ", ".join(sorted(name for name in variables if name.startswith("HADOLINT_")))
        notes.append(f"{names} in the environment no longer count: write what they say into the file")
    return notes


def _table(name: str, values: Mapping[str, str]) -> list[str]:
    if not values:
        return []
    return [f"\n[{name}]\n", *(f"{_key(key)} = {_toml(value)}\n" for key, value in values.items())]


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").replace("-", "").isalnum() else _toml(key)


def _toml(value: object) -> str:
    """A string or a list of strings as TOML writes them."""
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char >= " " and char != "\x7f" else f"\\u{ord(char):04x}" for char in escaped) + '"'
