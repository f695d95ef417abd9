"""What clients can do: three as they were recorded in real editors, today's VS Code, and one that can nothing at all."""

from pygls.protocol import default_converter
from pytest_lsp import client_capabilities

from lsp.client import Client

_CODE = {
    "general": {"positionEncodings": ["utf-16"]},
    "window": {"workDoneProgress": True},
    "workspace": {
        "applyEdit": True,
        "configuration": True,
        "workspaceFolders": True,
        "workspaceEdit": {"documentChanges": True},
        "diagnostics": {"refreshSupport": True},
        "inlayHint": {"refreshSupport": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "didChangeConfiguration": {"dynamicRegistration": True},
    },
    "textDocument": {
        "diagnostic": {"dynamicRegistration": True},
        "publishDiagnostics": {
            "relatedInformation": True,
            "codeDescriptionSupport": True,
            "dataSupport": True,
            "tagSupport": {"valueSet": [1, 2]},
        },
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "refactor", "source"]}},
            "isPreferredSupport": True,
            "dataSupport": True,
            "disabledSupport": True,
            "resolveSupport": {"properties": ["edit", "command"]},
        },
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "rename": {"prepareSupport": True},
    },
}


def _recorded(name):
    return default_converter().unstructure(client_capabilities(name))


PROFILES = {
    "code": (_CODE, "utf-16"),
    "code-1.65": (_recorded("visual_studio_code@v1.65.2"), "utf-16"),
    "neovim-0.11": (_recorded("neovim@v0.11.0"), "utf-8"),
    "emacs-29": (_recorded("emacs@v29.1"), "utf-32"),
    "bare": ({}, "utf-16"),
}
CODE = "code"
PUSHED = "code-1.65"


def client(name=CODE, **given):
    """A client of a profile, not started yet."""
    return Client(PROFILES[name][0], **given)
