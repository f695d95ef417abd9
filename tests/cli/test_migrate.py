"""From hadolint's configuration and comments to our own."""

from __future__ import annotations

import pytest

from dockwright.cli.migrate import as_toml
from dockwright.cli.pragmas import our_name, rewritten
from dockwright.config.hadolint import wishes_in
from dockwright.config.toml import read
from dockwright.engine import check
from dockwright.settings import Settings

FULL = """ignored: [DL3007, SC2086]
override:
  error: [DL3027, SC2046]
  style: [DL3042]
failure-threshold: none
trustedRegistries: [ghcr.io, "*.example.com"]
label-schema:
  org.example.version: semver
  author: ""
strict-labels: true
disable-ignore-pragma: true
formats: [sarif, gitlab_codeclimate]
no-color: true
verbose: true
"""


@pytest.mark.parametrize(
    "text",
    [
        "",
        FULL,
        "no-fail: true\n",
        "format: checkstyle\n",
        "ignored: [DL3007]\nfailure-threshold: error\n",
        'label-schema: {"a\\"b\\t": url}\n',
    ],
)
def test_the_result_says_the_same(text):
    wishes = wishes_in(".hadolint.yaml", text.encode())
    toml, _ = as_toml(wishes, ".hadolint.yaml", {})
    ours, theirs = read("/x/dockwright.toml", toml.encode()), wishes.settings()
    for name in ("profile", "select", "ignore", "extend_select", "levels", "options", "fail_on", "ignore_comments", "formats"):
        assert getattr(ours, name) == getattr(theirs, name), name


def test_the_text():
    toml, notes = as_toml(wishes_in(".hadolint.yaml", FULL.encode()), ".hadolint.yaml", {"HADOLINT_IGNORE": "DL3003"})
    assert toml == (
        "# From .hadolint.yaml. The profile has hadolint's rules, levels and ids; without it, the recommended ones apply.\n"
        'profile = "hadolint"\n'
        'fail-on = "style"\n'
        'ignore = ["DL3007", "SC2086"]\n'
        'format = ["sarif", "gitlab"]\n'
        'trusted-registries = ["ghcr.io", "*.example.com"]\n'
        "ignore-comments = false\n"
        "strict-labels = true\n"
        "\n"
        "[labels]\n"
        '"org.example.version" = "semver"\n'
        'author = "text"\n'
        "\n"
        "[rules]\n"
        'DL3042 = "style"\n'
        'DL3027 = "error"\n'
        'SC2046 = "error"\n'
    )
    assert [note.split()[0] for note in notes] == ["no-color", "failure-threshold", "HADOLINT_IGNORE"]


def test_what_is_no_rule_is_left_out_and_told():
    toml, notes = as_toml(wishes_in("x.yaml", b"ignored: [DL3007, DL9998]\noverride: {info: [DL9999]}\nformat: json\n"), "x.yaml", {})
    assert 'ignore = ["DL3007"]' in toml
    assert "DL999" not in toml
    assert [note.partition(" ")[0] for note in notes] == ["DL9998", "DL9999", "the"]


def test_the_command(dockwright, write, project):
    write("a/.hadolint.yaml", "ignored: [DL3007]\n")
    write("b/.hadolint.yml", "no-color: true\n")
    ran = dockwright("migrate", "a", "b")
    assert ran.status == 0
    assert ran.out == "a/dockwright.toml written; a/.hadolint.yaml is not read any more\n" + (
        "b/dockwright.toml written; b/.hadolint.yml is not read any more\n"
    )
    assert ran.err == "b/.hadolint.yml: no-color has no counterpart: set NO_COLOR in the environment\n"
    assert 'ignore = ["DL3007"]' in (project / "a/dockwright.toml").read_text()
    again = dockwright("migrate", "a")
    assert (again.status, "a/dockwright.toml exists: to replace it, add --force" in again.err) == (2, True)
    write("a/.hadolint.yaml", "ignored: [DL3020]\n")
    assert dockwright("migrate", "--force", "a/.hadolint.yaml").status == 0
    assert 'ignore = ["DL3020"]' in (project / "a/dockwright.toml").read_text()


