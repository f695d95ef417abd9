"""The style sheet of the report on the CIS benchmark."""

from __future__ import annotations

STYLE = """
:root {
  --back: #f6f7f9; --card: #fff; --ink: #1b2230; --soft: #525c6e; --line: #d9dee7; --link: #0b57b8; --code: #eef1f6; --mark: #ffe3a3;
  --fail: #b3261e; --fail-back: #fdeceb; --pass: #17693a; --pass-back: #e6f5ec; --open: #6a4a00; --open-back: #fff4d9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #12161d; --card: #1a202a; --ink: #e6eaf1; --soft: #a5b0c2; --line: #313a49; --link: #8ab8ff; --code: #10141a; --mark: #6b4e00;
    --fail: #ff9d95; --fail-back: #3d1a19; --pass: #7edba3; --pass-back: #12311f; --open: #ffd37a; --open-back: #382a08;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 2.5rem) 3rem; max-width: 68rem; background: var(--back); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word;
}
h1 { font-size: clamp(1.4rem, 1rem + 2vw, 2rem); line-height: 1.2; margin: .1rem 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .8rem; }
h3 { font-size: 1.05rem; line-height: 1.35; margin: 0; }
p { margin: .5rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
code, pre, .file { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .875em; }
:not(pre) > code { background: var(--code); padding: .1em .3em; border-radius: 4px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; display: inline-block; padding: .5rem 0; }
.over { margin: 0; color: var(--soft); font-size: .8rem; letter-spacing: .08em; text-transform: uppercase; }
.tiles { display: grid; grid-template-columns: repeat(3, 1fr); gap: .75rem; list-style: none; margin: 1.2rem 0 0; padding: 0; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-top: 4px solid; border-radius: 8px; padding: .7rem 1rem; }
.tiles strong { display: block; font-size: 1.9rem; line-height: 1.15; font-variant-numeric: tabular-nums; }
.tiles span { color: var(--soft); font-size: .9rem; }
.tiles .fail { border-top-color: var(--fail); } .tiles .pass { border-top-color: var(--pass); }
.tiles .unknown { border-top-color: var(--open); }
.failures {
  border: 1px solid var(--fail); background: var(--fail-back); border-radius: 8px; padding: .2rem 1.2rem .6rem; margin-top: 1.5rem;
}
.failures h2 { margin: .6rem 0; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { padding: .45rem .5rem; text-align: center; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
th:first-child { text-align: left; padding-left: 1rem; }
tbody th { font-weight: 500; min-width: 11rem; max-width: 24rem; }
td { font-weight: 700; }
td.fail { color: var(--fail); background: var(--fail-back); } td.pass { color: var(--pass); } td.unknown { color: var(--open); }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
article {
  background: var(--card); border: 1px solid var(--line); border-left: 5px solid; border-radius: 8px;
  padding: .9rem 1.2rem; margin: 0 0 1rem;
}
article.fail { border-left-color: var(--fail); } article.pass { border-left-color: var(--pass); }
article.unknown { border-left-color: var(--open); }
article > header { display: flex; gap: .4rem 1rem; justify-content: space-between; align-items: baseline; }
.id { color: var(--soft); font-variant-numeric: tabular-nums; margin-right: .35rem; }
.status { flex: none; margin: 0; padding: .1rem .65rem; border-radius: 99px; font-size: .8rem; font-weight: 700; letter-spacing: .03em; }
.fail > header .status { color: var(--fail); background: var(--fail-back); }
.pass > header .status { color: var(--pass); background: var(--pass-back); }
.unknown > header .status { color: var(--open); background: var(--open-back); }
.findings { list-style: none; margin: .8rem 0; padding: 0; border-top: 1px solid var(--line); }
.findings li { padding: .6rem 0; border-bottom: 1px solid var(--line); }
.findings p { margin: 0 0 .25rem; }
.place { display: flex; flex-wrap: wrap; gap: 0 .75rem; }
.file { font-weight: 600; }
.level { color: var(--soft); font-size: .85rem; }
.error .level { color: var(--fail); font-weight: 600; } .warning .level { color: var(--open); font-weight: 600; }
.rule { white-space: normal; }
.rule, .rules { color: var(--soft); font-size: .9rem; }
pre {
  margin: .35rem 0 0; padding: .5rem .75rem; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--code); border-radius: 6px;
}
mark { background: var(--mark); color: inherit; border-radius: 3px; box-shadow: 0 0 0 2px var(--mark); }
.limit { padding: .5rem .8rem; background: var(--back); border-radius: 6px; font-size: .95rem; }
footer { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
@media (max-width: 34rem) {
  .tiles { gap: .5rem; } .tiles li { padding: .5rem .6rem; } .tiles strong { font-size: 1.5rem; } .tiles span { font-size: .8rem; }
  article { padding: .8rem .9rem; } article > header { flex-direction: column-reverse; }
  tbody th { min-width: 9rem; }
}
@media print {
  :root {
    --back: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --link: #000; --code: #f3f3f3; --mark: #ddd;
    --fail: #8f0f08; --fail-back: #fff; --pass: #0c4d26; --pass-back: #fff; --open: #5a4000; --open-back: #fff;
  }
  @page { margin: 16mm 14mm; }
  body { padding: 0; max-width: none; font-size: 10pt; }
  .skip { display: none; }
  .status { border: 1px solid currentColor; }
  .scroll { overflow: visible; }
  th, td { padding: .25rem .3rem; } tbody th { min-width: 0; }
  article, .findings li, tr, .tiles { break-inside: avoid; } article:has(.findings) { break-inside: auto; } h2, h3 { break-after: avoid; }
}
"""
"""Colours have a contrast of at least 4.5 to 1 in both schemes, and nothing is said by colour alone."""
