"""Where the build context of a Dockerfile is found, as people arrange it."""

import subprocess

import pytest

from dockwright import contexts, engine
from dockwright.contexts import Contexts, buildfiles, is_build_file
from dockwright.model.context import ASSUMED, CONFIGURED, DECLARED, MOST_ENTRIES, RESOLVED
from dockwright.model.surroundings import Surroundings
from dockwright.settings import DEFAULTS, Settings


@pytest.fixture
def tree(tmp_path):
    """Makes files, named with what is in them; a name that ends in a slash is a directory."""

    def make(*names, **texts):
        for name in names:
            path, _, text = name.partition(":")
            whole = tmp_path / path
            (whole if path.endswith("/") else whole.parent).mkdir(parents=True, exist_ok=True)
            if not path.endswith("/"):
                whole.write_text(text.replace("|", "\n"))
        return tmp_path

    return make


def found(root, dockerfile, sources, settings=DEFAULTS):
    """The root, relative to the tree, and how it is known."""
    context = Contexts().of(str(root / dockerfile), settings)(sources)
    return (str(context.root).removeprefix(str(root)).strip("/"), context.how) if context else None


@pytest.mark.parametrize(
    "names, dockerfile, sources, expected",
    [
        (["Dockerfile", "a"], "Dockerfile", ["a"], ("", RESOLVED)),
        (["Dockerfile", "a"], "Dockerfile", ["a", "b"], ("", RESOLVED)),
        (["Dockerfile", "a"], "Dockerfile", [""], ("", ASSUMED)),
        ([".git/", "docker/Dockerfile", "a"], "docker/Dockerfile", ["a"], ("", RESOLVED)),
        ([".git/", "x/docker/Dockerfile", "x/a", "b"], "x/docker/Dockerfile", ["a"], ("x", RESOLVED)),
        ([".git/", "x/Dockerfile", "x/a", "b"], "x/Dockerfile", ["a", "x/a"], None),
        ([".git/", "x/Dockerfile", "x/a", "a", "b"], "x/Dockerfile", ["a"], ("x", RESOLVED)),
        ([".git/", "x/Dockerfile", "x/a", "a", "b"], "x/Dockerfile", ["a", "c"], None),
        ([".git/", "x/Dockerfile", "a"], "x/Dockerfile", ["a*"], ("", RESOLVED)),
        ([".git/", "x/Dockerfile"], "x/Dockerfile", ["a"], ("x", ASSUMED)),
        ([".git/", "x/Dockerfile"], "x/Dockerfile", [""], ("x", ASSUMED)),
        ([".git/", "docker/Dockerfile"], "docker/Dockerfile", [""], None),
        ([".git/", "docker/Dockerfile", "docker/.dockerignore"], "docker/Dockerfile", [""], ("docker", ASSUMED)),
        ([".git/", "x/Dockerfile", ".dockerignore"], "x/Dockerfile", [""], None),
        (["above/a", "x/Dockerfile"], "x/Dockerfile", ["above/a"], ("x", ASSUMED)),
        (["Dockerfile"], "none/Dockerfile", ["a"], None),
    ],
)
def test_without_being_told(tree, names, dockerfile, sources, expected):
    assert found(tree(*names), dockerfile, sources) == expected


COMPOSE = (
    "services:|  web:|    build: ./web|  db:|    image: postgres|"
    "  api:|    build:|      context: .|      dockerfile: docker/api.Dockerfile|"
)


@pytest.mark.parametrize(
    "names, dockerfile, expected",
    [
        ([f"compose.yaml:{COMPOSE}", "web/Dockerfile"], "web/Dockerfile", ("web", DECLARED)),
        ([f"docker-compose.yml:{COMPOSE}", "docker/api.Dockerfile"], "docker/api.Dockerfile", ("", DECLARED)),
        ([f"docker-compose.yml:{COMPOSE}", "docker/other.Dockerfile"], "docker/other.Dockerfile", None),
        (["docker-compose.yml:services: [|build", "docker/Dockerfile"], "docker/Dockerfile", None),
        (
            ['docker-bake.hcl:target "a" {|  context = "."|  dockerfile = "docker/Dockerfile"|}', "docker/Dockerfile"],
            "docker/Dockerfile",
            ("", DECLARED),
        ),
        (
            ['docker-bake.json:{"target": {"a": {"dockerfile": "docker/Dockerfile"}}}', "docker/Dockerfile"],
            "docker/Dockerfile",
            ("", DECLARED),
        ),
    ],
)
def test_compose_and_bake_files(tree, names, dockerfile, expected):
    assert found(tree(".git/", *names), dockerfile, [""]) == expected


