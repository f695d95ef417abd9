"""A command's words as options and operands, each tool read by its own table."""

from __future__ import annotations

from dockwright.shell.option_tables import GLUED, SAME, SINGLE_DASH, STOPS, TAKES_VALUE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.shell.nodes import Word
    from dockwright.text import Span

MAX_CLUSTER = 64
CHMOD_SWITCHES = frozenset("cfvRhHLP")
SWITCHES = frozenset(
    (
        "-force",
        "-recurse",
        "-usebasicparsing",
        "-passthru",
        "-wait",
        "-nonewwindow",
        "-verbose",
        "-skipcertificatecheck",
        "-asjob",
        "-confirm",
    )
)
_tables: dict[str, frozenset[str]] = {}


class Option:
    """One option as given. `name` has its dashes; `value` is None for a switch; `value_word` is `word` if the value is glued on."""

    __slots__ = ("name", "value", "value_word", "word")

    def __init__(self, name: str, word: Word, value: str | None = None, value_word: Word | None = None) -> None:
        self.name = name
        self.word = word
        self.value = value
        self.value_word = value_word

    @property
    def span(self) -> Span:
        """From the option to the end of its value."""
        last = self.value_word or self.word
        return self.word.map.span(self.word.start, last.end)

    @property
    def value_span(self) -> Span | None:
        """The value alone; of a glued one the end of the word, the whole word if it is quoted."""
        word = self.value_word
        if word is None or self.value is None:
            return None
        start = word.end - len(self.value) if word is self.word and word.text.endswith(self.value) else word.start
        return word.map.span(start, word.end)

    def __repr__(self) -> str:
        return f"<Option {self.name}{'' if self.value is None else ' ' + repr(self.value)}>"


class Arguments:
    """Options and operands, both in order. `dashes` is the number of operands before `--`, or -1 without it."""

    __slots__ = ("dashes", "operands", "options")

    def __init__(self) -> None:
        self.options: list[Option] = []
        self.operands: list[Word] = []
        self.dashes = -1

    def all(self, *names: str) -> list[Option]:
        """Every option of these names."""
        return [option for option in self.options if option.name in names]

    def get(self, *names: str) -> Option | None:
        """The last option of these names, which is the one that counts for most tools."""
        for option in reversed(self.options):
            if option.name in names:
                return option
        return None

    def has(self, *names: str) -> bool:
        """Whether one of these options is given."""
        return self.get(*names) is not None

    def count(self, *names: str) -> int:
        """How often: 2 for `-q -q` and for `-qq`."""
        return len(self.all(*names))

    def value(self, *names: str) -> str | None:
        """The value of the last of these options."""
        option = self.get(*names)
        return option.value if option is not None else None


def takes_value(tool: str) -> frozenset[str]:
    """The options of a tool, or of `tool verb`, that take a value."""
    table = _tables.get(tool)
    if table is None:
        table = _tables[tool] = frozenset(TAKES_VALUE.get(tool, "").split())
    return table


def table_name(name: str) -> str:
    """The name under which a tool's options are listed: `pip` for `pip3.11`."""
    if name.startswith(("pip", "python")) and name.rstrip("0123456789.") in ("pip", "python"):
        return name.rstrip("0123456789.")
    return SAME.get(name, name)


def read(name: str, words: list[Word], dialect: str = "posix") -> Arguments:
    """Read the words after a command's name."""
    arguments = Arguments()
    if dialect == "powershell" and (("-" in name and table_name(name) not in TAKES_VALUE) or name in ("iwr", "irm")):
        _read_cmdlet(words, arguments)
    else:
        _Reader(name, words, arguments).read()
    return arguments


