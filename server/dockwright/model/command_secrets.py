"""What commands are given as a secret: options, operands, assignments, headers, lines they write, their input."""

from __future__ import annotations

from dockwright.data import secret_commands as table
from dockwright.model import secrets
from dockwright.model.secret_files import holds_credentials
from dockwright.model.secret_text import DEBCONF, HINTS, NETRC, SECURE_STRING, SQL, in_format, in_substitution, in_text, matches, pairs
from dockwright.model.secrets import Found
from dockwright.patterns import pattern
from dockwright.shell.files import OUTPUTS
from dockwright.shell.nested import SHELLS
from dockwright.shell.nodes import basename
from dockwright.text import NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.shell.nodes import Command, Script, Word

_REACH = 2000
_PAIRED = pattern(r"[a-z]\w*=.")
"""How far quotes and escapes may move a part of a word."""


class Spot(NamedTuple):
    """A place where a command is given a secret; `span` covers it, `place` the command up to the option, `text` is what stands there."""

    command: Command
    span: Span
    place: Span
    what: str
    is_literal: bool
    text: str = ""


def find(script: Script) -> Iterator[Spot]:
    """Every secret the commands of a script are given, written out or not."""
    low = script.text.lower()
    hinted = any(hint in low for hint in HINTS)
    for command in script.commands:
        if command.name in _KNOWN:
            yield from _options(command)
            yield from _operands(command)
            yield from _logins(command)
        if hinted:
            yield from _assignments(command)
            yield from _named_options(command)
            yield from _words(command, script)
            yield from _files(command)
            yield from _bodies(command)
    yield from _inputs(script)


def _spot(command: Command, word: Word, start: int, end: int, what: str, option: Word | None = None) -> Spot:
    """A spot for a part of a word's value."""
    part = word.value[start:end]
    at = word.text.find(part, start, start + len(part) + _REACH)
    span = word.map.span(word.start + at, word.start + at + len(part)) if at >= 0 and part else word.span
    first = command.name_word or word
    last = option or word
    place = first.map.span(min(first.start, last.start), last.end)
    return Spot(command, span, place, what, word.literal or not set(part) & set("$`"), part)


def _given(command: Command, word: Word, value: str, what: str, option: Word | None, promised: int = secrets.PASSWORD) -> Iterator[Spot]:
    """The value of an option or operand: a spot if a variable decides it, or if it can be a secret."""
    start = max(word.value.find(value), 0)
    found = _spot(command, word, start, start + len(value), what, option)
    if not found.is_literal:
        default = value.partition(":-")[2].rstrip("}") if value.startswith("${") else ""
        yield found._replace(is_literal=bool(default) and "$" not in default and secrets.is_plausible(default, promised))
    elif secrets.is_plausible(value, promised) and not value.startswith(("id=", "src=", "type=", "env:", "file:", "fd:")):
        yield found


def _options(command: Command) -> Iterator[Spot]:
    """Options of known tools: `curl -u user:password`, `docker login -p password`."""
    name = command.name
    wanted = table.OPTIONS.get(name)
    if wanted is None and name in _OPTION_TOOLS and command.arguments.operands:
        wanted = table.OPTIONS.get(f"{name} {command.arguments.operands[0].value}")
    if wanted is None:
        return
    names = wanted.split()
    for option in command.arguments.options:
        if option.name in names and option.value and option.value_word is not None:
            value = option.value
            if option.name in table.USER_AND_PASSWORD:
                value = value.partition("%" if name == "smbclient" else "," if name == "lftp" else ":")[2]
            if value:
                yield from _given(command, option.value_word, value, f"a password for `{name}`", option.word)


