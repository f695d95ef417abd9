"""What bash understands and plain shells do not.

Measured with dash 0.5.12 and the ash of BusyBox 1.35, which knows more of bash than dash does.
"""

from __future__ import annotations

from dockwright.patterns import pattern
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.shell.nodes import Command, Script, Word

BOTH = frozenset(("dash", "ash", "sh"))
DASH = frozenset(("dash",))
CONSTRUCTS: dict[str, tuple[frozenset[str], str]] = {
    "[[": (DASH, "[["), "array": (BOTH, "arrays"), "function": (DASH, "function"), "<<<": (BOTH, "<<<"), "procsubst": (DASH, "<( )"),
    "&>": (DASH, "&>"), "&>>": (BOTH, "&>>"), "${x//}": (DASH, "${x//a/b}"), "${x^}": (BOTH, "${x^^}"), "${x:1}": (DASH, "${x:1}"),
    "${!x}": (BOTH, "${!x}"), "${x[0]}": (BOTH, "arrays"), "${x@Q}": (BOTH, "${x@Q}"), "$'": (DASH, "$'…'"), "((": (BOTH, "(( ))"),
    "for((": (BOTH, "for (( ))"), "x[0]=": (BOTH, "arrays"), "+=": (BOTH, "+="), "|&": (BOTH, "|&"), "select": (BOTH, "select"),
    "extglob": (BOTH, "extended patterns"), "{fd}": (BOTH, "{fd}>"), ";;&": (BOTH, ";;&"), ";&": (BOTH, ";&"),
}  # fmt: skip
COMMANDS: dict[str, frozenset[str]] = {
    "source": DASH, "let": DASH, "pushd": BOTH, "popd": BOTH, "dirs": BOTH, "declare": BOTH, "typeset": BOTH, "shopt": BOTH,
    "mapfile": BOTH, "readarray": BOTH, "disown": BOTH,
}  # fmt: skip
OPTIONS: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {
    "read": (("-a", BOTH), ("-s", DASH)), "printf": (("-v", BOTH),), "export": (("-f", BOTH),), "wait": (("-n", DASH),),
}  # fmt: skip
SHELLCHECK: dict[str, tuple[str, ...]] = {
    "[[": ("SC3010",), "arrays": ("SC3030", "SC3054"), "function": ("SC2112", "SC2113"), "<<<": ("SC3011",), "<( )": ("SC3001",),
    "&>": ("SC3020",), "${x//a/b}": ("SC3060",), "${x^^}": ("SC3059",), "${x:1}": ("SC3057",), "${!x}": ("SC3053",), "$'…'": ("SC3003",),
    "(( ))": ("SC3006",), "for (( ))": ("SC3005",), "+=": ("SC3024",), "|&": ("SC3029",), "select": ("SC3008",),
    "extended patterns": ("SC3002",), "{fd}>": ("SC3022",), ";;&": ("SC2127",), ";&": ("SC2127",), "{a,b}": ("SC3009",),
    "==": ("SC3014",), "echo -e": ("SC3036", "SC3037"), "$RANDOM": ("SC3028",), "pipefail": ("SC3040",), "trap ERR": ("SC3047",),
    "source": ("SC3046", "SC3051"), "let": ("SC3039",), **dict.fromkeys(COMMANDS.keys() - {"source", "let"}, ("SC3044",)),
    **{f"{name} {option}": ("SC3045",) for name, options in OPTIONS.items() for option, _ in options},
}  # fmt: skip
"""What ShellCheck calls each of them, where it has a name for it."""
_BRACES = pattern(r"(?<!\$)\{[^{}\s]*(?:,|\.\.)[^{}\s]*\}")
_RANDOM = pattern(r"\$\{?RANDOM\b")
_READ_BRACES_THEMSELVES = frozenset(("curl", "grep", "egrep", "sed", "awk", "gawk", "perl", "find", "test", "["))


class Bashism(NamedTuple):
    """A construct at `start:end` of the script's text; `kind` is how one would call it, `inside` what it holds if that is of use."""

    kind: str
    start: int
    end: int
    command: Command | None = None


def bashisms(script: Script, shell: str) -> Iterator[Bashism]:
    """What `shell`, one of dash, ash and `sh` where nobody knows, does not understand, in source order.

    Text handed to a further shell is left out: that may be any.
    """
    found: list[Bashism] = []
    for kind, start, end in script.constructs:
        lacks, name = CONSTRUCTS.get(kind, (frozenset(), ""))
        if shell in lacks:
            found.append(Bashism(name, start, end))
    for command in script.commands:
        if not command.shell and "sh -c" not in command.context:
            found += _in_command(command, shell)
    return iter(sorted(found, key=lambda one: one.start))


def _in_command(command: Command, shell: str) -> Iterator[Bashism]:
    name, word = command.name, command.words[0] if command.words else None
    if word is not None and word.value == name and shell in COMMANDS.get(name, frozenset()):
        yield Bashism(name, word.start, word.end, command)
    for option, lacks in OPTIONS.get(name, ()):
        given = command.arguments.get(option) if shell in lacks else None
        if given is not None:
            yield Bashism(f"{name} {option}", given.word.start, given.word.end, command)
    if shell == "dash":
        yield from _of_dash(command)
    for one in (*command.args, *command.assigns):
        if shell in BOTH and name not in _READ_BRACES_THEMSELVES and not one.quoted and one in command.args:
            match = _BRACES.search(one.text)
            if match is not None:
                yield Bashism("{a,b}", one.start + match.start(), one.start + match.end(), command)
        random = _RANDOM.search(one.text) if shell == "dash" and "RANDOM" in one.text and not one.literal else None
        if random is not None:
            yield Bashism("$RANDOM", one.start + random.start(), one.start + random.end(), command)


def _of_dash(command: Command) -> Iterator[Bashism]:
    """What dash alone lacks: `==` in a test, `set -o pipefail`, `echo -e`, a trap on ERR."""
    name, args = command.name, command.args
    word: Word | None = None
    kind = ""
    if name in ("[", "test"):
        word, kind = next((one for one in args if one.text == "=="), None), "=="
    elif name == "set":
        word, kind = next((one for one in args if one.value == "pipefail"), None), "pipefail"
    elif name == "echo" and args and args[0].value in ("-e", "-ne", "-en"):
        word, kind = args[0], "echo -e"
    elif name == "trap":
        word, kind = next((one for one in args[1:] if one.value == "ERR"), None), "trap ERR"
    if word is not None:
        yield Bashism(kind, word.start, word.end, command)
