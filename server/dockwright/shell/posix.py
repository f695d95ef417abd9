"""Commands of the POSIX shell and bash in one pass, without a syntax tree.

Equal to mvdan/sh on every simple command of the RUN bodies it was measured on; broken text is
read as far as it goes, and what is wrong with it is noted.
"""

from __future__ import annotations

from dockwright.patterns import pattern
from dockwright.shell.lexer import LIMIT, PLAIN
from dockwright.shell.nodes import Command, Operator, Redirect, Word
from dockwright.shell.words import WordLexer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from dockwright.shell.nodes import Context, Script
    from dockwright.text import SourceMap

SPACED = pattern(rf"({PLAIN.pattern})[ \t]*")
ASSIGNMENT = pattern(r"[A-Za-z_][A-Za-z0-9_]*(\[[^\]\s;&|<>()]*\])?(\+)?=")
REDIRECT = pattern(r"([0-9]*|\{[A-Za-z_]\w*\})(<<<|<<-?|<>|<&|>>|>&|>\||&>>?|<(?!\()|>(?!\())")
OPERATOR = pattern(r"&&|\|\||;;&|;;|;&|\|&|[;&|]")
CLOSERS = frozenset(("then", "elif", "else", "fi", "do", "done", "esac", "}"))
AFTER_IF = frozenset(("then", "elif", "else", "fi"))


def parse(text: str, map: SourceMap) -> Script:
    """Read a script as sh and bash do."""
    parser = Parser(text, map)
    while parser.i < parser.n:
        at = parser.i
        parser.list(())
        if parser.i == at:
            break
    for redirect, _ in parser.pending:
        parser.error(redirect.start, redirect.end, "here-document is not closed")
    return parser.script