def _operands(command: Command) -> Iterator[Spot]:
    """Operands of known commands: `vault login token`, `npm config set //host/:_authToken token`."""
    name = command.name
    if name == "openssl":
        for word in command.args:
            if word.value.startswith("pass:"):
                yield from _given(command, word, word.value[5:], "a password for `openssl`", word)
    if name not in _TOOLS and name not in table.SETTERS:
        return
    operands = command.arguments.operands
    if name in table.DATABASE_CLIENTS and operands:
        yield from _account(command, operands[0])
    if name == "net":
        operands = [word for word in operands if word.value[:1] != "/"]
    elif name == "htpasswd" and command.arguments.has("-b") and len(operands) > 1:
        yield from _given(command, operands[-1], operands[-1].value, "a password for `htpasswd`", operands[-1])
    verbs = [word.value.lower().partition(".")[0] for word in operands[:3]]
    for size in range(min(3, len(verbs)), -1, -1):
        at = table.POSITIONS.get(" ".join((name, *verbs[:size])))
        if at is not None:
            if size + at < len(operands) and not _PAIRED.match(operands[size + at].value):
                yield from _given(command, operands[size + at], operands[size + at].value, f"a secret for `{name}`", operands[size + at])
            return
    if name in table.SETTERS:
        yield from _setting(command, name, operands)


def _account(command: Command, operand: Word) -> Iterator[Spot]:
    """The password in `user/password@database`."""
    account, found, _ = operand.value.partition("@")
    password = account.partition("/")[2]
    if found and password:
        yield from _given(command, operand, password, f"a password for `{command.name}`", operand)


_OPTION_TOOLS = frozenset(key.partition(" ")[0] for key in table.OPTIONS)
_KNOWN = frozenset(
    (
        "openssl",
        "htpasswd",
        *table.DATABASE_CLIENTS,
        *(key.partition(" ")[0] for key in (*table.OPTIONS, *table.POSITIONS)),
        *table.SETTERS,
        *table.LOGINS,
    )
)
"""Commands that are looked at though no word of theirs promises a secret."""
_TOOLS = frozenset(("htpasswd", *table.DATABASE_CLIENTS, *(key.partition(" ")[0] for key in table.POSITIONS)))


def _setting(command: Command, name: str, operands: list[Word]) -> Iterator[Spot]:
    verbs = [word.value for word in operands[:3]]
    first = next((i + 1 for i, verb in enumerate(verbs) if verb in ("set", "config", "configure")), len(operands))
    for key, value in zip(operands[first:], operands[first + 1 :], strict=False):
        promised = secrets.promise(key.value)
        if promised and "=" not in key.value:
            yield from _given(command, value, value.value, f"a secret for `{name}`", key, promised)
    if name == "bundle" and len(operands) > 2 and operands[0].value == "config" and "://" not in operands[-1].value:
        password = operands[-1].value.partition(":")[2]
        if password:
            yield from _given(command, operands[-1], password, "a password for `bundle`", operands[-1])


def _logins(command: Command) -> Iterator[Spot]:
    """Commands that set up a login from elsewhere: `npm login`, `gcloud auth activate-service-account --key-file=x`."""
    operands = command.arguments.operands if command.name in table.LOGINS else []
    verbs = " ".join(word.value for word in operands[:2])
    wanted = table.LOGINS.get(command.name, {})
    option = next((wanted[verb] for verb in wanted if verbs.startswith(verb)), None)
    if option is None or command.name_word is None:
        return
    given = command.arguments.get(option) if option else None
    text = given.value or "" if given else ""
    place = command.map.span(command.name_word.start, operands[min(len(operands), 2) - 1].end)
    yield Spot(command, place, place, f"credentials for `{command.name}`", False, text)


def _files(command: Command) -> Iterator[Spot]:
    """Lines with a variable that are written into a file for credentials: `echo "… $TOKEN" > ~/.npmrc`."""
    for redirect in command.redirects:
        target = redirect.target
        if target is None or redirect.op not in OUTPUTS or not holds_credentials(target.value):
            continue
        text = " ".join(word.value for word in command.args) + "".join(one.body for one in command.redirects)
        low = text.lower()
        if "$" in text and any(hint in low for hint in ("auth", "token", "password", "login", "machine", "secret", "://", "key")):
            place = target.map.span(redirect.start, target.end)
            yield Spot(command, place, place, f"credentials for `{basename(target.value)}`", False, text)


