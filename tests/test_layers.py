"""Dependencies point one way: every module of the package stands on a layer, and imports only from its own feature or below."""

import ast
from pathlib import Path

import pytest

import dockwright

SERVER = Path(dockwright.__file__).parent
LAYERS = [
    {"text", "findings", "patterns", "startup", "keeping"},
    {"syntax", "shell"},
    {"model", "data"},
    {"rules", "settings", "suppressions", "silencing"},
    {"engine", "planning", "incremental", "precedence", "fixing", "referee", "shellcheck", "ide"},
    {"config", "discovery", "scanner", "registry", "report", "files", "project", "contexts"},
    {"cli", "lsp"},
]
WITHIN = {
    ("findings", "text"),
    ("startup", "patterns"),
    ("settings", "rules"),
    ("model", "data"),
    ("settings", "rules"),
    ("suppressions", "rules"),
    ("suppressions", "settings"),
    ("silencing", "rules"),
    ("silencing", "settings"),
    ("silencing", "suppressions"),
    ("rules", "suppressions"),
    ("fixing", "engine"),
    ("fixing", "referee"),
    ("engine", "incremental"),
    ("engine", "precedence"),
    ("engine", "planning"),
    ("contexts", "discovery"),
    ("contexts", "files"),
}
"""What may import its neighbour: the model reads the shipped facts, settings the index, fixing the engine, rules ignore comments,
and who looks for contexts reads files."""
DEVELOPMENT = {"dev", "refreshing", "__init__", "__main__"}


def level(feature):
    for number, layer in enumerate(LAYERS):
        if feature in layer:
            return number
    return None


def feature_of(path):
    return path.relative_to(SERVER).parts[0].removesuffix(".py")


MODULES = [path for path in sorted(SERVER.rglob("*.py")) if feature_of(path) not in DEVELOPMENT]


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "dockwright" else [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from (name for name in names if name.startswith("dockwright."))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SERVER)))
def test_imports_point_down(path):
    feature = feature_of(path)
    own = level(feature)
    assert own is not None, f"{feature} stands on no layer: add it to LAYERS and to docs/architecture.md"
    for name in imported(path):
        target = name.split(".")[1]
        other = level(target)
        if other is None or target == feature or target in DEVELOPMENT:
            continue
        assert other < own or (feature, target) in WITHIN, f"{feature} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SERVER)))
def test_only_the_server_knows_the_protocol(path):
    if feature_of(path) == "lsp":
        return
    text = path.read_text()
    assert "pygls" not in text or feature_of(path) in {"cli"}
    assert "import lsprotocol" not in text


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SERVER)))
def test_modules_are_of_a_size_one_can_read(path):
    assert path.name.startswith("_") or feature_of(path) == "data" or path.read_text().count("\n") <= 400
