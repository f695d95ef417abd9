"""How rules write fixes: edits on nodes, on instructions and in command chains, in the style of the file."""

from __future__ import annotations

from bisect import bisect_right

from dockwright.findings import Fix
from dockwright.syntax import Instruction, Label
from dockwright.text import Edit, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Protocol

    from dockwright.model.document import Document
    from dockwright.model.stages import Stage
    from dockwright.rules import Rule
    from dockwright.shell.nodes import Command, Script, Word
    from dockwright.syntax import Pair

    class Placed(Protocol):
        """Anything with a span: relative to its instruction, or, for instructions and stages, in the file."""

        @property
        def span(self) -> Span: ...

    Node = Placed | Span

FOLLOWING = 1000


class Editing:
    """The document, the instruction a check runs on, and the edits it can offer there."""

    __slots__ = ("_document", "_instruction", "_script")

    rule: Rule

    def __init__(self, document: Document) -> None:
        self._document = document
        self._instruction: Instruction | None = None
        self._script: Script | None = None

    def enter(self, instruction: Instruction | None, script: Script | None = None) -> None:
        """Move to the next node."""
        self._instruction = instruction
        self._script = script

    @property
    def document(self) -> Document:
        """The whole file."""
        return self._document

    @property
    def instruction(self) -> Instruction:
        """The instruction the check runs on; the FROM for a stage."""
        if self._instruction is None:
            raise LookupError("a check on the whole document runs on no instruction: say `at`")
        return self._instruction

    @property
    def script(self) -> Script:
        """The shell text a check on a command runs in."""
        if self._script is None:
            raise LookupError("only a check on a command runs in a script")
        return self._script

    def later(self, command: Command) -> list[Command]:
        """The commands that follow one in the same instruction; no more than a person would write."""
        commands = self.script.commands
        at = bisect_right(commands, command.start, key=lambda one: one.start)
        return commands[at : at + FOLLOWING]

    def earlier(self, command: Command) -> Iterator[Command]:
        """The commands that the stage's chain has run before one, in order; for a trigger those of the whole chain."""
        return (one for _, one in self.document.commands(self.stage, before=command))

    @property
    def stage(self) -> Stage:
        """The stage of the instruction."""
        return self.document.stage_of(self.instruction)

    def place(self, node: Node, at: Instruction | None = None) -> Span:
        """The span of a node in the file."""
        span = node if isinstance(node, Span) else node.span
        if isinstance(node, Instruction):
            return span
        if at is not None:
            return span.shift(at.start)
        return span.shift(self._instruction.start) if self._instruction is not None else span

    def fix(self, title: str, *edits: Edit, applicability: str = "") -> Fix:
        """A fix of several edits; its applicability is the rule's unless given."""
        return Fix(title, edits, applicability or self.rule.fix or "unsafe")

    def lookup(self, title: str, kind: str, reference: str) -> Fix:
        """A fix whose edits a registry has to give: `kind` says what is asked about the image."""
        return Fix(title, (), self.rule.fix or "unsafe", (kind, reference))

    def edit(self, node: Node, text: str, at: Instruction | None = None) -> Edit:
        """Put `text` in the place of a node."""
        return Edit(self.place(node, at), text)

    def before(self, node: Node, text: str, at: Instruction | None = None) -> Edit:
        """Put `text` directly before a node."""
        start = self.place(node, at).start
        return Edit(Span(start, start), text)

    def after(self, node: Node, text: str, at: Instruction | None = None) -> Edit:
        """Put `text` directly behind a node."""
        end = self.place(node, at).end
        return Edit(Span(end, end), text)

    def replace(self, node: Node, text: str, title: str, at: Instruction | None = None) -> Fix:
        """A fix that puts `text` in the place of a node."""
        return self.fix(title, self.edit(node, text, at))

    def insert_after(self, node: Node, text: str, title: str, at: Instruction | None = None) -> Fix:
        """A fix that puts `text` directly behind a node."""
        return self.fix(title, self.after(node, text, at))

    def line_above(self, instruction: Instruction, text: str) -> Edit:
        """Insert lines above an instruction, below the comments that belong to it, indented as it is."""
        document = self.document
        start = document.source.rfind("\n", 0, instruction.start) + 1
        indent = document.source[start : instruction.start].lstrip("\ufeff")
        lines = document.newline.join(indent + line for line in text.split("\n"))
        at = instruction.start - len(indent)
        return Edit(Span(at, at), lines + document.newline)

    def line_below(self, instruction: Instruction, text: str) -> Edit:
        """Insert lines below an instruction."""
        document = self.document
        end = instruction.span.end
        lines = "".join(document.newline + line for line in text.split("\n"))
        return Edit(Span(end, end), lines)

    def new_labels(self, stage: Stage, values: Mapping[str, str]) -> Edit:
        """Set labels in an instruction of their own, below the last LABEL of a stage or, where it has none, below its FROM."""
        from dockwright.syntax.quoting import quoted

        escape = self.document.escape
        pairs = [f"{key}={quoted(value, escape)}" for key, value in values.items()]
        keyword = self.keyword("LABEL")
        text = f" {escape}\n{' ' * (len(keyword) + 1)}".join(pairs)
        below = stage.all(Label)[-1:] or [stage.from_ or self.instruction]
        return self.line_below(below[0], f"{keyword} {text}")

    def delete_line(self, instruction: Instruction) -> Edit:
        """Delete an instruction with its line end; comments above it stay."""
        source = self.document.source
        start, end = instruction.span
        start -= len(source[source.rfind("\n", 0, start) + 1 : start].lstrip("\ufeff"))
        newline = source.find("\n", end)
        if newline >= 0:
            return Edit(Span(start, newline + 1), "")
        return Edit(Span(max(source.rfind("\n", 0, start), 0), len(source)), "")

    def delete_word(self, node: Node, at: Instruction | None = None) -> Edit:
        """Delete a word and the blanks before it."""
        start, end = self.place(node, at)
        source = self.document.source
        first = start
        while first > 0 and source[first - 1] in " \t":
            first -= 1
        return Edit(Span(first, end), "")

    def delete_pair(self, pair: Pair, at: Instruction) -> Edit | None:
        """Delete a pair of ENV, ARG or LABEL, with the instruction if it is its only one; None where comments are in the way."""
        pairs = at.pairs
        if len(pairs) == 1:
            return self.delete_line(at)
        i = bisect_right(pairs, pair.span.start, key=lambda one: one.span.start) - 1
        cut = Span(pair.span.start, pairs[1].span.start) if i == 0 else Span(pairs[i - 1].span.end, pair.span.end)
        if any(cut.overlaps(comment) for comment in at.parsed.comments):
            return None
        return self.edit(cut, "", at)

    def keyword(self, name: str) -> str:
        """An instruction keyword in the case of the one the check runs on."""
        return name.lower() if self.instruction.keyword.islower() else name.upper()

    def word_after(self, word: Word, text: str) -> Edit:
        """Add an argument behind a word of a command, as a JSON string where the command is one."""
        return self.after(word, f', "{text}"' if self._is_json(word) else f" {text}")

    def word_before(self, word: Word, text: str) -> Edit:
        """Add an argument before a word of a command, as a JSON string where the command is one."""
        return self.before(word, f'"{text}", ' if self._is_json(word) else f"{text} ")

    def edit_word(self, word: Word, text: str) -> Edit:
        """Put `text` in the place of a word of a command, as a JSON string where the command is one."""
        return self.edit(word, f'"{text}"' if self._is_json(word) else text)

    def delete_argument(self, word: Word) -> Edit | None:
        """Delete a word of a command, with its line where it stands alone on one; None where comments are in the way."""
        source, (start, end) = self.document.source, self.place(word)
        before = source[:start].rstrip(" \t")
        if self._is_json(word):
            first = source[:start].rstrip(" \t\r\n\\`")
            return Edit(Span(len(first) - 1, end), "") if first.endswith(",") else None
        newline = source.find("\n", end)
        line = source[end : newline if newline >= 0 else len(source)]
        rest = line.strip()
        if not before.endswith("\n"):
            return self.delete_word(word)
        if rest == self.document.escape:
            return Edit(Span(len(before), newline + 1), "")
        if rest:
            return Edit(Span(start, end + len(line) - len(line.lstrip(" \t"))), "")
        first = before.rstrip(" \t\r\n")
        if not first.endswith(self.document.escape):
            return None
        return Edit(Span(len(first[:-1].rstrip(" \t")), end), "")

    def _is_json(self, word: Word) -> bool:
        """Whether a word is a string of the exec form, not a word in the text of its `sh -c`."""
        script = self.script
        return script.exec_form and any(one is word for one in script.commands[0].words)

    def chain_after(self, command: Command, text: str) -> Edit | None:
        """Run `text` behind a command of the outermost list: with `&&`, with `;` as its neighbours, on a line of its own in a heredoc.

        None where that would change what the list does: in exec form, inside a construct, before `||`, `|` or `&`.
        """
        script = self.script
        follows = command.after.text if command.after else ""
        if command.context or script.errors or script.exec_form or follows not in ("", "&&", ";", "\n"):
            return None
        if any(word.value in ("sudo", "doas") for word in command.wrappers):
            text = f"{command.wrappers[0].value} {text}"
        if follows in ("", "\n") and self._in_heredoc:
            return self._line_behind(command, text)
        operator = ";" if follows == ";" or (not follows and self._stops_on_errors(command)) else "&&"
        return self.after(command, self._joint(script, command, operator) + text)

    @property
    def _in_heredoc(self) -> bool:
        """Whether the script is the body of a heredoc."""
        heredocs = self.instruction.heredocs
        return bool(heredocs) and self.script.map.source[0] >= heredocs[0].body.start

    def _line_behind(self, command: Command, text: str) -> Edit | None:
        source, (start, end) = self.document.source, self.place(command)
        if any(one.body_start >= 0 for one in command.redirects):
            return None
        line = source[source.rfind("\n", 0, start) + 1 : start]
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        at = source.find("\n", end)
        at = len(source) if at < 0 else at - (source[at - 1] == "\r")
        return Edit(Span(at, at), self.document.newline + indent + text)

    def _stops_on_errors(self, command: Command) -> bool:
        """Whether a command stands behind `set -e; …;`."""
        before = command.before is not None and command.before.text == ";"
        return before and any(one.name == "set" and one.arguments.has("-e") for one in self.script.commands[:3])

    def chain_before(self, command: Command, text: str) -> Edit | None:
        """Run `text &&` before a command; None in exec form, behind a pipe, or where the command's failure is what is asked for."""
        before = command.before.text if command.before else ""
        if self.script.exec_form or self.script.errors or before in ("|", "|&") or command.negated:
            return None
        if any(word.value in ("sudo", "doas") for word in command.wrappers):
            text = f"{command.wrappers[0].value} {text}"
        return self.before(command, f"{text} && ")

    def chain_delete(self, command: Command) -> Edit | None:
        """Delete a command of the outermost list with its operator, the instruction if there is no other; None where that is not clear."""
        script = self.script
        before, after = command.before, command.after
        if command.context or script.errors or script.exec_form or self.instruction.heredocs or script.comments:
            return None
        if any(one is not None and one.text not in ("&&", ";") for one in (before, after)):
            return None
        neighbours = [one for one in script.operators if not one.context and one.right is command]
        left = neighbours[0].left if neighbours else None
        if before is None and after is None:
            return None if self.instruction.onbuild else self.delete_line(self.instruction)
        if before is not None:
            return self.edit(script.span(left.end, command.end), "") if left is not None and not left.context else None
        following = next((one.right for one in script.operators if one.left is command and not one.context), None)
        return self.edit(script.span(command.start, following.start), "") if following is not None and not following.context else None

    def flag(self, instruction: Instruction, text: str) -> Edit:
        """Add a flag behind the keyword of an instruction, before those it has."""
        return self.after(instruction.keyword, f" {text}", instruction)

    def join(self, other: Instruction, operator: str = "&&") -> Edit:
        """Put an operator in the place of what stands between the arguments of this instruction and those of the next."""
        source = self.document.source
        end = self.instruction.span.end
        if "\n" in source[self.instruction.start : end] or "\n" in source[other.start : other.span.end]:
            operator = f" {self.document.escape}{self.document.newline}    {operator} "
        else:
            operator = f" {operator} "
        return Edit(Span(end, other.start + other.text.start), operator)

    def _joint(self, script: Script, command: Command, wanted: str) -> str:
        """What stands between two commands of the list: the operator with the line break and indent that others have."""
        source, base = self._document.source, self.instruction.start
        for operator in sorted(script.operators, key=lambda one: (one.left is not command, -one.start)):
            if operator.text == wanted and operator.left and operator.right and not operator.context:
                between = source[base + operator.left.span.end : base + operator.right.span.start]
                first, *rest = between.split("\n")
                plain = "\n".join([first, *rest[-1:]])
                noted = all(line.strip()[:1] in ("", "#") for line in rest[:-1])
                if noted and plain.replace(wanted, "", 1).strip(" \t\r\n\\`") == "":
                    return plain
        parsed = self.instruction.parsed
        one_line = "\n" not in parsed.source[: parsed.heredocs[0].body.start - 1 if parsed.heredocs else None]
        if wanted == ";":
            return "; " if one_line else f"; {self._document.escape}{self._document.newline}    "
        return " && " if one_line else f" {self._document.escape}{self._document.newline}    && "
