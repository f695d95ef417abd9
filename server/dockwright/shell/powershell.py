"""Commands of a PowerShell text, by a tokenizer: enough to know which command runs with which words.

Expressions are commands without a name; `$x = Get-Item y` is `Get-Item` with `$x` among its assigns.
"""

from __future__ import annotations

from dockwright.patterns import DOTALL, IGNORECASE, pattern
from dockwright.shell.nodes import Command, Operator, Redirect, Script, Word
from dockwright.shell.wrappers import windows_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.shell.nodes import Context
    from dockwright.text import SourceMap

LIMIT = 40
BLANK = pattern(r"(?:[ \t\r\f\v]|`\r?\n)+")
PLAIN = pattern(r"(?:\$\{[^}\n]{0,200}\}|[^\s'\"`;|&(){}])+")
SINGLE_QUOTED = pattern(r"'(?:[^']|'')*+('?)")
DOUBLE_QUOTED = pattern(r'"(?:[^"`]|`.|"")*+("?)', DOTALL)
ESCAPED = pattern(r'`(.)|""', DOTALL)
HERE_STRING = pattern(r"@(['\"])[ \t]*\r?\n")
OPERATOR = pattern(r"\|\||&&|[;|&\n]")
REDIRECT = pattern(r"([*0-9]?)(>>?)(&[0-9])?")
ASSIGNMENT = pattern(r"(\$[\w:]+|\$\{[^}\n]{0,200}\})[ \t]*[-+*/%]?=")
KEYWORDS = frozenset(
    ("if", "else", "elseif", "while", "for", "foreach", "switch", "try", "catch", "finally", "do", "until", "return", "throw", "in")
)
NAME = pattern(r"[A-Za-z_.\\/~%?]")
FUNCTION = pattern(r"(?:function|filter)[ \t]+[\w:-]+", IGNORECASE)


def parse(text: str, map: SourceMap) -> Script:
    """Read a PowerShell script; never raises."""
    return Tokenizer(text, map).run()


