"""The life of a session: what the client can and wants, which documents it has open, and when that changes."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

from lsprotocol import types as t
from pygls.uris import to_fs_path

from dockwright.lsp import configuration
from dockwright.lsp.actions import Client
from dockwright.lsp.configuration import FILES, Choices
from dockwright.lsp.diagnostics import Writer
from dockwright.lsp.documents import path_of
from dockwright.lsp.handlers import on

if TYPE_CHECKING:
    from dockwright.lsp.server import Server

SECTION = "dockwright"
BUILD_FILES = ("**/{compose,docker-compose}*.{yml,yaml}", "**/docker-bake*.{hcl,json}")
WATCHED = (f"**/{{{','.join(FILES)}}}", "**/*[Dd]ockerfile*", "**/*[Cc]ontainerfile*", "**/*.dockerignore", *BUILD_FILES)


@on(t.INITIALIZE)
def initialize(ls: Server, params: t.InitializeParams) -> None:
    """Take in what the client can do."""
    ls.documents.encoding = str(ls.workspace.position_encoding)
    ls.writer = Writer(params.capabilities)
    ls.acts = Client(params.capabilities)
    text = params.capabilities.text_document
    ls.pulls = bool(text and text.diagnostic)
    options = params.initialization_options
    options = options if isinstance(options, dict) else {}
    ls.trusted = options.get("trusted") is not False
    ls.sent = options.get("settings")


@on(t.INITIALIZED)
async def initialized(ls: Server, params: t.InitializedParams) -> None:
    """Ask for the user's settings and for word of changes. Who asked meanwhile has waited for them; others are told now."""
    waited = not ls.ready
    await fetch(ls)
    ls.become_ready()
    if not (waited and ls.pulls):
        refresh(ls)
    await watch(ls)
    if await ls.judge.start():
        refresh(ls)


@on(t.TEXT_DOCUMENT_DID_OPEN)
def did_open(ls: Server, params: t.DidOpenTextDocumentParams) -> None:
    """Take a text in and check it."""
    item = params.text_document
    document = ls.documents.open(item.uri, item.text, item.version)
    if not ls.pulls:
        ls.publisher.soon(document)


@on(t.TEXT_DOCUMENT_DID_CHANGE)
def did_change(ls: Server, params: t.DidChangeTextDocumentParams) -> None:
    """Apply changes, and check unless that waits for the file to be saved."""
    document = ls.documents.get(params.text_document.uri)
    if document is None:
        ls.say_once(f"a change to a document that is not open was left out: {params.text_document.uri}")
        return
    document.change(params.text_document.version, params.content_changes)
    if not ls.pulls and not ls.waits_for_save(document):
        ls.publisher.soon(document)


@on(t.TEXT_DOCUMENT_DID_SAVE, t.SaveOptions(include_text=False))
def did_save(ls: Server, params: t.DidSaveTextDocumentParams) -> None:
    """Check a saved document if that was waiting for it; a client that watches no files may have saved a configuration."""
    document = ls.documents.get(params.text_document.uri)
    if document is not None:
        document.is_changed = False
        if ls.configuration.choices(document.path).on_save:
            refresh(ls, document.uri)
    if os.path.basename(params.text_document.uri) in FILES:
        reread(ls)
    elif document is not None and document.is_ignore_file:
        look_again(ls)


@on(t.TEXT_DOCUMENT_DID_CLOSE)
def did_close(ls: Server, params: t.DidCloseTextDocumentParams) -> None:
    """Let go of a text and of what was said about it."""
    document = ls.documents.close(params.text_document.uri)
    for asking in (ls.judge, ls.registries):
        asking.forget(params.text_document.uri)
    ls.surveyor.forget(path_of(params.text_document.uri))
    if document is not None and not ls.pulls:
        ls.publisher.forget(document.uri)


@on(t.WORKSPACE_DID_CHANGE_CONFIGURATION)
async def did_change_configuration(ls: Server, params: t.DidChangeConfigurationParams) -> None:
    """Ask for the settings anew, or take those that a client sends along which cannot be asked."""
    given: Any = params.settings
    if await fetch(ls, given.get(SECTION) if isinstance(given, dict) else None):
        refresh(ls)


