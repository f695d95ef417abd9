"""Code actions. Cheap edits go out at once; dear ones, and those that need a registry, when one is chosen.

An action that goes out without its edit carries a note by which it is found again, in the text as it is then: the client sends
the note back to have the action resolved or, where it cannot do that, as the argument of a command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lsprotocol import types as t
from pygls.exceptions import JsonRpcContentModified, JsonRpcException

from dockwright import fixing
from dockwright.findings import SAFE
from dockwright.ide import actions, diffs, pinning
from dockwright.ide.actions import FIX_ALL, FIX_RULE, LOOKUP, PIN, SPLIT, Action
from dockwright.lsp import rewriting
from dockwright.lsp.handlers import on
from dockwright.lsp.lookups import LookupFailed
from dockwright.settings import Settings
from dockwright.text import Edit, Span

if TYPE_CHECKING:
    from dockwright.engine import CheckResult
    from dockwright.findings import Finding
    from dockwright.lsp.documents import OpenDocument
    from dockwright.lsp.server import Server

SOURCE_FIX_ALL = "source.fixAll.dockwright"
KINDS = {PIN: t.CodeActionKind.RefactorRewrite.value, SPLIT: t.CodeActionKind.RefactorRewrite.value, FIX_ALL: SOURCE_FIX_ALL}
OFFERED = [t.CodeActionKind.QuickFix, SOURCE_FIX_ALL, t.CodeActionKind.RefactorRewrite]
DO, TELL = "dockwright.do", "dockwright.tell"
REQUEST_FAILED = -32803
EVERYTHING = "Fix everything dockwright can fix safely"


class Failed(JsonRpcException):
    """An answer that tells the client why there is no result."""

    CODE = REQUEST_FAILED


class Client:
    """What a client can do with code actions.

    `confirms`: it shows edits before it makes them, where they ask for that. `tells`: a resolved action may bring a command, which
    shows why it came to nothing.
    """

    __slots__ = ("confirms", "creates", "literals", "preferred", "resolves", "tells", "versions")

    def __init__(self, capabilities: t.ClientCapabilities) -> None:
        given = capabilities.text_document.code_action if capabilities.text_document else None
        properties = given.resolve_support.properties if given and given.resolve_support else ()
        self.literals = bool(given and given.code_action_literal_support)
        self.preferred = bool(given and given.is_preferred_support)
        self.resolves = bool(given and given.data_support) and "edit" in properties
        self.tells = self.resolves and "command" in properties
        workspace = capabilities.workspace
        edits = workspace.workspace_edit if workspace else None
        self.versions = bool(edits and edits.document_changes)
        self.confirms = self.versions and bool(edits and edits.change_annotation_support)
        self.creates = self.versions and bool(edits and t.ResourceOperationKind.Create in (edits.resource_operations or ()))


class Note(NamedTuple):
    """Which action it is: of which document, at which version, and there which."""

    uri: str
    version: int
    do: str
    rule: str
    start: int
    end: int
    title: str

    @classmethod
    def read(cls, data: Any) -> Note:
        """A note as it comes back. Raises JsonRpcException where it is none."""
        kinds = (str, int, str, str, int, int, str)
        if not isinstance(data, list) or list(map(type, data)) != list(kinds):
            raise Failed("this action is not one of ours: ask for the actions again")
        return cls(*data)


@on(t.TEXT_DOCUMENT_CODE_ACTION, t.CodeActionOptions(code_action_kinds=OFFERED, resolve_provider=True))
def code_actions(ls: Server, params: t.CodeActionParams) -> list[t.CodeAction | t.Command] | None:
    """What can be done about the diagnostics asked about, about the file, and about the image under the cursor."""
    checked = ls.checked(params.text_document.uri)
    if checked is None:
        return None
    document, result = checked
    found = [action for action in available(ls, document, result, params) if rewriting.is_possible(ls, action)]
    return [offer(ls, document, result, action, params) for action in found if is_asked_for(action, params.context.only)]


@on(t.CODE_ACTION_RESOLVE)
async def resolve(ls: Server, action: t.CodeAction) -> t.CodeAction:
    """Work out the edit of an action that was chosen."""
    try:
        action.edit = await edit_of(ls, Note.read(action.data))
    except LookupFailed as error:
        if not ls.acts.tells:
            raise Failed(str(error)) from None
        action.command = t.Command(action.title, TELL, arguments=[str(error)])
    return action


def available(ls: Server, document: OpenDocument, result: CheckResult, params: t.CodeActionParams) -> list[Action]:
    """Every action there is for a request."""
    span = document.positions.span(params.range)
    profile = ls.configuration.settings(document.path).profile
    found = actions.on_findings(result.document, result.findings, wanted(document, result.findings, params, profile), profile)
    pin = actions.pin_at(result.document, span)
    if pin is not None and (params.context.only or not actions.repeats(pin, found)):
        found.append(pin)
    split = actions.split_at(result.document, span)
    found += [split] if split is not None else []
    unsafe = ls.configuration.choices(document.path).unsafe_fixes
    if any(one.fix and one.fix.edits and (unsafe or one.fix.applicability == SAFE) for one in result.findings):
        found.append(Action(FIX_ALL, EVERYTHING, span))
    return found


def wanted(document: OpenDocument, findings: list[Finding], params: t.CodeActionParams, profile: str) -> list[Finding]:
    """The findings behind the client's diagnostics, of which it may send only code and range; without any, those at the range."""
    span = document.positions.span(params.range)
    given = [(one.code, document.positions.span(one.range)) for one in params.context.diagnostics]
    if not given:
        return [one for one in findings if one.span.overlaps(span) or one.span.start == span.start]
    exact = [one for one in findings if (actions.called(one, profile), one.span) in given]
    codes = {code for code, _ in given}
    return exact or [one for one in findings if actions.called(one, profile) in codes and one.span.overlaps(span)]


