"""What is shown for the place under the mouse, in Markdown."""

from __future__ import annotations

import re

from dockwright import rules
from dockwright.ide import documentation, images, names
from dockwright.ide.names import STAGE
from dockwright.ide.places import DIRECTIVE, FLAG, KEYWORD, MOUNT_OPTION, MOUNT_TYPE, place_at
from dockwright.rules._index import INDEX
from dockwright.text import NamedTuple, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.findings import Finding
    from dockwright.ide.documentation import Entry
    from dockwright.ide.names import Occurrence
    from dockwright.model.document import Document
    from dockwright.model.facts import Teller
    from dockwright.model.scopes import Variable

_FENCES = re.compile(r"^```dockerfile .*$", re.M)
_CARETS = re.compile(r"^ *#?[ ]*\^+ .*\n", re.M)


class Hover(NamedTuple):
    """Markdown about a span."""

    span: Span
    text: str


def hover(document: Document, offset: int, findings: list[Finding], tell: Teller | None = None) -> Hover | None:
    """The pages of the rules that complain here, and below them what the place itself is.

    `tell` tells what is known of an image where the document's own surroundings do not.
    """
    here = [one for one in findings if one.span.start <= offset <= one.span.end]
    innermost = sorted(here, key=lambda one: one.span.end - one.span.start)[:2]
    about = _about(document, offset, tell)
    parts = [rule_page(one.rule, one.aliases) for one in innermost if one.rule in INDEX]
    if about is not None:
        parts.append(about.text)
    if not parts:
        return None
    span = innermost[0].span if innermost else about.span if about else Span(offset, offset)
    return Hover(span, "\n\n---\n\n".join(dict.fromkeys(parts)))


def rule_page(name: str, aliases: tuple[str, ...] = ()) -> str:
    """The manual page of a rule, with its carets taken out of the examples, and where it is on the web.

    `aliases` are those of a finding: what ShellCheck found is described on ShellCheck's page.
    """
    row = INDEX[name]
    _, _, rest = rules.docs(name).partition("\n")
    also = f" ({', '.join(row.aliases)})" if row.aliases else ""
    page = _FENCES.sub("```dockerfile", _CARETS.sub("", rest)).strip()
    shellcheck = f" · [{aliases[0]}]({rules.url(name, aliases)})" if rules.url(name, aliases) != rules.url(name) else ""
    return f"**{row.summary}**\n\n{page}\n\n[{name}]({rules.url(name)}){also}{shellcheck}"


def _about(document: Document, offset: int, tell: Teller | None) -> Hover | None:
    found = names.at(document, offset)
    if found is not None:
        text = _stage(found) if found.kind == STAGE else _variable(document, found)
        if text:
            return Hover(found.around, text)
    for use in document.images():
        name = use.written.shift(use.at.start)
        if name.start <= offset <= name.end:
            return Hover(name, images.describe(use, document.today, tell))
    return _word(document, offset)


def _word(document: Document, offset: int) -> Hover | None:
    place = place_at(document, offset)
    if place is None:
        return None
    kind, span, name, within = place
    if kind == KEYWORD and name in documentation.INSTRUCTIONS:
        entry = documentation.INSTRUCTIONS[name]
        forms = "\n".join(" ".join((name, *form)) for form in entry.forms)
        return Hover(span, f"```dockerfile\n{forms}\n```\n{_entry(entry, name)}")
    if kind == FLAG and (within, name) in documentation.FLAGS:
        return Hover(span, f"`--{name}`: {_entry(documentation.FLAGS[(within, name)], f'{within} --{name}')}")
    if kind == MOUNT_TYPE and name in documentation.MOUNTS:
        return Hover(span, f"`type={name}`: {_entry(documentation.MOUNTS[name], 'RUN --mount')}")
    if kind == MOUNT_OPTION:
        option = documentation.MOUNT_OPTIONS.get(within, {}).get(documentation.MOUNT_ALIASES.get(name, name))
        return Hover(span, f"`{name}`: {_entry(option, 'RUN --mount')}") if option else None
    if kind == DIRECTIVE:
        return Hover(span, f"`# {name}=`: {_entry(documentation.DIRECTIVES[name], name)}")
    return None


def _entry(entry: Entry, title: str) -> str:
    return f"{entry.text}\n\n[{title} in the manual]({entry.url})"


def _stage(found: Occurrence) -> str:
    stage = found.stage
    if stage is None or stage.from_ is None:
        return ""
    definition = " ".join(stage.from_.parsed.text.split())
    count = len(stage.instructions)
    size = f"{count} instruction{'s' if count != 1 else ''}"
    role = "the stage that is built" if stage.is_final else "part of what is built" if stage.ships else "not part of the final image"
    return f"```dockerfile\n{definition}\n```\nStage {stage.index} on line {stage.from_.start_line}, {size}: {role}."


def _variable(document: Document, found: Occurrence) -> str:
    variable = _set_by(document, found) if found.defines else found.variable
    if variable is None:
        return f"`{found.name}` is not set in this file, so the builder puts nothing here."
    if variable.kind == "platform":
        about = documentation.PLATFORM_ARGS.get(variable.name, "a value")
        return f"`{variable.name}`: {about}, set by the builder.\n\n[Platform ARGs in the manual]({documentation.PLATFORM_URL})"
    if variable.instruction is None or variable.pair is None:
        return f"`{variable.name}` comes from the base image" + (f", where it usually is `{variable.built}`." if variable.built else ".")
    line, keyword = variable.instruction.start_line, variable.instruction.name
    separator = variable.pair.separator or ""
    definition = f"{keyword} {variable.pair.key.text}{separator}{variable.pair.value.text if variable.pair.value else ''}"
    return f"`{variable.name}`{_value(document, variable)}\n\nSet on line {line}:\n```dockerfile\n{definition}\n```"


def _set_by(document: Document, found: Occurrence) -> Variable | None:
    """The variable that a definition makes, as the instruction behind it sees it."""
    stage = document.stage_of(found.instruction)
    following = found.instruction.index - (stage.instructions[0].index if stage.instructions else 0) + 1
    return stage.states[following].scope.get(found.name)


def _value(document: Document, variable: Variable) -> str:
    if variable.name in document.build_args:
        return f" = `{document.build_args[variable.name]}`, from the build arguments in the configuration."
    if variable.value is not None:
        given = f", unless the build is given `--build-arg {variable.name}=…`." if variable.kind == "arg" else "."
        return f" = `{variable.value}`{given}" if variable.value else f" is empty{given}"
    if variable.kind == "arg" and variable.built is None:
        return f" has no value, unless the build is given `--build-arg {variable.name}=…`."
    return " depends on what only a build can know" + (f"; without that it is `{variable.built}`." if variable.built else ".")
