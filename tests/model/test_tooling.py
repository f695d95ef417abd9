"""Settings of tools that earlier steps made, and the commands a stage has run."""

import pytest

from dockwright.model import tooling
from dockwright.model.document import read
from dockwright.syntax.mounts import is_cached, is_cached_at_home


def last(source):
    """The document, the last instruction (of a trigger what it holds), and its last command."""
    document = read(source)
    instruction = document.instructions[-1].trigger or document.instructions[-1]
    return document, instruction, document.scripts(instruction)[0].commands[-1]


@pytest.mark.parametrize(
    "steps, expected",
    [
        ("RUN echo 'APT::Get::Assume-Yes \"true\";' > /etc/apt/apt.conf.d/x", True),
        ("RUN echo 'APT::Get::Assume-Yes=0' | tee /etc/apt/apt.conf", False),
        ("RUN printf 'APT { Get { Assume-Yes \"1\"; } }' >> /etc/apt/apt.conf", True),
        ("COPY <<EOF /etc/apt/apt.conf.d/y\napt::get::assume-yes yes;\nEOF", True),
        ("RUN cat > /etc/apt/apt.conf <<EOF\nAPT::Get::Assume-Yes true;\nEOF\nRUN echo 'Assume-Yes \"no\"' > /etc/apt/apt.conf.d/z", False),
        ("RUN echo 'APT::Get::Assume-Yes \"true\";' > /tmp/x", None),
        ("RUN echo 'APT::Get::Assume-Yes \"perhaps\";' > /etc/apt/apt.conf", None),
        ("RUN true", None),
    ],
)
def test_apt_setting(steps, expected):
    for source in (f"FROM a\n{steps}\nRUN x", f"FROM a AS b\n{steps}\nFROM b\nRUN x", f"FROM a\n{steps}\nONBUILD RUN x"):
        assert tooling.apt_setting(*last(source), "APT::Get::Assume-Yes") is expected
    assert tooling.apt_setting(*last(f"FROM a\n{steps}\nFROM c\nRUN x"), "APT::Get::Assume-Yes") is None


def test_a_setting_counts_from_where_it_is_written():
    source = "FROM a\nRUN x && echo 'Assume-Yes 1' > /etc/apt/apt.conf\n"
    document = read(source)
    run = document.instructions[1]
    first, second = document.scripts(run)[0].commands
    assert tooling.apt_setting(document, run, first, "Assume-Yes") is None
    assert list(tooling.texts(document, run, second)) == []


@pytest.mark.parametrize(
    "values, expected",
    [(["A::B=1"], True), (["A::B=true", "A::B=no"], False), (["A::B", None], None), ([], None), (["a::b 0"], False)],
)
def test_apt_option(values, expected):
    assert tooling.apt_option(values, "A::B") is expected


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM a\nRUN N=1 x", "1"),
        ("FROM a\nRUN env N=2 x", "2"),
        ("FROM a\nRUN export M=0 N=3; x", "3"),
        ("FROM a\nRUN export N=3; N=4 x", "4"),
        ("FROM a\nENV N=5\nRUN x", "5"),
        ("FROM a\nENV N=5\nRUN export N=6 && x", "6"),
        ("FROM a\nARG N=7\nRUN x", "7"),
        ("FROM a\nARG N\nRUN x", None),
        ("FROM a AS b\nENV N=8\nFROM b\nRUN x", "8"),
        ("FROM a\nENV N=9\nFROM b\nRUN x", None),
        ("FROM a\nRUN x; export N=1; y N=2", "1"),
    ],
)
def test_variable(source, expected):
    assert tooling.variable(*last(source), "N") == expected


def test_truth():
    assert [value for value in ("1", "true", "YES", "on", "0", "", None, "off", "n") if tooling.truth(value)] == ["1", "true", "YES", "on"]