def is_asked_for(action: Action, only: Any) -> bool:
    """Whether a client that asks only for some kinds asks for this one; a kind stands for those below it."""
    kind = KINDS.get(action.do, "quickfix")
    kinds = [str(getattr(one, "value", one)) for one in only or ()]
    return not kinds or any(one == "" or kind == one or kind.startswith(f"{one}.") for one in kinds)


def offer(ls: Server, document: OpenDocument, result: CheckResult, action: Action, params: t.CodeActionParams) -> t.CodeAction | t.Command:
    """An action in the form the client can handle."""
    client = ls.acts
    note = list(Note(document.uri, document.version or 0, action.do, action.rule, *action.span, action.title))
    if not client.literals:
        return t.Command(action.title, DO, arguments=[note])
    made = t.CodeAction(action.title, kind=KINDS.get(action.do, "quickfix"))
    if action.preferred and client.preferred:
        made.is_preferred = True
    if action.finding is not None:
        place = (action.rule, document.positions.range(action.finding.span))
        made.diagnostics = [one for one in params.context.diagnostics if (one.code, one.range) == place]
    edits = action.edits
    if edits is None and action.do not in (PIN, LOOKUP) and not client.resolves:
        edits = worked_out(ls, document, result, action)
    if edits is not None:
        made.edit = rewriting.edit_of(ls, document, action, edits)
    elif client.resolves:
        made.data = note
    else:
        made.command = t.Command(action.title, DO, arguments=[note])
    return made


async def edit_of(ls: Server, note: Note) -> t.WorkspaceEdit:
    """The edit of an action, for the text as it is now. Raises LookupFailed; JsonRpcContentModified where it is out of date."""
    document, result, action = find(ls, note)
    if action.do in (PIN, LOOKUP):
        use = pinning.use_at(result.document, *action.span)
        kind, reference = _question(action, use.reference.text if use and use.reference else "")
        answer = await ls.lookup(kind, reference, ls.configuration.settings(document.path).registry)
        document, result, action = find(ls, note)
        use = pinning.use_at(result.document, *action.span)
        edits = pinning.edits(use, kind, answer) if use and use.reference and use.reference.text == reference else ()
        if not edits:
            raise LookupFailed(f"{reference} is now {answer}, which cannot be written in its place: write it by hand")
    else:
        edits = worked_out(ls, document, result, action)
    return rewriting.edit_of(ls, document, action, edits)


def _question(action: Action, reference: str) -> tuple[str, str]:
    lookup = action.finding.fix.lookup if action.finding and action.finding.fix else None
    return lookup or (pinning.DIGEST, reference)


def find(ls: Server, note: Note) -> tuple[OpenDocument, CheckResult, Action]:
    """The action of a note in the text as it is now. Raises JsonRpcContentModified where there is none."""
    checked = ls.checked(note.uri)
    if checked is None:
        raise JsonRpcContentModified("the file is not open any more")
    document, result = checked
    if note.do in (FIX_ALL, FIX_RULE):
        return document, result, Action(note.do, note.title, Span(0, 0), note.rule)
    span = document.moved(Span(note.start, note.end), note.version)
    profile = ls.configuration.settings(document.path).profile
    action = actions.again(result.document, result.findings, note.do, note.rule, span, note.title, profile) if span else None
    if action is None:
        raise JsonRpcContentModified("the text has changed since: ask for the actions again")
    return document, result, action


def worked_out(ls: Server, document: OpenDocument, result: CheckResult, action: Action) -> tuple[Edit, ...]:
    """The edits of an action: its own, or what fixing the whole file changes."""
    if action.edits is not None:
        return action.edits
    settings, unsafe = ls.configuration.settings(document.path), ls.configuration.choices(document.path).unsafe_fixes
    if action.do == FIX_RULE:
        settings, unsafe = only(settings, action.rule), True
    return diffs.edits(document.text, fixing.fix(document.text, settings, document.path, unsafe, ls.surroundings(document.path)).source)


def only(settings: Settings, rule: str) -> Settings:
    """The same settings with one rule alone."""
    return Settings(
        profile=settings.profile,
        select=(rule,),
        ignore=settings.ignore,
        levels={name: level for name, level in settings.levels.items() if level == "off"},
        options=settings.options,
        build_args=settings.build_args,
        target=settings.target,
        platform=settings.platform,
        today=settings.today,
    )
