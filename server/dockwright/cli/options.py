"""The command line's options in one table, from which argv is read and the help is written."""

from __future__ import annotations

from dockwright.findings import SEVERITIES
from dockwright.report import FORMATS
from dockwright.settings import PROFILES
from dockwright.text import NamedTuple, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEVELS = (*SEVERITIES, "never")
CIS_FORMATS = ("text", "json", "html")
RUN = ("check", "fix")
WITH_REPORT = (*RUN, "report")
WITH_PIN = (*WITH_REPORT, "pin")


class Option(NamedTuple):
    """One option. Without a metavar it is a flag; `many` takes a list with commas and may be repeated."""

    name: str
    help: str
    metavar: str = ""
    choices: tuple[str, ...] = ()
    many: bool = False
    commands: tuple[str, ...] = RUN
    short: str = ""


OPTIONS = (
    Option("--select", "only these rules, whatever the profile", "RULES", many=True),
    Option("--ignore", "leave these rules out", "RULES", many=True),
    Option("--extend-select", "these rules as well as the profile's", "RULES", many=True),
    Option("--profile", "the set of rules to start from", "NAME", PROFILES),
    Option("--target", "the stage that is built, where it is not the last", "STAGE", commands=WITH_REPORT),
    Option("--platform", "the platform that is built for, as docker build is given it", "PLATFORM", commands=WITH_REPORT),
    Option("--build-arg", "a build argument, as docker build is given it", "NAME=VALUE", many=True, commands=WITH_PIN),
    Option("--exclude", "leave out files below directories that match", "GLOB", many=True, commands=WITH_PIN),
    Option("--unsafe", "also apply fixes that may change the image", commands=("fix",)),
    Option("--split", "also split what builds in one stage into a build and a runtime stage (may change the image)", commands=("fix",)),
    Option("--diff", "print what would change and write nothing", commands=("fix",)),
    Option("--fix-only", "do not report what remains, nor fail because of it", commands=("fix",)),
    Option("--exit-non-zero-on-fix", "end with status 1 when a file was changed", commands=("fix", "pin")),
    Option("--format", "the format of the report; several, if given several times", "FORMAT", FORMATS),
    Option("--format", "the format of the report; several, if given several times", "FORMAT", CIS_FORMATS, commands=("report",)),
    Option("--output-file", "write the report to a file: the first for the first format, and so on", "FILE", commands=WITH_REPORT),
    Option("--fail-on", "the least level that ends with status 1 (default: warning)", "LEVEL", LEVELS, commands=WITH_REPORT),
    Option("--quiet", "one line a control, and nothing else", commands=("report",), short="-q"),
    Option("--statistics", "count findings by rule instead of listing them"),
    Option("--quiet", "one line a finding, and nothing else", short="-q"),
    Option("--update", "also renew digests whose tag has moved", commands=("pin",)),
    Option("--versions", "also write the version that latest is now in its place", commands=("pin",)),
    Option("--check", "write nothing; fail where an image is not pinned, or its tag has moved", commands=("pin",)),
    Option("--offline", "use only what earlier runs have kept", commands=("pin",)),
    Option("--json", "report as JSON", commands=("pin",)),
    Option("--quiet", "report only what changed or went wrong", commands=("pin",), short="-q"),
    Option("--config", "read this configuration and look for no other", "FILE", commands=WITH_PIN),
    Option("--isolated", "look for no configuration", commands=WITH_PIN),
    Option("--stdin-filename", "the name of what is read from - (for messages and configuration)", "FILE", commands=WITH_REPORT),
    Option("--shellcheck", "whether to ask ShellCheck about RUN (default: auto)", "WHEN", ("auto", "on", "off")),
    Option("--online", "ask registries what the images say of themselves, for rules that want to know", commands=WITH_REPORT),
    Option("--no-scan", "with --online, leave out what a scanner would have to say", commands=WITH_REPORT),
    Option("--offline", "use what earlier runs with --online have kept, and no network", commands=WITH_REPORT),
    Option("--no-cache", "keep and use no results of earlier runs", commands=WITH_PIN),
    Option("--jobs", "how many processes to share the files among", "N", commands=WITH_REPORT),
    Option("--jobs", "how many questions to ask at a time (default: 8)", "N", commands=("pin",)),
    Option("--format", "the format of the table", "FORMAT", ("text", "json"), commands=("rules",)),
    Option("--pragmas", "rewrite the ignore comments of the Dockerfiles as well", commands=("migrate",)),
    Option("--force", "replace a dockwright.toml that is there", commands=("migrate",)),
)