def _assignments(command: Command) -> Iterator[Spot]:
    """`NAME=value` in front of a command, and the operands of `export` and `env`."""
    words = command.assigns + command.words[: len(command.words) - len(command.args)]
    if command.name in ("export", "declare", "typeset", "local", "readonly"):
        words = words + command.args
    given = [(word.value.partition("=")[0], word, word.value.partition("=")[2]) for word in words]
    if command.dialect == "powershell" and command.assigns and command.words:
        given.append((command.assigns[0].value.partition(":")[2], command.words[0], command.words[0].value))
    elif command.name == "setx" and len(command.args) > 1:
        given.append((command.args[0].value, command.args[1], command.args[1].value))
    for name, word, value in given:
        promised = secrets.promise(name) if value and name.isidentifier() else secrets.NONE
        if secrets.is_account(name):
            promised, value = secrets.PASSWORD, value.partition(":")[2]
        if promised:
            for found in _given(command, word, value, f"a secret for `{name}`", word, promised):
                if found.is_literal or name in table.VARIABLES:
                    yield found


def _named_options(command: Command) -> Iterator[Spot]:
    """Options of any tool whose name promises a secret: `--db-password x`, `--token=x`, `-storepass x`."""
    words = command.args
    if command.name in table.PATTERN_TOOLS:
        return
    for i, word in enumerate(words):
        text = word.value
        if text[:1] != "-" or len(text) < 4 or len(text) > 400:
            continue
        name, equals, value = text.partition("=")
        promised = secrets.promise(name.lstrip("-")) if len(name) < 100 and "$" not in name else secrets.NONE
        if not promised:
            continue
        following = words[i + 1] if not equals and i + 1 < len(words) else None
        if following is not None and following.value[:1] != "-" and command.name not in _ASKING and name not in _SWITCHES:
            value, target = following.value, following
        else:
            target = word
        if value:
            for found in _given(command, target, value, f"a secret for `{name}`", word, promised):
                if found.is_literal:
                    yield found


_ASKING = frozenset(("mysql", "mysqldump", "mysqladmin", "mariadb", "mariadb-dump", "mariadb-admin", "psql", "su", "sudo"))
"""Tools that ask for a password where the option has no value."""
_SWITCHES = frozenset(("--with-token", "--pass-credentials", "--store-password", "--save-password", "--generate-token", "--write-token"))


def _words(command: Command, script: Script) -> Iterator[Spot]:
    """Words that hold pairs: `-Dserver.password=x`, `-e TOKEN=x`, and the lines that `echo` writes."""
    name = command.name
    if name == "sed":
        yield from _replaced(command)
    if name in table.PATTERN_TOOLS or name in SHELLS:
        return
    for word in command.args:
        value = word.value
        if len(value) < 8:
            continue
        if name in table.WRITERS:
            found = list(in_text(value.replace("\\n", " \n")))
        else:
            found = list(pairs(value, "")) if "=" in value else []
            low = value.lower()
            if "identified" in low or ("password" in low and "'" in low):
                found += matches(SQL, value, "a password in SQL")
            if "convertto-" in low:
                found += matches(SECURE_STRING, value, "a password for PowerShell")
        for start, end, what in found:
            yield _spot(command, word, start, end, what)
    if name in ("echo", "printf") and command.args:
        yield from _formatted(command)
        yield from _written(command)
        yield from _said(command, script)


def _formatted(command: Command) -> Iterator[Spot]:
    """Operands of `printf` that its format puts behind a name: `printf 'token=%s' x`."""
    operands = [word for word in command.args if word.value != "--"]
    for number, promised in in_format(operands[0].value) if command.name == "printf" and operands else ():
        if number + 1 < len(operands) and operands[number + 1].literal:
            yield from _given(command, operands[number + 1], operands[number + 1].value, "a secret for a file", operands[0], promised)


