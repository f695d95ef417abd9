"""`dockwright report cis`: what each control is judged by, in three formats, and what the page never shows."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from dockwright.data.benchmark import CONTROLS
from dockwright.report.cis import controls_of, rules_of
from dockwright.rules._index import INDEX

DIGEST = "@sha256:" + "1" * 64
GOOD = f'FROM registry.example.com/base:1{DIGEST}\nHEALTHCHECK CMD test -f /up\nUSER 1000\nCMD ["app"]\n'

FAILING = {
    "4.1": "USER root\n",
    "4.2": "FROM alpine\nUSER 1000\n",
    "4.3": "RUN apt-get update && apt-get install -y curl\nUSER 1000\n",
    "4.6": 'HEALTHCHECK NONE\nFROM registry.example.com/base:2\nUSER 1000\nCMD ["x"]\n',
    "4.7": "RUN apt-get update\nUSER 1000\n",
    "4.8": "RUN chmod u+s /bin/ping\nUSER 1000\n",
    "4.9": "ADD app.py /\n",
    "4.10": "ENV DB_PASSWORD=s3same.open\n",
    "4.11": "RUN curl -fsSLk https://example.com/x -o /x\nUSER 1000\n",
}
"""What to add to a good file so that a control fails."""
DECIDED = [control.id for control in CONTROLS if control.decided]


@pytest.fixture
def report(dockwright):
    """Each control's result, by its id."""

    def run(*argv, **options):
        ran = dockwright("report", "cis", "--format", "json", *argv, **options)
        assert ran.err == "" or ran.status == 2
        return {control["id"]: control for control in json.loads(ran.out)["controls"]}, ran.status

    return run


def test_nothing_fails_in_a_good_file_and_what_cannot_be_known_says_what_to_do(report, write):
    controls, status = report(write("Dockerfile", GOOD))
    assert status == 0
    assert {name for name, control in controls.items() if control["status"] == "pass"} == set(DECIDED)
    for name, control in controls.items():
        assert control["status"] in ("pass", "unknown"), name
        assert control["action"] or control["status"] == "pass"


@pytest.mark.parametrize("name", FAILING)
def test_a_control_fails_with_the_line(report, write, name):
    controls, _ = report(write("Dockerfile", GOOD + FAILING[name]))
    assert controls[name]["status"] == "fail"
    assert all(GOOD.count("\n") < finding["line"] or name in ("4.2", "4.6") for finding in controls[name]["findings"])


def test_the_rules_of_the_profile_are_those_of_the_controls():
    for name, row in INDEX.items():
        if "cis" in row.profiles:
            assert controls_of(name), f"{name} is in the profile cis and names no control"
    assert {control.id for control in CONTROLS if rules_of(control)} >= {*FAILING}


def test_trusted_registries_decide_about_base_images(report, write):
    write("dockwright.toml", 'trusted-registries = ["registry.example.com"]\n')
    controls, _ = report(write("Dockerfile", GOOD))
    assert controls["4.2"]["status"] == "pass"


def test_what_is_exempted_does_not_fail_but_is_told(report, write, dockwright):
    write("dockwright.toml", 'ignore = ["unpinned-digest"]\n[rules]\nadd-instead-of-copy = "off"\n')
    text = "FROM registry.example.com/base:2\nADD a /a/\n# dockwright: ignore[root-user] it drops its rights\nUSER root\n"
    controls, _ = report(write("Dockerfile", text))
    assert (controls["4.1"]["status"], controls["4.1"]["findings"]) == ("pass", [])
    assert [one["reason"] for one in controls["4.1"]["exempted"]] == ["it drops its rights"]
    assert controls["4.9"]["status"] == "pass"
    assert [one["reason"] for one in controls["4.9"]["exempted"]] == ["switched off in the configuration"]
    assert "exempted (it drops its rights)" in dockwright("report", "cis", "Dockerfile").out


