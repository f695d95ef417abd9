"""`python -m dockwright.dev refresh-data FILE…`: renew the shipped table of release cycles from files that somebody has fetched.

A file is JSON in one of the forms in which `endoflife.date` gives its data: the list of one product's cycles, named after the
product, as `python.json`; the answer of version 1 of its interface, which holds the name; or `{image: {cycle: [end, extended end,
code name]}}` for many.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import Any

from dockwright.data import cycles
from dockwright.data.lifecycle import PRODUCTS

ROOT = Path(__file__).parents[2]
TABLE = Path(cycles.__file__)
NAMES = {
    "alpine-linux": "alpine",
    "amazon-linux": "amazonlinux",
    "apache": "httpd",
    "apache-http-server": "httpd",
    "dotnet/sdk": "dotnet",
    "go": "golang",
    "mongodb": "mongo",
    "nodejs": "node",
    "opensuse": "opensuse/leap",
    "oracle-linux": "oraclelinux",
    "postgresql": "postgres",
    "rocky-linux": "rockylinux",
    "windows-server": "windows",
}
"""What products are called there, and what their images are called."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")

Cycles = dict[str, tuple[str, str]]


class Unreadable(Exception):
    """A file that is none of the forms, and why."""


def read(path: Path) -> dict[str, Cycles]:
    """The cycles in a file by product, each with the days on which regular and extended support end. Raises Unreadable."""
    try:
        body = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise Unreadable(f"{path}: {error}") from None
    try:
        if isinstance(body, list):
            return {path.stem: {str(one["cycle"]): (_end(one["eol"]), _end(one.get("extendedSupport"))) for one in body}}
        if "result" in body:
            return {body["result"]["name"]: {one["name"]: _answered(one) for one in body["result"]["releases"]}}
        return {name: {cycle: (_end(row[0]), _end(row[1])) for cycle, row in rows.items()} for name, rows in body.items()}
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise Unreadable(f"{path}: not in a form that is known: {type(error).__name__} {error}") from None


def _answered(release: dict[str, Any]) -> tuple[str, str]:
    ends = release.get("eolFrom") or release.get("isEol")
    return _end(ends), _end(release.get("eoesFrom"))


def _end(value: Any) -> str:
    """A day; `?` for one in the past that nobody knows; empty where there is no end yet."""
    text = str(value)
    if DAY.fullmatch(text):
        return text
    if text.lower() not in ("true", "false", "none", ""):
        raise TypeError(f"{text!r} is no day")
    return "?" if text.lower() == "true" else ""


def spelled(rows: Cycles) -> str:
    """The cycles of a product as the table holds them, the newest first."""
    ordered = sorted(rows, key=lambda cycle: [int(number) for number in re.findall(r"\d+", cycle)], reverse=True)
    return " ".join("/".join(filter(None, (f"{cycle}={rows[cycle][0]}".removesuffix("="), rows[cycle][1]))) for cycle in ordered)


def source(table: dict[str, str], day: str) -> str:
    """The source of `data/cycles.py`."""
    out = [f'"""{cycles.__doc__}"""\n\nfrom __future__ import annotations\n\nAS_OF = "{day}"\n\nCYCLES: dict[str, str] = {{\n']
    for name in sorted(table):
        lines = wrap(table[name], 124, break_on_hyphens=False)
        if len(lines) == 1:
            out.append(f'    "{name}": "{lines[0]}",\n')
        else:
            rows = "".join(f'        "{line} "\n' for line in lines[:-1])
            out.append(f'    "{name}": (\n{rows}        "{lines[-1]}"\n    ),\n')
    return "".join([*out, "}\n"])


def refresh(paths: list[str], day: str = "", table: Path = TABLE) -> int:
    """Write what the files say over the table and say what is new; products that no image stands for are left out."""
    found: dict[str, Cycles] = {}
    try:
        for path in paths:
            for name, rows in read(Path(path)).items():
                found[NAMES.get(name, name)] = rows
    except Unreadable as error:
        print(error)
        return 2
    kept = dict(cycles.CYCLES)
    known = {*PRODUCTS.values(), *kept}
    for name, rows in sorted(found.items()):
        if name not in known:
            print(f"{name}: left out, no image stands for it")
        elif kept.get(name) != spelled(rows):
            print(f"{name}: {'changed' if name in kept else 'new'}")
            kept[name] = spelled(rows)
    table.write_text(source(kept, day or date.today().isoformat()))
    return 0
