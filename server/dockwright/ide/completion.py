"""What can be written at an offset. The text before it decides; the tree says what is in scope."""

from __future__ import annotations

import re

from dockwright.data import official
from dockwright.ide import comments, documentation
from dockwright.ide.documentation import FLAGS, INSTRUCTIONS, MOUNT_OPTIONS, MOUNTS, REPEATABLE
from dockwright.ide.items import FLAG, IMAGE, KEYWORD, OPTION, STAGE, VALUE, VARIABLE, Item
from dockwright.ide.places import instruction_at
from dockwright.syntax import User
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dockwright.findings import Finding
    from dockwright.model.document import Document
    from dockwright.model.stages import Stage
    from dockwright.syntax import Instruction

_VARIABLE = re.compile(r"\$\{?([A-Za-z_]\w*)?$", re.ASCII)
_WORD = re.compile(r"\S*$")
_END_OF_WORD = re.compile(r"[^\s,=}]*")
TRIGGERS = "$-=,{[:/ "


def complete(document: Document, offset: int, findings: list[Finding]) -> list[Item]:
    """What fits at an offset, each with the span it replaces."""
    source = document.source
    line_start = source.rfind("\n", 0, offset) + 1
    before = source[line_start:offset].lstrip("\ufeff")
    if before.lstrip().startswith("#"):
        return list(comments.complete(document, offset, before, findings))
    instruction = instruction_at(document, offset)
    if instruction is not None and _in_heredoc(instruction, offset):
        return _variables(document, instruction, before, offset) if instruction.name != "RUN" else []
    if instruction is None or not source[instruction.start : offset].split() or offset <= instruction.start + instruction.keyword.end:
        start = instruction.start if instruction is not None else offset
        return list(_keywords(document, Span(start, max(offset, _end(source, offset))), offset))
    return _arguments(document, instruction, offset)


def _in_heredoc(instruction: Instruction, offset: int) -> bool:
    at = offset - instruction.start
    return any(one.body.start <= at <= (one.terminator or one.body).end for one in instruction.heredocs)


def _end(source: str, offset: int) -> int:
    """Where the word at an offset ends."""
    match = _END_OF_WORD.match(source, offset)
    return match.end() if match else offset


def is_lower(document: Document) -> bool:
    """Whether a file writes its keywords in lower case."""
    lower = sum(one.keyword.islower() for one in document.instructions)
    return lower * 2 > len(document.instructions)


def _keywords(document: Document, span: Span, offset: int, inner: bool = False) -> Iterator[Item]:
    """The instructions, in the file's case; before the first FROM there are two."""
    stages = document.stages
    before_from = not inner and (not stages or stages[0].from_ is None or offset <= stages[0].from_.start + stages[0].from_.keyword.end)
    lower = is_lower(document)
    for name, entry in INSTRUCTIONS.items():
        if name == "MAINTAINER" or (before_from and name not in ("ARG", "FROM")) or (inner and name in ("FROM", "ONBUILD")):
            continue
        label = name.lower() if lower else name
        yield Item(label, KEYWORD, span, f"{label} ", " ".join(entry.forms[0]), entry.text, entry.url)


def _arguments(document: Document, instruction: Instruction, offset: int) -> list[Item]:
    """What follows a keyword."""
    typed = document.source[instruction.start : offset]
    one = instruction
    if instruction.name == "ONBUILD":
        words = typed.split()
        if len(words) < 2 or (len(words) == 2 and not typed[-1].isspace()):
            start = offset - len(words[1]) if len(words) == 2 else offset
            return list(_keywords(document, Span(start, _end(document.source, offset)), offset, inner=True))
        one = instruction.trigger or instruction
        typed = typed[typed.index(words[1]) :]
    variables = _variables(document, instruction, typed, offset)
    if variables:
        return variables
    match = _WORD.search(typed)
    word = match[0] if match else ""
    words = typed[: len(typed) - len(word)].replace("\\\n", " ").split()[1:]
    only_flags = all(item.startswith("--") for item in words)
    if word.startswith("-") and only_flags:
        return list(_flags(document, one, instruction, word, words, offset))
    values = _VALUES.get(one.name)
    plain = [item for item in words if not item.startswith("--")]
    found = list(values(document, instruction, plain, word)) if values else []
    if only_flags and not word:
        found += _flags(document, one, instruction, "", words, offset)
    span = Span(offset - len(word), _end(document.source, offset))
    return [item._replace(span=span) if item.span.start < 0 else item for item in found]


