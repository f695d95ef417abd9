"""Where the checks are turned off that make a download trustworthy: of TLS certificates and of package signatures."""

from __future__ import annotations

from dockwright.data import verification as table
from dockwright.patterns import IGNORECASE, pattern
from dockwright.shell.files import OUTPUTS
from dockwright.shell.nested import SHELLS
from dockwright.shell.nodes import Command
from dockwright.shell.options import table_name
from dockwright.text import NamedTuple, SourceMap, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from dockwright.shell.nodes import Word
    from dockwright.shell.options import Option
    from dockwright.syntax import Instruction, Pair

    Settings = Mapping[str, tuple[frozenset[str], str]]
    Options = Mapping[str, tuple[str, str]]

_URL = pattern(r"\w+://(?:[^/@\s]*@)?(\[[^\]]*\]|[^/:\s]+)")


class Switch(NamedTuple):
    """A check that is turned off: where, what is written there, and the id another linter gives it.

    It is one of: an `option` of a command, a `word` of one, a `pair` of ENV or ARG, or, with none of them, text.
    """

    span: Span
    text: str
    alias: str
    option: Option | None = None
    word: Word | None = None
    pair: Pair | None = None


class Subject(NamedTuple):
    """What to look for: the names of options, options with a value for no, settings, variables, and settings in a text."""

    options: Options
    values: Options
    settings: Settings
    variables: Settings
    text: re.Pattern[str]


def _in_files(settings: Settings) -> re.Pattern[str]:
    """`name = value`, `name: value` or `Name "value"` for one of these settings."""
    names = "|".join(sorted(settings, key=len, reverse=True))
    return pattern(rf"(?<![\w-])({names})(?![\w-])[\"']?(?:[ \t]*[=:][ \t]*|[ \t]+)[\"']?(\w[\w.-]*)", IGNORECASE)


TLS = Subject(table.TLS_OPTIONS, table.TLS_VALUES, table.TLS_SETTINGS, table.TLS_VARIABLES, _in_files(table.TLS_SETTINGS))
SIGNATURES = Subject(table.SIGNATURE_OPTIONS, {}, table.SIGNATURE_SETTINGS, {}, _in_files(table.SIGNATURE_SETTINGS))


def switches(node: Command | Instruction, subject: Subject) -> Iterator[Switch]:
    """What a command turns off, or ENV, ARG, or a file that COPY or ADD writes."""
    if isinstance(node, Command):
        yield from in_command(node, subject)
    elif node.pairs:
        yield from in_pairs(node, subject)
    else:
        for heredoc in node.heredocs:
            yield from in_text(heredoc.content, SourceMap([0], [heredoc.body.start]), subject)


def in_command(command: Command, subject: Subject) -> Iterator[Switch]:
    """What a command turns off, for itself, for others, or in a file that it writes."""
    name = table_name(command.name)
    yield from _options(command, name, subject)
    yield from _assignments(command, subject)
    if name in table.SETTERS:
        yield from _operands(command, name, subject)
    if name in table.WRITERS and _writes(command):
        for word in command.args:
            yield from _in_word(word, subject)
    for redirect in command.redirects:
        if redirect.body_start >= 0 and command.name not in SHELLS:
            yield from in_text(redirect.body, SourceMap([0], [redirect.body_start]).within(redirect.map), subject)


def in_pairs(instruction: Instruction, subject: Subject) -> Iterator[Switch]:
    """The variables of ENV and ARG that turn it off for every command."""
    for pair in instruction.pairs:
        name = pair.key.text.strip("\"'")
        value = pair.value.text.strip("\"' \t") if pair.value else ""
        alias = _turns_off(name, value, subject.variables)
        if alias is not None:
            yield Switch(pair.span, f"{name}={value}", alias, pair=pair)


def in_text(text: str, source: SourceMap, subject: Subject) -> Iterator[Switch]:
    """The settings in the text of a file that turn it off."""
    low = text.lower()
    for match in subject.text.finditer(text) if any(name in low for name in subject.settings) else ():
        name = match[1]
        alias = _turns_off(name, match[2].strip(), subject.settings)
        if alias is not None:
            yield Switch(source.span(match.start(1), match.end(2)), match[0].strip(), alias)


