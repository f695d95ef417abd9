"""The fix for a switch that turns a check off: without it."""

from __future__ import annotations

from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.findings import Fix
    from dockwright.model.verification import Switch
    from dockwright.rules import Context
    from dockwright.text import Edit


def without(switch: Switch, ctx: Context) -> Fix | None:
    """Delete an option, a variable or a pair; None for what only a person can take apart."""
    edit: Edit | None = None
    if switch.option is not None:
        edit = _option(switch, ctx)
    elif switch.pair is not None:
        edit = ctx.delete_pair(switch.pair, ctx.instruction) if not ctx.instruction.onbuild else None
    elif switch.word is not None:
        edit = _assignment(switch, ctx)
    return ctx.fix(f"Leave out {switch.text}", edit) if edit is not None else None


def _option(switch: Switch, ctx: Context) -> Edit | None:
    option = switch.option
    if option is None:
        return None
    word, value = option.word, option.value_word
    if value is not None and value is not word:
        apart = "\n" in ctx.instruction.parsed.source[word.span.end : value.span.start]
        return None if apart or ctx.script.exec_form else ctx.delete_word(option.span)
    if len(option.name) == 2 and len(word.value) > 2 and word.text == word.value and option.value is None:
        at = word.text.find(option.name[1], 1)
        return ctx.edit(word.map.span(word.start + at, word.start + at + 1), "")
    return ctx.delete_argument(word)


def _assignment(switch: Switch, ctx: Context) -> Edit | None:
    """Delete `NAME=value` with the blanks behind it, where a command follows that it was for."""
    word = switch.word
    source, end = ctx.instruction.parsed.source, word.span.end if word else 0
    rest = source[end:]
    blanks = len(rest) - len(rest.lstrip(" \t"))
    follows = rest[blanks : blanks + 1]
    if word is None or not blanks or not (follows.isalnum() or follows in "./_\"'$") or ctx.script.exec_form:
        return None
    return ctx.edit(Span(word.span.start, end + blanks), "")
