"""What helps to write: completion, signatures and renaming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as t

from dockwright.ide import completion, navigation, signature
from dockwright.ide.items import FLAG, IMAGE, KEYWORD, OPTION, RULE, STAGE, VALUE, VARIABLE
from dockwright.ide.navigation import RenameError
from dockwright.lsp import ignorefiles
from dockwright.lsp.actions import Failed
from dockwright.lsp.convert import workspace_edit
from dockwright.lsp.handlers import on
from dockwright.text import Edit

if TYPE_CHECKING:
    from dockwright.ide.items import Item
    from dockwright.lsp.convert import Positions
    from dockwright.lsp.server import Server

_KINDS = {
    FLAG: t.CompletionItemKind.Property,
    IMAGE: t.CompletionItemKind.Class,
    KEYWORD: t.CompletionItemKind.Keyword,
    OPTION: t.CompletionItemKind.Field,
    RULE: t.CompletionItemKind.EnumMember,
    STAGE: t.CompletionItemKind.Module,
    VALUE: t.CompletionItemKind.Value,
    VARIABLE: t.CompletionItemKind.Variable,
}


@on(t.TEXT_DOCUMENT_COMPLETION, t.CompletionOptions(trigger_characters=list(completion.TRIGGERS)))
def complete(ls: Server, params: t.CompletionParams) -> list[t.CompletionItem] | None:
    """What can be written at a place."""
    ignoring = ignorefiles.opened(ls, params.text_document.uri)
    if ignoring is not None:
        offered = ignorefiles.complete(ignoring, ignoring.positions.at(params.position))
        return [_item(ls, ignoring.positions, number, item) for number, item in enumerate(offered)]
    view, checked = ls.view(params.text_document.uri), ls.checked(params.text_document.uri)
    if view is None:
        return None
    findings = checked[1].findings if checked else []
    found = completion.complete(view[1], view[0].at(params.position), findings)
    return [_item(ls, view[0], number, item) for number, item in enumerate(found)]


def _item(ls: Server, positions: Positions, number: int, item: Item) -> t.CompletionItem:
    about = f"{item.about}\n\n[Manual]({item.url})" if item.url else item.about
    return t.CompletionItem(
        label=item.label,
        kind=_KINDS[item.kind],
        detail=item.detail or None,
        documentation=ls.markup(about) if about else None,
        sort_text=f"{number:04}",
        filter_text=item.filter or None,
        text_edit=positions.edit(Edit(item.span, item.text)),
    )


@on(t.TEXT_DOCUMENT_SIGNATURE_HELP, t.SignatureHelpOptions(trigger_characters=[" ", "="]))
def signature_help(ls: Server, params: t.SignatureHelpParams) -> t.SignatureHelp | None:
    """The forms of the instruction that is being written."""
    view = ls.view(params.text_document.uri)
    found = signature.signature(view[1], view[0].at(params.position)) if view else None
    if found is None:
        return None
    forms = [
        t.SignatureInformation(
            form.label, ls.markup(found.about), [t.ParameterInformation(form.label[slice(*part)]) for part in form.parts]
        )
        for form in found.forms
    ]
    return t.SignatureHelp(forms, active_signature=found.form, active_parameter=found.part)


@on(t.TEXT_DOCUMENT_PREPARE_RENAME)
def prepare_rename(ls: Server, params: t.PrepareRenameParams) -> t.PrepareRenamePlaceholder | None:
    """The name that would be changed."""
    view = ls.view(params.text_document.uri)
    if view is None:
        return None
    try:
        span = navigation.renamed_at(view[1], view[0].at(params.position))
    except RenameError as error:
        raise Failed(str(error)) from None
    return t.PrepareRenamePlaceholder(view[0].range(span), view[1].source[span.start : span.end])


@on(t.TEXT_DOCUMENT_RENAME)
def rename(ls: Server, params: t.RenameParams) -> t.WorkspaceEdit | None:
    """Give a stage or a variable another name everywhere."""
    view, document = ls.view(params.text_document.uri), ls.documents.get(params.text_document.uri)
    if view is None or document is None:
        return None
    try:
        edits = navigation.rename(view[1], view[0].at(params.position), params.new_name)
    except RenameError as error:
        raise Failed(str(error)) from None
    return workspace_edit(document, edits, ls.acts.versions)
