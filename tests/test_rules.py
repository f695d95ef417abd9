"""Every example in a rule's documentation, and every case in tests/rules/, holds."""

import inspect
from pathlib import Path

import pytest

from asking import verdicts
from cases import read
from dockwright import engine, fixing
from dockwright.dev import RULES as FOLDER
from dockwright.dev import every_rule, page_of
from dockwright.findings import EDITOR
from dockwright.model.ignorefile import IgnoreFile
from dockwright.model.remarks import Remark

HERE = Path(__file__).parent
RULES = {rule.name: rule for rule in every_rule()}
DOCUMENTED = [(rule, case) for rule in RULES.values() for case in read(inspect.cleandoc(rule.page) + "\n")]
FILES = sorted(HERE.glob("rules/*/*.md"))
WRITTEN = [(RULES[path.stem], case) for path in FILES if path.stem in RULES for case in read(path.read_text())]


def name(value):
    return getattr(value, "name", None) or f"{'fix-' if value.fixed else ''}{value.line}"


@pytest.mark.parametrize("rule, case", DOCUMENTED + WRITTEN, ids=name)
def test_case(rule, case):
    settings, around = case.settings(rule.name), case.surroundings(verdicts=verdicts() if Remark in rule.on else None)
    assert settings.options[rule.name].keys() <= rule.options.keys(), "the fence says something that means nothing"
    if IgnoreFile in rule.on:
        result = engine.check_ignore_file(case.source, settings)
    else:
        result = engine.check(case.source, settings, surroundings=around)
    assert not result.crashes
    found = sorted((*one.span, one.message) for one in result.findings if one.rule == rule.name)
    assert show(case.source, found) == show(case.source, case.expected)
    fixable = any(one.fix and one.fix.is_known and one.fix.applicability != EDITOR for one in result.findings)
    if "writes" in case.given:
        files = fixing.fix(case.source, settings, unsafe=True, surroundings=around, others=True).files
        assert [one.after.split() for one in files] == [case.given["writes"].split()]
    if case.fixed is None:
        assert not (fixable and case.given.get("no-fix")), "a fix appeared"
        return
    fixed = fixing.fix(case.source, settings, unsafe=True, surroundings=around)
    assert fixed.source == case.fixed
    assert not fixed.refused
    left = [one.fix for one in fixed.remaining if one.rule == rule.name and one.fix]
    assert all(one.applicability == EDITOR for one in left), "the fix does not satisfy the rule"


def show(source, findings):
    """Findings as one can read them: the text they cover, its line, and the message."""
    return [f"line {source.count(chr(10), 0, start) + 1}: [{source[start:end]}] {message}" for start, end, message in findings]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_declaration(rule):
    assert Path(inspect.getfile(rule.check)).relative_to(FOLDER).parts == (rule.category, f"{rule.check.__name__}.py")
    documented = [case for one, case in DOCUMENTED if one is rule]
    assert any(case.expected for case in documented), "show an offending example"
    assert (HERE / f"rules/{rule.category}/{rule.name}.md").exists(), "write the long tail"
    shown = any(case.fixed or "writes" in case.given for case in documented)
    assert rule.fix in (None, EDITOR) or shown or "look-up" in rule.page, "show what the fix makes of it"
    summary, rest = page_of(rule)
    assert summary
    assert "\n" not in summary
    assert rest
    lines = inspect.getsource(inspect.getmodule(rule.check)).count("\n")
    assert lines <= 120, "a rule file has at most 120 lines"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_case_file_has_a_rule(path):
    assert path.stem in RULES
    assert RULES[path.stem].category == path.parent.name
    assert read(path.read_text())
