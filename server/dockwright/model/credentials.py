"""Places in a Dockerfile where a secret is given: known formats, named values, options, addresses, standard input."""

from __future__ import annotations

from dockwright.model import command_secrets, secret_text, secrets
from dockwright.patterns import pattern
from dockwright.syntax import Add, Arg, Copy, From, Run, ShellForm
from dockwright.syntax import words as builder_words
from dockwright.text import SourceMap, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.command_secrets import Spot
    from dockwright.model.document import Document
    from dockwright.shell.nodes import Command, Script
    from dockwright.syntax import Instruction, Pair, Parsed, Word

_USERINFO = pattern(r"(?<![\w.+-])[A-Za-z][\w.+-]{0,30}://([^\s/?#'\"<>|\\@:,;]*)(:[^\s/?#'\"<>|\\]*)?@([\w.${}-]*)")
_QUERY = pattern(r"[?&;]([\w.-]{2,40})=([^\s&#'\"<>|\\]+)")
_CONDA = pattern(r"/t/([a-z]{2}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
_VARIABLE = pattern(r"\$\{?(\w+)[^}@:]*\}?|\$\(.*|`.*|\{\{.*?\}\}|%\w+%|<.*?>|\[.*?\]")
_COMMON = frozenset(("password", "passwd", "pass", "pw", "pwd", "secret", "token", "user", "username", "guest", "login", "credentials"))
"""Passwords that documentation writes in an address; nobody's."""
_REACH = 2000
_MOST, _LONG, _TEXTS = 200, 2000, 50
_SIGNATURES = frozenset(("sig", "signature", "x-amz-signature", "code"))


class Credential:
    """A place where a secret is given.

    `kind`: `format` (what a provider gives out), `variable` (a named value), `command` (what a command is given), `url`.
    `what` names it in a noun phrase and never shows it. `span` covers the secret, `place` the name, the option or the
    command it is given to; both count from the instruction, or from the file where there is none, as in a comment.
    `is_literal`: it is written out; otherwise it comes from the `variables`. `text` is what a `command` of a `script` is given.
    """

    __slots__ = ("command", "instruction", "is_literal", "kind", "place", "script", "span", "text", "variables", "what")

    def __init__(self, kind: str, what: str, instruction: Instruction | None, span: Span, place: Span | None = None) -> None:
        self.kind = kind
        self.what = what
        self.instruction = instruction
        self.span = span
        self.place = place or span
        self.is_literal = True
        self.variables: tuple[str, ...] = ()
        self.text = ""
        self.command: Command | None = None
        self.script: Script | None = None

    @property
    def remedy(self) -> str:
        """What to do instead, as the end of a message."""
        if self.instruction is None:
            return "revoke it and take it out"
        if isinstance(self.instruction.trigger or self.instruction, (Run, Arg, Add, Copy)):
            return "use RUN --mount=type=secret"
        return "pass it when the container starts"

    def at(self, instruction: Instruction) -> Credential:
        """The same in an instruction with the same text."""
        if instruction is self.instruction:
            return self
        found = Credential(self.kind, self.what, instruction, self.span, self.place)
        found.is_literal, found.variables, found.text = self.is_literal, self.variables, self.text
        found.command, found.script = self.command, self.script
        return found

    def __repr__(self) -> str:
        return f"<Credential {self.kind}: {self.what}>"


def find(document: Document) -> Iterator[Credential]:
    """Every place where a secret is given, by instruction; of several that overlap the one that is known best."""
    known = _by_instruction(document)
    yield from known.pop(-1, [])
    for instruction in document.instructions:
        one = instruction.trigger or instruction
        found = known.get(instruction.index, [])
        if not isinstance(one, From):
            given, urls = _in_instruction(document, one)
            found = found + given
            yield from urls
        taken: list[Span] = []
        for credential in found[:_MOST]:
            if not any(credential.span.overlaps(span) for span in taken):
                taken.append(credential.span)
                yield credential


def _by_instruction(document: Document) -> dict[int, list[Credential]]:
    """What has a known format, by the index of its instruction; -1 for comments between instructions."""
    found: dict[int, list[Credential]] = {}
    if not _is_known(document) and not secrets.may_have_format(document.source):
        for instruction in document.instructions:
            instruction.parsed.memo["formats"] = []
        return found
    source, at = document.source, 0
    pieces: list[str] = []
    joined: list[int] = []
    starts: list[int] = []
    size = 0
    for instruction in document.instructions:
        formats: list[secrets.Found] | None = instruction.parsed.memo.get("formats")
        if formats is None:
            formats = instruction.parsed.memo["formats"] = list(secrets.formats(instruction.parsed.source))
        if formats:
            found[instruction.index] = [Credential("format", what, instruction, Span(start, end)) for start, end, what in formats]
        if instruction.start - at > 1:
            pieces.append(source[at : instruction.start])
            joined.append(size)
            starts.append(at)
            size += instruction.start - at
        at = instruction.span.end
    outside = SourceMap([*joined, size], [*starts, at])
    for start, end, what in _formats("".join([*pieces, source[at:]])):
        found.setdefault(-1, []).append(Credential("format", what, None, outside.span(start, end)))
    return found


_seen: dict[str, list[secrets.Found]] = {}


def _formats(comments: str) -> list[secrets.Found]:
    """What has a known format in the text between instructions, which seldom changes from one version to the next."""
    found = _seen.get(comments)
    if found is None:
        if len(_seen) > _TEXTS:
            _seen.clear()
        found = _seen[comments] = list(secrets.formats(comments))
    return found


def _is_known(document: Document) -> bool:
    """Whether most instructions were looked at when an earlier version of the text was, so that looking at the rest costs less than all."""
    ends = document.instructions[:1] + document.instructions[-1:]
    return any("formats" in one.parsed.memo for one in ends)


def _in_instruction(document: Document, one: Instruction) -> tuple[list[Credential], list[Credential]]:
    """What is given in the text of an instruction, and in its addresses; kept with it, for nothing else but its shell decides that."""
    key = ("credentials", document.shell(one) if isinstance(one, ShellForm) else None)
    kept: tuple[list[Credential], list[Credential]] | None = one.parsed.memo.get(key)
    if kept is None:
        kept = one.parsed.memo[key] = ([*_pairs(one), *_commands(document, one), *_heredocs(one)], list(_urls(one)))
    if not kept[0] and not kept[1]:
        return kept
    return [credential.at(one) for credential in kept[0]], [credential.at(one) for credential in kept[1]]


def _has_hint(parsed: Parsed) -> bool:
    low = parsed.source.lower()
    return any(hint in low for hint in secret_text.HINTS)


def _pairs(instruction: Instruction) -> Iterator[Credential]:
    """The pairs of ENV, ARG and LABEL whose name promises a secret."""
    if not instruction.pairs or not _has_hint(instruction.parsed):
        return
    for pair in instruction.pairs:
        name = pair.key.text.strip("\"'")
        value = written(pair, instruction.parsed.escape) if pair.value else None
        if pair.value is None or not pair.value.text:
            continue
        if value is not None and secrets.is_secret(name, value):
            yield Credential("variable", f"a secret for `{name}`", instruction, _inside(pair.value), pair.key.span)
        elif not set(pair.value.text).isdisjoint("={( "):
            for start, end, what in secret_text.in_value(pair.value.text):
                at = pair.value.at
                yield Credential("variable", what, instruction, instruction.parsed.map.span(at + start, at + end), pair.key.span)


def written(pair: Pair, escape: str) -> str | None:
    """The value of a pair where it is written out, also as the default of a variable; None where it is not."""
    if pair.value is None:
        return None
    text = pair.value.text
    expansion = builder_words.expand(text, escape=escape)
    if not expansion.references:
        return expansion.value
    only = expansion.references[0]
    if only.modifier not in (":-", "-", ":+", "+"):
        return None
    return only.default if only.default and text.strip("\"'")[:2] == "${" and only.end >= len(text.rstrip("\"'")) else None


def is_recorded(document: Document, instruction: Instruction, pair: Pair) -> bool:
    """Whether a value that is given from outside gets into the image: with an ENV, or with a RUN behind an ARG, by its history."""
    if instruction.onbuild or len(document.instructions) > _LONG:
        return True
    scope = document.scope(instruction)
    if not isinstance(instruction, Arg):
        text = pair.value.text if pair.value else ""
        return any(scope.get(one.name) is not None for one in builder_words.references(text, instruction.parsed.escape))
    name = pair.key.text
    for later in document.instructions[instruction.index + 1 :]:
        variable = document.scope(later).get(name)
        if variable is None or variable.kind != "arg":
            continue
        if isinstance(later.trigger or later, Run) or any(one.name == name for one in document.uses(later)):
            return True
    return False


def _inside(word: Word) -> Span:
    """The place of a word without its quotes."""
    quoted = len(word.text) > 1 and word.text[0] in "\"'" and word.text[-1] == word.text[0]
    return Span(word.start + quoted, word.end - quoted)


def _commands(document: Document, instruction: Instruction) -> Iterator[Credential]:
    """What the commands of an instruction are given."""
    if isinstance(instruction, ShellForm):
        for script in document.scripts(instruction):
            for spot in command_secrets.find(script):
                yield _from_spot(spot, instruction, script)


def _from_spot(spot: Spot, instruction: Instruction, script: Script) -> Credential:
    credential = Credential("command", spot.what, instruction, spot.span, spot.place)
    credential.is_literal = spot.is_literal
    credential.text = spot.text
    credential.command = spot.command
    credential.script = script
    if not spot.is_literal:
        credential.variables = tuple(one.name for one in builder_words.references(spot.text))
    return credential


def _heredocs(instruction: Instruction) -> Iterator[Credential]:
    """The lines of files that COPY and ADD write."""
    if isinstance(instruction, (Copy, Add)) and _has_hint(instruction.parsed):
        for heredoc in instruction.heredocs:
            source = SourceMap([0], [heredoc.body.start])
            for start, end, what in secret_text.in_text(heredoc.content):
                yield Credential("command", what, instruction, source.span(start, end))


def _urls(instruction: Instruction) -> Iterator[Credential]:
    """The addresses of an instruction that hold a password or a token."""
    parsed = instruction.parsed
    if "://" not in parsed.source:
        return
    texts = [(parsed.text, parsed.map)]
    texts += [(heredoc.content, SourceMap([0], [heredoc.body.start])) for heredoc in parsed.heredocs]
    for text, source in texts:
        if "@" in text:
            yield from _userinfo(instruction, text, source)
        if "=" in text:
            yield from _queries(instruction, text, source)
        if "/t/" in text:
            for match in _CONDA.finditer(text):
                yield Credential("url", "a token", instruction, source.span(match.start(1), match.end(1)))


def _userinfo(instruction: Instruction, text: str, source: SourceMap) -> Iterator[Credential]:
    for match in _USERINFO.finditer(text):
        user, password, host = match[1], (match[2] or "")[1:], match[3]
        start, end = match.start(1) + (not user), match.end(2) if match[2] else match.end(1)
        credential = Credential("url", "a password" if password else "a token", instruction, source.span(start, end))
        names = tuple(name for name in _VARIABLE.findall(user + " " + password) if name)
        if password and _VARIABLE.search(password):
            if user and not _VARIABLE.sub("", user) and not _VARIABLE.sub("", password):
                continue
            credential.is_literal, credential.variables = False, names
            if names:
                yield credential
        elif password.lower() not in _COMMON and secrets.is_plausible(password) if password else _is_token(user, host):
            yield credential


def _is_token(user: str, host: str) -> bool:
    """Whether a user without a password is none; the key in an address of Sentry is public."""
    return secrets.looks_random(user) and "sentry" not in host


def _queries(instruction: Instruction, text: str, source: SourceMap) -> Iterator[Credential]:
    for match in _QUERY.finditer(text):
        promised = secrets.MAYBE if match[1].lower() in _SIGNATURES else secrets.promise(match[1])
        start = max(text.rfind(" ", max(match.start() - _REACH, 0), match.start()), match.start() - _REACH, 0)
        if promised and "://" in text[start : match.start()] and "$" not in match[2] and secrets.is_plausible(match[2], promised):
            yield Credential("url", "a token", instruction, source.span(match.start(2), match.end(2)))
