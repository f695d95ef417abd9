"""Rewrites hadolint's ignore comments as ours, where ours says the same."""

from __future__ import annotations

import os

from dockwright import files
from dockwright.cli.console import complain, show, tell
from dockwright.cli.reporting import CLEAN, FAILED
from dockwright.data.peers import PEER_LEVELS
from dockwright.model.document import Document
from dockwright.model.document import read as read_document
from dockwright.patterns import DOTALL, pattern
from dockwright.report.excerpt import Places, visible
from dockwright.report.text import count
from dockwright.rules._index import INDEX
from dockwright.settings import aliases, unknown_names
from dockwright.text import Edit, apply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dockwright.syntax import Comment

_MENTION = pattern(r"#\s*hadolint\s+(.*)", DOTALL)
_IGNORE = pattern(r"(?:(global)\s+)?ignore\s*=\s*([A-Z0-9]+(?:\s*,\s*[A-Z0-9]+)*)\s*(?:#\s*(.*?))?\s*", DOTALL)


def rewrite(places: Sequence[str], write: bool) -> int:
    """Rewrite the comments of every Dockerfile named or below a directory; without `write`, only say what would change."""
    from dockwright.discovery import walk

    status = CLEAN
    paths = [path for place in places for path in (walk(place) if os.path.isdir(place) else [place])]
    for path in dict.fromkeys(path for path in paths if not path.endswith((".yaml", ".yml"))):
        try:
            before = files.read(path)
            after, notes = rewritten(before)
            if write and after != before:
                files.replace(path, before, after)
        except OSError as error:
            complain(f"{path}: {files.explain(error, path)}")
            status = FAILED
            continue
        if after != before:
            changed = sum(one != other for one, other in zip(before.split("\n"), after.split("\n"), strict=True))
            (show if write else tell)(f"{visible(path)}: {count(changed, 'comment')} {'rewritten' if write else 'would be rewritten'}\n")
        tell("".join(f"{visible(path)}:{line}: {visible(note)}\n" for line, note in notes))
    return status


def rewritten(source: str) -> tuple[str, list[tuple[int, str]]]:
    """A text with its comments rewritten, and the lines of those left alone with the reason."""
    document = read_document(source)
    lines = Places(source)
    edits: list[Edit] = []
    notes: list[tuple[int, str]] = []
    for comment in document.comments:
        text, note = _ours(document, comment)
        if text:
            edits.append(Edit(comment.span, text))
        elif note:
            notes.append((lines.position(comment.span.start)[0] + 1, note))
    return apply(source, edits), notes


def _ours(document: Document, comment: Comment) -> tuple[str, str]:
    """What to write instead of a comment, or else why it stays."""
    text = document.source[comment.span.start : comment.span.end]
    mention = _MENTION.fullmatch(text)
    if mention is None:
        return "", ""
    said = mention[1].strip()
    if said.startswith("shell"):
        return "", "stays, for there is no other way to name the shell of an image"
    if said.startswith("stage"):
        return "", "stays, for there is no comment of ours for a stage"
    match = _IGNORE.fullmatch(said)
    if match is None:
        return "", "stays, for hadolint does not read it either: it takes ids with commas between them"
    codes = [code.strip() for code in match[2].split(",")]
    unknown = [code for code, _ in unknown_names(codes)]
    if unknown:
        return "", f"stays, for {', '.join(unknown)} is no rule here"
    names = ", ".join(dict.fromkeys(map(our_name, codes)))
    reason = f" {match[3]}" if match[3] else ""
    return f"# dockwright: {'ignore-file' if match[1] else 'ignore'}[{names}]{reason}{_rest(text)}", ""


def _rest(text: str) -> str:
    """Blanks at the end of a comment, a carriage return among them."""
    return text[len(text.rstrip()) :]


def our_name(code: str) -> str:
    """The rule that an id of hadolint's stands for; the id itself where the rule is more than that."""
    rules = aliases().get(code, [])
    if len(rules) != 1:
        return code
    theirs = [alias for alias in INDEX[rules[0]].aliases if alias in PEER_LEVELS["hadolint"]]
    return rules[0] if theirs == [code] else code
