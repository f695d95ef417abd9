"""What there is to read about the rules: one page each, a table of all."""

from __future__ import annotations

from dockwright.cli.options import UsageError
from dockwright.rules import docs, url
from dockwright.rules._index import INDEX
from dockwright.text import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.rules.row import Row


def pages(name: str) -> list[str]:
    """The pages of the rules that answer to a name or a peer's id. Raises UsageError."""
    rows = [INDEX[name]] if name in INDEX else [row for row in INDEX.values() if name.lower() in map(str.lower, (row.name, *row.aliases))]
    if not rows:
        close = nearest(name, [*INDEX, *(alias for row in INDEX.values() for alias in row.aliases)])
        raise UsageError(f"unknown rule {name!r} ({f'did you mean {close!r}?' if close else 'dockwright rules lists them'})")
    return [_page(row) for row in rows]


def _page(row: Row) -> str:
    facts = [f"{row.category}, {row.severity}, since {row.since}"]
    facts.append("on by default" if row.default else f"off by default; in the profiles {', '.join(row.profiles) or 'none'}")
    if row.fix:
        facts.append(_fix_words(row.fix))
    if row.aliases:
        facts.append(f"also known as {', '.join(row.aliases)}")
    if row.refs:
        facts.append(f"see {', '.join(row.refs)}")
    return f"# {row.name}\n\n" + "".join(f"- {fact}\n" for fact in facts) + f"- {url(row.name)}\n\n{docs(row.name).strip()}\n"


def _fix_words(fix: str) -> str:
    if fix == "editor":
        return "editors offer a fix with blanks to fill in"
    return "fixed by dockwright fix" if fix == "safe" else "fixed by dockwright fix --unsafe"


def table() -> str:
    """Every rule in a line, by category."""
    margin = max(map(len, INDEX))
    lines: list[str] = []
    category = ""
    for row in sorted(INDEX.values(), key=lambda row: (row.category, row.name)):
        if row.category != category:
            category = row.category
            lines.append(f"{'' if not lines else chr(10)}{category}\n")
        lines.append(
            f"  {row.name:{margin}}  {row.severity if row.default else 'off':7}  {row.fix or '':6}  {row.summary}{_aliases(row)}\n"
        )
    return "".join(lines)


def _aliases(row: Row) -> str:
    return f" ({', '.join(row.aliases)})" if row.aliases else ""


def as_json() -> str:
    """Every rule with all that is known of it."""
    from json import dumps

    keys = ("name", "category", "severity", "default", "fix", "aliases", "refs", "profiles", "since", "summary")
    return dumps([{**{key: getattr(row, key) for key in keys}, "url": url(row.name)} for row in INDEX.values()], indent=2) + "\n"