class _Reader:
    def __init__(self, name: str, words: list[Word], arguments: Arguments) -> None:
        self.tool = table_name(name)
        self.stop_at = 1 if name in STOPS or self.tool in STOPS else 0
        self.takes = takes_value(self.tool)
        self.glued = GLUED.get(self.tool, "").split()
        self.single = self.tool in SINGLE_DASH
        self.words = words
        self.i = 0
        self.arguments = arguments

    def read(self) -> None:
        words = self.words
        while self.i < len(words):
            word = words[self.i]
            value = word.value
            self.i += 1
            if value == "--":
                self.arguments.dashes = len(self.arguments.operands)
                self.arguments.operands += words[self.i :]
                break
            if (
                value[:1] != "-"
                or value == "-"
                or (self.tool == "chmod" and not value.startswith("--") and set(value[1:]) - CHMOD_SWITCHES)
            ):
                if not self._operand(word):
                    break
            elif value[1] == "-" or self.single:
                self._long(word, "-" + value.lstrip("-") if self.single else value)
            elif len(value) > MAX_CLUSTER and "-" + value[1] not in self.takes:
                self.arguments.options.append(Option(value, word))
            else:
                self._cluster(word, value[1:])
                if self.tool == "python" and self.arguments.options[-1].name in ("-m", "-c"):
                    self.arguments.operands += words[self.i :]
                    break

    def _operand(self, word: Word) -> bool:
        """Take an operand; False if all that follows belongs to it."""
        operands, value = self.arguments.operands, word.value
        if self.tool == "tar" and self.i == 1 and value.isalpha():
            self._old_tar(word)
            return True
        operands.append(word)
        if len(operands) == 1:
            verb = f"{self.tool} {value}"
            if verb in STOPS:
                self.stop_at = 2
            if verb in TAKES_VALUE or f"{self.tool} *" in TAKES_VALUE:
                self.takes = takes_value(verb if verb in TAKES_VALUE else f"{self.tool} *")
        if len(operands) == self.stop_at:
            operands += self.words[self.i :]
            return False
        return True

    def _next(self, name: str, word: Word) -> None:
        """An option whose value is the next word."""
        if self.i < len(self.words):
            following = self.words[self.i]
            self.i += 1
            self.arguments.options.append(Option(name, word, following.value, following))
        else:
            self.arguments.options.append(Option(name, word))

    def _long(self, word: Word, text: str) -> None:
        name, equals, value = text.partition("=")
        if equals:
            self.arguments.options.append(Option(name, word, value, word))
        elif name in self.takes:
            self._next(name, word)
        else:
            self.arguments.options.append(Option(name, word))

    def _cluster(self, word: Word, letters: str) -> None:
        options = self.arguments.options
        k = 0
        while k < len(letters):
            name = "-" + letters[k]
            k += 1
            if name == "-n" and self.tool == "wget" and k < len(letters):
                name += letters[k]
                k += 1
            rest = letters[k:]
            if name in self.takes:
                if rest:
                    options.append(Option(name, word, rest.removeprefix("=") if self.tool == "apt-get" else rest, word))
                else:
                    self._next(name, word)
                return
            if rest and (rest[0] == "=" or name in self.glued):
                options.append(Option(name, word, rest.removeprefix("="), word))
                return
            options.append(Option(name, word))

    def _old_tar(self, word: Word) -> None:
        """`xzf file`: the letters first, then their values in order."""
        for letter in word.value[:MAX_CLUSTER]:
            if "-" + letter in self.takes:
                self._next("-" + letter, word)
            else:
                self.arguments.options.append(Option("-" + letter, word))


def _read_cmdlet(words: list[Word], arguments: Arguments) -> None:
    """Parameters of a PowerShell cmdlet, in lower case; each that is no known switch takes the next word."""
    i = 0
    while i < len(words):
        word = words[i]
        i += 1
        if word.quoted or word.value[:1] != "-" or not word.value[1:2].isalpha():
            arguments.operands.append(word)
            continue
        name, colon, value = word.value.partition(":")
        name = name.lower()
        if colon and value:
            arguments.options.append(Option(name, word, value, word))
        elif name not in SWITCHES and i < len(words) and (words[i].quoted or words[i].value[:1] != "-"):
            arguments.options.append(Option(name, word, words[i].value, words[i]))
            i += 1
        else:
            arguments.options.append(Option(name, word))