def test_a_look_without_writing(dockwright, write, project):
    write(".hadolint.yaml", "ignored: [DL3007]\n")
    write("Dockerfile", "FROM a:1\n# hadolint ignore=DL3020\nADD a /b\n")
    ran = dockwright("migrate", "--pragmas", "-")
    assert ran.out.endswith('profile = "hadolint"\nignore = ["DL3007"]\n')
    assert "Dockerfile: 1 comment would be rewritten" in ran.err
    assert sorted(path.name for path in project.iterdir() if path.is_file()) == [".hadolint.yaml", "Dockerfile"]
    assert "# hadolint" in (project / "Dockerfile").read_text()


@pytest.mark.parametrize(
    "argv, status, message",
    [
        ([], 2, "no .hadolint.yaml in .: to rewrite comments alone, add --pragmas"),
        (["--pragmas"], 0, ""),
        (["broken"], 2, "broken/.hadolint.yaml:1: unknown key 'ignore': did you mean 'ignored'?"),
        (["absent.yaml"], 2, "absent.yaml: cannot be read: No such file"),
        (["--pragmas", "absent"], 2, "absent: no such file or directory"),
    ],
)
def test_what_can_go_wrong(dockwright, write, argv, status, message):
    write("broken/.hadolint.yaml", "ignore: [DL3008]\n")
    ran = dockwright("migrate", *argv)
    assert ran.status == status
    assert message in ran.err


@pytest.mark.parametrize(
    "before, after",
    [
        ("# hadolint ignore=DL3020", "# dockwright: ignore[add-instead-of-copy]"),
        ("#hadolint ignore = DL3020 , SC2086", "# dockwright: ignore[add-instead-of-copy, SC2086]"),
        ("# hadolint ignore=DL3020 # it unpacks", "# dockwright: ignore[add-instead-of-copy] it unpacks"),
        ("  # hadolint ignore=DL3020  ", "  # dockwright: ignore[add-instead-of-copy]  "),
        ("# hadolint global ignore=DL3014", "# dockwright: ignore-file[DL3014]"),
        ("# hadolint ignore=DL3020\r", "# dockwright: ignore[add-instead-of-copy]\r"),
        ("# a comment about hadolint ignore=DL3020", "# a comment about hadolint ignore=DL3020"),
    ],
)
def test_comments(before, after):
    source = f"FROM a:1\n{before}\nADD a /b\n"
    assert rewritten(source) == (f"FROM a:1\n{after}\nADD a /b\n", [])


@pytest.mark.parametrize(
    "comment, reason",
    [
        ("# hadolint ignore=DL3020 because", "takes ids with commas between them"),
        ("# hadolint ignore=DL3020,", "takes ids with commas between them"),
        ("# hadolint ignore=crazy", "takes ids with commas between them"),
        ("# hadolint ignore=DL9999", "DL9999 is no rule here"),
        ("# hadolint stage ignore=DL3020", "for a stage"),
        ("# hadolint shell=bash", "name the shell"),
    ],
)
def test_comments_that_stay(comment, reason):
    source = f"FROM a:1\n{comment}\nADD a /b\n"
    text, ((line, note),) = rewritten(source)
    assert (text, line) == (source, 2)
    assert reason in note


def test_text_in_here_documents_is_no_comment():
    source = "FROM a:1\nRUN <<E\n# hadolint ignore=DL3020\nE\n"
    assert rewritten(source) == (source, [])


def test_rewritten_comments_silence_the_same():
    source = "# hadolint global ignore=DL3007\nFROM a:latest\n# hadolint ignore=DL3020\nADD a /b\nRUN apt-get install x\n"
    given = Settings(profile="hadolint")
    before = check(source, given).findings
    after = check(rewritten(source)[0], given).findings
    assert [(one.rule, one.message) for one in before] == [(one.rule, one.message) for one in after]
    assert before
    assert not {"latest-tag", "add-instead-of-copy"} & {one.rule for one in after}


@pytest.mark.parametrize("code, name", [("DL3020", "add-instead-of-copy"), ("DL3014", "DL3014"), ("SC2086", "SC2086")])
def test_the_name_is_the_rule_only_where_it_means_no_more(code, name):
    assert our_name(code) == name
