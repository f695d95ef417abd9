"""Which manifests and lock files a Dockerfile itself says are there."""

import pytest

from dockwright.model.document import read
from dockwright.model.manifests import copied, is_named, is_tree


@pytest.mark.parametrize(
    "steps, expected",
    [
        ("COPY package-lock.json .", True),
        ("COPY a.json ./app/package-lock.json /", True),
        ("ADD package-lock.json* /", True),
        ("COPY package-loc?.json /", True),
        ("COPY package*.json /", False),
        ("COPY *.json /", False),
        ("COPY . .", False),
        ("COPY --from=b package-lock.json .", False),
        ("COPY <<package-lock.json /\n{}\npackage-lock.json", False),
        ("ARG F=package-lock.json\nCOPY $F .", True),
        ("ARG F\nCOPY $F .", False),
        ("COPY yarn.lock package-lock.json5 /", False),
    ],
)
def test_is_named(steps, expected):
    for source in (f"FROM a\n{steps}\nRUN x", f"FROM a AS c\n{steps}\nFROM c\nRUN x", f"FROM a\n{steps}\nONBUILD RUN x"):
        document = read(source)
        last = document.instructions[-1].trigger or document.instructions[-1]
        assert is_named(document, last, "npm-shrinkwrap.json", "package-lock.json") is expected
    document = read(f"FROM a\nRUN x\n{steps}\nFROM b\nRUN y")
    assert not is_named(document, document.instructions[1], "package-lock.json")
    assert not is_named(document, document.instructions[-1], "package-lock.json")


def test_a_bind_mount_names_it_too():
    document = read("FROM a\nRUN --mount=type=bind,source=package-lock.json,target=/p.json x\nRUN --mount=type=cache,target=/c y")
    assert [is_named(document, run, "package-lock.json") for run in document.instructions[1:]] == [True, False]


@pytest.mark.parametrize(
    "path, expected",
    [
        (".", True),
        ("./", True),
        ("src", True),
        ("src/", True),
        ("a.b/", True),
        (".github", True),
        ("a.json", False),
        ("src/a.py", False),
        ("src/*", False),
    ],
)
def test_is_tree(path, expected):
    document = read(f"FROM a\nCOPY {path} /\nRUN x")
    assert [is_tree(source) for _, source in copied(document, document.instructions[-1])] == [expected]
