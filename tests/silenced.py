"""What ignore comments do to a text: for the tests of them."""

from dockwright import engine, suppressions
from dockwright.model.document import read
from dockwright.settings import Settings

RULES = ("latest-tag", "add-instead-of-copy", "overridden-instruction", "install-without-yes", "from-as-case")


def left(source, *, select=RULES, **given):
    """The findings that no comment silences, as rule and line."""
    result = engine.check(source, Settings(select=select, **given))
    assert not result.crashes
    return [(one.rule, source.count("\n", 0, one.span.start) + 1) for one in result.findings]


def ignores(source):
    return suppressions.read(read(source))