SERVICES = "services:\n  a:\n    build: ${DIR}\n  b:\n    build: https://example.com/a.git\n  c:\n    build: {dockerfile: x}\n"
INLINE = "services:\n  a:\n    build:\n      context: a\n      dockerfile_inline: |\n        FROM x\n"
INHERITING = '{"target": {"_a": {"context": "x"}, "b": {"inherits": ["_a", 1]}, "c": {"inherits": ["c"]}}}'
HCL = """target "a" {
  context = "x"
}
target "b" {
  inherits = ["a"]
  dockerfile = "y"
  args = {
    context = "z"
  }
}
"""


@pytest.mark.parametrize(
    "name, text, expected",
    [
        ("compose.yml", SERVICES, [(".", "x")]),
        ("compose.yml", INLINE, []),
        (
            "compose.yml",
            "services:\n  a:\n    build: .\n  b:\n    build:\n      context: './'\r\n  c:\n    image: x\n",
            [(".", "Dockerfile")],
        ),
        ("compose.yml", "services:\n  a:\n    build: .\n  b: {build: b}\n", [(".", "Dockerfile"), ("b", "Dockerfile")]),
        ("compose.yml", "- build", []),
        ("compose.yml", "services:\n  build:\n    - x", []),
        ("docker-bake.json", "[", []),
        ("docker-bake.json", INHERITING, [("x", "Dockerfile"), (".", "Dockerfile")]),
        ("docker-bake.hcl", HCL, [("x", "Dockerfile"), ("x", "y")]),
        ("docker-bake.hcl", 'target "a" {\n  dockerfile = "${x}"', []),
    ],
)
def test_what_build_files_say(name, text, expected):
    assert list(buildfiles.contexts(name, text)) == expected


@pytest.mark.parametrize(
    "name, expected",
    [
        ("compose.yaml", True),
        ("docker-compose.dev.yml", True),
        ("Docker-Bake.override.json", True),
        ("compose.py", False),
        ("my-compose.yml", False),
    ],
)
def test_build_files(name, expected):
    assert is_build_file(name) is expected


def test_the_configuration_decides(tree):
    root = tree(".git/", "x/Dockerfile", "x/a", "y/")
    settings = Settings(contexts=((f"{root}/x/*", f"{root}/y"), ("**", f"{root}/none")))
    assert found(root, "x/Dockerfile", ["a"], settings) == ("y", CONFIGURED)
    assert found(root, "Dockerfile", ["x/a"], settings) is None


def test_the_ignore_file_of_a_dockerfile_goes_before_that_of_the_context(tree, monkeypatch):
    root = tree("a", "app.Dockerfile", "app.Dockerfile.dockerignore:a", "b.Dockerfile", ".dockerignore:b")
    monkeypatch.chdir(root)
    paths = []
    for name in ("app.Dockerfile", "b.Dockerfile"):
        context = Contexts().of(name, DEFAULTS)(["a"])
        paths.append((context.ignore.path, context.is_left_out("a"), context.dockerfile))
    assert paths == [("app.Dockerfile.dockerignore", True, "app.Dockerfile"), (".dockerignore", False, "b.Dockerfile")]


def test_listing_is_lazy_and_bounded(tree, monkeypatch):
    root = tree("Dockerfile", "a/b/c", "node_modules/x/y", ".git/x")
    asked = []
    monkeypatch.setattr(contexts, "listed", lambda folder, real=contexts.listed: asked.append(folder) or real(folder))
    context = Contexts().of(str(root / "Dockerfile"), DEFAULTS)(["a"])
    assert asked == [str(root)]
    assert sorted(context.sent()) == [".git", "Dockerfile", "a/b/c", "node_modules"]
    assert asked == [str(root), f"{root}/a", f"{root}/a/b"]
    context._counted[0] = MOST_ENTRIES + 1
    assert not context.is_complete
    assert list(context.sent("node_modules")) == []


