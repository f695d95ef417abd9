"""Commands that run another command: `sudo`, `env`, `nice` and their kin."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.shell.nodes import Word

SUDO_VALUES = frozenset(
    (
        "--user",
        "--group",
        "--prompt",
        "--host",
        "--role",
        "--type",
        "--command-timeout",
        "--other-user",
        "--close-from",
        "--chdir",
        "--chroot",
    )
)
# Wrapper -> (letters of short options with a value, long options with a value, operands before the command).
WRAPPERS: dict[str, tuple[str, frozenset[str], int]] = {
    "sudo": ("ugphrtTUCDRa", SUDO_VALUES, 0),
    "doas": ("uCa", frozenset(), 0),
    "env": ("uCS", frozenset(("--unset", "--chdir", "--split-string")), 0),
    "command": ("", frozenset(), 0),
    "builtin": ("", frozenset(), 0),
    "exec": ("a", frozenset(), 0),
    "nice": ("n", frozenset(("--adjustment",)), 0),
    "ionice": ("cnpPu", frozenset(("--class", "--classdata")), 0),
    "time": ("fo", frozenset(("--format", "--output")), 0),
    "timeout": ("sk", frozenset(("--signal", "--kill-after")), 1),
    "nohup": ("", frozenset(), 0),
    "setsid": ("", frozenset(), 0),
    "stdbuf": ("ioe", frozenset(("--input", "--output", "--error")), 0),
    "eatmydata": ("", frozenset(), 0),
    "fakeroot": ("lfisbu", frozenset(("--lib", "--faked")), 0),
    "unbuffer": ("", frozenset(), 0),
    "gosu": ("", frozenset(), 1),
    "su-exec": ("", frozenset(), 1),
    "busybox": ("", frozenset(), 0),
    "xargs": ("EIPLdansi", frozenset(("--max-args", "--max-procs", "--max-lines", "--max-chars", "--delimiter", "--arg-file")), 0),
}
QUERIES = frozenset(("-v", "-V", "-pv", "-pV"))
"""Options with which `command` looks a command up and does not run it."""


def look_through(words: list[Word], dialect: str = "posix") -> tuple[str, int, list[Word]]:
    """The effective name, the index of its word, and the wrapper words before it. No name where a variable decides it."""
    at, count = 0, len(words)
    wrappers: list[Word] = []
    while at < count:
        word = words[at]
        if not word.literal:
            return "", at, wrappers
        name = command_name(word.value)
        if dialect != "posix":
            return windows_name(word.value), at, wrappers
        wrapper = WRAPPERS.get(name)
        if wrapper is None:
            return name, at, wrappers
        inner = _after_options(words, at + 1, name, *wrapper)
        if inner >= count or (name == "command" and any(word.value in QUERIES for word in words[at + 1 : inner])):
            return name, at, wrappers
        wrappers.append(word)
        at = inner
    return "", 0, wrappers


def command_name(value: str) -> str:
    """`apt-get` of `/usr/bin/apt-get` or `bin/apt-get`. A script by relative path keeps it: `./install` is not `install`."""
    if "/" not in value:
        return value
    folder, _, name = value.rpartition("/")
    return name if value[0] in "/~" or folder.endswith("bin") else value


def windows_name(value: str) -> str:
    """The name in lower case, without directory and `.exe`."""
    name = value.replace("\\", "/").rpartition("/")[2].lower()
    return name.removesuffix(".exe")


def _after_options(words: list[Word], at: int, name: str, letters: str, long: frozenset[str], operands: int) -> int:
    """The index of the word that names the wrapped command."""
    count = len(words)
    while at < count:
        value = words[at].value
        if value == "--":
            at += 1
            break
        if value[:1] == "-" and (len(value) > 1 or name == "env"):
            at += _width(value, letters, long)
        elif name in ("env", "sudo") and _is_assignment(value):
            at += 1
        else:
            break
    while name in ("env", "sudo") and at < count and _is_assignment(words[at].value):
        at += 1
    return at + operands


def _width(option: str, letters: str, long: frozenset[str]) -> int:
    """How many words an option takes: 2 if its value is the next word."""
    if option.startswith("--"):
        return 2 if option in long else 1
    for i, letter in enumerate(option[1:], 2):
        if letter in letters:
            return 2 if i == len(option) else 1
    return 1


def _is_assignment(value: str) -> bool:
    key, equals, _ = value.partition("=")
    return bool(equals) and key.isidentifier()
