"""Comments that silence findings: our own, hadolint's, BuildKit's and ShellCheck's.

    # dockwright: ignore[slug, DL3008] why          the next instruction
    # dockwright: ignore-file[slug] why             the file
    # hadolint ignore=… | stage ignore=… | global ignore=…
    # check=skip=Rule                               the next instruction; as a directive, the file
    # shellcheck disable=SC2086,…                   the next instruction; in a here-document what it is above

Stacked comments and blank lines between them and the instruction do not matter.
"""

from __future__ import annotations

from bisect import bisect_right

from dockwright.data.peers import PEER_LEVELS
from dockwright.patterns import DOTALL, IGNORECASE, pattern
from dockwright.settings import (
    CHECK_ARG,
    SHELLCHECK,
    Names,
    is_prefix,
    is_single,
    known_names,
    nearest_name,
    unknown_names,
)
from dockwright.syntax import Run
from dockwright.text import NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.findings import Finding
    from dockwright.model.document import Document
    from dockwright.shell.nodes import Script
    from dockwright.syntax import Comment

_MENTIONS = ("dockwright", "hadolint", "check")
_OWN = pattern(r"#\s*dockwright:\s*(ignore-file|ignore)\b\s*(\[[^\]]*\]?)?(.*)", DOTALL)
_HADOLINT = pattern(r"#\s*hadolint\s+(?:(global|stage)\s+)?ignore\s*=([^#]*)(.*)", DOTALL)
_CHECK = pattern(r"#\s*check\s*=\s*(\S.*)", IGNORECASE | DOTALL)
_ALMOST = pattern(r"#\s*(?:(dockwright)\s*(?::|ignore)|hadolint\s*:?\s*(?:(?:global|stage)\s+)?ignore\b)", IGNORECASE)
_SHELLCHECK = pattern(r"#\s*shellcheck\s(?:.*?\s)?disable=(?:\"([\w,-]+)\"|([\w,-]+))(?:\s(.*))?", DOTALL)
_RANGE = pattern(r"(?:SC)?(\d{4})(?:-(?:SC)?(\d{4}))?")
_PEER = pattern(r"SC\d{4}|DL(?:100[01]|30\d\d|40[01]\d)")
_NAME = pattern(r"[^\s,\[\];]+")

FILE, STAGE, NEXT, SCRIPT = "file", "stage", "next", "script"
UNSILENCED = frozenset(("inline-ignore",))
"""What no comment silences: it reports the comments."""


class Place(NamedTuple):
    """An ignore comment and what it is about; `comment` and `covers` are spans of the file."""

    comment: Span
    dialect: str
    scope: str
    covers: Span
    reason: str