def _variables(document: Document, instruction: Instruction, typed: str, offset: int) -> list[Item]:
    """The variables in scope, behind a `$`."""
    match = _VARIABLE.search(typed)
    if match is None or instruction.name in ("SHELL", "MAINTAINER"):
        return []
    braced = match[0].startswith("${")
    start = offset - len(match[0])
    end = _end(document.source, offset)
    end += braced and document.source.startswith("}", end)
    found = []
    for name, variable in sorted(document.scope(instruction).all().items()):
        text = f"${{{name}}}" if braced else f"${name}"
        value = variable.value if variable.value is not None else variable.built or ""
        about = documentation.PLATFORM_ARGS.get(name, "") if variable.kind == "platform" else ""
        detail = f"{variable.kind.upper()} {name}={value}" if variable.instruction else variable.kind
        found.append(Item(name, VARIABLE, Span(start, end), text, detail, about, filter=text))
    return found


def _flags(document: Document, one: Instruction, outer: Instruction, word: str, words: list[str], offset: int) -> Iterator[Item]:
    """The flags an instruction has and does not have yet, or the values of the one that is being written."""
    name, equals, value = word.removeprefix("--").partition("=")
    if equals and name == "mount":
        yield from _mount(document, outer, value, offset)
    elif equals:
        span = Span(offset - len(value), _end(document.source, offset))
        if name == "from":
            yield from _stages(document, document.stage_of(outer), span)
        elif name == "chown":
            yield from (item._replace(span=span) for item in _users(document, outer, [], value))
        for known in _known_values(one.name, name):
            yield Item(known, VALUE, span, known)
    else:
        span = Span(offset - len(word), _end(document.source, offset))
        there = {item[2:].partition("=")[0] for item in words}
        for (instruction, flag), entry in FLAGS.items():
            if instruction == one.name and (flag not in there or flag in REPEATABLE):
                text = f"--{flag}" if entry.values == ("true", "false") else f"--{flag}="
                yield Item(f"--{flag}", FLAG, span, text, "", entry.text, entry.url, filter=f"--{flag}")


def _known_values(instruction: str, flag: str) -> tuple[str, ...]:
    entry = FLAGS.get((instruction, flag))
    return entry.values if entry else ()


def _stages(document: Document, stage: Stage, span: Span) -> Iterator[Item]:
    """The stages that stand before another one: by name, in the lower case that FROM asks for, or by number where they have none."""
    for earlier in document.stages[: max(stage.index, 0)]:
        if earlier.from_ is not None:
            name = earlier.name or str(earlier.index)
            yield Item(name, STAGE, span, name, f"stage {earlier.index}: {' '.join(earlier.from_.parsed.text.split())}")


def _mount(document: Document, instruction: Instruction, value: str, offset: int) -> Iterator[Item]:
    """The options of a mount, or the values of one."""
    fields = value.split(",")
    given = dict(field.partition("=")[::2] for field in fields[:-1])
    key, equals, typed = fields[-1].partition("=")
    options = MOUNT_OPTIONS.get(given.get("type") or "bind", {})
    end = _end(document.source, offset)
    if not equals:
        span = Span(offset - len(key), end)
        if "type" not in given:
            yield Item("type", OPTION, span, "type=", "the kind of mount")
        for name, entry in options.items():
            if name not in given:
                text = name if entry.values == ("true", "false") else f"{name}="
                yield Item(name, OPTION, span, text, "", entry.text, entry.url)
        return
    span = Span(offset - len(typed), end)
    if key == "type":
        for name, entry in MOUNTS.items():
            yield Item(name, VALUE, span, name, "", entry.text, entry.url)
    elif key == "from":
        yield from _stages(document, document.stage_of(instruction), span)
    elif key in options:
        for known in options[key].values:
            yield Item(known, VALUE, span, known)


