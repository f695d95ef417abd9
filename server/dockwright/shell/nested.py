"""Commands in text that is handed to a further shell: `sh -c '…'`, `su -c`, `bash <<EOF`, `powershell -Command`.

They join the script's commands; every offset is brought back to the script's own text.
"""

from __future__ import annotations

from bisect import bisect_left

from dockwright.patterns import pattern
from dockwright.shell.nodes import Command, Node, Redirect, Script, Word
from dockwright.text import SourceMap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from dockwright.shell.words import Pieces

MAX_DEPTH = 4
HINT = pattern(r"-[A-Za-z]*[Cc](?:ommand)?\b")
SHELLS = frozenset(("sh", "bash", "dash", "ash", "zsh", "ksh", "mksh"))
POWERSHELL_VALUES = ("-ex", "-ep", "-v", "-outputformat", "-inputformat", "-w", "-configurationname", "-encodedcommand", "-settingsfile")
USER_SWITCHES = frozenset(("su", "runuser"))
WINDOWS_SHELLS = {"pwsh": "powershell", "powershell": "powershell", "cmd": "cmd"}
SU_VALUES = frozenset(("-s", "--shell", "-g", "--group", "-G", "--supp-group", "-w", "--whitelist-environment", "-u", "--user"))


def may_nest(text: str) -> bool:
    """Whether the text might hand text to a further shell, cheaply."""
    if "sh" not in text and "su" not in text and "cmd" not in text and "runuser" not in text:
        return False
    return HINT.search(text) is not None or "<<" in text or "/c" in text or "/C" in text or "powershell" in text


def expand(script: Script, parse: Callable[[str, str, SourceMap, int], Script], depth: int) -> None:
    """Add the commands of texts handed to a further shell to `script`; `parse` reads one at the depth given to it."""
    if depth >= MAX_DEPTH:
        return
    for command in list(script.commands):
        name = command.name
        if name in SHELLS or name in USER_SWITCHES or name in WINDOWS_SHELLS:
            _expand_command(script, command, name, parse, depth)
    script.commands.sort(key=lambda command: command.start)


def _expand_command(script: Script, command: Command, name: str, parse: Callable[[str, str, SourceMap, int], Script], depth: int) -> None:
    word = _text(script, command.args, name)
    if word is not None:
        value, map, pieces = _unquoted(script, word)
        _adopt(script, parse(value, WINDOWS_SHELLS.get(name, "posix"), map, depth + 1), command, name, pieces, word.literal)
        return
    for redirect in command.redirects:
        if redirect.body_start >= 0 and name in SHELLS and all(arg.value[:1] == "-" for arg in command.args):
            quoted = redirect.target is not None and redirect.target.quoted
            inner = parse(redirect.body, "posix", SourceMap([0], [redirect.body_start]), depth + 1)
            if not quoted:
                inner.commands = [found for found in inner.commands if "subst" not in found.context]
            _adopt(script, inner, command, name, None, quoted)


def _text(script: Script, args: list[Word], name: str) -> Word | None:
    if name in WINDOWS_SHELLS:
        return _windows_text(script, args, name)
    return _switch_text(args) if name in USER_SWITCHES else _posix_text(args)


def _posix_text(args: list[Word]) -> Word | None:
    """The word after `-c`, or the first that is no option if there are more options."""
    wanted = False
    i = 0
    while i < len(args):
        value = args[i].value
        if value[:1] not in ("-", "+") or len(value) < 2:
            return args[i] if wanted else None
        if value[1] == "-":
            i += value in ("--rcfile", "--init-file")
        else:
            wanted |= "c" in value and value[0] == "-"
            i += value[-1] in "oO"
        i += 1
    return None


def _switch_text(args: list[Word]) -> Word | None:
    """The word after `-c` of `su`, which may follow the user."""
    i = 0
    while i + 1 < len(args):
        value = args[i].value
        if value in ("--command", "--session-command") or (value[:1] == "-" and value[1:2] != "-" and value[-1] == "c"):
            return args[i + 1]
        i += 2 if value in SU_VALUES else 1
    return None


