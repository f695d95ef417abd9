"""What the pages about editors say fits what there is."""

from __future__ import annotations

import json
import re

from dockwright.lsp.configuration import Choices
from editors import machine
from editors.conftest import DOCS

EXTENSION = machine.ROOT / "vscode-extension"
HERE_ONLY = {"path", "interpreter", "trace.server"}


def contributed():
    properties = json.loads((EXTENSION / "package.json").read_text())["contributes"]["configuration"]["properties"]
    return {name.removeprefix("dockwright.") for name in properties}


def test_every_json_that_is_shown_can_be_read():
    shown = re.findall(r"^```json\n(.*?)^```$", DOCS.read_text(), flags=re.M | re.S)
    assert len(shown) >= 5
    assert all("dockwright" in json.dumps(json.loads(text)) for text in shown)


def test_every_setting_of_the_server_is_offered_and_described():
    known = {"rules" if name == "levels" else re.sub(r"_(\w)", lambda match: match[1].upper(), name) for name in Choices._fields}
    known = {"run" if name == "onSave" else name for name in known}
    assert contributed() - HERE_ONLY == known
    assert set(re.findall(r"^\| `(\w+)` \|", DOCS.read_text(), flags=re.M)) == known
    described = set(re.findall(r"^\| `dockwright\.(\w+)` \|", (EXTENSION / "README.md").read_text(), flags=re.M))
    assert described == contributed() - {"trace.server"}


def test_every_picture_is_there_and_shown():
    shown = re.findall(r"!\[[^\]]+\]\((images/[\w-]+\.png)\)", (EXTENSION / "README.md").read_text())
    kept = {f"images/{path.name}" for path in (EXTENSION / "images").glob("*.png")}
    assert kept == {*shown, "images/icon.png"}
    assert sum((EXTENSION / name).stat().st_size for name in shown) < 1_500_000
