"""What shell text is made of: scripts, commands, words, redirections and operators.

`start` and `end` are offsets in `Script.text`. `span` is the place in the instruction's source,
computed through the script's map only when somebody asks, which is when there is a finding.
"""

from __future__ import annotations

from dockwright.shell.wrappers import look_through

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.shell.options import Arguments
    from dockwright.shell.packages import PackageCommand
    from dockwright.text import SourceMap, Span

    Context = tuple[str, ...]
    Joint = tuple["Operator", "Command | None", "Command | None", Context]

COMPOUND = frozenset(("if", "for", "while", "until", "case", "select", "{", "(", "((", "[[", "f()", "function", "<<"))


class Node:
    """Anything with a place in a script."""

    __slots__ = ("end", "map", "start")
    start: int
    end: int
    map: SourceMap

    @property
    def span(self) -> Span:
        """The place in the instruction's source."""
        return self.map.span(self.start, self.end)


class Word(Node):
    """One word. `value` has its quotes removed as the shell does, expansions kept as written; `text` is the word as written.

    `quoted`: some of it is quoted or escaped. `literal`: nothing in it is expanded but globs and braces.
    """

    __slots__ = ("literal", "quoted", "text", "value")

    def __init__(self, value: str, text: str, start: int, end: int, quoted: bool, literal: bool, map: SourceMap) -> None:
        self.value = value
        self.text = text
        self.start = start
        self.end = end
        self.quoted = quoted
        self.literal = literal
        self.map = map

    def __repr__(self) -> str:
        return f"<Word {self.text!r} {self.start}:{self.end}>"


class Operator(Node):
    """What stands between two commands: `&&`, `||`, `|`, `|&`, `;`, `&`, a newline, or `;;` of a case."""

    __slots__ = ("text",)

    def __init__(self, text: str, start: int, end: int, map: SourceMap) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.map = map

    def __repr__(self) -> str:
        return f"<Operator {self.text!r} {self.start}:{self.end}>"


class Connector(Operator):
    """A list or pipe operator with the commands nearest to it, also inside compound ones: `b` and `c` of `{ a; b; } | c`."""

    __slots__ = ("context", "left", "right")

    def __init__(self, operator: Operator, left: Command | None, right: Command | None, context: Context) -> None:
        super().__init__(operator.text, operator.start, operator.end, operator.map)
        self.left = left
        self.right = right
        self.context = context


class Redirect(Node):
    """A redirection. `fd` is the digits or `{name}` before it; `body` the lines of a here-document, at `body_start:body_end`, else -1."""

    __slots__ = ("body", "body_end", "body_start", "fd", "op", "target")

    def __init__(self, op: str, fd: str, target: Word | None, start: int, end: int, map: SourceMap) -> None:
        self.op = op
        self.fd = fd
        self.target = target
        self.start = start
        self.end = end
        self.map = map
        self.body = ""
        self.body_start = self.body_end = -1

    @property
    def body_span(self) -> Span | None:
        """The lines of a here-document without the closing one."""
        return self.map.span(self.body_start, self.body_end) if self.body_start >= 0 else None


