"""Where apt's package lists are known to be missing, and which tools a file brings itself."""

import pytest

from dockwright.data.managers import EVERY, MANAGERS, USUAL
from dockwright.model.document import read
from dockwright.model.indexes import without_lists
from dockwright.model.tooling import brings


@pytest.mark.parametrize(
    "steps, expected",
    [
        ("FROM debian:12\nRUN x", True),
        ("FROM node:22\nRUN x", True),
        ("FROM node:22-alpine\nRUN x", False),
        ("FROM example/node:22\nRUN x", False),
        ("FROM scratch\nRUN x", False),
        ("FROM debian:12\nRUN apt-get update && x", False),
        ("FROM debian:12\nRUN apt-get update\nRUN rm -rf /var/lib/apt/lists/*\nRUN x", True),
        ("FROM debian:12\nRUN apt-get update && apt-get distclean && x", True),
        ("FROM debian:12\nRUN apt-get install -U y\nRUN x", False),
        ("FROM debian:12\nRUN ./y && x", False),
        ("FROM debian:12\nRUN npx playwright install-deps && x", False),
        ("FROM debian:12\nRUN --mount=type=cache,target=/var/lib/apt true\nRUN x", False),
        ("FROM debian:12 AS b\nRUN apt-get update\nFROM b\nRUN x", False),
        ("FROM debian:12 AS b\nRUN true\nFROM b\nRUN x", True),
    ],
)
def test_without_lists(steps, expected):
    stage = read(steps).stages[-1]
    command = stage.commands[-1][1]
    assert command.name == "x"
    assert (id(command) in without_lists(stage)) is expected


@pytest.mark.parametrize(
    "steps, expected",
    [
        ("RUN apk add bash", True),
        ("RUN apk add git bash-doc", False),
        ("RUN apk add $PACKAGES", True),
        ("RUN apk del bash", False),
        ("COPY --from=b /bin/bash /bin/", True),
        ("COPY bash.sh /bin/", True),
        ("COPY --from=b /usr/local /usr/local", True),
        ("COPY --from=b /app /app", False),
        ("ADD rootfs.tar.gz /", True),
        ("ADD rootfs.tar.gz /opt", False),
        ("RUN ./setup", True),
        ("RUN ln -s /x /bin/bash", True),
        ("RUN curl -o /bin/bash https://example.com/x", True),
        ("RUN echo bash", False),
    ],
)
def test_brings(steps, expected):
    for source in (f"FROM a\n{steps}\nRUN x", f"FROM a AS c\n{steps}\nFROM c\nRUN x"):
        document = read(source)
        run = document.instructions[-1]
        assert brings(document, run, document.scripts(run)[0].commands[0], "bash") is expected
    document = read(f"FROM a\nRUN x\n{steps}\n")
    assert not brings(document, document.instructions[1], document.scripts(document.instructions[1])[0].commands[0], "bash")


def test_every_usual_manager_is_one_that_the_family_has():
    assert all(name in MANAGERS[family] & EVERY for family, name in USUAL.items())


@pytest.mark.parametrize(
    "source, filename, expected",
    [
        ("FROM a AS dev", "Dockerfile", True),
        ("FROM a AS test-unit", "Dockerfile", True),
        ("FROM a AS builder", "Dockerfile", False),
        ("FROM a", "x/Dockerfile.dev", True),
        ("FROM a", "dev/Dockerfile", False),
        ("FROM a", "Dockerfile.device", False),
    ],
)
def test_is_development(source, filename, expected):
    assert read(source, filename=filename).stages[0].is_development is expected


@pytest.mark.parametrize(
    "image, expected",
    [
        ("opensuse/tumbleweed", True),
        ("debian:sid-slim", True),
        ("alpine:edge", True),
        ("archlinux", True),
        ("debian:12", False),
        ("scratch", False),
    ],
)
def test_is_rolling(image, expected):
    assert read(f"FROM {image}").stages[0].is_rolling is expected
