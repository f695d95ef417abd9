"""Text as a JSON string reads back as it was."""

import json

import pytest

from dockwright.syntax import parse
from dockwright.syntax.arguments import quote


@pytest.mark.parametrize("text", ["", "a b", 'say "hi"', "C:\\x\\", "tab\there", "bell\x07", "käse ☕ 𝄞", "$HOME", "\\u0041"])
def test_quote(text):
    assert json.loads(quote(text)) == text
    (cmd,) = parse(f"CMD [{quote(text)}]").instructions
    assert [word.value for word in cmd.words] == [text]
