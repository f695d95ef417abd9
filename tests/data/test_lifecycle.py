"""Releases that images are made of, when they end, and what takes their place."""

import json

import pytest

from dockwright.data.cycles import CYCLES
from dockwright.data.lifecycle import PRODUCTS, Release, end, is_over, releases, renewed, successor
from dockwright.model.images import parse
from dockwright.refreshing import refresh
from paths import shared

DAY = "2026-11-23"


def of(image):
    reference = parse(image)
    return reference.registry, reference.repository, reference.tag


@pytest.mark.parametrize(
    "image, expected",
    [
        ("python:3.8.10-slim-buster", ["python 3.8", "debian 10"]),
        ("python:3.12", ["python 3.12"]),
        ("python:rc", []),
        ("python:3.14.0rc1", ["python 3.14"]),
        ("node:lts-gallium-bullseye", ["node 16", "debian 11"]),
        ("node:bookworm", ["debian 12"]),
        ("golang:1.19-alpine3.18", ["golang 1.19", "alpine 3.18"]),
        ("debian:10.3-slim", ["debian 10"]),
        ("debian:stretch-20200101", ["debian 9"]),
        ("ubuntu:jammy", ["ubuntu 22.04"]),
        ("ubuntu", []),
        ("amazonlinux:1", ["amazonlinux 2018.03"]),
        ("amazonlinux:2.0.20230101.0", ["amazonlinux 2"]),
        ("eclipse-temurin:17.0.2_8-jdk-focal", ["eclipse-temurin 17", "ubuntu 20.04"]),
        ("eclipse-temurin:8u302-b08-jdk", ["eclipse-temurin 8"]),
        ("mcr.microsoft.com/dotnet/runtime:3.1.22-buster-slim", ["dotnet 3.1", "debian 10"]),
        ("mcr.microsoft.com/windows/servercore:10.0.17134.1305", ["windows 1803"]),
        ("mcr.microsoft.com/windows/nanoserver:20H2", ["windows 20h2"]),
        ("golang:1.25-nanoserver-ltsc2022", ["golang 1.25", "windows ltsc2022"]),
        ("nvidia/cuda:11.0-base-centos7", ["centos 7"]),
        ("nvidia/cuda:11.0-base-ubuntu1804", ["ubuntu 18.04"]),
        ("gcr.io/distroless/java17-debian11", ["debian 11"]),
        ("registry.access.redhat.com/ubi8/ubi-minimal:8.5", ["rhel 8"]),
        ("redhat/ubi9-minimal:9.3", ["rhel 9"]),
        ("quay.io/centos/centos:stream8", ["centos-stream 8"]),
        ("someone/python:3.8-buster", []),
        ("registry.example.com/library/python:3.8", []),
        ("python:99999999999999999999", []),
        ("python:" + "9." * 60 + "9", []),
    ],
)
def test_releases(image, expected):
    assert [f"{one.product} {one.cycle}" for one in releases(*of(image))] == expected


@pytest.mark.parametrize(
    "product, cycle, day, regular, expected",
    [
        ("debian", "12", "2026-11-23", False, False),
        ("debian", "12", "2026-11-23", True, True),
        ("debian", "12", "2026-07-11", True, False),
        ("debian", "12", "2026-07-12", True, True),
        ("golang", "1.26", "2026-11-23", False, False),
        ("node", "3", "2010-01-01", False, True),
        ("mysql", "5", "2026-11-23", False, True),
        ("mysql", "8", "2026-11-23", False, False),
        ("nothing", "1", "2026-11-23", False, False),
    ],
)
def test_is_over(product, cycle, day, regular, expected):
    assert is_over(Release(product, cycle, 0, 0), day, regular) is expected


@pytest.mark.parametrize(
    "product, cycle, expected",
    [
        ("node", "14", "22"),
        ("node", "23", "24"),
        ("ubuntu", "14.04", "22.04"),
        ("debian", "10", "12"),
        ("centos", "7", ""),
        ("alpine", "3.9", "3.22"),
        ("php", "5.6", "8.3"),
        ("fedora", "42", "44"),
    ],
)
def test_successor(product, cycle, expected):
    assert successor(Release(product, cycle, 0, 0), DAY) == expected