COMMANDS = {
    "check": "report problems in Dockerfiles",
    "fix": "mend what can be mended safely, report the rest",
    "pin": "write the digest of every image behind its tag",
    "report": "say how far Dockerfiles meet section 4 of the CIS Docker Benchmark",
    "explain": "say what a rule is about, by name or by a peer's id such as DL3020",
    "rules": "list every rule",
    "migrate": "turn hadolint's configuration, and comments if asked, into our own",
    "lsp": "run the language server on standard input and output",
}
OPERANDS = {
    "check": "[PATH...]",
    "fix": "[PATH...]",
    "pin": "[PATH...]",
    "report": "cis [PATH...]",
    "explain": "RULE...",
    "rules": "",
    "migrate": "[FOLDER...]",
    "lsp": "",
}


class UsageError(Exception):
    """A command line that cannot be meant: the message says what is wrong and what to write instead."""


class Arguments:
    """A command line, read: the operands, and what each option was given."""

    __slots__ = ("command", "operands", "values")

    def __init__(self, command: str, operands: list[str], values: dict[str, list[str]]) -> None:
        self.command = command
        self.operands = operands
        self.values = values

    def flag(self, name: str) -> bool:
        """Whether the option is there."""
        return name in self.values

    def value(self, name: str) -> str | None:
        """The value of an option; of several the last."""
        given = self.values.get(name)
        return given[-1] if given else None

    def names(self, name: str) -> tuple[str, ...]:
        """Every name in the lists given to an option."""
        return tuple(word for given in self.values.get(name, ()) for word in map(str.strip, given.split(",")) if word)


def read(argv: Sequence[str]) -> Arguments:
    """Read a command line. Raises UsageError."""
    command = argv[0]
    if command not in COMMANDS:
        raise UsageError(_unknown_command(command))
    known = {option.name: option for option in OPTIONS if command in option.commands}
    known |= {option.short: option for option in known.values() if option.short}
    operands: list[str] = []
    values: dict[str, list[str]] = {}
    words = iter(argv[1:])
    for word in words:
        if word == "--":
            operands += words
        elif word[:1] != "-" or word == "-":
            operands.append(word)
        else:
            _read_option(word, words, known, values)
    return Arguments(command, operands, values)


def _read_option(word: str, words: Iterable[str], known: dict[str, Option], values: dict[str, list[str]]) -> None:
    name, equals, value = word.partition("=")
    option = known.get(name)
    if option is None:
        raise UsageError(f"unknown option {name}{_suggestion(name, known)}")
    if not option.metavar:
        if equals:
            raise UsageError(f"{name} takes no value")
        values[option.name] = []
        return
    if not equals:
        value = next(iter(words), "")
        if not value:
            raise UsageError(f"{name} needs a value: {name} {option.metavar}")
    if option.choices and value not in option.choices:
        raise UsageError(f"{name} cannot be {value!r}: choose {_either(option.choices)}{_suggestion(value, option.choices)}")
    values.setdefault(option.name, []).append(value)


def _unknown_command(command: str) -> str:
    if command.startswith("-"):
        return f"unknown option {command}: the command comes first, as in dockwright check {command}"
    close = nearest(command, COMMANDS)
    if close:
        return f"unknown command {command!r}: did you mean {close!r}?"
    return f"unknown command {command!r}: to lint a file, write dockwright check {command}"


def _suggestion(word: str, known: Iterable[str]) -> str:
    close = nearest(word, known)
    return f" (did you mean {close}?)" if close else ""


def _either(choices: Sequence[str]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}"
