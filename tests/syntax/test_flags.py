"""What the values of flags may be."""

import pytest

from dockwright.syntax.flags import fault

SHA256 = "sha256:" + "0a" * 32


@pytest.mark.parametrize(
    "name, values",
    [
        (
            "interval",
            ["", "0", "0s", "-0", "30s", "1m30s", "500ms", "1.5h", ".5s", "1.s", "+5s", "1000us", "1000µs", "2h45m", "1ms", "1000000ns"],
        ),
        ("retries", ["", "0", "3", "+3", "2147483647"]),
        ("link", ["true", "FALSE", "True"]),
        ("from", ["build", "0", "Build-1.2_x", "registry.example.com:5000/a/b:1", f"a@{SHA256}", "[::1]:5000/a", "$A"]),
        ("chmod", ["", "7", "755", "0755", "4755", "00755", "u=rwX,go=rX", "+x", "a-w", "g=u", "ug+rw-x"]),
        ("checksum", ["", SHA256, "sha512:" + "0" * 128, "0123abc", "a" * 40]),
        ("network", ["default", "none", "host"]),
        ("security", ["sandbox", "insecure"]),
        ("chown", ["", "a:b", "$A"]),
        ("mount", ["nonsense"]),
    ],
)
def test_possible(name, values):
    assert [fault(name, value) for value in values] == [""] * len(values)


@pytest.mark.parametrize(
    "name, values",
    [
        ("timeout", ["30", "5 s", "1d", "s", "1m30", "-5s", "1us", "999us", "0.5ms", "1e3s", "$X", "1,5s"]),
        ("retries", ["-1", "3.0", "x", "2147483648", "1_0", "٣", "$X"]),
        ("keep-git-dir", ["", "1", "yes", "$X"]),
        ("from", ["", "-x", "a b", ".", "ü"]),
        ("chmod", ["8", "77777", "rwx", "u=z", "+x,", "0o755", "-755"]),
        ("checksum", ["sha256:abc", "md5:" + "0" * 32, "sha256:" + "G" * 64, "abc", "SHA256:" + "0" * 64]),
        ("network", ["", "bridge", "Host", "$X"]),
        ("security", ["", "none"]),
    ],
)
def test_impossible(name, values):
    assert [value for value in values if not fault(name, value)] == []