def _windows_text(script: Script, args: list[Word], name: str) -> Word | None:
    """What follows `-Command` or `/c`; several words are taken as written, from the first to the last."""
    i = 0
    while i < len(args):
        value = args[i].value.lower()
        if value in ("/c", "/k") if name == "cmd" else len(value) > 1 and "-command".startswith(value.replace("/", "-")):
            return _joined(script, args[i + 1 :])
        if value[:1] not in ("-", "/"):
            return _joined(script, args[i:]) if name == "powershell" else None
        if name != "cmd" and "-file".startswith(value):
            return None
        i += 2 if name != "cmd" and value.startswith(POWERSHELL_VALUES) else 1
    return None


def _joined(script: Script, words: list[Word]) -> Word | None:
    if len(words) < 2:
        return words[0] if words else None
    start, end = words[0].start, words[-1].end
    raw = script.text[start:end]
    return Word(raw, raw, start, end, False, all(word.literal for word in words), script.map)


def _unquoted(script: Script, word: Word) -> tuple[str, SourceMap, Pieces | None]:
    """A word's value, the map from it to the script's text, and how it is made up if that is not plain."""
    if script.dialect == "posix" and not script.exec_form and word.value != word.text:
        from dockwright.shell.posix import Parser

        parser = Parser(script.text, word.map)
        parser.i, parser.n = word.start, word.end
        parser.word(())
        pieces = parser.pieces
        if pieces is not None:
            joined = [0]
            for part in pieces.parts:
                joined.append(joined[-1] + len(part))
            return word.value, SourceMap([0, *joined[:-1]], [word.start, *pieces.starts]), pieces
    at = word.text.find(word.value)
    value = word.value if at >= 0 else word.text[1:-1]
    return value, SourceMap([0], [word.start + (at if at >= 0 else 1)]), None


def _adopt(script: Script, inner: Script, parent: Command, shell: str, pieces: Pieces | None, literal: bool) -> None:
    """Move what `inner` holds, whose map leads to `script`'s text, into `script`; not what the outer shell replaces."""
    mover = Mover(script, inner.map, pieces)
    context = (*parent.context, "sh -c")
    for command in inner.commands:
        for node in (*command.words, *command.assigns, *command.redirects, command.before, command.after, command):
            mover.move(node)
        command.context = context + command.context
        command.shell = command.shell or shell
        if not mover.replaced(command.start):
            script.commands.append(command)
    for operator, left, right, where in inner.joints:
        mover.move(operator)
        if not mover.replaced(operator.start):
            script.joints.append((operator, left, right, context + where))
    if literal:
        for start, end, message in inner.errors:
            script.errors.append((*inner.map.span(start, end), message))


class Mover:
    """Brings the places of nodes in an inner text back to the outer one, each node once."""

    def __init__(self, script: Script, map: SourceMap, pieces: Pieces | None) -> None:
        self.script = script
        self.map = map
        self.substitutions = pieces.substitutions if pieces is not None else []
        self.escaped = pieces.escaped if pieces is not None else set()
        self.moved: set[int] = set()

    def replaced(self, at: int) -> bool:
        """Whether an expansion of the outer shell covers the offset."""
        i = bisect_left(self.substitutions, (at + 1, 0)) - 1
        return i >= 0 and at < self.substitutions[i][1]

    def move(self, node: Node | None) -> None:
        """Give a node its place in the outer text; the backslash before its first character belongs to it."""
        if node is None or id(node) in self.moved:
            return
        self.moved.add(id(node))
        start, end = self.map.span(node.start, node.end)
        node.start, node.end = start - (start in self.escaped), end
        node.map = self.script.map
        if isinstance(node, Word):
            node.text = self.script.text[node.start : end]
        elif isinstance(node, Redirect):
            self.move(node.target)
            if node.body_start >= 0:
                node.body_start, node.body_end = self.map.span(node.body_start, node.body_end)
