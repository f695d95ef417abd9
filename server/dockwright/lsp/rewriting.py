"""Changes of other files that come with a fix, in the form that the client can handle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as t
from pygls.uris import from_fs_path

from dockwright.ide import diffs
from dockwright.ide.actions import FIX, SPLIT
from dockwright.lsp.convert import Positions, previewed, workspace_edit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dockwright.findings import Rewrite
    from dockwright.ide.actions import Action
    from dockwright.lsp.documents import OpenDocument
    from dockwright.lsp.server import Server
    from dockwright.text import Edit

    Changes = list[t.TextDocumentEdit | t.CreateFile]


def is_possible(ls: Server, action: Action) -> bool:
    """Whether the client can do what an action does to other files."""
    return others(ls, _files(action)) is not None


def edit_of(ls: Server, document: OpenDocument, action: Action, edits: Iterable[Edit]) -> t.WorkspaceEdit:
    """The edit of an action: of its document, and of the other files that its fix changes."""
    files = others(ls, _files(action))
    if action.do == SPLIT and ls.acts.confirms:
        return previewed(document, edits, action.title)
    if not files:
        return workspace_edit(document, edits, ls.acts.versions)
    own = workspace_edit(document, edits, True).document_changes or ()
    changed = [one for one in own if isinstance(one, t.TextDocumentEdit) and one.edits]
    return t.WorkspaceEdit(document_changes=[*files, *changed])


def _files(action: Action) -> tuple[Rewrite, ...]:
    return action.finding.fix.files if action.do == FIX and action.finding and action.finding.fix else ()


def others(ls: Server, files: Iterable[Rewrite]) -> Changes | None:
    """The changes of other files; None where the client cannot make them, or a file is not what the fix has seen."""
    made: Changes = []
    for one in files:
        uri = from_fs_path(one.path) or one.path
        document = ls.documents.get(uri)
        if one.before is None:
            if not ls.acts.creates or document is not None:
                return None
            made.append(t.CreateFile(uri, options=t.CreateFileOptions(overwrite=False, ignore_if_exists=False)))
        elif not ls.acts.versions or (document is not None and document.text != one.before):
            return None
        positions = Positions(one.before or "", ls.documents.encoding)
        edits = [positions.edit(edit) for edit in diffs.edits(one.before or "", one.after)]
        identifier = t.OptionalVersionedTextDocumentIdentifier(document.uri if document else uri, document.version if document else None)
        made.append(t.TextDocumentEdit(identifier, list(edits)))
    return made
