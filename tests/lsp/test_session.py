"""What every client gets: exact diagnostics, and actions that come to what `dockwright fix` makes of a file."""

import pytest

from dockwright import rules
from dockwright.engine import check
from dockwright.findings import SAFE, SEVERITIES
from dockwright.fixing import fix
from dockwright.rules._index import INDEX
from dockwright.settings import Settings
from dockwright.text import apply
from lsp.client import RequestError
from lsp.profiles import PROFILES

PLAIN = """\
ARG BASE=node
FROM $BASE:latest AS build
ADD app.py /app/
ADD lib /lib/
RUN apt-get update && apt-get install curl
FROM alpine:latest
COPY --from=build /app /app
ADD rootfs /
"""
DOCUMENTS = {
    "plain": PLAIN,
    "emoji": PLAIN.replace("app.py", "é😀/app.py").replace("RUN ", "RUN echo '😀😀' && ").replace("AS build", "AS build # 😀"),
    "tabs": PLAIN.replace("ADD ", "\t \tADD ").replace("&& ", "&& \\\n\t\t"),
    "crlf": PLAIN.replace("\n", "\r\n").replace("ADD lib", "# 😀\r\nADD 😀"),
    "broken": "FROM\nNOPE x\nRUN --mont=x y\nADD a b\nCOPY <<EOF /x\n",
    "separators": PLAIN.replace("app.py", "a\u2028b\x0cc\x85d"),
}


@pytest.fixture(params=DOCUMENTS)
def document(request, session, uri):
    text = DOCUMENTS[request.param]
    session.open(uri, text)
    return text


def test_the_client_gets_its_encoding(session):
    assert session.encoding == PROFILES[session.profile][1]


def test_diagnostics(session, uri, document):
    expected = check(document).findings
    assert expected
    found = session.diagnostics(uri)
    assert [(one["code"], session.covered(uri, one["range"]), one["message"]) for one in found] == [
        (one.rule, document[slice(*one.span)], one.message) for one in expected
    ]
    for diagnostic, finding in zip(found, expected, strict=True):
        assert diagnostic["severity"] == SEVERITIES.index(finding.severity) + 1
        assert diagnostic["source"] == "dockwright"
        can = PROFILES[session.profile][0].get("textDocument", {}).get("publishDiagnostics", {})
        assert diagnostic.get("codeDescription") == ({"href": rules.url(finding.rule)} if can.get("codeDescriptionSupport") else None)
        shown = finding.related if can.get("relatedInformation") else ()
        assert [one["message"] for one in diagnostic.get("relatedInformation", ())] == [one.message for one in shown]
        tag = {"unnecessary": [1], "deprecated": [2]}.get(INDEX[finding.rule].tag)
        assert diagnostic.get("tags") == (tag if "tagSupport" in can else None)


def chosen(session, action):
    """The text after an action, however this client carries it out."""
    command = action["command"] if isinstance(action.get("command"), dict) else action if isinstance(action.get("command"), str) else None
    if command:
        before = dict(session.texts)
        session.request("workspace/executeCommand", {"command": command["command"], "arguments": command["arguments"]})
        return next((text for uri, text in session.texts.items() if text != before[uri]), None)
    if "edit" not in action:
        action = session.request("codeAction/resolve", action)
    (text,) = session.applied_to(action["edit"]).values()
    return text


def asked(session, uri, diagnostic, *titles):
    """The action on a diagnostic whose title begins with one of these."""
    return next((one for one in session.actions(uri, [diagnostic]) if one["title"].startswith(titles)), None)


def test_a_fix_is_the_fix_of_the_finding(session, uri, document):
    pulled = session.diagnostics(uri)
    for diagnostic, finding in zip(pulled, check(document).findings, strict=True):
        if finding.fix and finding.fix.edits:
            action = asked(session, uri, diagnostic, finding.fix.title)
            if session.profile != "bare":
                assert action["kind"] == "quickfix"
                assert action["diagnostics"] == [diagnostic]
                preferred = finding.fix.applicability == SAFE
                assert action.get("isPreferred", False) == preferred
            text = chosen(session, action)
            assert text == apply(document, finding.fix.edits)
            break
    else:
        pytest.fail("no fix to try")


