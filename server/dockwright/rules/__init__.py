"""The rules, one file each, and what they are written with: the decorator that declares one and the context it runs in."""

from __future__ import annotations

from dockwright.findings import EDITOR, ERROR, INFO, SAFE, STYLE, UNSAFE, WARNING, Finding, Fix, Related
from dockwright.patterns import pattern
from dockwright.rules.edits import Editing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from dockwright.model.uses import ImageUse
    from dockwright.rules.edits import Node
    from dockwright.rules.row import Row
    from dockwright.syntax import Instruction, Word


__all__ = [
    "EDITOR",
    "ERROR",
    "INFO",
    "SAFE",
    "STYLE",
    "UNSAFE",
    "WARNING",
    "Context",
    "Findings",
    "Rule",
    "docs",
    "load",
    "rule",
    "url",
]

if TYPE_CHECKING:
    Findings = Iterator[Finding]
else:
    Findings = object
"""What a check gives: findings, one after the other. Only annotations use the name."""

PAGES = "https://dockwright.example.com/rules/"
SHELLCHECK_PAGES = "https://www.shellcheck.net/wiki/"

_PLAIN = pattern("[^$\"'`\\\\]*")

_GIVEN = pattern(r'([\w-]+)="([^"]*)"')
_AROUND = {
    "context": "In the context:",
    "ignored": "in `.dockerignore`:",
    "git-ignored": "ignored by git:",
    "writes": "in `.dockerignore` once it is fixed:",
}

_loaded: dict[str, Rule] = {}


class Rule:
    """A check and everything said about it. `name` and `category` come from where it is written."""

    __slots__ = (
        "aliases",
        "category",
        "check",
        "commands",
        "default",
        "fix",
        "name",
        "on",
        "options",
        "profile_options",
        "profiles",
        "refs",
        "severity",
        "since",
        "tag",
        "where",
    )

    def __init__(self, check: Callable[[Any, Context], Findings], **said: Any) -> None:
        self.check = check
        self.name: str = check.__name__.replace("_", "-")
        self.category: str = check.__module__.split(".")[-2]
        subject = next(iter(check.__annotations__.values()))
        self.on: tuple[type, ...] = getattr(subject, "__args__", (subject,))
        self.severity: str = said["severity"]
        self.fix: str | None = said["fix"]
        self.aliases: tuple[str, ...] = said["aliases"]
        self.refs: tuple[str, ...] = said["refs"]
        self.profiles: tuple[str, ...] = said["profiles"]
        self.default: bool = said["default"]
        self.commands: tuple[str, ...] = said["commands"]
        self.where: tuple[str, ...] = said["where"]
        self.options: dict[str, Any] = said["options"]
        self.profile_options: dict[str, dict[str, Any]] = said["profile_options"]
        self.tag: str = said["tag"]
        self.since: str = said["since"]

    @property
    def page(self) -> str:
        """The manual page, in Markdown."""
        return self.check.__doc__ or ""


def rule(
    *,
    severity: str,
    since: str,
    fix: str | None = None,
    aliases: tuple[str, ...] = (),
    refs: tuple[str, ...] = (),
    profiles: tuple[str, ...] = (),
    default: bool = True,
    commands: tuple[str, ...] = (),
    where: tuple[str, ...] = ("RUN",),
    options: Mapping[str, Any] | None = None,
    profile_options: Mapping[str, Mapping[str, Any]] | None = None,
    tag: str = "",
) -> Callable[[Callable[[Any, Context], Findings]], Callable[[Any, Context], Findings]]:
    """Declare a generator as a rule. It runs on every node of the type its first parameter names.

    `default`: on in the `recommended` profile. `profiles`: the other profiles that switch it on. `commands` and `where`
    narrow a rule on `Command` to those names, in those instructions. `options` are its settings with their defaults,
    `profile_options` what a profile sets them to. `tag`: `deprecated` or `unnecessary`, for editors.
    """

    def declare(check: Callable[[Any, Context], Findings]) -> Callable[[Any, Context], Findings]:
        made = Rule(
            check,
            severity=severity,
            since=since,
            fix=fix,
            aliases=aliases,
            refs=refs,
            profiles=profiles,
            default=default,
            commands=commands,
            where=where,
            options=dict(options or {}),
            profile_options=dict(profile_options or {}),
            tag=tag,
        )
        _loaded[made.name] = made
        return check

    return declare