class Ignore:
    """One name in an ignore comment, at `name_span`; deleting `removal` leaves the comment without it.

    A fault of the comment itself is an Ignore without a name: `problem` says what is wrong, `repair` what belongs in the
    place of `name_span`, None where that is not clear. `is_first`: no other name of its comment stands before it. When all
    else has run, `used` says whether the name silenced anything, and `checkable` whether it would have, had there been
    anything.
    """

    __slots__ = ("_names", "checkable", "is_first", "name", "name_span", "place", "problem", "removal", "repair", "siblings", "used")

    def __init__(self, place: Place, name: str, name_span: Span, problem: str = "", repair: str | None = None) -> None:
        self.place = place
        self.name = name
        self.name_span = name_span
        self.problem = problem
        self.repair = repair
        self.removal = name_span
        self.siblings = 1
        self.is_first = False
        self.used = False
        self.checkable = False
        self._names: Names | None = None

    @property
    def span(self) -> Span:
        """Where the name is; the whole comment where it has none."""
        return self.name_span

    @property
    def comment(self) -> Span:
        """Where the comment is."""
        return self.place.comment

    @property
    def dialect(self) -> str:
        """Whose comment it is: `dockwright`, `hadolint`, `buildkit` or `shellcheck`."""
        return self.place.dialect

    @property
    def scope(self) -> str:
        """What it is about: the `file`, a `stage`, the `next` instruction, or a part of a `script`."""
        return self.place.scope

    @property
    def covers(self) -> Span:
        """What it silences."""
        return self.place.covers

    @property
    def reason(self) -> str:
        """What the comment says beside its list."""
        return self.place.reason

    @property
    def names(self) -> Names:
        """The rules and ids it stands for; `all` in a comment of BuildKit's is all of BuildKit's."""
        if self._names is None:
            given = [self.name] if self.is_known else []
            numbers = _RANGE.fullmatch(self.name) if self.dialect == "shellcheck" else None
            if self.dialect == "shellcheck" and self.name == "shellcheck":
                given = [SHELLCHECK]
            elif numbers:
                given = list(_beginnings(int(numbers[1]), int(numbers[2] or numbers[1])))
            if self.dialect == "buildkit" and self.name == "all":
                given = [*PEER_LEVELS["buildkit"]]
            self._names = Names(given)
        return self._names

    @property
    def is_known(self) -> bool:
        """Whether the name stands for a rule of ours. What ids begin with does not count here: it may be an id cut short.

        In a comment of hadolint's only one rule counts: hadolint knows no name for several, and drops a comment with `all`.
        """
        if self.dialect == "shellcheck" and _RANGE.fullmatch(self.name):
            return True
        return not is_prefix(self.name) and not self.is_plural and not unknown_names((self.name,))

    @property
    def is_plural(self) -> bool:
        """Whether it is a name of ours for several rules in a comment of hadolint's."""
        return self.dialect == "hadolint" and self.name in known_names() and not is_single(self.name)

    @property
    def suggestion(self) -> str | None:
        """The nearest name that does."""
        return nearest_name(self.name)

    @property
    def is_foreign(self) -> bool:
        """Whether the name may be that of a rule of hadolint's or ShellCheck's that has no counterpart here."""
        return _PEER.fullmatch(self.name) is not None

    def silences(self, finding: Finding) -> bool:
        """Whether it applies to a finding: its place, or a place that explains it, is covered."""
        if finding.rule in UNSILENCED:
            return False
        here = [related for related in finding.related if related.file is None]
        if not self._covers(finding.span) and not any(self._covers(related.span) for related in here):
            return False
        return self.names.has(finding)

    def _covers(self, span: Span) -> bool:
        return self.covers.start <= span.start <= self.covers.end


def read(document: Document) -> list[Ignore]:
    """Every name in every such comment of a file, in order, and what is wrong with those comments."""
    low = document.source.lower()
    if not any(word in low for word in _MENTIONS):
        return []
    found: list[Ignore] = []
    for directive in document.directives:
        if directive.name == "check" and not directive.indented and CHECK_ARG not in document.build_args:
            found += _skips(document, directive.span, directive.value, directive.value_span.start, FILE)
    for comment in document.comments:
        text = document.source[slice(*comment.span)]
        found += _own(document, comment, text) or _hadolint(document, comment, text) or _check(document, comment, text)
        found += _shellcheck(document, comment.span, text)
    inner = _in_heredocs(document) if "shellcheck" in low else []
    return sorted(found + inner, key=lambda one: one.comment) if inner else found


def _in_heredocs(document: Document) -> list[Ignore]:
    """ShellCheck's comments in here-documents: it reads them by itself, but others report what it does as well."""
    found: list[Ignore] = []
    for instruction in document.instructions:
        one = instruction.trigger or instruction
        for script in document.scripts(one) if isinstance(one, Run) and one.heredocs else ():
            parts = _parts(script) if script.comments else []
            for start, end in script.comments:
                comment = script.span(start, end).shift(one.start)
                covers = script.span(start, _end_of_next(parts, start, len(script.text))).shift(one.start)
                found += _shellcheck(document, comment, script.text[start:end], covers)
    return found


def _parts(script: Script) -> list[tuple[int, int, str]]:
    """The simple and compound commands of a script: where each begins and ends, and the operator before it."""
    found = [(one.start, one.end, one.before.text if one.before else "") for one in script.commands]
    return sorted(found + [(start, end, "") for _, start, end in script.constructs])


