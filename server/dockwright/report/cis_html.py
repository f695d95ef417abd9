"""The report on the CIS benchmark as one page that needs nothing else: for a screen in any width, dark or light, and for paper."""

from __future__ import annotations

from html import escape

from dockwright import __version__
from dockwright.data.benchmark import NAME
from dockwright.report.cis import FAIL, LABELS, PASS, UNKNOWN, rules_of, summary
from dockwright.report.cis_style import STYLE
from dockwright.report.excerpt import Places, visible
from dockwright.rules import url
from dockwright.rules._index import INDEX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dockwright.findings import Finding
    from dockwright.report.cis import Assessment, Checked, Result
    from dockwright.text import Span

_MARKS = {FAIL: "✗", PASS: "✓", UNKNOWN: "?"}
_WORDS = {FAIL: "fail", PASS: "pass", UNKNOWN: "to be checked by hand"}
_LONGEST = 240
_BEFORE = 80
_HIDDEN = "••••••"


def html(assessment: Assessment) -> str:
    """The page. Excerpts of the source leave out what was found to be a secret."""
    title = "CIS Docker Benchmark, section 4"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="dockwright {__version__}">
<title>{title}: {assessment.count(FAIL)} failing</title>
<style>{STYLE}</style>
</head>
<body>
<a class="skip" href="#controls">Skip to the controls</a>
<header>
<p class="over">Dockwright report</p>
<h1>{_text(NAME).replace("section 4", "section&nbsp;4")}</h1>
<p>{_number(len(assessment.files), "file")} checked on <time datetime="{assessment.day}">{assessment.day}</time>.
{_text(summary(assessment))}.</p>
{_tiles(assessment)}
</header>
<main>
{_failures(assessment)}{_files(assessment)}
<section id="controls" aria-labelledby="controls-title">
<h2 id="controls-title">Controls</h2>
{"".join(map(_control, assessment.results))}</section>
</main>
<footer>
<p>Titles and explanations are Dockwright's own words; the benchmark itself is published by the Center for Internet Security.
A control passes where no rule of the profile <code>cis</code> found anything and nothing else has to be looked at.</p>
<p>Made by Dockwright {__version__} with <code>dockwright report cis</code>.</p>
</footer>
</body>
</html>
"""


def _text(words: str) -> str:
    return escape(visible(words))


def _prose(message: str) -> str:
    """A message, its code set as code."""
    parts = _text(message).split("`")
    if len(parts) % 2 == 0:
        return _text(message)
    return "".join(f"<code>{part}</code>" if i % 2 else part for i, part in enumerate(parts))


def _number(number: int, what: str) -> str:
    return f"{number} {what if number == 1 else what + 's'}"


def _tiles(assessment: Assessment) -> str:
    rows = "".join(
        f'<li class="{status}"><strong>{assessment.count(status)}</strong> <span>{_WORDS[status]}</span></li>'
        for status in (FAIL, PASS, UNKNOWN)
    )
    return f'<ul class="tiles" aria-label="Controls by result">{rows}</ul>'


def _failures(assessment: Assessment) -> str:
    if not assessment.failures:
        return ""
    rows = "".join(f"<li>{_text(failure)}</li>" for failure in assessment.failures)
    title = '<h2 id="failures-title">Could not be checked</h2>'
    return f'<section class="failures" aria-labelledby="failures-title">{title}<ul>{rows}</ul></section>\n'


def _files(assessment: Assessment) -> str:
    """What every file makes of every control."""
    if not assessment.files:
        return ""
    head = "".join(
        f'<th scope="col"><a href="#c{result.control.id}" title="{escape(result.control.title)}">{result.control.id}</a></th>'
        for result in assessment.results
    )
    body = "".join(
        f'<tr><th scope="row">{_path(file.path)}</th>{"".join(_cell(result, file.path) for result in assessment.results)}</tr>\n'
        for file in assessment.files
    )
    return f"""<section aria-labelledby="files-title">