class Context(Editing):
    """What a check may ask, and how it reports.

    Nodes have spans relative to their instruction; `at` names the instruction where it is not the one the check runs on.
    """

    __slots__ = ("options", "rule", "severity")

    rule: Rule
    severity: str
    options: Mapping[str, Any]

    def finding(
        self,
        node: Node,
        message: str,
        fix: Fix | None = None,
        *,
        at: Instruction | None = None,
        severity: str = "",
        aliases: tuple[str, ...] | None = None,
        related: tuple[Related, ...] = (),
    ) -> Finding:
        """A finding on a node. `aliases`: the peers' ids that apply here, where not all of the rule's do."""
        span = self.place(node, at)
        ids = self.rule.aliases if aliases is None else aliases
        return Finding(self.rule.name, severity or self.severity, span, message, fix, ids, related)

    def related(self, node: Node, message: str, at: Instruction | None = None) -> Related:
        """A second place that explains a finding."""
        return Related(self.place(node, at), message)

    def used(self, image: ImageUse) -> tuple[Related, ...]:
        """Where an image is used, if its name is written elsewhere; a comment there silences the finding as well."""
        return () if image.at is image.instruction else (self.related(image.used, "used here", at=image.instruction),)

    def resolve(self, word: Word, at: Instruction | None = None) -> str | None:
        """A word's value with its variables replaced, or None where only a build can know it."""
        if _PLAIN.fullmatch(word.value):
            return word.value
        return self.document.resolve(at or self.instruction, word)

    def counts(self, policy: str) -> bool:
        """Whether the stage is one that a rule with this `stages` option looks at; a trigger runs in a build that ships."""
        return self.instruction.onbuild or self.stage.counts(policy)


def load(row: Row) -> Rule:
    """The rule behind a row of the index, imported when first asked for."""
    found = _loaded.get(row.name)
    if found is None:
        __import__(row.module)
        found = _loaded[row.name]
    return found


def url(name: str, aliases: tuple[str, ...] = ()) -> str:
    """Where the manual page of a rule is on the web; of a finding with one of ShellCheck's ids, what ShellCheck says about it."""
    found = next((alias for alias in aliases if alias.startswith("SC") and alias[2:].isdecimal()), "") if name == "shellcheck" else ""
    return f"{SHELLCHECK_PAGES}{found}" if found else f"{PAGES}{name}/"


def docs(name: str) -> str:
    """The manual page of a rule, in Markdown, without its title."""
    from inspect import cleandoc

    from dockwright.rules._index import INDEX

    rule = load(INDEX[name])
    return labelled(cleandoc(rule.page or _written(rule)))


def labelled(page: str) -> str:
    """A page with a word between an example and its fixed form, which otherwise read as one Dockerfile where nothing parts them.

    What an example has around it is said above it.
    """
    page = page.replace("```\n\n```dockerfile fixed", "```\n\nbecomes\n\n```dockerfile fixed")
    return "\n".join(map(_spoken, page.split("\n"))) if " context=" in page else page


def _spoken(line: str) -> str:
    """The head of an example as a reader is to see it."""
    if not line.startswith("```dockerfile with ") or " context=" not in line:
        return line
    given = dict(_GIVEN.findall(line))
    said = [(f"{words} {_listed(given[key])}") for key, words in _AROUND.items() if key in given]
    return f"{'; '.join(said)}:\n\n```dockerfile"


def _listed(names: str) -> str:
    return ", ".join(f"`{name.partition(':')[0]}`" for name in names.split()) or "nothing"


def _written(rule: Rule) -> str:
    """The page in the source of a rule, which may have been loaded without it (see `startup`)."""
    from ast import FunctionDef, get_docstring, parse

    with open(rule.check.__code__.co_filename, encoding="utf-8") as file:
        functions = [node for node in parse(file.read()).body if isinstance(node, FunctionDef)]
    return next((get_docstring(node) or "" for node in functions if node.name == rule.check.__name__), "")
