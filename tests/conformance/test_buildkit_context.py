"""CopyIgnoredFile beside BuildKit's own answers."""

from __future__ import annotations

import pytest

from dockwright import engine
from dockwright.model.context import Context
from dockwright.model.ignorefile import IgnoreFile
from dockwright.model.surroundings import Surroundings
from dockwright.settings import Settings
from paths import records

CHECK = "CopyIgnoredFile"


@pytest.mark.parametrize("name", ["cases/buildkit_lint.jsonl", "cases/buildkit_probes.jsonl"])
def test_ignored_files_equal_buildkits(name: str) -> None:
    seen = 0
    for record in records(name):
        ignored = record.get("dockerignore")
        if ignored is None:
            continue
        seen += 1
        context = Context("/", "configured", lambda folder: {}, ignore=IgnoreFile(ignored))
        around = Surroundings(context=lambda paths, context=context: context)
        result = engine.check(record["dockerfile"], Settings(profile="buildkit"), surroundings=around)
        source = result.document.source
        ours = sorted(source.count("\n", 0, one.span.start) + 1 for one in result.findings if CHECK in one.aliases)
        theirs = sorted(one["line"] for one in record.get("warnings", record.get("expected", ())) if one["rule"] == CHECK)
        assert ours == theirs, record
    assert seen