def _end_of_next(parts: list[tuple[int, int, str]], start: int, whole: int) -> int:
    """Where the command below a comment ends, with all that is in it or joined to it; above all commands the comment is about all."""
    at = bisect_right(parts, (start, whole, ""))
    if at in (0, len(parts)):
        return whole
    end = parts[at][1]
    for one in parts[at + 1 :]:
        if one[0] >= end and one[2] not in ("&&", "||", "|", "|&"):
            break
        end = max(end, one[1])
    return end


def _shellcheck(document: Document, comment: Span, text: str, covers: Span | None = None) -> list[Ignore]:
    """The names in a comment of ShellCheck's; it is about the next instruction, or about `covers` in a script."""
    match = _SHELLCHECK.fullmatch(text)
    if match is None:
        return []
    place = _place(document, comment, "shellcheck", NEXT, match[3] or "")
    if covers is not None:
        place = place._replace(scope=SCRIPT, covers=covers)
    number = 1 if match[1] else 2
    found = _listed(document, place, match[number], comment.start + match.start(number))
    for ignore in found:
        ignore.name = "shellcheck" if ignore.name == "all" else ignore.name
    return found


def _beginnings(low: int, high: int) -> Iterator[str]:
    """What the ids of ShellCheck's from one number to another begin with, and no other one does: `SC30` for 3000 to 3099."""
    while low <= high:
        size = 1
        while size < 1000 and low % (size * 10) == 0 and low + size * 10 - 1 <= high:
            size *= 10
        yield f"SC{low // size}"
        low += size


def _own(document: Document, comment: Comment, text: str) -> list[Ignore]:
    match = _OWN.fullmatch(text)
    if match is None:
        return []
    place = _place(document, comment.span, "dockwright", FILE if match[1] == "ignore-file" else NEXT, match[3])
    listed, start = match[2] or "", comment.span.start + match.start(2)
    found = _listed(document, place, listed[1:].removesuffix("]"), start + 1)
    if not any(one.name for one in found):
        return [Ignore(place, "", comment.span, f"this names no rule: write `# dockwright: {match[1]}[rule] reason`")]
    if not listed.endswith("]"):
        found.append(Ignore(place, "", Span(start, start + 1), "this bracket is not closed: write `]` behind the last rule"))
    return found


def _hadolint(document: Document, comment: Comment, text: str) -> list[Ignore]:
    match = _HADOLINT.fullmatch(text)
    if match is None:
        return _almost(document, comment, text)
    scope = {"global": FILE, "stage": STAGE}.get(match[1] or "", NEXT)
    place = _place(document, comment.span, "hadolint", scope, match[3])
    found = _listed(document, place, match[2].rstrip(), comment.span.start + match.start(2))
    if not any(one.name for one in found):
        return [Ignore(place, "", comment.span, "this names no rule: write `# hadolint ignore=rule`")]
    return found


def _almost(document: Document, comment: Comment, text: str) -> list[Ignore]:
    """A comment that begins like ours or hadolint's, but is none."""
    match = _ALMOST.match(text)
    if match is None:
        return []
    dialect, form = ("dockwright", "# dockwright: ignore[rule] reason") if match[1] else ("hadolint", "# hadolint ignore=rule")
    return [Ignore(_place(document, comment.span, dialect, NEXT, ""), "", comment.span, f"nothing is ignored by this: write `{form}`")]


def _check(document: Document, comment: Comment, text: str) -> list[Ignore]:
    """A comment above an instruction; below a `#!` line it is still a directive."""
    match = _CHECK.fullmatch(text)
    if match is None:
        return []
    is_directive = comment.line == 1 and document.source.startswith("#!")
    return _skips(document, comment.span, match[1], comment.span.start + match.start(1), FILE if is_directive else NEXT)


