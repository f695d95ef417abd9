"""What completion offers where, and what it replaces."""

import pytest

from dockwright.ide.completion import complete
from ide.cursor import at, findings


def offered(marked, *rules):
    document, offset = at(marked)
    return complete(document, offset, findings(document, *rules) if rules else []), document


STAGES = "FROM a AS build\nFROM b\nFROM c\n"


@pytest.mark.parametrize(
    "marked, expected",
    [
        ("|", {"ARG", "FROM"}),
        ("FR|", {"ARG", "FROM"}),
        ("ARG V=1\n|\nFROM a\n", {"ARG", "FROM"}),
        (STAGES + "COPY --from=|", {"build", "1"}),
        (STAGES + "COPY --from=bu|ild a b", {"build", "1"}),
        (STAGES + "RUN --mount=type=bind,from=|", {"build", "1"}),
        ("FROM a\nRUN --mount=type=|", {"bind", "cache", "secret", "ssh", "tmpfs"}),
        ("FROM a\nRUN --mount=type=cache,sharing=|", {"shared", "private", "locked"}),
        ("FROM a\nRUN --mount=type=tmpfs,|", {"target", "size"}),
        ("FROM a\nRUN --mount=type=tmpfs,target=/a,|", {"size"}),
        ("FROM a\nRUN --network=|", {"default", "none", "host"}),
        ("FROM --platform=linux/arm64 --|", set()),
        ("FROM --|", {"--platform"}),
        ("FROM a\nHEALTHCHECK --interval=1s --timeout=1s --|", {"--retries", "--start-interval", "--start-period"}),
        ("FROM a\nHEALTHCHECK --interval=1s |", {"CMD", "NONE", "--retries", "--start-interval", "--start-period", "--timeout"}),
        ("FROM a |", {"AS"}),
        ("from a |", {"as"}),
        ("FROM a AS |", set()),
        ("ARG V=1\nFROM a:$|", {"V", "BUILDARCH", "TARGETARCH"}),
        ("FROM a\nENV A=1\nENV B=2\nRUN echo ${|", {"A", "B", "PATH"}),
        ("FROM a\nENV A=1\nCOPY <<E /x\n$|\nE\n", {"A", "PATH"}),
        ("FROM a\nENV A=1\nRUN <<E\n|\nE\n", set()),
        ("# |\nFROM a\n", {"syntax", "escape", "check", "dockwright: ignore", "hadolint ignore"}),
        ("# syntax=docker/dockerfile:1\n# |\nFROM a\n", {"escape", "check", "dockwright: ignore", "hadolint ignore"}),
        ("FROM a\n# |\nRUN a\n", {"dockwright: ignore", "hadolint ignore"}),
        ("# syntax=|\nFROM a\n", {"docker/dockerfile:1", "docker/dockerfile:1-labs"}),
        ("FROM a\n# hadolint |\n", {"ignore=", "global ignore=", "stage ignore=", "shell="}),
        ("FROM a\nSTOPSIGNAL SIGK|", {"SIGTERM", "SIGKILL"}),
        ("FROM a\nLABEL org|", {"org.opencontainers.image.source"}),
        ("ARG V=1\nFROM a\nARG |", {"V", "TARGETARCH"}),
        ("FROM a\nRUN apt|", set()),
        ("FROM a\nEXPOSE 53/|", {"53/tcp", "53/udp", "53/sctp"}),
        ("FROM a\nEXPOSE 5|", set()),
        ("FROM a\nADD --checksum=|", {"sha256:"}),
        ("FROM node:24\nUSER |", {"node"}),
        ("FROM a\nUSER app:staff\nFROM a\nCOPY --chown=|", {"app"}),
        ("FROM alpine:|", set()),
        ("FROM alpine:3.20\nFROM alpine:|", {"alpine:3.20"}),
        ("FROM python:3.13 AS base\nFROM b|", {"base", "scratch", "python:3.13", "python", "busybox"}),
    ],
)  # fmt: skip
def test_offers(marked, expected):
    items, _ = offered(marked)
    labels = {item.label for item in items}
    assert expected <= labels if expected else not labels
    if len(expected) > 2 and not {"PATH", "scratch"} & expected:
        extra = labels - expected
        assert all(name.startswith(("BUILD", "TARGET", "SIG", "org.")) for name in extra), extra


@pytest.mark.parametrize(
    "marked, label, expected",
    [
        ("FROM a\nru|", "run", None),
        ("from a\nru|", "run", "from a\nrun "),
        ("FROM a\nRU|N x\n", "RUN", "FROM a\nRUN  x\n"),
        ("FROM a\nONBUILD CO|", "COPY", "FROM a\nONBUILD COPY "),
        (STAGES + "COPY --from=bu|ild a b", "build", STAGES + "COPY --from=build a b"),
        (STAGES + "COPY --fr| a b", "--from", STAGES + "COPY --from= a b"),
        ("FROM a\nCOPY --li| a b", "--link", "FROM a\nCOPY --link a b"),
        ("ARG V=1\nFROM a:$|", "V", "ARG V=1\nFROM a:$V"),
        ("ARG V=1\nFROM a:${|}", "V", "ARG V=1\nFROM a:${V}"),
        ("ARG V=1\nFROM a:${V|", "V", "ARG V=1\nFROM a:${V}"),
        ("FROM a\nRUN --mount=type=ca|,target=/x y", "cache", "FROM a\nRUN --mount=type=cache,target=/x y"),
        ("FROM a\n# dockwright: ignore[latest-tag, add|]\nADD a b\n", "add-instead-of-copy",
         "FROM a\n# dockwright: ignore[latest-tag, add-instead-of-copy]\nADD a b\n"),
        ("FROM a\n# hadolint ignore=DL3020,DL3|\nADD a b\n", "DL3007", "FROM a\n# hadolint ignore=DL3020,DL3007\nADD a b\n"),
        ("FROM a AS b\nFROM |", "b", "FROM a AS b\nFROM b"),
    ],
)  # fmt: skip
def test_what_an_offer_writes(marked, label, expected):
    items, document = offered(marked)
    found = [item for item in items if item.label == label]
    if expected is None:
        assert not found
        return
    (item,) = found
    assert document.source[: item.span.start] + item.text + document.source[item.span.end :] == expected


def test_rules_that_would_silence_something_come_first():
    items, _ = offered("FROM a\n# dockwright: ignore[|\nADD a b\n", "add-instead-of-copy")
    assert items[0].label == "add-instead-of-copy"
    items, _ = offered("FROM a\n# hadolint ignore=|\nADD a b\n", "add-instead-of-copy")
    assert items[0].label == "DL3020"


@pytest.mark.parametrize("flag", ["RUN --mount=type=cache --|", "COPY --exclude=a --|"])
def test_a_flag_that_may_be_repeated_is_offered_again(flag):
    name = flag.split("=")[0].split(" ")[1]
    items, _ = offered(f"FROM a\n{flag}")
    assert name in {item.label for item in items}
