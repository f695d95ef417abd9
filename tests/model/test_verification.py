"""Checks that are turned off: of TLS certificates, of package signatures, in commands, variables and files."""

import pytest

from dockwright.model.document import read
from dockwright.model.frontend import is_older
from dockwright.model.verification import SIGNATURES, TLS, is_local, switches


def found(line, subject):
    document = read(f"FROM alpine:3.20\n{line}\n")
    instruction = document.instructions[1]
    nodes = (
        [command for script in document.scripts(instruction) for command in script.commands] if instruction.name == "RUN" else [instruction]
    )
    return [document.source[slice(*one.span.shift(instruction.start))] for node in nodes for one in switches(node, subject)]


@pytest.mark.parametrize(
    "line, expected",
    [
        ("RUN curl -sk x && wget --no-check-certificate x", ["-sk", "--no-check-certificate"]),
        ("RUN git -c http.sslVerify=false clone x", ["-c http.sslVerify=false"]),
        ("RUN npm config set strict-ssl false", ["strict-ssl false"]),
        ("RUN NODE_TLS_REJECT_UNAUTHORIZED=0 node x", ["NODE_TLS_REJECT_UNAUTHORIZED=0"]),
        ("ENV A=b GIT_SSL_NO_VERIFY=false", ["GIT_SSL_NO_VERIFY=false"]),
        ("RUN echo 'sslverify = no' >> /etc/yum.conf", ["sslverify = no"]),
        ("RUN echo 'sslverify = no'", []),
        ("RUN npm config set strict-ssl true && curl -K x && npm install strict-ssl false", []),
        ("ENV NODE_TLS_REJECT_UNAUTHORIZED=1 PIP_TRUSTED_HOST=", []),
    ],
)
def test_tls(line, expected):
    assert found(line, TLS) == expected


@pytest.mark.parametrize(
    "line, expected",
    [
        ("RUN apk add --allow-untrusted x", ["--allow-untrusted"]),
        ("RUN yum --setopt=gpgcheck=0 install x", ["--setopt=gpgcheck=0"]),
        ("RUN echo 'deb [trusted=yes] https://x ./' > /x", ["trusted=yes"]),
        ("RUN echo 'trusted=yes' > /x", []),
        ("COPY <<E /x\ngpgcheck=0\nrepo_gpgcheck=0\nE", ["gpgcheck=0"]),
        ("RUN curl -k x", []),
    ],
)
def test_signatures(line, expected):
    assert found(line, SIGNATURES) == expected


@pytest.mark.parametrize(
    "command, local",
    [
        ("curl -k https://localhost:1/x", True),
        ("curl https://[::1]/", True),
        ("curl localhost", True),
        ("curl https://a https://127.0.0.1", False),
        ("curl", False),
    ],
)
def test_is_local(command, local):
    document = read(f"FROM alpine:3.20\nRUN {command}\n")
    assert is_local(document.scripts(document.instructions[1])[0].commands[0]) is local


@pytest.mark.parametrize(
    "directive, older",
    [
        ("docker/dockerfile:1.4", True),
        ("docker.io/docker/dockerfile:1.5.2", True),
        ("docker/dockerfile:1.6", False),
        ("docker/dockerfile:1", False),
        ("docker/dockerfile:1.4-labs", True),
        ("example.com/other:1.0", False),
    ],
)
def test_frontend(directive, older):
    assert is_older(read(f"# syntax={directive}\nFROM alpine:3.20\n"), 1, 6) is older