class Parser(WordLexer):
    """Lists, pipelines, compound and simple commands."""

    def peek(self) -> str:
        """The unquoted word here, if it stands alone."""
        match = PLAIN.match(self.s, self.i, self.n)
        if match is None:
            return ""
        end = match.end()
        return match.group() if end >= self.n or self.s[end] in " \t\n;&|<>()" else ""

    def list(self, context: Context, closer: str = "", words: frozenset[str] = frozenset()) -> str:
        """Read commands up to `closer` (left there), one of the closing `words` (consumed) or the end; return which it was."""
        s = self.s
        before: Operator | None = None
        left: Command | None = None
        if len(context) > LIMIT:
            self.give_up(self.i)
            return ""
        end = ""
        while not end:
            self.newlines()
            if self.i >= self.n:
                break
            char = s[self.i]
            if char == ")" and closer:
                end = char
                break
            if char in ");&|":
                end = self._stray(words)
                continue
            word = self.peek()
            if word in CLOSERS:
                end = self._closer(word, words)
                continue
            first = len(self.commands)
            at = self.i
            self.last = None
            self.command(context, before, word)
            if self.i == at:
                self.i += 1
            if before is not None:
                self._join(before, left, self.commands[first] if first < len(self.commands) else None, context)
            left = self.last
            before = self._operator(context, left)
        self._join(before, left, None, context)
        return end

    def _closer(self, word: str, words: frozenset[str]) -> str:
        """A word that ends a compound command; returned if it may stand here."""
        at = self.i
        self.i += len(word)
        if word in words:
            return word
        self.error(at, self.i, f"{word} without its beginning")
        return ""

    def _join(self, operator: Operator | None, left: Command | None, right: Command | None, context: Context) -> None:
        if operator is not None and operator.text[:2] not in (";;", ";&"):
            self.script.joints.append((operator, left, right, context))

    def _operator(self, context: Context, left: Command | None) -> Operator | None:
        """The operator after a command; a line end and `;;` are not consumed."""
        self.blanks()
        i = self.i
        if i >= self.n:
            return None
        char = self.s[i]
        if char == "\n":
            operator = Operator(char, i, i + 1, self.map)
        elif char in ";&|":
            match = OPERATOR.match(self.s, i, self.n)
            assert match is not None
            text, end = match.group(), match.end()
            operator = Operator(text, i, end, self.map)
            if text[:2] not in (";;", ";&"):
                self.i = end
            if text == "|&":
                self.construct(text, i)
        else:
            return None
        if left is not None and left.context is context:
            left.after = operator
        return operator

    def _stray(self, words: frozenset[str]) -> str:
        """An operator or `)` where a command should begin; returned if it ends a branch of a case."""
        at = self.i
        match = OPERATOR.match(self.s, at, self.n)
        text = match.group() if match is not None else ")"
        self.i += len(text)
        if text[:2] in (";;", ";&") and ";;" in words:
            if text != ";;":
                self.construct(text, at)
            return text
        self.error(at, self.i, f"unexpected {text}")
        return ""

    def command(self, context: Context, before: Operator | None, word: str) -> None:
        """Read a simple or compound command, whose first word `word` is if it is plain."""
        negated = False
        while word == "!" or word == "time":
            negated ^= word == "!"
            self.i += len(word)
            self.blanks()
            if word == "time" and self.peek() == "-p":
                self.i += 2
                self.blanks()
            word = self.peek()
        at = self.i
        if at >= self.n:
            return
        if self.s[at] == "(":
            if self.s.startswith("((", at) and self.arithmetic(at, context):
                self.construct("((", at)
                return
            self.i += 1
            self._parenthesised(at, (*context, "subshell"), "( is not closed")
            self._compound_end(context, "(", at)
            return
        compound = COMPOUND_COMMANDS.get(word)
        if compound is None:
            self.simple(context, before, negated)
            return
        self.i += len(word)
        compound(self, context, at)
        self._compound_end(context, word, at)

    def _compound_end(self, context: Context, kind: str, at: int) -> None:
        self.construct(kind, at)
        last = self.last
        self.redirections(context, None)
        self.last = last

    def group(self, context: Context, at: int) -> None:
        """`{ …; }`"""
        if not self.list((*context, "group"), "", frozenset(("}",))):
            self.error(at, at + 1, "{ is not closed")

    def if_(self, context: Context, at: int) -> None:
        """`if …; then …; fi`"""
        kind = "if-cond"
        while True:
            end = self.list((*context, kind), "", AFTER_IF)
            if end not in AFTER_IF or end == "fi":
                break
            kind = "if-cond" if end == "elif" else "if-body"
        if end != "fi":
            self.error(at, at + 2, "if without fi")

    def while_(self, context: Context, at: int) -> None:
        """`while …; do …; done`"""
        if not self.list((*context, "while-cond"), "", frozenset(("do",))):
            self.error(at, at + 5, "loop without do")
        elif not self.list((*context, "loop"), "", frozenset(("done",))):
            self.error(at, at + 5, "loop without done")

    def for_(self, context: Context, at: int) -> None:
        """`for x in …; do …; done`"""
        self.blanks()
        if self.s.startswith("((", self.i) and self.arithmetic(self.i, context):
            self.construct("for((", at)
        else:
            self.word(context)
            self.newlines()
            if self.peek() == "in":
                self.i += 2
                self.blanks()
                while self.word(context) is not None:
                    self.blanks()
        self.blanks()
        if self.s.startswith(";", self.i) and self.i < self.n:
            self.i += 1
        self.newlines()
        word = self.peek()
        if word != "do" and word != "{":
            self.error(at, at + 3, "for without do")
            return
        self.i += len(word)
        if not self.list((*context, "loop"), "", frozenset(("done" if word == "do" else "}",))):
            self.error(at, at + 3, "for without done")

    def case(self, context: Context, at: int) -> None:
        """`case … in …) …;; esac`"""
        self.blanks()
        self.word(context)
        self.newlines()
        if self.peek() != "in":
            self.error(at, at + 4, "case without in")
            return
        self.i += 2
        while True:
            self.newlines()
            if self.peek() == "esac":
                self.i += 4
                return
            self._patterns(context)
            end = self.list((*context, "case"), "", frozenset((";;", "esac")))
            if end == "esac":
                return
            if not end:
                self.error(at, at + 4, "case without esac")
                return

    def _patterns(self, context: Context) -> None:
        s = self.s
        if self.i < self.n and s[self.i] == "(":
            self.i += 1
        self.newlines()
        while self.i < self.n and s[self.i] != ")":
            if s[self.i] == "|":
                self.i += 1
            elif self.word(context) is None:
                self.error(self.i, self.i + 1, "bad case pattern")
                self.i += 1
            self.newlines()
        self.i = min(self.i + 1, self.n)

    def function(self, context: Context, at: int) -> None:
        """`function f { …; }`"""
        self.blanks()
        self.word(context)
        self.blanks()
        if self.s.startswith("()", self.i):
            self.i = min(self.i + 2, self.n)
        self._function_body(context, at)

    def _function_body(self, context: Context, at: int) -> None:
        self.newlines()
        if len(context) > LIMIT:
            self.give_up(at)
        else:
            self.command((*context, "function"), None, self.peek())

    def test(self, context: Context, at: int) -> None:
        """`[[ … ]]`"""
        s = self.s
        while True:
            self.newlines()
            if self.i >= self.n:
                self.error(at, at + 2, "[[ without ]]")
                return
            if s.startswith("]]", self.i):
                self.i = min(self.i + 2, self.n)
                return
            if self.word(context) is None:
                self.i += 1

    def redirections(self, context: Context, command: Command | None) -> bool:
        """Read redirections of a command, or of a compound one; whether there were any."""
        got = False
        s = self.s
        while True:
            self.blanks()
            at = self.i
            if at >= self.n or s[at] not in "<>&0123456789{":
                return got
            match = REDIRECT.match(s, at, self.n)
            if match is None:
                return got
            self.i = match.end()
            self.blanks()
            self._redirection(at, match[1], match[2], context, command)
            got = True

    def _redirection(self, at: int, fd: str, op: str, context: Context, command: Command | None) -> None:
        target = self.word(context)
        redirect = Redirect(op, fd, target, at, self.i, self.map)
        (self.script.redirects if command is None else command.redirects).append(redirect)
        if target is None:
            self.error(at, self.i, "redirection without a target")
        elif op[:2] == "<<" and op != "<<<":
            self.pending.append((redirect, context))
            self.construct("<<", at)
        elif op[0] == "&" or op == "<<<" or (op == ">&" and target.literal and target.value.strip("-0123456789")):
            self.construct(op, at)
        if fd[:1] == "{":
            self.construct("{fd}", at)

    def simple(self, context: Context, before: Operator | None, negated: bool) -> None:
        """Read a simple command, or a function definition `f() …`."""
        s, n, at = self.s, self.n, self.i
        command = Command(at, before, negated, context, self.map)
        words = command.words
        index = len(self.commands)
        while self.i < n:
            i = self.i
            char = s[i]
            if char in "<>&0123456789{" and self.redirections(context, command):
                command.end = command.redirects[-1].end
                continue
            if char in ";&|)\n":
                break
            match = SPACED.match(s, i, n)
            if match is not None:
                value, end, after = match[1], match.end(1), match.end()
                if (after > end or after >= n or s[after] in ";&|)\n") and (words or "=" not in value):
                    words.append(Word(value, value, i, end, False, True, self.map))
                    self.i, command.end = after, end
                    if after < n and s[after] in "#\\":
                        self.blanks()
                    continue
            if char == "(" and len(words) == 1 and not command.assigns and self._function(context, at):
                return
            if not self._word(command, context):
                break
        if command.end > at:
            self.commands.insert(index, command)
            self.last = command

    def _word(self, command: Command, context: Context) -> bool:
        """Read one word of a command; False if there is none."""
        if self.s[self.i] == "(":
            self.error(self.i, self.i + 1, "unexpected (")
            self.i += 1
        else:
            word = self.word(context)
            if word is None:
                return False
            first = not command.words and "=" in word.text and self._assignment(word)
            (command.assigns if first else command.words).append(word)
            command.end = word.end
        self.blanks()
        return True

    def _assignment(self, word: Word) -> bool:
        match = ASSIGNMENT.match(word.text)
        if match is not None and (match[1] or match[2]):
            self.construct("x[0]=" if match[1] else "+=", word.start)
        return match is not None

    def _function(self, context: Context, at: int) -> bool:
        """`()` and a body after a word."""
        start = self.i
        self.i += 1
        self.blanks()
        if self.i >= self.n or self.s[self.i] != ")":
            self.i = start
            return False
        self.i += 1
        self._function_body(context, at)
        self.construct("f()", at)
        return True


COMPOUND_COMMANDS: dict[str, Callable[[Parser, Context, int], None]] = {
    "{": Parser.group,
    "if": Parser.if_,
    "while": Parser.while_,
    "until": Parser.while_,
    "for": Parser.for_,
    "select": Parser.for_,
    "case": Parser.case,
    "function": Parser.function,
    "[[": Parser.test,
}