<h2 id="files-title">Files</h2>
<div class="scroll" role="region" aria-labelledby="files-title" tabindex="0">
<table>
<thead><tr><th scope="col">File</th>{head}</tr></thead>
<tbody>
{body}</tbody>
</table>
</div>
</section>"""


def _path(path: str) -> str:
    """A path that may break behind its slashes."""
    return _text(path).replace("/", "/<wbr>")


def _cell(result: Result, path: str) -> str:
    status = result.by_file[path]
    return f'<td class="{status}"><span aria-hidden="true">{_MARKS[status]}</span><span class="spoken">{_WORDS[status]}</span></td>'


def _control(result: Result) -> str:
    control = result.control
    found = "".join(_finding(file, finding) for file, finding in result.findings)
    exempted = "".join(_finding(file, one.finding, one.reason) for file, one in result.exempted)
    listed = f'<ul class="findings">{found}{exempted}</ul>\n' if found or exempted else ""
    rules = ", ".join(f'<a href="{escape(url(name))}">{name}</a>' for name in rules_of(control))
    return f"""<article class="{result.status}" id="c{control.id}" aria-labelledby="t{control.id}">
<header>
<h3 id="t{control.id}"><span class="id">{control.id}</span> {_text(control.title)}</h3>
<p class="status"><span aria-hidden="true">{_MARKS[result.status]} </span>{LABELS[result.status]}</p>
</header>
<p>{_text(control.asks)}</p>
{listed}{_by_hand(result)}<p class="rules">{f"Looked after by {rules}." if rules else "No rule can look after this."}</p>
</article>
"""


def _by_hand(result: Result) -> str:
    control = result.control
    if not control.limit:
        return ""
    return f'<p class="limit"><strong>What a Dockerfile cannot tell:</strong> {_text(control.limit)} {_text(control.action)}</p>\n'


def _finding(file: Checked, finding: Finding, reason: str = "") -> str:
    line = Places(file.source).position(finding.span.start)[0] + 1
    rule = f'<a href="{escape(url(finding.rule, finding.aliases))}">{finding.rule}</a>'
    level = f"exempted: {_text(reason)}" if reason else finding.severity
    kind = "exempted" if reason else finding.severity
    mended = " A fix is at hand." if finding.fix and finding.fix.edits and not reason else ""
    return f"""<li class="{kind}">
<p class="place"><span class="file">{_path(file.path)}:{line}</span> <span class="level">{level}</span></p>
<p>{_prose(finding.message)} <span class="rule">[{rule}]{mended}</span></p>
{_excerpt(file, finding.span, line)}</li>
"""


def _excerpt(file: Checked, span: Span, line: int) -> str:
    """The line where a finding begins, its characters marked, secrets left out."""
    places = Places(file.source)
    start = places.starts[line - 1]
    end = places.starts[line] - 1 if line < len(places.starts) else len(file.source)
    left = max(start, span.start - _BEFORE) if end - start > _LONGEST else start
    right = min(end, left + _LONGEST)
    parts = []
    for low, high in ((left, span.start), (span.start, min(span.end, right)), (min(span.end, right), right)):
        words = _without_secrets(file, low, high)
        parts.append(f"<mark>{words}</mark>" if low == span.start and words else words)
    before, after = ("…" if left > start else ""), ("…" if right < end else "")
    return f"<pre><code>{before}{''.join(parts)}{after}</code></pre>\n"


def _without_secrets(file: Checked, start: int, end: int) -> str:
    out, at = [], start
    for low, high in _secrets(file):
        if high <= at or low >= end:
            continue
        out += [_text(file.source[at:low]), _HIDDEN]
        at = min(high, end)
    return "".join([*out, _text(file.source[at:end].rstrip("\r\n"))]) if at <= end else "".join(out)


def _secrets(file: Checked) -> Sequence[tuple[int, int]]:
    """Where secrets are written, exempted or not."""
    found = [*file.findings, *(one.finding for one in file.exempted)]
    return sorted({(one.span.start, one.span.end) for one in found if one.rule in _SECRET_VALUES and INDEX[one.rule].category == "secrets"})


_SECRET_VALUES = frozenset(("hardcoded-secret", "credentials-in-url"))
