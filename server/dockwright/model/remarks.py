"""What ShellCheck is asked about a file, and what it said, at its place.

Nothing here runs ShellCheck: that is `dockwright.shellcheck`, which turns bodies into comments.
"""

from __future__ import annotations

from dockwright.model.scopes import PROXY_ARGS
from dockwright.patterns import pattern
from dockwright.shell.commands import interpreter_of
from dockwright.shell.nodes import Node, basename
from dockwright.syntax import Arg, Env, Instruction, Run, ShellForm
from dockwright.text import Edit, NamedTuple, Span, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dockwright.model.document import Document
    from dockwright.shell.nodes import Script

MAX_LENGTH = 100_000
DIALECTS = {"sh": "sh", "bash": "bash", "dash": "dash", "ksh": "ksh", "ash": "busybox sh", "busybox": "busybox sh"}
"""The shells that ShellCheck reads, by the name of the program."""
_IMAGE_DIALECTS = {"dash": "dash", "ash": "busybox sh", "bash": "bash"}
_REFERENCE = pattern(r"\$\{?([A-Z_][A-Z0-9_]{2,})")
_IDENTIFIER = pattern(r"[A-Za-z_][A-Za-z0-9_]*")
_AT_RUN_TIME = ("CMD", "ENTRYPOINT", "HEALTHCHECK")


class Body(NamedTuple):
    """A shell text as ShellCheck is asked about it. `shell` is what follows `#!/bin/`, empty where the text has a `#!` line itself.

    `names` are variables that the builder sets and the text may have misspelt. ShellCheck is not told of the others: what it
    says of them is easily left out afterwards, and one text in many files is read once.
    """

    shell: str
    text: str
    names: tuple[str, ...] = ()


class Change(NamedTuple):
    """A replacement of `text[start:end]` of a body; `leads` says that an insertion belongs to what stands behind it."""

    start: int
    end: int
    leads: bool
    text: str


class Comment(NamedTuple):
    """What ShellCheck says about `text[start:end]` of a body: its number, `error`, `warning`, `info` or `style`, and how to mend it."""

    code: int
    level: str
    message: str
    start: int
    end: int
    changes: tuple[Change, ...]


class Remark(Node):
    """A comment at its place in an instruction."""

    __slots__ = ("changes", "code", "level", "message", "script")

    def __init__(self, comment: Comment, script: Script) -> None:
        self.code = f"SC{comment.code}"
        self.level = comment.level
        self.message = comment.message
        self.start, self.end = _visible(script.text, comment.start, comment.end)
        self.map = script.map
        self.script = script
        self.changes = comment.changes

    @property
    def text(self) -> str:
        """The shell text it is about."""
        return self.script.text[self.start : self.end]

    @property
    def variable(self) -> str:
        """The name of the variable it is about; empty where it is about something else."""
        text = self.text.lstrip('"').removeprefix("$").removeprefix("{").lstrip("#!")
        end = 0
        while end < len(text) and text[end].isascii() and (text[end].isalnum() or text[end] == "_"):
            end += 1
        return text[:end]

    @property
    def is_continued(self) -> bool:
        """Whether it spreads over continued lines, so that the shell gets it in another shape than it is written in."""
        span = self.span
        return span.end - span.start != self.end - self.start

    @property
    def mended(self) -> str:
        """The text it is about with the changes made."""
        parts: list[str] = []
        at = self.start
        for change in sorted(self.changes):
            parts += (self.script.text[at : max(at, change.start)], change.text)
            at = change.end
        return "".join(parts) + self.script.text[at : max(at, self.end)]

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The changes as edits on the instruction's source; none where one would touch more than one piece of a line."""
        made = [self._edit(change) for change in self.changes]
        edits = [edit for edit in made if edit is not None]
        return tuple(edits) if len(edits) == len(made) else ()

    def _edit(self, change: Change) -> Edit | None:
        start, end, leads, text = change
        if "\n" in text or "\n" in self.script.text[start:end] or not 0 <= start <= end <= len(self.script.text):
            return None
        if start < end:
            span = self.map.span(start, end)
            return Edit(span, text) if span.end - span.start == end - start else None
        at = self.map.offset(start) if leads and start < len(self.script.text) else self.map.span(start, start).start
        return Edit(Span(at, at), text)