def test_all_findings_of_a_rule_are_fixed(session, uri, document):
    for diagnostic in session.diagnostics(uri):
        rule = diagnostic["code"]
        action = asked(session, uri, diagnostic, f"Fix all {rule} in this file")
        if action:
            assert chosen(session, action) == fix(document, Settings(select=(rule,)), unsafe=True).source
            return
    assert "ADD lib" not in document


def test_a_finding_is_ignored(session, uri, document):
    diagnostic = session.diagnostics(uri)[-1]
    text = chosen(session, asked(session, uri, diagnostic, "Ignore "))
    before, after = check(document).findings, check(text).findings
    assert [one.rule for one in after].count(diagnostic["code"]) == [one.rule for one in before].count(diagnostic["code"]) - 1


def test_fix_all_is_what_the_command_line_does(session, uri, document):
    session.diagnostics(uri)
    (action,) = session.actions(uri, only=["source.fixAll"])
    if session.profile != "bare":
        assert action["kind"] == "source.fixAll.dockwright"
        assert "edit" in action or "data" in action
    assert chosen(session, action) == fix(document).source
    assert session.actions(uri, only=["refactor.extract"]) == []


def test_actions_without_diagnostics_or_with_little_of_them(session, uri):
    session.open(uri, "FROM a:1\nADD b c\nADD d e\n")
    (first, second) = [one for one in session.diagnostics(uri) if one["code"] == "add-instead-of-copy"]
    little = {"code": second["code"], "message": "", "range": second["range"]}
    for actions in (session.actions(uri, [little]), session.actions(uri, start=18, end=18)):
        assert "Replace ADD with COPY" in [one["title"] for one in actions]
        action = next(one for one in actions if one["title"] == "Replace ADD with COPY")
        assert chosen(session, action) == "FROM a:1\nADD b c\nCOPY d e\n"
        if session.profile == "bare":
            break
    assert first != second


def test_the_smallest_edits_go_out(session, uri):
    session.open(uri, "FROM a:1\r\nADD b c\r\n# 😀\r\nADD d e\r\n")
    session.diagnostics(uri)
    (action,) = session.actions(uri, only=["source.fixAll.dockwright"])
    if session.profile == "bare":
        chosen(session, action)
        edit = session.applied[-1]
    else:
        edit = action.get("edit") or session.request("codeAction/resolve", action)["edit"]
    edits = edit["changes"][uri] if "changes" in edit else edit["documentChanges"][0]["edits"]
    assert [(one["range"]["start"]["line"], one["newText"]) for one in edits] == [(1, "COPY"), (3, "COPY")]
    can = PROFILES[session.profile][0].get("workspace", {}).get("workspaceEdit", {}).get("documentChanges")
    assert ("documentChanges" in edit) == bool(can)


def test_pinning_says_what_is_missing(session, uri):
    session.open(uri, "FROM 127.0.0.1:1/a:1\n")
    session.diagnostics(uri)
    (action,) = session.actions(uri, start=2, end=2, only=["refactor"])
    assert action["title"] == "Pin the digest of 127.0.0.1:1/a:1"
    missing = "127.0.0.1:1 cannot be reached: check the address and the network"
    if session.profile in ("code-1.65",):
        with pytest.raises(RequestError, match=missing) as raised:
            session.request("codeAction/resolve", action)
        assert raised.value.code == -32803
        return
    if "data" in action:
        action = session.request("codeAction/resolve", action)
        assert "edit" not in action
    command = action["command"] if isinstance(action["command"], dict) else action
    session.request("workspace/executeCommand", {"command": command["command"], "arguments": command["arguments"]})
    assert missing in session.wait_for("window/showMessage")["message"]


def test_renaming(session, uri, document):
    if "AS build" not in document:
        return
    offset = document.index("AS build") + 4
    if session.profile != "bare":
        prepared = session.request("textDocument/prepareRename", session.at(uri, offset))
        assert prepared["placeholder"] == session.covered(uri, prepared["range"]) == "build"
    edit = session.request("textDocument/rename", {**session.at(uri, offset), "newName": "base"})
    (text,) = session.applied_to(edit).values()
    assert text == document.replace("AS build", "AS base").replace("from=build", "from=base")
    with pytest.raises(RequestError, match="means something else") as raised:
        session.request("textDocument/rename", {**session.at(uri, offset), "newName": "scratch"})
    assert raised.value.code == -32803