_HERE = Span(-1, -1)


def _images(document: Document, instruction: Instruction, words: list[str], word: str) -> Iterator[Item]:
    """What stands behind FROM: an image or a stage, AS, a name. Which tags an image has only its registry knows."""
    if not words:
        used = [name for name in _used_images(document, instruction) if name.startswith(word.rpartition(":")[0])]
        for name in used:
            yield Item(name, IMAGE, _HERE, name, "used in this file")
        if not any(mark in word for mark in ":@/"):
            yield from _stages(document, document.stage_of(instruction), _HERE)
            yield Item("scratch", IMAGE, _HERE, "scratch", "an empty image")
            for name in sorted(official.ROWS):
                yield Item(name, IMAGE, _HERE, name, "official image")
    elif len(words) == 1:
        keyword = "as" if is_lower(document) else "AS"
        yield Item(keyword, KEYWORD, _HERE, f"{keyword} ", "gives the stage a name")


def _used_images(document: Document, instruction: Instruction) -> Iterable[str]:
    return dict.fromkeys(use.reference.text for use in document.images() if use.reference and use.instruction is not instruction)


def _users(document: Document, instruction: Instruction, words: list[str], word: str) -> Iterator[Item]:
    """Who is known to be in the image: those it brings, and those that the file names elsewhere."""
    if words or ":" in word:
        return
    known = document.stage_of(instruction).known
    found = dict.fromkeys((known.ready_user, *(known.users or ())) if known else (), "a user of the image")
    for one in document.instructions:
        if isinstance(one, User) and one.value and one is not instruction:
            found.setdefault(one.value.text.partition(":")[0], "used in this file")
    yield from (Item(name, VALUE, _HERE, name, about) for name, about in found.items() if name and "$" not in name)


def _ports(document: Document, instruction: Instruction, words: list[str], word: str) -> Iterator[Item]:
    port, slash, _ = word.partition("/")
    if slash and port:
        yield from (Item(f"{port}/{name}", VALUE, _HERE, f"{port}/{name}") for name in ("tcp", "udp", "sctp"))


def _health(document: Document, instruction: Instruction, words: list[str], word: str) -> Iterator[Item]:
    if not words:
        yield Item("CMD", KEYWORD, _HERE, "CMD ", "the command that checks")
        yield Item("NONE", KEYWORD, _HERE, "NONE", "no check, whatever the base image has")


def _signals(document: Document, instruction: Instruction, words: list[str], word: str) -> Iterator[Item]:
    if not words:
        yield from (Item(name, VALUE, _HERE, name) for name in documentation.SIGNALS)


def _shells(document: Document, instruction: Instruction, words: list[str], word: str) -> Iterator[Item]:
    if not words:
        yield from (Item(text, VALUE, _HERE, text) for text in documentation.SHELLS)


def _labels(document: Document, instruction: Instruction, words: list[str], word: str) -> Iterator[Item]:
    there = {pair.key.text.strip("\"'") for pair in instruction.pairs}
    for name, about in documentation.LABELS.items():
        if name not in there:
            yield Item(name, OPTION, _HERE, f"{name}=", about)


def _arguments_of_builder(document: Document, instruction: Instruction, words: list[str], word: str) -> Iterator[Item]:
    """What an ARG in a stage may be after: the ARGs before the first FROM, and what the builder sets."""
    if document.stage_of(instruction).index >= 0:
        for name, variable in document.global_scope.all().items():
            about = documentation.PLATFORM_ARGS.get(name, "") or f"declared before the first FROM, {variable.built or 'without a value'}"
            yield Item(name, VARIABLE, _HERE, name, about)


_VALUES: dict[str, Callable[[Document, Instruction, list[str], str], Iterator[Item]]] = {
    "ARG": _arguments_of_builder,
    "EXPOSE": _ports,
    "FROM": _images,
    "HEALTHCHECK": _health,
    "LABEL": _labels,
    "SHELL": _shells,
    "STOPSIGNAL": _signals,
    "USER": _users,
}