def test_names_that_no_file_has(tree):
    context = Contexts().of(str(tree("Dockerfile", "a") / "Dockerfile"), DEFAULTS)(["a", "b\0/c", "\0"])
    contexts.survey(context, ["b\0/c", "\0", "../x", "..", "["])
    assert not context.has("b\0/c")
    assert contexts.git_ignores(context.root, "\0") is None


def test_a_directory_with_too_many_entries_is_not_trusted(tree, monkeypatch):
    root = tree("Dockerfile", *(f"{number}" for number in range(20)))
    monkeypatch.setattr(contexts, "MOST_ENTRIES", 10)
    monkeypatch.setattr("dockwright.model.context.MOST_ENTRIES", 10)
    context = Contexts().of(str(root / "Dockerfile"), DEFAULTS)(["1"])
    assert len(context.entries()) == 11
    assert not context.is_complete


def test_links_are_not_followed(tree):
    root = tree("Dockerfile", "a/b")
    (root / "a/loop").symlink_to(root)
    context = Contexts().of(str(root / "Dockerfile"), DEFAULTS)(["a"])
    assert sorted(context.sent()) == ["Dockerfile", "a/b", "a/loop"]


def test_long_files_are_not_read(tree):
    root = tree("Dockerfile", "a:" + "x" * 70_000, "b:x")
    context = Contexts().of(str(root / "Dockerfile"), DEFAULTS)(["a"])
    assert (context.text("a"), context.text("b"), context.text("none"), context.text("..\0")) == ("", "x", "", "")


def test_git_is_asked_only_where_that_is_allowed(tree):
    root = tree("Dockerfile", "a", ".gitignore:*.jar")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    answers = [Contexts(allowed).of(str(root / "Dockerfile"), DEFAULTS)(["a"]) for allowed in (True, False)]
    assert [(one.git_ignores("x.jar"), one.git_ignores("b")) for one in answers] == [(True, False), (None, None)]


def test_outside_a_checkout_git_knows_nothing(tree):
    assert contexts.git_ignores(str(tree("a")), "a") is None


@pytest.mark.parametrize(
    "pattern, expected",
    [
        ("*.py", ["a.py", "b.py"]),
        ("s*/*", ["src/x.py", "src/y"]),
        ("src/**", ["src/x.py", "src/y"]),
        ("?.p[x-z]", ["a.py", "b.py"]),
        ("[", []),
        ("none/*", []),
    ],
)
def test_patterns_of_copy(tree, pattern, expected):
    context = Contexts().of(str(tree("Dockerfile", "a.py", "b.py", "src/x.py", "src/y/z") / "Dockerfile"), DEFAULTS)(["a.py"])
    assert context.matching(pattern) == expected


def test_after_a_survey_rules_list_nothing_more(tree, monkeypatch):
    root = tree("Dockerfile", "a/b/c", ".env:A=1", "x/.npmrc:_auth=1", "node_modules/x/y")
    ask = Contexts().of(str(root / "Dockerfile"), DEFAULTS)
    source = "FROM alpine:3.20\nCOPY a x/* none /y/\nCOPY . /x/\n"
    context = ask(["a", "x/*", "none", ""])
    contexts.survey(context, ["a", "x/*", "none", ""])
    monkeypatch.setattr(contexts, "listed", None)
    monkeypatch.setattr(contexts, "beginning", None)
    monkeypatch.setattr(contexts, "git_ignores", None)
    result = engine.check(source, Settings(profile="security"), surroundings=Surroundings(context=lambda paths: context))
    assert not result.crashes
    found = [one.message for one in result.findings if one.rule == "sensitive-file-in-context"]
    assert found == ["`.env` and `x/.npmrc` would be in the image: name them in .dockerignore"]
