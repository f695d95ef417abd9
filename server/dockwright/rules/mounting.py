"""Fixes that pass a secret to a RUN by a mount."""

from __future__ import annotations

from dockwright.findings import UNSAFE
from dockwright.model.passing import carried, is_mounted, removed, replaced
from dockwright.rules.edits import Editing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from dockwright.findings import Fix
    from dockwright.model.credentials import Credential
    from dockwright.model.sources import Source
    from dockwright.rules import Context
    from dockwright.syntax import Run, Transfer
    from dockwright.text import Edit


def mount_arguments(ctx: Context, names: Iterable[str]) -> Fix | None:
    """Take build arguments away and mount secrets of their names in every RUN that uses them."""
    edits: list[Edit] = []
    flags: dict[int, tuple[Run, list[str]]] = {}
    names = sorted(set(names))
    for name in names:
        found = carried(ctx.document, name)
        deleted = [ctx.delete_pair(pair, arg) for arg, pair in found.declared] if found else []
        if found is None or None in deleted:
            return None
        edits += [edit for edit in deleted if edit is not None]
        for run in found.runs:
            if not is_mounted(run, name):
                flags.setdefault(run.start, (run, []))[1].append(_flag(name))
    edits += [ctx.flag(run, " ".join(texts)) for run, texts in flags.values()]
    return ctx.fix(_title(names), *edits, applicability=UNSAFE) if names else None


def mount_literal(ctx: Context, credential: Credential) -> Fix | None:
    """Put a variable in the place of a literal, wherever a RUN has it, and mount a secret of that name."""
    found = replaced(ctx.document, credential)
    if not found:
        return None
    runs = {one.run.start: one.run for one in found}
    flags = [ctx.flag(run, _flag(found[0].name)) for run in runs.values()]
    return ctx.fix(_title([found[0].name]), *flags, *(ctx.edit(one.span, one.text, one.run) for one in found), applicability=UNSAFE)


def mount_file(ctx: Context, transfer: Transfer, source: Source) -> Fix | None:
    """Mount a file where the one RUN that needs it finds it, instead of copying it and deleting it again."""
    name = (source.path or "").rpartition("/")[2]
    plain = name and not source.is_glob and not transfer.is_json and not transfer.onbuild
    found = removed(ctx.document, transfer, name) if plain else None
    if found is None or "," in found.path:
        return None
    editing = Editing(ctx.document)
    editing.enter(found.deleting_run, found.script)
    deletion = editing.chain_delete(found.command)
    if deletion is None:
        return None
    id = name.lstrip("._")
    uncopied = ctx.delete_line(transfer) if len(transfer.sources) == 1 else ctx.delete_word(source.word)
    flag = ctx.flag(found.run, f"--mount=type=secret,id={id},target={found.path}")
    return ctx.fix(_title([id]), uncopied, flag, deletion, applicability=UNSAFE)


def _flag(name: str) -> str:
    return f"--mount=type=secret,id={name},env={name}"


def _title(names: list[str]) -> str:
    return f"Mount {' and '.join(names)} as {'a secret' if len(names) == 1 else 'secrets'}"