@pytest.mark.parametrize(
    "source, expected",
    [
        ("FROM a\nRUN pip install x", True),
        ("FROM a\nRUN --mount=type=cache,target=/root/.cache pip install x", False),
        ("FROM a\nENV PIP_CACHE_DIR=/c/pip\nRUN --mount=type=cache,target=/c pip install x", False),
        ("FROM a\nRUN pip --no-cache-dir install x", False),
        ("FROM a\nENV UV_NO_CACHE=1\nRUN uv sync", False),
        ("FROM a\nRUN --mount=type=cache,target=/root/.cache/pip uv sync", True),
        ("FROM a\nRUN cargo install x", True),
        ("FROM a\nRUN dotnet restore", False),
    ],
)
def test_has_cache(source, expected):
    document, run, command = last(source)
    assert tooling.has_cache(document, run, command.package) is expected


def test_commands_of_a_chain():
    document = read("FROM a AS b\nRUN p && q\nONBUILD RUN t\nFROM c\nRUN r\nFROM b\nRUN s; u\n")
    names = [command.name for _, command in document.commands(document.stages[2])]
    assert names == ["p", "q", "s", "u"]
    before = document.scripts(document.instructions[-1])[0].commands[1]
    assert [command.name for _, command in document.commands(document.stages[2], before)] == ["p", "q", "s"]
    assert [run.start_line for run, _ in document.stages[0].commands] == [2, 2]


@pytest.mark.parametrize(
    "policy, expected",
    [("all", [True, True, True, True]), ("built-on", [True, False, False, True]), ("shipped", [True, False, False, True])],
)
def test_stages_that_count(policy, expected):
    document = read("FROM a AS base\nFROM x AS tool\nFROM tool AS other\nFROM base\n")
    counts = [stage.counts(policy) for stage in document.stages]
    assert counts == (expected if policy != "built-on" else [True, True, False, True])
    assert read("RUN x").all_stages[0].counts(policy)


@pytest.mark.parametrize(
    "mounts, path, expected",
    [
        ("type=cache,target=/c", "/c", True),
        ("type=cache,target=/c/", "/c/d", True),
        ("type=tmpfs,dst=/c", "/c/d", True),
        ("type=cache,target=/c/d", "/c", False),
        ("type=cache,target=/c", "/cd", False),
        ("type=bind,target=/c", "/c", False),
    ],
)
def test_is_cached(mounts, path, expected):
    run = read(f"FROM a\nRUN --mount={mounts} x").instructions[1]
    assert is_cached(run, path) is expected


def test_is_cached_wants_every_path():
    run = read("FROM a\nRUN --mount=type=cache,target=/a --mount=type=tmpfs,target=/b x").instructions[1]
    assert is_cached(run, "/a", "/b/c")
    assert not is_cached(run, "/a", "/c")


@pytest.mark.parametrize(
    "target, expected",
    [
        ("/root/.cache/pip", True),
        ("/root/.cache", True),
        ("/home/app/.cache/pip/http", True),
        ("/root", True),
        ("/root/.cache/uv", False),
        ("/cache", False),
        ("/root/.cache/pipx", False),
    ],
)
def test_is_cached_at_home(target, expected):
    run = read(f"FROM a\nRUN --mount=type=cache,target={target} x").instructions[1]
    assert is_cached_at_home(run, ".cache/pip") is expected


@pytest.mark.parametrize(
    "steps, expected",
    [
        ("RUN echo deb http://snapshot.example.com/1 stable main > /etc/apt/sources.list", True),
        ("COPY <<EOF /etc/apt/sources.list\ndeb http://snapshot.example.com/1 stable main\nEOF", True),
        ("RUN echo snapshot.example.com", False),
        ("COPY sources.list /etc/apt/", False),
        ("RUN bundle config set without test", False),
    ],
)
def test_says(steps, expected):
    place = last(f"FROM a\n{steps}\nRUN x")
    assert tooling.says(*place, ("snapshot.example.com",)) is expected
    assert not tooling.says(*place, ("snapshot.example.com",), ("bundle config",))
    assert tooling.says(*place, ("without",), ("bundle config",)) is ("bundle" in steps)