def _visible(text: str, start: int, end: int) -> tuple[int, int]:
    """A range with something in it: where ShellCheck points between characters, often behind the last one, the word there."""
    start = min(start, len(text))
    if start < end <= len(text):
        return start, end
    while start > 0 and (start >= len(text) or text[start] == "\n"):
        start -= 1
        while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
            start -= 1
    end = min(start + 1, len(text))
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def asked(document: Document, at_run_time: bool, by_image: bool) -> Iterator[tuple[Instruction, Script, Body]]:
    """The shell texts of a file that ShellCheck can read, each with the instruction it belongs to; see `asked_in`."""
    for instruction in document.instructions:
        one = instruction.trigger or instruction
        for script, body in asked_in(document, one, at_run_time, by_image):
            yield one, script, body


def asked_in(document: Document, instruction: Instruction, at_run_time: bool, by_image: bool) -> Iterator[tuple[Script, Body]]:
    """The shell texts of an instruction that ShellCheck can read. They depend on it, and on what is in effect before it.

    `at_run_time`: those of CMD, ENTRYPOINT and HEALTHCHECK too. `by_image`: `sh` is what the base image has by that name.
    """
    if isinstance(instruction, Run) or (at_run_time and isinstance(instruction, ShellForm) and instruction.name in _AT_RUN_TIME):
        for script in document.scripts(instruction):
            if script.dialect == "posix" and not script.exec_form and 0 < len(script.text) <= MAX_LENGTH:
                shell = "" if script.text.startswith("#!") else _shell(document, instruction, by_image)
                if shell or _is_read(script.text):
                    yield script, Body(shell, script.text, _misspelt(document, instruction, script.text) if shell else ())


def _misspelt(document: Document, instruction: Instruction, text: str) -> tuple[str, ...]:
    """The names set by the builder that names in the text resemble, which ShellCheck compares (SC2153)."""
    used = set(_REFERENCE.findall(text)) if "$" in text else ()
    if not used or is_at_run_time(instruction):
        return ()
    known = assigned(document, instruction)
    folded: dict[str, list[str]] = {}
    for name in known:
        folded.setdefault(name.lower(), []).append(name)
    found = {nearest(name.lower(), folded) for name in used if name not in known}
    return tuple(sorted(name for one in found if one for name in folded[one] if _IDENTIFIER.fullmatch(name)))


def _is_read(text: str) -> bool:
    interpreter = interpreter_of(text.partition("\n")[0])
    return bool(interpreter) and basename(interpreter[0]) in DIALECTS


def _shell(document: Document, instruction: Instruction, by_image: bool) -> str:
    """The shell in effect as ShellCheck names it, with `-e` where a failure ends it; empty where ShellCheck does not know it."""
    words = document.shell(instruction)
    names = [basename(word).removesuffix(".exe") for word in words[:2]]
    name = names[1] if names[:1] == ["env"] and len(names) > 1 else names[0] if names else "sh"
    dialect = DIALECTS.get(name, "")
    if dialect == "sh" and by_image:
        image = document.stage_of(instruction).known
        dialect = _IMAGE_DIALECTS.get(image.sh, "sh") if image else "sh"
    return f"{dialect} -e" if dialect and _ends_on_failure(words[1:]) else dialect


def _ends_on_failure(options: tuple[str, ...]) -> bool:
    return any(word == "errexit" or (word[:1] == "-" and word[:2] != "--" and "e" in word) for word in options)


def is_at_run_time(instruction: Instruction) -> bool:
    """Whether a shell text runs in a container, where anybody may have set any variable."""
    return instruction.name in _AT_RUN_TIME


def declared(document: Document, instruction: Instruction) -> set[str]:
    """The names that the builder sets for the shell of an instruction.

    A trigger of ONBUILD gets ENV, which the image keeps, and the ARG of the triggers before it, but no other ARG.
    """
    known = [variable for variable in document.scope(instruction).all().values() if variable.kind != "default"]
    if not instruction.onbuild:
        return {variable.name for variable in known}.union(PROXY_ARGS)
    names = {variable.name for variable in known if variable.kind != "arg"}.union(PROXY_ARGS)
    for stage in document.stage_of(instruction).chain:
        for one in stage.instructions:
            trigger = one.trigger
            if isinstance(trigger, Arg | Env) and trigger.start < instruction.start:
                names.update(pair.key.text for pair in trigger.pairs)
    return names


def assigned(document: Document, instruction: Instruction) -> set[str]:
    """The names that the builder sets, and those that the base image is known to set."""
    image = document.stage_of(instruction).known
    return declared(document, instruction).union(image.env if image else ())


if TYPE_CHECKING:
    Verdicts = Callable[[Body], tuple[Comment, ...] | None]
    """What is known of a body; None where nothing is known yet."""
