"""What an editor asks about a document: hover, outline, folding, colours, links, hints, and where names are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as t

from dockwright.ide import hover, links, navigation, symbols, tokens
from dockwright.lsp import ignorefiles
from dockwright.lsp.convert import semantic
from dockwright.lsp.handlers import on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dockwright.ide.symbols import Symbol
    from dockwright.lsp.convert import Positions
    from dockwright.lsp.server import Server

LEGEND = t.SemanticTokensLegend(token_types=list(tokens.KINDS), token_modifiers=["declaration"])
_SYMBOLS = {
    "stage": t.SymbolKind.Module,
    "ARG": t.SymbolKind.Variable,
    "ENV": t.SymbolKind.Variable,
    "LABEL": t.SymbolKind.Property,
    "RUN": t.SymbolKind.Event,
    "COPY": t.SymbolKind.File,
    "ADD": t.SymbolKind.File,
}
_FOLDS = {"comment": t.FoldingRangeKind.Comment}


@on(t.TEXT_DOCUMENT_HOVER)
async def hover_at(ls: Server, params: t.HoverParams) -> t.Hover | None:
    """What the place under the mouse is."""
    ignoring = ignorefiles.opened(ls, params.text_document.uri)
    if ignoring is not None:
        about = await ignorefiles.hover(ls, ignoring, ignoring.positions.at(params.position))
        return t.Hover(ls.markup(about.text), ignoring.positions.range(about.span)) if about else None
    checked = ls.checked(params.text_document.uri)
    if checked is None:
        return None
    document, result = checked
    found = hover.hover(result.document, document.positions.at(params.position), result.findings, ls.registries.kept(document.path))
    return t.Hover(ls.markup(found.text), document.positions.range(found.span)) if found else None


@on(t.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
def outline(ls: Server, params: t.DocumentSymbolParams) -> list[t.DocumentSymbol] | list[t.SymbolInformation] | None:
    """Stages and instructions; a flat list for a client that knows no trees."""
    view = ls.view(params.text_document.uri)
    if view is None:
        return None
    found = symbols.symbols(view[1])
    text = ls.client_capabilities.text_document
    if text and text.document_symbol and text.document_symbol.hierarchical_document_symbol_support:
        return [_symbol(view[0], one) for one in found]
    flat = [inner for one in found for inner in (one, *one.children)]
    return [_information(view[0], one, params.text_document.uri) for one in flat]


def _symbol(positions: Positions, one: Symbol) -> t.DocumentSymbol:
    return t.DocumentSymbol(
        name=one.name,
        detail=one.detail or None,
        kind=_SYMBOLS.get(one.kind, t.SymbolKind.Key),
        range=positions.range(one.span),
        selection_range=positions.range(one.selection),
        children=[_symbol(positions, inner) for inner in one.children],
    )


def _information(positions: Positions, one: Symbol, uri: str) -> t.SymbolInformation:
    name = f"{one.name} {one.detail}".strip()
    return t.SymbolInformation(t.Location(uri, positions.range(one.span)), name, _SYMBOLS.get(one.kind, t.SymbolKind.Key))


@on(t.TEXT_DOCUMENT_FOLDING_RANGE)
def folding(ls: Server, params: t.FoldingRangeParams) -> list[t.FoldingRange] | None:
    """What can be folded."""
    view = ls.view(params.text_document.uri)
    if view is None:
        return None
    made = [
        t.FoldingRange(view[0].line(one.span.start), view[0].line(one.span.end), kind=_FOLDS.get(one.kind))
        for one in symbols.folds(view[1])
    ]
    return [one for one in made if one.end_line > one.start_line]


@on(t.TEXT_DOCUMENT_DEFINITION)
def definition(ls: Server, params: t.DefinitionParams) -> list[t.Location] | None:
    """Where the name at a place is defined."""
    view = ls.view(params.text_document.uri)
    if view is None:
        return None
    found = navigation.definitions(view[1], view[0].at(params.position))
    return [t.Location(params.text_document.uri, view[0].range(span)) for span in found]


@on(t.TEXT_DOCUMENT_REFERENCES)
def references(ls: Server, params: t.ReferenceParams) -> list[t.Location] | None:
    """Where the name at a place is used."""
    view = ls.view(params.text_document.uri)
    if view is None:
        return None
    found = navigation.references(view[1], view[0].at(params.position), params.context.include_declaration)
    return [t.Location(params.text_document.uri, view[0].range(one.span)) for one in found]


@on(t.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
def highlights(ls: Server, params: t.DocumentHighlightParams) -> list[t.DocumentHighlight] | None:
    """The other places of the name under the cursor."""
    view = ls.view(params.text_document.uri)
    if view is None:
        return None
    found = navigation.references(view[1], view[0].at(params.position))
    kinds = t.DocumentHighlightKind
    return [t.DocumentHighlight(view[0].range(one.span), kinds.Write if one.defines else kinds.Read) for one in found]


@on(t.TEXT_DOCUMENT_DOCUMENT_LINK)
def document_links(ls: Server, params: t.DocumentLinkParams) -> list[t.DocumentLink] | None:
    """Links to the pages of images."""
    view = ls.view(params.text_document.uri)
    if view is None:
        return None
    return [t.DocumentLink(view[0].range(link.span), target=link.url, tooltip=link.tooltip) for link in links.links(view[1])]


@on(t.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, LEGEND)
def colours(ls: Server, params: t.SemanticTokensParams) -> t.SemanticTokens | None:
    """What every piece of a document is."""
    view = ls.view(params.text_document.uri)
    return t.SemanticTokens(semantic(view[0], tokens.tokens(view[1]))) if view else None


@on(t.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, LEGEND)
def colours_in_range(ls: Server, params: t.SemanticTokensRangeParams) -> t.SemanticTokens | None:
    """What the pieces in a range are."""
    view = ls.view(params.text_document.uri)
    if view is None:
        return None
    start, end = view[0].span(params.range)
    return t.SemanticTokens(semantic(view[0], (one for one in tokens.tokens(view[1]) if one.start < end and start < one.end)))


@on(t.TEXT_DOCUMENT_INLAY_HINT)
async def inlay_hints(ls: Server, params: t.InlayHintParams) -> list[t.InlayHint] | None:
    """What images with variables in their names are, if the user wants to see it."""
    await ls.until_ready()
    view = ls.view(params.text_document.uri)
    document = ls.documents.get(params.text_document.uri)
    if view is None or document is None or not ls.configuration.choices(document.path).inlay_hints:
        return None
    start, end = view[0].span(params.range)
    return list(_hints(view[0], [hint for hint in tokens.hints(view[1]) if start <= hint[0] <= end]))


def _hints(positions: Positions, found: Iterable[tuple[int, str]]) -> Iterable[t.InlayHint]:
    for offset, text in found:
        yield t.InlayHint(t.Position(*positions.position(offset)), f"= {text}", padding_left=True)
