"""Compiled regular expressions that are remembered match as fresh ones do, and a damaged file does no harm."""

import marshal
import re

import pytest

from dockwright.patterns import DOTALL, IGNORECASE, Store, pattern

PATTERNS = [
    (r"a(b)?(?P<name>c+)(?=d)|[^\s\w]++", 0, "xaccd é!"),
    (r"(?:ß|İ|k)+$", IGNORECASE, "xSSKıK"),
    (r"#.*", DOTALL, "a # b\nc"),
    (r"\bword\b", 0, "a word"),
]


def found(compiled, text):
    return [(match.span(), match.groups(), match.groupdict()) for match in compiled.finditer(text)]


def fill(path):
    store = Store(str(path))
    for text, flags, _ in PATTERNS:
        store.compile(text, flags)
    store.save()


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    path = tmp_path / "patterns.forms"
    fill(path)
    return path


@pytest.mark.parametrize("text, flags, subject", PATTERNS)
def test_a_kept_form_matches_as_a_fresh_one(kept, text, flags, subject, monkeypatch):
    store = Store(str(kept))
    monkeypatch.setattr(re, "compile", None)
    compiled = store.compile(text, flags)
    monkeypatch.undo()
    fresh = re.compile(text, flags)
    assert found(compiled, subject) == found(fresh, subject)
    assert (compiled.pattern, compiled.flags, compiled.groups, compiled.groupindex) == (text, fresh.flags, fresh.groups, fresh.groupindex)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\0",
        b"no marshal",
        marshal.dumps(5),
        marshal.dumps({("a", 0): "b"}),
        marshal.dumps({("a", 0): (0, [99, 1, 2], 0, {}, (None,))}),
    ],
)
def test_a_damaged_file_is_as_good_as_none(tmp_path, damage):
    path = tmp_path / "patterns.forms"
    path.write_bytes(damage)
    assert Store(str(path)).compile("a", 0).fullmatch("a")


def test_nothing_is_written_where_bytecode_is_not(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    fill(tmp_path / "patterns.forms")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    fill(tmp_path / "missing" / "patterns.forms")


def test_a_pattern_is_compiled_when_it_is_used():
    lazy = pattern("(")
    with pytest.raises(re.error):
        lazy.match("")
    with pytest.raises(AttributeError):
        _ = lazy.nonsense