def test_hover(session, uri, document):
    offset = document.index("ADD") + 1
    found = session.request("textDocument/hover", session.at(uri, offset))
    assert session.covered(uri, found["range"]) == "ADD"
    assert "What ends up" not in found["contents"]["value"]
    assert found["contents"]["kind"] == "markdown"
    assert "`COPY`" in found["contents"]["value"]


def test_completion(session, uri, document):
    if "--from=build" not in document:
        return
    offset = document.index("--from=build") + len("--from=b")
    items = session.request("textDocument/completion", session.at(uri, offset))
    (item,) = [one for one in items if one["label"] == "build"]
    assert session.covered(uri, item["textEdit"]["range"]) == "build"
    assert item["textEdit"]["newText"] == "build"


def test_every_other_feature_answers(session, uri, document):
    whole = {"textDocument": {"uri": uri}}
    outline = session.request("textDocument/documentSymbol", whole)
    assert outline
    assert ("children" in outline[-1]) == (session.profile != "bare")
    session.request("textDocument/foldingRange", whole)
    session.request("textDocument/documentLink", whole)
    data = session.request("textDocument/semanticTokens/full", whole)["data"]
    words = set(coloured(session, uri, data))
    assert {"ADD", "FROM"} <= words
    part = session.request("textDocument/semanticTokens/range", {**whole, "range": session.range(uri, 0, 8)})["data"]
    assert part == data[: len(part)]
    assert session.request("textDocument/inlayHint", {**whole, "range": session.range(uri, 0, len(document))}) is None
    session.request("textDocument/signatureHelp", session.at(uri, document.index("ADD") + 4))
    if "AS build" in document:
        at = session.at(uri, document.index("=build") + 2)
        (definition,) = session.request("textDocument/definition", at)
        assert session.covered(uri, definition["range"]) == "build"
        used = session.request("textDocument/references", {**at, "context": {"includeDeclaration": False}})
        assert [session.covered(uri, one["range"]) for one in used] == ["build"]
        assert len(session.request("textDocument/documentHighlight", at)) == 2


def coloured(session, uri, data):
    """The texts of semantic tokens."""
    line = column = 0
    for i in range(0, len(data), 5):
        line += data[i]
        column = data[i + 1] if data[i] else column + data[i + 1]
        start, end = ({"line": line, "character": character} for character in (column, column + data[i + 2]))
        yield session.covered(uri, {"start": start, "end": end})


def test_the_image_is_pinned_by_one_action(session, uri):
    session.open(uri, "FROM node:20.1\n")
    (finding,) = [one for one in session.diagnostics(uri) if one["code"] == "unpinned-digest"]
    titles = [one["title"] for one in session.actions(uri, start=7, end=7)]
    assert [one for one in titles if "digest" in one and not one.startswith("Ignore")] == ["Pin the digest it has now"]
    assert finding["range"]["start"]["line"] == 0
    (rewrite,) = session.actions(uri, start=7, end=7, only=["refactor"])
    assert rewrite["title"] == "Pin the digest of node:20.1"


def test_a_file_is_split_after_a_look_at_it(session, uri):
    """Where the client shows edits before it makes them, it is asked to; either way they come to the same text."""
    text = 'FROM golang:1.26\n# 😀\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nCMD ["/app"]\n'
    session.open(uri, text)
    found = session.actions(uri, start=7, end=7, only=["refactor.rewrite"])
    (action,) = [one for one in found if one["title"].startswith("Split")]
    assert action["title"] == "Split into build and runtime stage (may change the image)"
    assert "isPreferred" not in action
    if session.profile == "bare":
        chosen(session, action)
        edit = session.applied[-1]
    else:
        edit = action["edit"]
    can = PROFILES[session.profile][0].get("workspace", {}).get("workspaceEdit", {})
    annotations = edit.get("changeAnnotations", {})
    assert bool(annotations) == bool(can.get("documentChanges") and can.get("changeAnnotationSupport"))
    assert all(one["needsConfirmation"] for one in annotations.values())
    for one in edit["documentChanges"][0]["edits"] if annotations else ():
        assert one["annotationId"] in annotations
    session.apply(edit) if session.profile != "bare" else None
    assert session.texts[uri].endswith('COPY --from=build /app /app\nCMD ["/app"]\n')