@pytest.mark.parametrize(
    "image, expected",
    [
        ("node:14.17.0-alpine3.12", "22-alpine3.22"),
        ("node:carbon-slim", "jod-slim"),
        ("golang:1.19.3-bullseye", "1.26-bookworm"),
        ("golang:1.19-alpine3.16", None),
        ("php:7.4-fpm-alpine3.12", "8.3-fpm-alpine3.22"),
        ("php:7.4-xdebug", None),
        ("python:3.11.4-slim-buster", "3.11-slim-bookworm"),
        ("eclipse-temurin:16-jdk", "17-jdk"),
        ("mcr.microsoft.com/dotnet/aspnet:8.0", "10.0"),
        ("mcr.microsoft.com/dotnet/aspnet:3.1-buster-slim", None),
        ("microsoft/dotnet:2.1-sdk", None),
        ("postgres:9.6", None),
        ("debian:stretch-20200101", None),
        ("mcr.microsoft.com/windows/nanoserver:1803", None),
        ("python:2.7-slim", None),
    ],
)
def test_renewed(image, expected):
    place = of(image)
    tag = place[2]
    over = [one for one in releases(*place) if is_over(one, DAY)]
    for start, stop, text in reversed(renewed(*place, over, DAY)):
        tag = tag[:start] + text + tag[stop:]
    assert tag == (expected or place[2])


def test_every_product_has_cycles():
    assert set(PRODUCTS.values()) <= set(CYCLES)


def test_the_dates_are_those_of_the_public_data():
    public = shared("reference/eol-dates.json")
    wrong = []
    for name, rows in json.loads(public.read_text()).items():
        product = {"dotnet/sdk": "dotnet"}.get(name, name)
        for cycle, (regular, extended, _) in rows.items() if product in CYCLES else ():
            expected = {"False": "", "True": "?"}
            pair = (expected.get(regular, regular), expected.get(extended, extended))
            one = Release(product, cycle, 0, 0)
            if (end(one, regular=True), end(one)) != (pair[0], max(pair) if pair[1] else pair[0]):
                wrong.append((product, cycle, pair, end(one)))
    assert not wrong


CYCLE_LIST = [
    {"cycle": "9.9", "eol": "2031-01-01", "extendedSupport": "2033-01-01"},
    {"cycle": "1.0", "eol": True},
    {"cycle": "10", "eol": False},
]
ANSWER = {"result": {"name": "nodejs", "releases": [{"name": "98", "isEol": False, "eolFrom": "2040-04-30", "eoesFrom": None}]}}
MANY = {"alpine": {"9.1": ["2044-05-01", "", ""]}, "unheard-of": {"1": ["2044-05-01", "", ""]}}


@pytest.mark.parametrize(
    "name, body, expected",
    [
        ("python.json", CYCLE_LIST, '"python": "10 9.9=2031-01-01/2033-01-01 1.0=?"'),
        ("answer.json", ANSWER, '"node": "98=2040-04-30"'),
        ("many.json", MANY, '"alpine": "9.1=2044-05-01"'),
    ],
)
def test_refresh(tmp_path, capsys, name, body, expected):
    table = tmp_path / "cycles.py"
    (tmp_path / name).write_text(json.dumps(body))
    assert refresh([str(tmp_path / name)], "2027-02-03", table) == 0
    text = table.read_text()
    assert expected in text
    assert 'AS_OF = "2027-02-03"' in text
    assert '"rhel": "10=2035-05-31' in text, "what no file speaks of stays"
    written = {}
    exec(text, written)
    assert {*CYCLES} == {*written["CYCLES"]}
    assert ("unheard-of: left out" in capsys.readouterr().out) == ("unheard-of" in body)


@pytest.mark.parametrize("text", ["", "[1]", '[{"cycle": "1"}]', '[{"cycle": "1", "eol": "soon"}]', '{"result": {}}', '{"a": 1}', "3"])
def test_files_of_other_forms_change_nothing(tmp_path, capsys, text):
    (tmp_path / "python.json").write_text(text)
    assert refresh([str(tmp_path / "python.json"), str(tmp_path / "none.json")], "", tmp_path / "cycles.py") == 2
    assert not (tmp_path / "cycles.py").exists()
    assert "python.json" in capsys.readouterr().out


def test_the_table_is_as_it_would_be_written(tmp_path):
    from dockwright.data import cycles

    (tmp_path / "empty.json").write_text("{}")
    assert refresh([str(tmp_path / "empty.json")], cycles.AS_OF, tmp_path / "cycles.py") == 0
    with open(cycles.__file__, encoding="utf-8") as file:
        assert (tmp_path / "cycles.py").read_text() == file.read()
