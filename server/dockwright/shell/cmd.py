"""Commands of a text for the Windows command interpreter, by a tokenizer."""

from __future__ import annotations

from dockwright.patterns import DOTALL, IGNORECASE, pattern
from dockwright.shell.nodes import Command, Operator, Redirect, Script, Word
from dockwright.shell.wrappers import windows_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

    from dockwright.shell.nodes import Context
    from dockwright.text import SourceMap

LIMIT = 40
BLANK = pattern(r"(?:[ \t\r]|\^\r?\n)+")
OPERATOR = pattern(r"\|\||&&|[|&\n]")
REDIRECT = pattern(r"([0-9]?)(>>|>|<)(&[0-9])?[ \t]*")
PIECE = pattern(r'"[^"\n]*"?|\^(?!\r?\n).|[^\s"^&|<>()]+', DOTALL)
WORD = pattern(rf"(?:{PIECE.pattern})+", DOTALL)
IN_COMMAND = pattern(rf"(?:{PIECE.pattern}|[()])+", DOTALL)
VARIABLE = pattern(r"%[^%\s]+%|![^!\s]+!|%%?~?[a-zA-Z0-9*]")
CONDITION = pattern(
    r"(?:/i[ \t]+)?(?:not[ \t]+)?(?:(?:exist|defined|errorlevel)[ \t]+(?:\"[^\"\n]*\"|[^\s()]+)|[^\s=]+==[^\s]+)[ \t]*", IGNORECASE
)
LOOP = pattern(r'(?:/[a-z][ \t]+)?[^\n()]{0,99}\((?:"[^"\n]*"|[^"\n)]){0,999}\)[ \t]*do\b[ \t]*', IGNORECASE)


def parse(text: str, map: SourceMap) -> Script:
    """Read a text as cmd does; never raises."""
    return Tokenizer(text, map).run()


class Tokenizer:
    """Reads commands at `i`."""

    def __init__(self, text: str, map: SourceMap) -> None:
        self.s = text
        self.i = 0
        self.map = map
        self.script = Script(text, "cmd", map)
        self.context: Context = ()
        self.command: Command | None = None
        self.last: Command | None = None
        self.before: Operator | None = None

    def run(self) -> Script:
        """All tokens to the end of the text."""
        s, n = self.s, len(self.s)
        while self.i < n:
            char = s[self.i]
            blank = BLANK.match(s, self.i)
            if blank is not None:
                self.i = blank.end()
            elif char in "&|\n":
                self._operator()
            elif char == "(" and self.command is None:
                self._group()
            elif char == ")" and self.context:
                self.command = None
                self.context = self.context[:-1]
                self.i += 1
            elif char == "@" and self.command is None:
                self.i += 1
            elif not self._redirect():
                self._word()
        return self.script

    def _group(self) -> None:
        if len(self.context) < LIMIT:
            self.context = (*self.context, "group")
            self.script.constructs.append(("(", self.i, self.i + 1))
        self.i += 1

    def _operator(self) -> None:
        match = OPERATOR.match(self.s, self.i)
        assert match is not None
        at, self.i = self.i, match.end()
        if self.last is not None and (match.group() != "\n" or self.command is not None):
            self.before = Operator(match.group(), at, self.i, self.map)
            if self.command is not None:
                self.command.after = self.before
            self.script.joints.append((self.before, self.last, None, self.context))
        self.command = None

    def _redirect(self) -> bool:
        match = REDIRECT.match(self.s, self.i)
        if match is None:
            return False
        at, self.i = self.i, match.end()
        command = self.command or self._begin(at)
        target = self._read(WORD) if match[3] is None else None
        command.redirects.append(Redirect(match[2] + (match[3] or ""), match[1], target, at, self.i, self.map))
        command.end = self.i
        return True

    def _begin(self, at: int) -> Command:
        command = self.command = self.last = Command(at, self.before, False, self.context, self.map, "cmd")
        joints = self.script.joints
        if self.before is not None and joints[-1][0] is self.before:
            joints[-1] = (self.before, joints[-1][1], command, joints[-1][3])
        self.before = None
        command._look = ("", 0, [])
        self.script.commands.append(command)
        return command

    def _word(self) -> None:
        fresh = self.command is None or not self.command.words
        word = self._read(WORD if fresh or self.context else IN_COMMAND)
        if word is None:
            self.i += 1
            return
        if fresh and self._keyword(word):
            return
        command = self.command or self._begin(word.start)
        if fresh:
            command._look = (windows_name(word.value) if word.literal else "", 0, [])
        command.words.append(word)
        command.end = word.end

    def _keyword(self, word: Word) -> bool:
        """Skip `if …`, `for … do`, `else` and remarks."""
        name = word.value.lower()
        if name in ("rem", "::"):
            end = self.s.find("\n", word.start)
            self.i = len(self.s) if end < 0 else end
            self.script.comments.append((word.start, self.i))
            return True
        if name not in ("if", "else", "for"):
            return False
        self.script.constructs.append((name, word.start, word.end))
        blank = BLANK.match(self.s, self.i)
        self.i = blank.end() if blank is not None else self.i
        match = CONDITION.match(self.s, self.i) if name == "if" else LOOP.match(self.s, self.i) if name == "for" else None
        self.i = match.end() if match is not None else self.i
        return True

    def _read(self, pattern: re.Pattern[str]) -> Word | None:
        match = pattern.match(self.s, self.i)
        if match is None:
            return None
        text = match.group()
        start, self.i = self.i, match.end()
        parts = [piece.strip('"') if piece[0] == '"' else piece[1] if piece[0] == "^" else piece for piece in PIECE.findall(text)]
        value = "".join(parts) if '"' in text or "^" in text else text
        return Word(value, text, start, self.i, value != text, VARIABLE.search(text) is None, self.map)
