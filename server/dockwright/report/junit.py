"""JUnit's XML, as build servers show it: a suite a file, a failed test a finding."""

from __future__ import annotations

from dockwright.report.excerpt import Places
from dockwright.report.xml import attributes, content
from dockwright.rules import url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dockwright.findings import Finding
    from dockwright.report import FileReport


def junit(files: Sequence[FileReport], failures: Sequence[str] = ()) -> str:
    """A file without findings is one test that passes; `failures` are tests that could not be run."""
    suites = [_suite(file) for file in files]
    if failures:
        cases = "".join(
            f"    <testcase{attributes(name=failure, classname='dockwright', time='0')}>\n{_broken(failure)}" for failure in failures
        )
        counts = attributes(name="dockwright", tests=str(len(failures)), failures="0", errors=str(len(failures)), time="0")
        suites.append(f"  <testsuite{counts}>\n{cases}  </testsuite>\n")
    found = sum(len(file.findings) for file in files)
    tests = sum(max(1, len(file.findings)) for file in files) + len(failures)
    head = attributes(name="dockwright", tests=str(tests), failures=str(found), errors=str(len(failures)), time="0")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites{head}>\n{"".join(suites)}</testsuites>\n'


def _suite(file: FileReport) -> str:
    number = len(file.findings)
    lines = Places(file.source)
    cases = "".join(_case(file, lines, finding) for finding in file.findings)
    cases = cases or f"    <testcase{attributes(name='no findings', classname=file.path, time='0')}/>\n"
    counts = attributes(name=file.path, tests=str(max(1, number)), failures=str(number), errors="0", time="0")
    return f"  <testsuite{counts}>\n{cases}  </testsuite>\n"


def _case(file: FileReport, lines: Places, finding: Finding) -> str:
    line, column = lines.position(finding.span.start)
    name, place = file.name(finding), f"{file.path}:{line + 1}:{column + 1}"
    case = attributes(name=f"{name} {line + 1}:{column + 1}", classname=file.path, time="0")
    text = content(f"{place}: {finding.severity} {finding.message} [{name}]\n{url(finding.rule, finding.aliases)}")
    failure = attributes(type=finding.severity, message=f"{line + 1}:{column + 1}: {finding.message}")
    return f"    <testcase{case}>\n      <failure{failure}>{text}</failure>\n    </testcase>\n"


def _broken(failure: str) -> str:
    return f"      <error{attributes(type='error', message=failure)}>{content(failure)}</error>\n    </testcase>\n"
