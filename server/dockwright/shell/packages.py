"""What a command tells a package manager to do, and with which packages."""

from __future__ import annotations

from itertools import pairwise

from dockwright.shell import options, requirements
from dockwright.shell.package_tables import DEFAULTS, NOT_PACKAGES, RUNNERS, TOOLS, WITH_PACKAGES, actions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.shell.nodes import Command, Word
    from dockwright.shell.options import Arguments
    from dockwright.shell.requirements import Package
    from dockwright.text import Span

PACMAN = {"R": "remove", "U": "install", "Q": "query", "F": "query", "D": "query", "T": "query"}
GEM_SWITCHES = frozenset(
    (
        *("-N", "--no-document", "--no-ri", "--no-rdoc", "--ri", "--rdoc", "-f", "--force", "--no-force", "-w", "--wrappers", "-E"),
        *("--env-shebang", "--conservative", "--minimal-deps", "--no-minimal-deps", "--prerelease", "--pre", "-l", "--local", "-r", "-b"),
        *("--both", "--clear-sources", "--user-install", "--no-user-install", "--vendor", "--ignore-dependencies", "--development"),
        *("--development-all", "--explain", "--lock", "--no-lock", "--suggestions", "--no-suggestions", "--default", "-q", "--quiet"),
        *("-V", "--verbose", "--no-verbose", "--silent", "--debug", "--backtrace", "--norc", "--post-install-message"),
    )
)
QUESTIONS = ("--version", "-v", "--help", "-h")
PYTHON_TOOLS = frozenset(("pip", "uv", "poetry", "pipx", "pipenv"))


class PackageCommand:
    """One call of a package manager.

    `tool` is its name without a version (`pip` for `python3 -m pip`), `family` what shares syntax and caches. `verb` is the
    word that says what to do (`install` of `uv pip install`), None for a bare `yarn`; `path` its words (`("pip", "install")`);
    `action` what it means in all families, see `package_tables`, or empty. `word` is the word that names the tool.
    """

    __slots__ = ("action", "arguments", "command", "family", "packages", "path", "tool", "verb", "word")

    def __init__(self, tool: str, family: str, word: Word, arguments: Arguments, command: Command) -> None:
        self.command = command
        self.tool = tool
        self.family = family
        self.word = word
        self.arguments = arguments
        self.verb: Word | None = None
        self.path: tuple[str, ...] = ()
        self.action = ""
        self.packages: list[Package] = []

    @property
    def span(self) -> Span:
        """The place of the whole command."""
        return self.command.span

    def is_one_of(self, calls: tuple[str, ...]) -> bool:
        """Whether it is one of these, such as `apt-get install`; where none are given, it is."""
        return not calls or f"{self.tool} {' '.join(self.path)}" in calls

    def __repr__(self) -> str:
        return f"<PackageCommand {self.tool} {' '.join(self.path)} {self.packages}>"


def read(command: Command) -> PackageCommand | None:
    """What the command tells a package manager to do; None if it runs none."""
    name, word = command.name, command.name_word
    if not name or word is None:
        return None
    words = command.args
    tool = options.table_name(name) if name.startswith(("pip", "python", "pypy")) else name
    if tool in ("python", "pypy", "php", "py"):
        found = _module(words)
        if found is None:
            return None
        word = words[found]
        tool = options.table_name(word.value.removeprefix("-m").rpartition("/")[2].removesuffix(".phar"))
        words = words[found + 1 :]
    family = TOOLS.get(tool)
    if family is None:
        return None
    result = PackageCommand(tool, family, word, options.read(tool, words, command.dialect), command)
    if family == "pacman":
        _read_pacman(result)
    else:
        _read_verb(result)
    return result


def _module(words: list[Word]) -> int | None:
    """The index of `pip` in the words after `python -m`, or of `composer.phar` after `php`."""
    for i, word in enumerate(words):
        value = word.value
        if value == "-m":
            return i + 1 if i + 1 < len(words) and options.table_name(words[i + 1].value) in PYTHON_TOOLS else None
        if value.startswith("-m"):
            return i if options.table_name(value[2:]) in PYTHON_TOOLS else None
        if value[:1] != "-":
            return i if value.rpartition("/")[2] in ("composer", "composer.phar") else None
    return None