def _skips(document: Document, comment: Span, text: str, at: int, scope: str) -> list[Ignore]:
    """The names of `skip=A,B;error=true`; the list ends at the first blank."""
    value = text.split(None, 1)[0] if text.strip() else ""
    rest = text[len(value) :]
    parts = value.split(";", 2)
    place = _place(document, comment, "buildkit", scope, rest)
    found: list[Ignore] = []
    for number, part in enumerate(parts):
        if part.startswith("skip="):
            blank = len(rest) - len(rest.lstrip())
            cut = part.endswith(",") and number == len(parts) - 1 and blank < len(rest)
            found += _listed(document, place, part[5 : -1 if cut else None], at + 5)
            if cut:
                end = at + len(part)
                found.append(Ignore(place, "", Span(end, end + blank), "the list ends at this blank: delete it", ""))
            if len(parts) > 1 and len(found) == 1:
                found[0].removal = Span(at - bool(number), at + len(part) + (not number))
        at += len(part) + 1
    return found


def _listed(document: Document, place: Place, text: str, at: int) -> list[Ignore]:
    """The names of a list, which starts at offset `at`, and its faults."""
    found: list[Ignore] = []
    end = at + len(text)
    for piece in text.split(",") if text.strip() else ():
        words = list(_NAME.finditer(piece))
        if not words:
            comma = at - 1 if found else at + len(piece)
            found.append(Ignore(place, "", Span(comma, comma + 1), "no name stands beside this comma: delete it", ""))
        for number, word in enumerate(words):
            one = Ignore(place, word[0], Span(at + word.start(), at + word.end()))
            if number and place.dialect == "hadolint" and not (one.is_known or one.is_foreign):
                return _counted(document, [*found, _reason(document, place, Span(one.name_span.start, end))])
            if number:
                gap = Span(found[-1].name_span.end, one.name_span.start)
                found.append(Ignore(place, "", gap, "only commas part names: put one here", ", "))
            found.append(one)
        at += len(piece) + 1
    return _counted(document, found)


def _reason(document: Document, place: Place, span: Span) -> Ignore:
    """Words behind a list of hadolint's, which make it void the whole comment."""
    return Ignore(place, "", span, "hadolint takes this for rules: put `#` before the reason", f"# {document.source[slice(*span)]}")


def _counted(document: Document, found: list[Ignore]) -> list[Ignore]:
    """Tell the names of a comment how many they are, and how each is deleted."""
    names = [one for one in found if one.name]
    for number, one in enumerate(names):
        one.siblings = len(names)
        one.is_first = not number
        if len(names) == 1:
            one.removal = _line(document.source, one.comment)
        elif number:
            one.removal = Span(names[number - 1].name_span.end, one.name_span.end)
        else:
            one.removal = Span(one.name_span.start, names[1].name_span.start)
    return found


def _line(source: str, comment: Span) -> Span:
    """The whole line of a comment, with the line end behind it, or else the one before it."""
    start = max(source.rfind("\n", 0, comment.start) + 1, int(source.startswith("\ufeff")))
    end = source.find("\n", comment.end)
    if end >= 0:
        return Span(start, end + 1)
    return Span(len(source[:start].removesuffix("\n").removesuffix("\r")), len(source))


def _place(document: Document, comment: Span, dialect: str, scope: str, reason: str) -> Place:
    covers = Span(0, len(document.source))
    if scope != FILE:
        covers = _stage(document, comment) if scope == STAGE else _next(document, comment)
    return Place(comment, dialect, scope, covers, reason.strip(" \t#-:/"))


def _next(document: Document, comment: Span) -> Span:
    """The instruction below a comment, or the one a comment stands in."""
    instructions = document.instructions
    at = bisect_right(instructions, comment.start, key=lambda one: one.start)
    for instruction in instructions[max(at - 1, 0) : at + 1]:
        if instruction.span.end > comment.start:
            return instruction.span
    return Span(-1, -1)


def _stage(document: Document, comment: Span) -> Span:
    """The stage a comment stands in; directly above a FROM, the one that begins there."""
    below = _next(document, comment)
    for stage in reversed(document.stages):
        from_ = stage.from_
        if from_ and (from_.span.start == below.start or from_.start < comment.start):
            last = stage.instructions[-1] if stage.instructions else from_
            return Span(from_.start, max(last.span.end, comment.end))
    return Span(-1, -1)