def _turns_off(name: str, value: str, settings: Settings) -> str | None:
    """The other linter's id where a setting has a value that turns the check off, else None."""
    known = settings.get(name.lower().rpartition(".")[2].rpartition(":")[2])
    if known is None:
        return None
    values, alias = known
    return alias if (value.lower() in values if values else bool(value)) else None


def _options(command: Command, name: str, subject: Subject) -> Iterator[Switch]:
    names, alias = subject.options.get(name, ("", ""))
    off, off_alias = subject.values.get(name, ("", ""))
    wanted, wanted_off = names.split(), off.split()
    if not wanted and not wanted_off and "=" not in "".join(word.value for word in command.args[:64]):
        return
    for option in command.arguments.options:
        if option.name in wanted and not _is_false(option.value, option.name):
            yield Switch(option.span, option.name, alias, option=option)
        elif option.name in wanted_off and (option.value or "").lower() in table.FALSE:
            yield Switch(option.span, option.word.value, off_alias, option=option)
        elif option.value and "=" in option.value and name not in table.WRITERS:
            key, _, value = option.value.partition("=")
            found = _turns_off(key.strip(), value.strip("\"' ;"), subject.settings)
            if found is not None:
                yield Switch(option.span, option.value, _by_tool(found, name), option=option)


def _is_false(value: str | None, name: str) -> bool:
    """Whether an option says itself that it is off: `--insecure=false`."""
    return value is not None and value.lower() in table.FALSE and name.startswith("--")


def _by_tool(alias: str, name: str) -> str:
    """git and dnf have a setting of the same name."""
    return "CKV2_DOCKER_14" if alias == "CKV2_DOCKER_15" and name == "git" else alias


def _assignments(command: Command, subject: Subject) -> Iterator[Switch]:
    """Variables before the command, behind `env` and `export`."""
    if not subject.variables:
        return
    words = [*command.assigns, *command.words[: len(command.words) - len(command.args)]]
    if command.name in ("export", "setx"):
        words += command.args
    if command.dialect == "powershell" and command.assigns and command.words:
        name, value = command.assigns[0].value.partition(":")[2], command.words[0].value
        alias = _turns_off(name, value, subject.variables)
        if alias is not None:
            yield Switch(command.span, f"{name}={value}", alias)
    for word in words:
        name, _, value = word.value.partition("=")
        alias = _turns_off(name, value, subject.variables)
        if alias is not None:
            yield Switch(word.span, f"{name}={value}", alias, word=word)


def _writes(command: Command) -> bool:
    """Whether what a command says goes into a file."""
    piped = command.after is not None and command.after.text == "|"
    in_place = command.name in ("sed", "crudini", "augtool") and not command.redirects
    return piped or in_place or any(one.op in OUTPUTS for one in command.redirects)


def _operands(command: Command, name: str, subject: Subject) -> Iterator[Switch]:
    """`npm config set strict-ssl false`, `git config http.sslVerify=false`."""
    operands = command.arguments.operands
    if not any(word.value in ("set", "config") for word in operands[:2]):
        return
    for i, word in enumerate(operands):
        key, equals, value = word.value.partition("=")
        last = word
        if not equals and i + 1 < len(operands):
            last = operands[i + 1]
            value = last.value
        alias = _turns_off(key, value, subject.settings)
        if alias is not None:
            yield Switch(word.map.span(word.start, last.end), f"{key} {value}", _by_tool(alias, name))


def _in_word(word: Word, subject: Subject) -> Iterator[Switch]:
    """Settings in what is written into a file; at their place in the word where its quotes show it."""
    at = word.text.find(word.value)
    exact = SourceMap([0], [word.start + at]).within(word.map) if at >= 0 else None
    for found in in_text(word.value, exact or SourceMap([0], [0]), subject):
        yield found if exact else found._replace(span=word.span)


def is_local(command: Command) -> bool:
    """Whether all addresses that a command is given are this machine's."""
    hosts = [match[1] for word in command.args for match in _URL.finditer(word.value)]
    given = command.arguments.value("--trusted-host", "--allow-insecure-host")
    hosts += [given] if given else []
    if not hosts:
        hosts = [word.value for word in command.arguments.operands if command.name in ("curl", "wget")]
    return bool(hosts) and all(host.startswith(table.LOOPBACK) for host in hosts)