def _read_verb(result: PackageCommand) -> None:
    operands = result.arguments.operands
    if result.tool in RUNNERS:
        result.action = "run"
        _add_packages(result, operands[:1])
        return
    start = 0
    while start < len(operands) and (not operands[start].literal or operands[start].value[:1] == "+"):
        start += 1
    if result.family == "yarn" and len(operands) > start + 2 and operands[start].value == "workspace":
        start += 2
    known = actions(result.family)
    size = 0
    for size in (3, 2, 1):
        path = tuple(word.value for word in operands[start : start + size])
        if len(path) == size and " ".join(path) in known:
            result.action = known[" ".join(path)]
            break
    else:
        path = tuple(word.value for word in operands[start : start + 1])
        size = len(path)
        if not path or result.family == "cpan":
            result.action = "" if result.arguments.has(*QUESTIONS) else DEFAULTS.get(result.family, "")
            path, size = (), 0
    result.path = path
    result.verb = operands[start + size - 1] if size else None
    if result.action in WITH_PACKAGES and f"{result.family} {' '.join(path)}" not in NOT_PACKAGES:
        _add_packages(result, operands[start + size :], start + size)


def _add_packages(result: PackageCommand, words: list[Word], skipped: int = 0) -> None:
    family, path = result.family, result.path
    if family == "gem":
        words = _gems(result, words[: max(result.arguments.dashes - skipped, 0)] if result.arguments.dashes >= 0 else words)
    elif result.action == "run" or path == ("create-project",):
        words = words[:1]
    elif path in (("inject",), ("swap",)):
        words = words[1:]
    elif path == ("channel-update",):
        words = []
    group = (path[-1:] != () and path[-1].startswith("group")) or path[:1] in (("group",), ("groups",))
    kind = "group" if group or (family == "zypper" and result.arguments.value("-t", "--type") == "pattern") else ""
    if family == "npm":
        words = [word for word in words if word.value not in ("true", "false", "null")]
    for word in words:
        result.packages.append(requirements.read(word, family, kind, "module" in path))
    if family in ("pip", "uv", "pipenv"):
        for option in result.arguments.all("-e", "--editable"):
            if option.value_word is not None and option.value:
                result.packages.append(requirements.read_text(option.value_word, option.value, family))


def _gems(result: PackageCommand, words: list[Word]) -> list[Word]:
    """Without the words behind options that gem may have, but that are not known here: most take a value."""
    unknown = {one.word for one in result.arguments.options if one.value is None and one.name not in GEM_SWITCHES}
    values = {id(after) for before, after in pairwise(result.command.args) if before in unknown}
    return [word for word in words if id(word) not in values]


def _read_pacman(result: PackageCommand) -> None:
    """`pacman -Syu x`: the operation is an option, and the verb the word it is in."""
    long = {"--sync": "S", "--remove": "R", "--upgrade": "U", "--query": "Q"}
    letters = ""
    for option in result.arguments.options:
        letter = long.get(option.name) or (option.name[1] if len(option.name) == 2 else "")
        if letter and letter in "SRUQFDT" and result.verb is None:
            result.verb = option.word
            result.path = (option.word.value,)
        letters += letter or {"--refresh": "y", "--sysupgrade": "u", "--clean": "c", "--downloadonly": "w", "--search": "s"}.get(
            option.name, ""
        )
    operands = result.arguments.operands
    operation = next((letter for letter in letters if letter in "SRUQFDT"), "")
    if operation == "S":
        if "c" in letters:
            result.action = "clean"
        elif operands and not set(letters) & set("silg"):
            result.action = "download" if "w" in letters else "install"
        else:
            result.action = "upgrade" if "u" in letters else "update" if "y" in letters else "query"
    else:
        result.action = PACMAN.get(operation, "")
    if result.action in WITH_PACKAGES:
        result.packages = [requirements.read(word, "pacman") for word in operands]
