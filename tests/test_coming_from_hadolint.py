"""The table of hadolint's ids: every one has a rule, and what differs is told."""

import re
import tomllib

import pytest

from dockwright import rules
from dockwright.data.peers import OFF_IN_HADOLINT, PEER_LEVELS
from dockwright.rules._index import INDEX
from paths import REPOSITORY

IDS = sorted({*PEER_LEVELS["hadolint"], *OFF_IN_HADOLINT})
NOTES = tomllib.loads((REPOSITORY / "docs/coming-from-hadolint.toml").read_text())
PAGE = (REPOSITORY / "docs/coming-from-hadolint.md").read_text()
ROWS = {match[1]: match[2].split(" | ") for match in re.finditer(r"^\| (DL\d+) \| (.*) \|$", PAGE, re.MULTILINE)}


def test_every_id_has_a_row_and_no_note_is_left_over():
    assert sorted(ROWS) == IDS
    assert set(NOTES) <= set(IDS)


@pytest.mark.parametrize("id", IDS)
def test_row(id):
    names, level, on, fix, note = ROWS[id]
    linked = re.findall(r"\(rules/([a-z0-9-]+)\.md\)", names)
    found = [row for row in INDEX.values() if id in row.aliases]
    assert linked == [row.name for row in found] != []
    assert on == ("yes" if any(row.default for row in found) else "no")
    assert (fix != "-") == any(row.fix for row in found)
    assert level.startswith(PEER_LEVELS["hadolint"].get(id, "off"))
    assert note == NOTES.get(id, "The same.")


def test_what_the_profile_sets_is_told():
    silent = []
    for row in INDEX.values():
        ids = [alias for alias in row.aliases if alias in IDS]
        if ids and rules.load(row).profile_options.get("hadolint"):
            told = [id for id in ids if re.search(r"the profile|As DL\d{4}", NOTES.get(id, ""))]
            silent += [id for id in ids if id not in told]
    assert silent == []