def _replaced(command: Command) -> Iterator[Spot]:
    """What `sed` writes in the place of something else."""
    for word in command.args:
        if len(word.value) > 8 and word.value[:1] != "-":
            for start, end, what in in_substitution(word.value):
                yield _spot(command, word, start, end, what)


def _said(command: Command, script: Script) -> Iterator[Spot]:
    """What several words say together: lines for `debconf-set-selections`, or for `.netrc`."""
    start, end = command.args[0].start, command.args[-1].end
    text = script.text[start:end]
    found = [*matches(DEBCONF, text, "a password for `debconf`")] if "/" in text and "pass" in text.lower() else []
    if len(command.args) > 1 and "login" in text:
        found += matches(NETRC, text, "a password for `.netrc`")
    for one in found:
        span = script.span(start + one.start, start + one.end)
        yield Spot(command, span, span, one.what, True)


def _written(command: Command) -> Iterator[Spot]:
    """`echo x > password`: a file whose name promises a secret."""
    operands = [word for word in command.args if word.value[:1] not in ("-", "%")]
    for redirect in command.redirects:
        file = basename(redirect.target.value).lstrip(".").partition(".")[0] if redirect.target is not None else ""
        if redirect.op in (">", ">>") and redirect.target is not None and len(operands) == 1 and file != "passwd":
            promised = secrets.promise(file)
            if promised and operands[0].literal and " " not in operands[0].value and secrets.is_plausible(operands[0].value, promised):
                yield _spot(command, operands[0], 0, len(operands[0].value), f"a secret for `{redirect.target.value}`")


def _bodies(command: Command) -> Iterator[Spot]:
    """Here-documents and here-strings that no shell reads."""
    sink = _is_sink(command)
    for redirect in command.redirects:
        if redirect.op == "<<<" and redirect.target is not None and sink:
            yield from _input(command, command, redirect.target)
        elif redirect.body_start >= 0 and command.name not in SHELLS:
            found = list(in_text(redirect.body))
            if command.name == "chpasswd":
                found += _accounts(redirect.body)
            for start, end, what in found:
                span = redirect.map.span(redirect.body_start + start, redirect.body_start + end)
                yield Spot(command, span, span, what, True)


def _accounts(text: str) -> Iterator[Found]:
    at = 0
    for line in text.splitlines(keepends=True):
        user, colon, password = line.strip().partition(":")
        if colon and user.isidentifier() and "$" not in password and secrets.is_plausible(password):
            start = at + line.index(":") + 1
            yield Found(start, start + len(password), "a password for `chpasswd`")
        at += len(line)


def _is_sink(command: Command) -> bool:
    word = table.SINKS.get(command.name)
    return word is not None and (not word or any(one.value == word for one in (*command.args, *command.wrappers)))


def _inputs(script: Script) -> Iterator[Spot]:
    """What `echo` and `printf` hand through a pipe to a command that reads a secret."""
    if not any(sink in script.text for sink in ("passwd", "-stdin", "-token", "cryptsetup", "kinit", "-S", "login", "keyring", "adduser")):
        return
    for operator in script.operators:
        left, right = operator.left, operator.right
        if operator.text != "|" or left is None or right is None or left.name not in ("echo", "printf") or not left.args:
            continue
        if _is_sink(right) or (right.wrappers and right.wrappers[0].value == "sudo" and "-S" in [one.value for one in right.words]):
            yield from _input(left, right, left.args[-1])


def _input(giver: Command, reader: Command, word: Word) -> Iterator[Spot]:
    value = word.value.strip()
    if reader.name == "chpasswd":
        value = value.partition(":")[2].partition("\n")[0].partition("\\n")[0]
    else:
        value = value.partition("\\n")[0].partition("\n")[0]
    first, last = reader.name_word or word, (reader.args or [reader.name_word or word])[-1]
    for found in _given(giver, word, value, f"a password for `{reader.name}`", word) if value else ():
        yield found._replace(command=reader, place=first.map.span(first.start, last.end))