class Command(Node):
    """One simple command.

    `words` and `assigns` (`A=b` before them) are as written. `before` and `after` are the operators next to it in its own
    list. `context` names the constructs around it, outermost first: `subst`, `subshell`, `group`, `if-cond`, `if-body`,
    `while-cond`, `loop`, `case`, `function`, `procsubst`, `heredoc`, and `sh -c` for text handed to a further shell, whose
    name is `shell` (`bash`; empty for the script's own).

    `name`, `name_word`, `args`, `wrappers` and `names` look through `sudo`, `env A=b`, `exec`, `nice -n 5` and the like.
    """

    __slots__ = (
        "_arguments",
        "_look",
        "_package",
        "after",
        "assigns",
        "before",
        "context",
        "dialect",
        "negated",
        "redirects",
        "shell",
        "words",
    )

    def __init__(
        self, start: int, before: Operator | None, negated: bool, context: Context, map: SourceMap, dialect: str = "posix"
    ) -> None:
        self.words: list[Word] = []
        self.assigns: list[Word] = []
        self.redirects: list[Redirect] = []
        self.start = start
        self.end = start
        self.before = before
        self.after: Operator | None = None
        self.negated = negated
        self.context = context
        self.map = map
        self.dialect = dialect
        self.shell = ""
        self._look: tuple[str, int, list[Word]] | None = None
        self._arguments: Arguments | None = None
        self._package: tuple[PackageCommand | None] | None = None

    def _looked(self) -> tuple[str, int, list[Word]]:
        look = self._look
        if look is None:
            look = self._look = look_through(self.words, self.dialect)
        return look

    @property
    def name(self) -> str:
        """The command that runs in the end, without its directory; empty if a variable decides. Lower case in PowerShell and cmd."""
        return self._looked()[0]

    @property
    def name_word(self) -> Word | None:
        """The word `name` was read from."""
        at = self._looked()[1]
        return self.words[at] if at < len(self.words) else None

    @property
    def args(self) -> list[Word]:
        """The words after `name_word`."""
        return self.words[self._looked()[1] + 1 :]

    @property
    def wrappers(self) -> list[Word]:
        """The words looked through: `sudo` and `env` of `sudo -E env A=b make`."""
        return self._looked()[2]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the wrappers and `name`."""
        name, _, wrappers = self._looked()
        own = (name,) if name else ()
        return (*(basename(word.value) for word in wrappers), *own) if wrappers else own

    @property
    def arguments(self) -> Arguments:
        """`args` read as options and operands."""
        if self._arguments is None:
            from dockwright.shell.options import read

            self._arguments = read(self.name, self.args, self.dialect)
        return self._arguments

    @property
    def package(self) -> PackageCommand | None:
        """What this tells a package manager to do, if it is one."""
        if self._package is None:
            from dockwright.shell.packages import read

            self._package = (read(self),)
        return self._package[0]

    def __repr__(self) -> str:
        return f"<Command {' '.join(word.text for word in self.assigns + self.words)!r} {self.start}:{self.end}>"


class Script:
    """A shell text. `commands` are in source order; `redirects` are those of compound commands.

    `errors` are (start, end, message), `comments` (start, end), `constructs` (kind, start, end), where kind is a compound
    command or something plain sh lacks: `[[`, `array`, `<<<`, `${x//}`. `exec_form`: the words were given as JSON strings.
    """

    __slots__ = ("_operators", "commands", "comments", "constructs", "dialect", "errors", "exec_form", "joints", "map", "redirects", "text")

    def __init__(self, text: str, dialect: str, map: SourceMap) -> None:
        self.text = text
        self.dialect = dialect
        self.map = map
        self.exec_form = False
        self.commands: list[Command] = []
        self.redirects: list[Redirect] = []
        self.errors: list[tuple[int, int, str]] = []
        self.comments: list[tuple[int, int]] = []
        self.constructs: list[tuple[str, int, int]] = []
        self.joints: list[Joint] = []
        self._operators: list[Connector] | None = None

    @property
    def operators(self) -> list[Connector]:
        """Every list and pipe operator, in source order."""
        if self._operators is None:
            self._operators = sorted((Connector(*joint) for joint in self.joints), key=lambda operator: operator.start)
        return self._operators

    @property
    def is_chain(self) -> bool:
        """Whether it is nothing but simple commands joined by `&&`, so that ` && more` may follow any of them."""
        if self.errors or any(kind in COMPOUND for kind, _, _ in self.constructs):
            return False
        return all(operator.text == "&&" for operator, _, _, context in self.joints if not context)

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]` in the instruction's source."""
        return self.map.span(start, end)


def basename(path: str) -> str:
    """The last part of a path, with either slash."""
    return path.replace("\\", "/").rpartition("/")[2]