@on(t.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
async def did_change_folders(ls: Server, params: t.DidChangeWorkspaceFoldersParams) -> None:
    """Ask for the settings of the folders there are now."""
    ls.files.forget()
    await fetch(ls)
    refresh(ls)


@on(t.WORKSPACE_DID_CHANGE_WATCHED_FILES)
def did_change_watched_files(ls: Server, params: t.DidChangeWatchedFilesParams) -> None:
    """Read configuration files anew, and look for new Dockerfiles, where one of these changed."""
    ls.files.forget()
    names = {os.path.basename(change.uri) for change in params.changes}
    if names.isdisjoint(FILES):
        look_again(ls)
    else:
        reread(ls)


@on(t.EXIT)
def leave(ls: Server, params: Any) -> None:
    """Stop reading."""
    ls.stopped = True


def look_again(ls: Server) -> None:
    """Look at the build contexts again, and check everything again."""
    ls.surveyor.expire()
    refresh(ls)


def reread(ls: Server) -> None:
    """Read configuration files anew and check everything again."""
    ls.configuration.reread()
    refresh(ls)


async def fetch(ls: Server, sent: Any = None) -> bool:
    """Ask for the settings of every folder, where the client can be asked; else take what it sent. Whether any is new."""
    paths = {folder.uri: path for folder in ls.workspace.folders.values() if (path := to_fs_path(folder.uri))}
    if not paths and ls.workspace.root_path and ls.workspace.root_uri:
        paths = {ls.workspace.root_uri: ls.workspace.root_path}
    workspace = ls.client_capabilities.workspace
    ls.sent = ls.sent if sent is None else sent
    if not (workspace and workspace.configuration):
        return take(ls, dict.fromkeys(paths.values(), ls.sent), ls.sent)
    wanted = [t.ConfigurationItem(uri, SECTION) for uri in paths] + [t.ConfigurationItem(None, SECTION)]
    try:
        answer = await asyncio.wait_for(ls.workspace_configuration_async(t.ConfigurationParams(wanted)), 10)
    except Exception as error:
        ls.say_once(f"the client did not give the settings: {type(error).__name__}: {error}")
        answer = []
    given = [*answer, *[None] * len(wanted)]
    return take(ls, dict(zip(paths.values(), given, strict=False)), given[len(paths)])


def take(ls: Server, folders: dict[str, Any], elsewhere: Any) -> bool:
    """Put settings into force, and say what is wrong with them; whether any is new."""
    read: dict[str, Choices] = {}
    for path, raw in [*folders.items(), ("", elsewhere)]:
        read[path], problems = configuration.read(raw)
        for problem in problems:
            ls.complain_once(problem)
    changed = ls.configuration.take({path: choices for path, choices in read.items() if path}, read[""])
    ls.judge.complain()
    return changed


def refresh(ls: Server, uri: str | None = None) -> None:
    """Have documents checked again."""
    workspace = ls.client_capabilities.workspace
    if uri is None and workspace and workspace.inlay_hint and workspace.inlay_hint.refresh_support:
        ls.workspace_inlay_hint_refresh(None)
    if not ls.pulls:
        for document in ls.documents.all():
            if uri in (None, document.uri):
                ls.publisher.soon(document)
    elif workspace and workspace.diagnostics and workspace.diagnostics.refresh_support:
        ls.workspace_diagnostic_refresh(None)


async def watch(ls: Server) -> None:
    """Ask for word of changed settings, configuration files and Dockerfiles, of clients that send it only on request."""
    workspace = ls.client_capabilities.workspace
    wanted: list[t.Registration] = []
    if workspace and workspace.did_change_configuration and workspace.did_change_configuration.dynamic_registration:
        section = t.DidChangeConfigurationRegistrationOptions(section=SECTION)
        wanted.append(t.Registration("dockwright-settings", t.WORKSPACE_DID_CHANGE_CONFIGURATION, section))
    if workspace and workspace.did_change_watched_files and workspace.did_change_watched_files.dynamic_registration:
        files = t.DidChangeWatchedFilesRegistrationOptions([t.FileSystemWatcher(glob_pattern=pattern) for pattern in WATCHED])
        wanted.append(t.Registration("dockwright-files", t.WORKSPACE_DID_CHANGE_WATCHED_FILES, files))
    if not wanted:
        return
    try:
        await ls.client_register_capability_async(t.RegistrationParams(wanted))
    except Exception as error:
        ls.say_once(f"the client does not say what changes: {error}")