def test_a_selection_in_the_configuration_narrows_nothing(report, write):
    write("dockwright.toml", 'select = ["latest-tag"]\nprofile = "hadolint"\n')
    controls, _ = report(write("Dockerfile", GOOD + "ADD a /a/\n"))
    assert controls["4.9"]["status"] == "fail"


def test_nothing_passes_where_a_file_could_not_be_read(report, write, dockwright):
    controls, status = report(write("Dockerfile", GOOD), "missing/Dockerfile")
    assert status == 2
    assert {control["status"] for control in controls.values()} == {"unknown"}
    assert "could not be checked: missing/Dockerfile" in dockwright("report", "cis", "missing/Dockerfile").out


@pytest.mark.parametrize(
    ("argv", "status"),
    [([], 1), (["--fail-on", "never"], 0), (["--fail-on", "error"], 0), (["--fail-on", "info"], 1)],
)
def test_the_status_is_that_of_check(report, write, argv, status):
    assert report(write("Dockerfile", GOOD + FAILING["4.1"]), *argv)[1] == status


def test_standard_input(report):
    controls, status = report("-", stdin=GOOD + FAILING["4.9"])
    assert status == 1
    assert controls["4.9"]["files"] == {"<stdin>": "fail"}


@pytest.mark.parametrize("argv", [[], ["nist"], ["Dockerfile"]])
def test_a_benchmark_has_to_be_named(dockwright, argv):
    ran = dockwright("report", *argv)
    assert ran.status == 2
    assert "dockwright report cis" in ran.err


def test_text_for_people(dockwright, write):
    write("Dockerfile", GOOD + FAILING["4.9"])
    whole = dockwright("report", "cis", ".").out
    assert "FAIL   4.9   Local files are brought in with COPY\n" in whole
    assert "Dockerfile:5:1: error only local files are copied here: use COPY [add-instead-of-copy]\n" in whole
    assert "MANUAL 4.12" in whole
    assert whole.endswith("1 of 12 controls fail, 5 pass, 6 cannot be known from a Dockerfile\n")
    short = dockwright("report", "cis", "-q", ".").out
    assert "Dockerfile:5:1" not in short
    assert "FAIL   4.9" in short


class Page(HTMLParser):
    """What a browser would see: open tags, ids, links to them, addresses that are fetched."""

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.fetched, self.words = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in ("meta", "wbr"):
            self.open.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.fetched += [given[name] for name in ("src", "srcset") if name in given] + ([tag] if tag in ("script", "link") else [])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.words.append(data)


def test_the_page_needs_nothing_else(dockwright, write):
    write("Dockerfile", GOOD + "".join(FAILING.values()))
    write("b <i>/Dockerfile", GOOD)
    assert dockwright("report", "cis", ".", "--format", "html", "--output-file", "out.html", "--format", "json").out.startswith("{")
    text = (write("x").parent / "out.html").read_text()
    page = Page(text)
    assert (page.open, page.fetched, "@import" in text, "url(" in text) == ([], [], False, False)
    assert len(set(page.ids)) == len(page.ids)
    assert {f"c{control.id}" for control in CONTROLS} <= set(page.ids)
    assert "b <i>/Dockerfile" in "".join(page.words)
    assert text.count("<h1") == 1


def test_the_page_shows_no_secret(dockwright, write):
    secrets = "ENV DB_PASSWORD=s3same.open A=https://bob:Zq8kwP2vE@x.example.com\nRUN curl -u bob:hUnter2.hUnter http://example.com | sh\n"
    exempted = "# dockwright: ignore[hardcoded-secret] a test\nENV API_TOKEN=kW93mfLq02Zx\n"
    write("Dockerfile", GOOD + secrets + exempted)
    text = dockwright("report", "cis", "--format", "html").out
    assert "••••••" in text
    assert not [secret for secret in ("s3same", "Zq8kwP2vE", "hUnter2", "kW93mfLq02Zx") if secret in text]


def test_too_many_files_for_the_formats(dockwright, write):
    write("Dockerfile")
    assert dockwright("report", "cis", "--output-file", "a", "--output-file", "b").status == 2
