"""The forms of the instruction at an offset, and which part of them is being written."""

from __future__ import annotations

from dockwright.ide.documentation import INSTRUCTIONS
from dockwright.ide.places import instruction_at
from dockwright.text import NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.document import Document
    from dockwright.syntax import Instruction


class Form(NamedTuple):
    """One way to write an instruction; `parts` are the spans of its parameters in the label."""

    label: str
    parts: tuple[Span, ...]


class Signature(NamedTuple):
    """The forms of an instruction, the one in use and the part at the cursor. `about` is Markdown."""

    forms: tuple[Form, ...]
    form: int
    part: int
    about: str


def signature(document: Document, offset: int) -> Signature | None:
    """The signature of the instruction at an offset behind its keyword."""
    found = instruction_at(document, offset)
    one = (found.trigger or found) if found else None
    if found is None or one is None or one.name not in INSTRUCTIONS or offset <= found.start + one.keyword.end:
        return None
    entry = INSTRUCTIONS[one.name]
    forms = tuple(_form(one.keyword, parts) for parts in entry.forms)
    number = _form_in_use(one, len(forms))
    return Signature(forms, number, _part(one, entry.forms[number], offset - found.start), entry.text)


def _form(keyword: str, parts: tuple[str, ...]) -> Form:
    spans = []
    label = keyword
    for part in parts:
        label += " "
        spans.append(Span(len(label), len(label) + len(part)))
        label += part
    return Form(label, tuple(spans))


def _form_in_use(instruction: Instruction, count: int) -> int:
    if instruction.name == "HEALTHCHECK":
        return int(instruction.text.upper() == "NONE")
    if instruction.heredocs and instruction.name == "RUN":
        return 2
    return int(count > 1 and instruction.text.startswith("["))


def _part(instruction: Instruction, parts: tuple[str, ...], at: int) -> int:
    """Which part an offset is in: a flag by its name, else by counting words."""
    flags = sum(part.startswith("[--") for part in parts)
    for flag in instruction.flags:
        if flag.start <= at <= flag.end:
            return next((n for n, part in enumerate(parts) if part.startswith((f"[--{flag.name}=", f"[--{flag.name}]"))), 0)
    words = [word for word in instruction.parsed.words or instruction.words if word.start < at]
    complete = sum(word.end < at for word in words)
    last = len(parts) - 1
    if instruction.name in ("COPY", "ADD"):
        return last if len(instruction.words) > 1 and at >= instruction.words[-1].start else last - 1
    if instruction.name == "HEALTHCHECK":
        return min(flags + min(complete, 1), last)
    return min(flags + complete, last)
