"""What an editor shows about a `.dockerignore`: what a line means and fits, and what could be written."""

from __future__ import annotations

from dockwright.ide.hover import Hover, rule_page
from dockwright.ide.items import OPTION, VALUE, Item
from dockwright.model.ignorefile import may_meet
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.findings import Finding
    from dockwright.model.context import Context
    from dockwright.model.ignorefile import IgnoreFile, Pattern

COMMON = {
    ".git": "the history, with every file that ever was in it",
    ".env*": "settings and secrets of this machine",
    "**/node_modules": "packages of npm, which the image installs itself",
    "**/__pycache__": "bytecode of Python",
    ".venv": "a virtual environment of Python",
    "**/.DS_Store": "what the Finder leaves behind",
    "Dockerfile*": "a change here would spoil the cache of `COPY . .`",
    ".dockerignore": "the same for this file",
    "*.md": "documents at the top",
    "**/*.log": "logs",
    "**/target": "what cargo and maven build",
    "**/bin": "what dotnet builds",
    "**/obj": "what dotnet builds in between",
    ".idea": "settings of an editor",
    ".vscode": "settings of an editor",
    "coverage": "reports of tests",
    "dist": "what a build makes",
}
_SHOWN = 5
_MOST_ENTRIES = 500


def hover(file: IgnoreFile, offset: int, findings: list[Finding], context: Context | None) -> Hover | None:
    """What the line at an offset does, and what it fits; above that the pages of rules that complain."""
    found = next((one for one in file.patterns if one.span.start <= offset <= one.span.end), None)
    if found is None:
        return None
    pages = [rule_page(one.rule) for one in findings if one.span == found.span]
    about = [] if found.error else [meaning(found), *([fitting(found, context)] if context else [])]
    return Hover(found.span, "\n\n---\n\n".join(dict.fromkeys((*pages, "\n\n".join(about)))).rstrip("\n- "))


def meaning(pattern: Pattern) -> str:
    """What a line does, in a sentence or two; a directory that it fits goes with all that is in it."""
    text = pattern.text
    folder, _, name = text.rpartition("/")
    deep = folder == "**" or folder.startswith("**/")
    what = "Everything" if name in ("*", "**") else f"What is called `{name}`" if _is_plain(name) else f"Every name that fits `{name}`"
    where = "in any directory" if folder == "**" else f"in `{folder}`" if folder else "at the top of the context"
    verb = "is brought back" if pattern.negated else "stays out of the build"
    hint = "" if folder or deep or name in ("*", "**") else f" In other directories it does not count: that would be `**/{name}`."
    return f"{what} {where} {verb}.{hint}"


def _is_plain(name: str) -> bool:
    return not any(char in name for char in "*?[\\")


def fitting(pattern: Pattern, context: Context) -> str:
    """How much of the context a line fits, and some of that."""
    seen: list[str] = []
    count = 0
    for path in context.sent():
        if pattern.covers(path):
            count += 1
            if len(seen) < _SHOWN:
                seen.append(f"`{path}`")
    if not count:
        return "Fits nothing here." if context.is_complete else "Fits nothing among the first files here."
    more = f" and {count - len(seen):,} more" if count > len(seen) else ""
    return f"Fits {'' if context.is_complete else 'at least '}{', '.join(seen)}{more} here."


def complete(file: IgnoreFile, source: str, offset: int, context: Context | None) -> list[Item]:
    """The names in the directory that is being written, and what is often left out; nothing in a comment."""
    start = source.rfind("\n", 0, offset) + 1
    line = source[start:offset]
    if line.startswith("#"):
        return []
    typed = line.lstrip()
    typed = typed[1:].lstrip() if typed.startswith("!") else typed
    span = Span(offset - len(typed), offset)
    written = {one.text for one in file.patterns if not one.span.start <= offset <= one.span.end}
    return [*_names(typed, span, written, context), *_common(typed, span, written, context)]


def _names(typed: str, span: Span, written: set[str], context: Context | None) -> Iterator[Item]:
    folder = typed.lstrip("/").rpartition("/")[0]
    lead = typed[: typed.rfind("/") + 1]
    entries = context.entries(folder) if context else {}
    for name, is_folder in sorted(entries.items())[:_MOST_ENTRIES]:
        if lead.lstrip("/") + name not in written:
            yield Item(f"{lead}{name}{'/' if is_folder else ''}", VALUE, span, lead + name, "directory" if is_folder else "file")


def _common(typed: str, span: Span, written: set[str], context: Context | None) -> Iterator[Item]:
    entries = context.entries() if context else {}
    for text, about in COMMON.items():
        there = any(may_meet(text, name) for name in entries) and not text.startswith("**/")
        if text not in written and text not in entries and ("/" not in typed or text.startswith(typed)):
            yield Item(text, OPTION, span, text, "fits something here" if there else "often left out", about)