class Tokenizer:
    """Reads tokens at `i`; `stack` holds the commands whose parentheses or braces are open."""

    def __init__(self, text: str, map: SourceMap) -> None:
        self.s = text
        self.i = 0
        self.map = map
        self.script = Script(text, "powershell", map)
        self.context: Context = ()
        self.command: Command | None = None
        self.before: Operator | None = None
        self.stack: list[tuple[Command | None, Operator | None, Context, int]] = []
        self.called = False
        self.closed: Command | None = None

    def run(self) -> Script:
        """All tokens to the end of the text."""
        s, n = self.s, len(self.s)
        while self.i < n:
            char = s[self.i]
            blank = BLANK.match(s, self.i)
            if blank is not None:
                self.i = blank.end()
            elif char == "#" or s.startswith("<#", self.i):
                self._comment(char)
            elif char in ";|&\n":
                self._operator()
            elif char in "({" or (char in "$@" and s.startswith(("(", "{"), self.i + 1) and not s.startswith("${", self.i)):
                self._open(char)
            elif char in ")}":
                self._close()
            elif char in ">*0123456789" and self._redirect():
                continue
            else:
                self._word()
        while self.stack:
            self._close()
        self._end()
        self.script.commands.sort(key=lambda command: command.start)
        return self.script

    def _comment(self, char: str) -> None:
        end = self.s.find("\n" if char == "#" else "#>", self.i)
        end = len(self.s) if end < 0 else end + (0 if char == "#" else 2)
        self.script.comments.append((self.i, end))
        self.i = end

    def _operator(self) -> None:
        match = OPERATOR.match(self.s, self.i)
        assert match is not None
        text, at = match.group(), self.i
        self.i = match.end()
        if text == "&" and (self.command is None or not self.command.words):
            self.called = True
            return
        own = self._end()
        left = own or self.closed
        self.closed = None
        if left is not None:
            self.before = Operator(text, at, self.i, self.map)
            self.script.joints.append((self.before, left, None, self.context))
        if own is not None:
            own.after = self.before

    def _open(self, char: str) -> None:
        at = self.i
        self.i += 1 if char in "({" else 2
        if len(self.stack) < LIMIT:
            self.stack.append((self.command, self.before, self.context, at))
            brace = self.s[self.i - 1] == "{"
            self.command, self.before = None, None
            self.context = (*self.context, "group" if brace else "subst" if char in "$@" else "subshell")
            self.script.constructs.append(("{" if brace else "(", at, self.i))

    def _close(self) -> None:
        inner = self._end() or self.closed
        self.i += self.i < len(self.s)
        if self.stack:
            self.command, self.before, self.context, at = self.stack.pop()
            if self.command is None:
                self.closed = inner
                member = PLAIN.match(self.s, self.i)
                self.i = member.end() if member is not None else self.i
            else:
                self._add(Word(self.s[at : self.i], self.s[at : self.i], at, self.i, False, False, self.map))

    def _end(self) -> Command | None:
        """Finish the command at hand."""
        command, self.command, self.called = self.command, None, False
        return command

    def _add(self, word: Word) -> None:
        command = self.command
        if command is None:
            command = self._begin(word.start)
        if not command.words:
            bare = not word.quoted and NAME.match(word.value) is not None
            command._look = (windows_name(word.value) if word.literal and (bare or self.called) else "", 0, [])
        command.words.append(word)
        command.end = word.end

    def _begin(self, at: int) -> Command:
        command = self.command = Command(at, self.before, False, self.context, self.map, "powershell")
        joints = self.script.joints
        if self.before is not None and joints[-1][0] is self.before:
            joints[-1] = (self.before, joints[-1][1], command, self.context)
        self.before = self.closed = None
        command._look = ("", 0, [])
        self.script.commands.append(command)
        return command

    def _redirect(self) -> bool:
        match = REDIRECT.match(self.s, self.i)
        if match is None:
            return False
        at, self.i = self.i, match.end()
        command = self.command or self._begin(at)
        target = None
        if match[3] is None:
            blank = BLANK.match(self.s, self.i)
            self.i = blank.end() if blank is not None else self.i
            target = self._read()
        command.redirects.append(Redirect(match[2] + (match[3] or ""), match[1], target, at, self.i, self.map))
        command.end = self.i
        return True

    def _word(self) -> None:
        fresh = self.command is None or not self.command.words
        function = FUNCTION.match(self.s, self.i) if self.command is None else None
        if function is not None:
            self.script.constructs.append(("function", self.i, function.end()))
            self.i = function.end()
            return
        match = ASSIGNMENT.match(self.s, self.i) if fresh and self.s[self.i] == "$" else None
        if match is not None and not self.s.startswith("=", match.end()):
            command = self.command or self._begin(self.i)
            command.assigns.append(Word(match[1], match[1], self.i, match.end(1), False, True, self.map))
            self.i = command.end = match.end()
            return
        word = self._read()
        if word is None:
            self.i += 1
        elif not fresh or self.called or word.value.lower() not in KEYWORDS or word.quoted:
            self._add(word)

    def _read(self) -> Word | None:
        """The word here, with its quotes removed."""
        s, start = self.s, self.i
        here = HERE_STRING.match(s, start)
        if here is not None:
            end = s.find("\n" + here[1] + "@", here.end() - 1)
            self.i = len(s) if end < 0 else end + 3
            value = s[here.end() : end if end >= 0 else len(s)]
            return Word(value, s[start : self.i], start, self.i, True, here[1] == "'" or "$" not in value, self.map)
        parts: list[str] = []
        quoted, literal = False, True
        while self.i < len(s):
            char = s[self.i]
            match = (SINGLE_QUOTED if char == "'" else DOUBLE_QUOTED if char == '"' else PLAIN).match(s, self.i)
            if char in "'\"" and match is not None:
                quoted = True
                inner = s[self.i + 1 : match.start(1)]
                if not match[1]:
                    self.script.errors.append((self.i, self.i + 1, f"{char} is not closed"))
                literal &= char == "'" or "$" not in inner
                parts.append(inner.replace("''", "'") if char == "'" else ESCAPED.sub(lambda found: found[1] or '"', inner))
            elif char == "`" and self.i + 1 < len(s) and s[self.i + 1] not in "\r\n":
                parts.append(s[self.i + 1])
                self.i += 2
                continue
            elif match is not None:
                literal &= "$" not in match.group()
                parts.append(match.group())
            else:
                break
            self.i = match.end()
        return Word("".join(parts), s[start : self.i], start, self.i, quoted, literal, self.map) if self.i > start else None
