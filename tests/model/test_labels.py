"""Keys and values of labels."""

import pytest

from dockwright.model.document import read
from dockwright.model.labels import every_label, is_valid, key_fault, labels, value_of

VALID = {
    "text": ["x", " ", "0"],
    "url": ["https://example.com/a?b=c#d", "mailto:a@example.com", "urn:isbn:1", "x:y", "https://example.com/%20", "http://[::1]:80/"],
    "rfc3339": ["2026-02-12T09:30:00Z", "2026-02-12t09:30:00.123z", "2024-02-29T23:59:60+01:00", "2000-02-29T00:00:00+0100"],
    "spdx": ["MIT", "GPL-3.0-only", "MIT "],
    "hash": ["0123abc", "0" * 40],
    "semver": ["1.2.3", "1.2.3-rc.1+build.5", "01.2.3", "1.2.3-"],
    "email": ["a@example.com", "a.b+c@d", '"a b"@example.com', "a@[127.0.0.1]"],
}
INVALID = {
    "text": [""],
    "url": [
        "",
        "a.b",
        "//a",
        "https://a b",
        "http://${X}",
        "git@git.example.com:a/b",
        "x:",
        "1x:y",
        "https://a/%2",
        "http://a:x",
        "http://[::1]:x",
    ],
    "rfc3339": [
        *("2026-02-12", "2026-02-12 09:30:00Z", "2026-02-12T09:30:00", "2026-02-30T09:30:00Z", "1900-02-29T00:00:00Z"),
        *("2026-02-12T24:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:00+24:00"),
    ],
    "spdx": ["mit", "GPL-3.0", "MIT OR ISC", "LicenseRef-own", ""],
    "hash": ["0" * 39, "0123ABC", "01234567", "main", ""],
    "semver": ["v1.2.3", "1.2", "1.2.3.4", "1.2.3-a..b", "1.2.3+", ""],
    "email": ["a", "A <a@example.com>", "a@b@c", ".a@b", ""],
}
LENIENT = {
    "spdx": ["mit", "GPL-3.0", "GPL-2.0+", "MIT OR ISC", "mit and isc", "LicenseRef-own", "(MIT OR ISC) AND Apache-2.0+", "(MIT)"],
    "hash": ["0" * 39, "0" * 64, "01234567"],
}
BROKEN = ["MIT ISC", "MIT OR", "OR MIT", "(MIT", "MIT)", "()", "MIT WITH ISC", "Apache 2.0", "(" * 500 + "MIT" + ")" * 500]


def cases(table, answer):
    return [(kind, value, answer) for kind, values in table.items() for value in values]


@pytest.mark.parametrize("kind, value, expected", cases(VALID, True) + cases(INVALID, False))
def test_exact(kind, value, expected):
    assert is_valid(kind, value, exact=True) is expected


@pytest.mark.parametrize("kind, value", [(kind, value) for kind, value, _ in cases(LENIENT, True)])
def test_more_is_right_where_it_may_be(kind, value):
    assert is_valid(kind, value)


@pytest.mark.parametrize("value", BROKEN)
def test_broken_expressions(value):
    assert not is_valid("spdx", value)


@pytest.mark.parametrize("value", ["GPL-2.0-only WITH Classpath-exception-2.0", "gpl-2.0 with classpath-exception-2.0 AND MIT"])
def test_exceptions(value):
    assert is_valid("spdx", value)


@pytest.mark.parametrize(
    "key, expected",
    [
        ("com.example.a-b_c/d", ""),
        ("a", ""),
        ("com.docker.compose.project", ""),
        ("com.dockerish", ""),
        ("A", "label keys are in lower case: rename it"),
        ("é", "`é` has no place in a label key: use a-z, 0-9, `.`, `-`, `_`"),
        ("-a", "a label key begins with a letter: rename it"),
        ("a.", "a label key ends with a letter or digit: rename it"),
        ("a..b", "two dividers in a row have no place in a label key: leave one"),
    ],
)
def test_keys(key, expected):
    assert key_fault(key) == expected


def test_labels_of_a_stage_and_its_chain():
    document = read('FROM a AS b\nENV K=x\nLABEL $K=1 "y"=2\nONBUILD LABEL z=3\nFROM b\nARG U\nLABEL $U=4')
    assert [one.key for one in labels(document.stages[0])] == ["x", "y"]
    assert [one.key for one in every_label(document.stages[1])] == [None, "x", "y"]


@pytest.mark.parametrize(
    "before, value, expected",
    [
        ("", "'a b'", "a b"),
        ("ENV A=b", "$A", "b"),
        ("ARG A=b", "$A", None),
        ("ARG A", "$A", None),
        ("ARG G=b", "$G", "given"),
        ("", "$A", None),
        ("", "${A:-b}", None),
    ],
)
def test_values(before, value, expected):
    document = read(f"FROM a\n{before}\nLABEL x={value}", build_args={"G": "given"})
    label = document.instructions[-1]
    assert value_of(document, label, label.pairs[0].value) == expected
