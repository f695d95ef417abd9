"""Who reads a variable, and what is searched for on PATH."""

import pytest

from dockwright.model.document import read
from dockwright.model.readers import is_common, is_read
from dockwright.model.search_path import keeps_system, searched


@pytest.mark.parametrize(
    "after, expected",
    [
        ("RUN echo $A", True),
        ("RUN echo ${A}", True),
        ("RUN echo A", True),
        ("RUN echo $AB $_A BA", False),
        ('CMD ["$A"]', True),
        ("RUN <<EOF\necho $A\nEOF", True),
        ("RUN cd /x && mkdir y", False),
        ("RUN make", True),
        ("RUN /opt/install", True),
        ("RUN sh setup.sh", True),
        ("RUN curl x | sh", True),
        ("RUN apt-get update", False),
        ("RUN 'broken", True),
        ("", False),
    ],
)
def test_readers(after, expected):
    document = read(f"FROM a\nARG A\n{after}\n")
    assert is_read(document, document.instructions[1], "A") is expected


@pytest.mark.parametrize(
    "tool, name, expected",
    [("pip install x", "PIP_INDEX_URL", True), ("pip install x", "INDEX_URL", False), ("git clone x", "GIT_SSL_NO_VERIFY", True)],
)
def test_tools_with_prefixes(tool, name, expected):
    document = read(f"FROM a\nARG {name}\nRUN {tool}\n")
    assert is_read(document, document.instructions[1], name) is expected


@pytest.mark.parametrize("name, expected", [("TZ", True), ("https_proxy", True), ("LC_ALL", True), ("TARGETARCH", False), ("A", False)])
def test_common_names(name, expected):
    assert is_common(name) is expected


@pytest.mark.parametrize(
    "image, value, expected",
    [
        ("alpine", "/usr/bin:/bin/", True),
        ("alpine", "/usr/bin", False),
        ("debian", "/usr/bin", True),
        ("busybox", "/bin", True),
        ("example.com/a", "/bin", False),
        ("example.com/a", "C:\\Windows\\System32;C:\\a", True),
        ("mcr.microsoft.com/windows/nanoserver", "C:/a", False),
    ],
)
def test_system_folders(image, value, expected):
    assert keeps_system(read(f"FROM {image}\n").stages[0], value) is expected


@pytest.mark.parametrize(
    "after, expected",
    [
        ("RUN ls", "ls"),
        ("RUN echo x && ls", "ls"),
        ("RUN /bin/ls", ""),
        ("RUN $X", ""),
        ('RUN ["echo"]', "echo"),
        ('CMD ["app", "x"]', "app"),
        ("HEALTHCHECK CMD ls", ""),
        ("FROM a\nRUN ls", ""),
        ("FROM s\nRUN ls", "ls"),
    ],
)
def test_searched_commands(after, expected):
    document = read(f"FROM a AS s\nENV PATH=/x\n{after}\n")
    assert searched(document.stages[0], document.instructions[1]) == expected
