"""Which comments have silenced something, and which are called unused."""

import pytest

from dockwright import engine, silencing
from dockwright.settings import Settings
from silenced import ignores, left


def checkable(names, ran):
    found = ignores(f"# dockwright: ignore-file[{names}]\nFROM a\n")
    silencing.mark_checkable(found, set(ran))
    return [one.checkable for one in found]


@pytest.mark.parametrize(
    "name, ran, expected",
    [
        ("latest-tag", ["latest-tag"], True),
        ("latest-tag", ["untagged-image"], False),
        ("DL3020", ["add-instead-of-copy"], True),
        ("DL3020", ["latest-tag"], False),
        ("DS-0001", ["latest-tag", "untagged-image"], True),
        ("DS-0001", ["latest-tag"], False),
        ("DL", ["latest-tag"], False),
        ("base", ["latest-tag"], True),
        ("base", ["add-instead-of-copy"], False),
        ("all", ["latest-tag"], True),
        ("SC2086", ["latest-tag"], False),
        ("nonsense", ["latest-tag"], False),
    ],
)
def test_a_name_is_judged_where_its_rules_ran(name, ran, expected):
    assert checkable(name, ran) == [expected]


def test_a_rule_that_crashed_is_no_reason_to_call_its_comment_unused(monkeypatch):
    from dockwright import rules
    from dockwright.rules._index import INDEX

    def broken(add, ctx):
        raise RuntimeError("boom")
        yield

    source = "FROM a:1\n# dockwright: ignore[add-instead-of-copy]\nADD a /\n"
    select = ("add-instead-of-copy", "unused-ignore")
    assert left("FROM a:1\n# dockwright: ignore[add-instead-of-copy]\nCOPY a /\n", select=select) == [("unused-ignore", 2)]
    monkeypatch.setattr(rules.load(INDEX["add-instead-of-copy"]), "check", broken)
    result = engine.check(source, Settings(select=select))
    assert ([one.rule for one in result.findings], len(result.crashes)) == ([], 1)


def test_findings_about_comments_can_be_silenced_in_the_file():
    source = "# dockwright: ignore-file[unknown-ignore, unused-ignore]\nFROM a:1\n# hadolint ignore=nonsense,DL3020\nUSER a\n"
    select = ("add-instead-of-copy", "unused-ignore", "unknown-ignore")
    assert left(source, select=select) == []
    assert left(source.partition("\n")[2], select=select) == [("unknown-ignore", 2), ("unused-ignore", 2)]


def test_where_several_names_silence_one_finding_all_are_used():
    source = "FROM a:1\n# dockwright: ignore[DL3020, copy]\n# hadolint ignore=DL3020\nADD a /\n"
    assert left(source, select=("add-instead-of-copy", "destination-without-slash", "unused-ignore")) == []


@pytest.mark.parametrize(
    "comment, applicability",
    [("# dockwright: ignore[DL3020]", "safe"), ("# hadolint ignore=DL3020", "unsafe"), ("# check=skip=DL3020", "unsafe")],
)
def test_what_another_tool_may_need_is_not_deleted_without_asking(comment, applicability):
    found = engine.check(f"FROM a:1\n{comment}\nUSER a\n", Settings(select=("add-instead-of-copy", "unused-ignore"))).findings
    assert [one.fix.applicability for one in found] == [applicability]
