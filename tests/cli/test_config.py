"""Which configuration counts, what it may hold, and how a broken one is refused."""

from __future__ import annotations

import json

import pytest

from dockwright.config import ConfigError, Configs

LABELS = ("missing-label", "unexpected-label", "invalid-label-value")


def settings(path="Dockerfile", **options):
    return Configs(**options).of(str(path))


@pytest.mark.parametrize(
    "text, name, value",
    [
        ('profile = "strict"', "profile", "strict"),
        ('select = ["base", "DL3020"]', "select", ("base", "DL3020")),
        ("select = []", "select", ()),
        ("", "select", None),
        ('ignore = ["latest-tag"]', "ignore", ("latest-tag",)),
        ('extend-select = ["DL"]', "extend_select", ("DL",)),
        ('fail-on = "never"', "fail_on", "never"),
        ('target = "release"', "target", "release"),
        ('profile = "hadolint"', "fail_on", "info"),
        ('profile = "hadolint"\nfail-on = "error"', "fail_on", "error"),
        ('today = "2026-11-23"', "today", "2026-11-23"),
        ("today = 2026-11-23", "today", "2026-11-23"),
        ("ignore-comments = false", "ignore_comments", False),
        ('format = "sarif"', "formats", ("sarif",)),
        ('format = ["text", "sarif"]', "formats", ("text", "sarif")),
        ('[build-args]\nVERSION = "3.12"', "build_args", {"VERSION": "3.12"}),
        ('[rules]\nlatest-tag = "off"\nDL3020 = "error"', "levels", {"latest-tag": "off", "DL3020": "error"}),
        ('[rules.add-instead-of-copy]\nlevel = "warning"\nunresolved = true', "levels", {"add-instead-of-copy": "warning"}),
        ('[rules.add-instead-of-copy]\nlevel = "warning"\nunresolved = true', "options", {"add-instead-of-copy": {"unresolved": True}}),
        ("[rules]\nDL3020 = { unresolved = true }", "options", {"add-instead-of-copy": {"unresolved": True}}),
        ('trusted-registries = ["ghcr.io"]', "options", {"untrusted-registry": {"trusted_registries": ["ghcr.io"]}}),
        ('trusted-registries = ["ghcr.io"]', "extend_select", ("untrusted-registry",)),
        ('[labels]\nversion = "semver"', "extend_select", ("missing-label", "invalid-label-value")),
    ],
)
def test_own_keys(write, text, name, value):
    write("dockwright.toml", text + "\n")
    assert getattr(settings(), name) == value


def test_named_contexts_reach_the_rules_that_ask(write):
    write("dockwright.toml", 'named-contexts = ["shared"]\n')
    assert settings().options["undefined-stage"] == {"named_contexts": ["shared"]}


@pytest.mark.parametrize(
    "name, text",
    [
        ("dockwright.toml", 'strict-labels = true\n[labels]\nteam = "text"\nhome = "url"\n'),
        ("pyproject.toml", '[tool.dockwright]\nstrict-labels = true\n[tool.dockwright.labels]\nteam = "text"\nhome = "url"\n'),
        (".hadolint.yaml", "strict-labels: true\nlabel-schema:\n  team: text\n  home: url\n"),
    ],
)
def test_labels_reach_the_rules(write, dockwright, name, text):
    write(name, text)
    write("Dockerfile", 'FROM alpine:3.20\nLABEL home="example" other="x"\n')
    ran = dockwright("check", "--select", ",".join(LABELS), "--format", "json")
    found = [(one["rule"], one["line"], one["column"]) for one in json.loads(ran.out)["findings"]]
    assert found == [("missing-label", 1, 6), ("invalid-label-value", 2, 12), ("unexpected-label", 2, 22)]


def test_labels_switch_their_rules_on(write, dockwright):
    write("dockwright.toml", '[labels]\nteam = "text"\n')
    write("Dockerfile", "FROM alpine:3.20\nUSER 1000\n")
    assert "missing-label" in dockwright("check").out


@pytest.mark.parametrize(
    "text, line, message",
    [
        ('\nslect = ["a"]', 2, "unknown key 'slect': did you mean 'select'?"),
        ("nonsense-key = 1", 1, "unknown key 'nonsense-key': choose one of profile, select"),
        ('ignore = "DL3008"', 1, "'ignore' must be a list of strings, not a string: write ignore = [\"DL3008\"]"),
        ("ignore = [1]", 1, "'ignore' must be a list of strings, not a list with other things"),
        ('profile = "hadolnit"', 1, "'profile' cannot be 'hadolnit': did you mean 'hadolint'?"),
        ("ignore-comments = 0", 1, "'ignore-comments' must be true or false, not a number"),
        ('format = "srif"', 1, "'format' cannot be 'srif': did you mean 'sarif'?"),
        ("fail-on = 3", 1, "'fail-on' cannot be a number: choose one of error, warning, info, style, never"),
        ("target = true", 1, "'target' must be a string, not true or false"),
        ('x = 1\n[rules]\n"latest-tag" = 2\n', 1, "unknown key 'x'"),
        ('\n[rules]\nlatest-tag = "wraning"', 3, "'latest-tag' cannot be 'wraning': did you mean 'warning'?"),
        ('\n[rules]\n\nlatest-tga = "off"', 4, "unknown rule 'latest-tga': did you mean 'latest-tag'?"),
        ('[rules.latest-tag]\nlevel = "of"', 2, "'level' cannot be 'of': did you mean 'off'?"),
        ("[rules]\nbase = { x = 1 }", 2, "options need one rule, and 'base' is not one rule"),
        ("[rules.DL3020]\nunresolvd = true", 2, "add-instead-of-copy has no option 'unresolvd': did you mean 'unresolved'?"),
        ("[rules.DL3020]\nunresolved = 1", 2, "'unresolved' must be true or false, not a number"),
        ("rules = 1", 1, "'rules' must be a table, not a number: write it as [rules]"),
        ("today = 5", 1, "'today' must be a day: write today = 2026-11-23"),
        ("[build-args]\nA = 1", 2, "'A' must be a string, not a number: write A = \"1\""),
        ('[labels]\nversion = "semantic"', 2, "'version' cannot be 'semantic'"),
        ('select = ["latest-tga"]', 1, "unknown rule 'latest-tga': did you mean 'latest-tag'?"),
        ('a = "b"\nselect = [', 2, "not valid TOML: "),
        ("a = 1\na = 2\n", 2, "not valid TOML: cannot overwrite a value"),
        (b"\n# \xff", 2, "not UTF-8: save it in that encoding"),
    ],
)
def test_broken(write, text, line, message):
    path = write("dockwright.toml", text)
    with pytest.raises(ConfigError) as caught:
        settings()
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert message in str(caught.value)


def test_a_line_in_a_project_file(write):
    path = write("pyproject.toml", '[project]\nselect = 1\n\n[tool.dockwright]\nfail-on = "info"\nselect = 1\n')
    with pytest.raises(ConfigError) as caught:
        settings()
    assert str(caught.value).startswith(f"{path}:6: 'select' must be a list")


def test_the_nearest_counts_and_nothing_is_merged(write):
    write("dockwright.toml", 'fail-on = "info"\nprofile = "strict"\n')
    write("a/.dockwright.toml", 'fail-on = "error"\n')
    write("a/b/pyproject.toml", '[tool.dockwright]\nfail-on = "style"\n')
    write("a/b/c/pyproject.toml", "[project]\nname = 'other'\n")
    write("a/b/d/pyproject.toml", "[tool.other]\nnote = 'dockwright'\n")
    write("a/b/c/.hadolint.yaml", "failure-threshold: error\n")
    levels = [settings(path).fail_on for path in ("Dockerfile", "x/Dockerfile", "a/Dockerfile", "a/b/c/Dockerfile", "a/b/d/Dockerfile")]
    assert levels == ["info", "info", "error", "style", "style"]
    assert settings("a/Dockerfile").profile == "recommended"


@pytest.mark.parametrize(
    "text",
    [
        '[tool.dockwright]\nfail-on = "info"',
        '[ tool . "dockwright" ]\nfail-on = "info"',
        '[tool]\ndockwright = { fail-on = "info" }',
        'tool = { dockwright = { fail-on = "info" } }',
        'tool.dockwright.fail-on = "info"',
        "[\"tool\".dockwright]\r\nfail-on = 'info'",
    ],
)
def test_spellings_of_the_table(write, text):
    write("pyproject.toml", text)
    assert settings().fail_on == "info"


def test_a_project_file_that_does_not_concern_us_is_not_read_as_toml(write):
    write("pyproject.toml", "[project]\nname = 'dockwright'\n[tool.ruff]\nsrc = ['dockwright']\nbroken =\n")
    assert settings().fail_on == "warning"


def test_named_and_no_configuration(write, project):
    write("dockwright.toml", 'fail-on = "info"\n')
    write("other.toml", 'fail-on = "error"\n')
    write("pyproject.toml", "[project]\nname = 'dockwright'\n")
    assert settings(file="other.toml").fail_on == "error"
    assert settings(isolated=True).fail_on == "warning"
    for name, message in (("pyproject.toml", "has no table [tool.dockwright]"), ("absent.toml", "cannot be read: No such file")):
        with pytest.raises(ConfigError, match=message.replace("[", r"\[")):
            settings(file=name)


def test_files_are_read_once_a_directory(write, monkeypatch):
    from dockwright.config import toml

    write("dockwright.toml", "")
    read, calls = toml.read, []
    monkeypatch.setattr(toml, "read", lambda *file: calls.append(file) or read(*file))
    configs = Configs()
    assert configs.of("a/Dockerfile") is configs.of("a/b/Dockerfile") is configs.of("Dockerfile")
    assert len(calls) == 1


@pytest.mark.parametrize(
    "text, name, value",
    [
        ("", "ignore", ()),
        ("ignored:\n  - DL3008\n  - SC2086\n", "ignore", ("DL3008", "SC2086")),
        ("ignored:\n", "ignore", ()),
        ("override:\n  error: [DL3020]\n  warning: [DL3020, DL3007]\n", "levels", {"DL3020": "error", "DL3007": "warning"}),
        ("override:\n  error:\n", "levels", {}),
        ("failure-threshold: error\n", "fail_on", "error"),
        ("failure-threshold: none\n", "fail_on", "style"),
        ("no-fail: true\n", "fail_on", "never"),
        ("format: json\nno-color: true\nverbose: false\n", "fail_on", "info"),
        ("format: tty\nformats: [gitlab_codeclimate, sarif]\n", "formats", ("text", "gitlab", "sarif")),
        ("no-color: true\n", "color", False),
        ("no-fail: false\nfailure-threshold: warning\n", "fail_on", "warning"),
        ("override:\n  style: [DL3020]\n  info: [DL3020]\n", "levels", {"DL3020": "info"}),
        ("disable-ignore-pragma: true\n", "ignore_comments", False),
        ("verbose: true\n", "profile", "hadolint"),
        ("label-schema:\n  version: rfc3339\n", "options", {rule: {"labels": {"version": "rfc3339"}} for rule in LABELS}),
        ("trustedRegistries: [ghcr.io]\n", "options", {"untrusted-registry": {"trusted_registries": ["ghcr.io"]}}),
        ("label-schema:\n  version: semver\n  author: ''\n", "extend_select", ("missing-label", "invalid-label-value")),
        ("strict-labels: true\n", "options", {"unexpected-label": {"strict_labels": True}}),
    ],
)
def test_hadolint_keys(write, text, name, value):
    write(".hadolint.yaml", text)
    assert getattr(settings("a/Dockerfile"), name) == value


def test_hadolint_labels(write):
    write(".hadolint.yml", "label-schema:\n  version: semver\n  author: ''\n")
    assert settings().options["missing-label"] == {"labels": {"version": "semver", "author": "text"}}


@pytest.mark.parametrize(
    "text, line, message",
    [
        ("\nignore: [DL3008]\n", 2, "unknown key 'ignore': did you mean 'ignored'?"),
        ("ignored: DL3008\n", 1, "'ignored' must be a list of strings, not a string: write each behind a dash"),
        ("override:\n  ignore: [DL3008]\n", 1, "'override' has no level 'ignore': list such ids under 'ignored'"),
        ("override: [DL3008]\n", 1, "'override' must be a mapping, not a list"),
        ("a: 1\nfailure-threshold: warn\n", 1, "unknown key 'a'"),
        ("\n\nfailure-threshold: warnin\n", 3, "'failure-threshold' cannot be 'warnin': did you mean 'warning'?"),
        ("strict-labels: 3\n", 1, "'strict-labels' must be true or false, not a number"),
        ("label-schema:\n  v: semvr\n", 1, "'v' cannot be 'semvr': did you mean 'semver'?"),
        ("disable-ignore-pragma: 1\n", 1, "'disable-ignore-pragma' must be true or false, not a number"),
        ("format: codacy\n", 1, "'format' cannot be 'codacy': choose one of tty, gnu, json"),
        ("formats: [jsn]\n", 1, "'formats' cannot hold 'jsn': did you mean 'json'?"),
        ("- DL3008\n", 1, "must hold keys and values, not a list"),
        ("ignored: [\n", 2, "not valid YAML: "),
        ("ignored:\n\t- DL3008\n", 2, "not valid YAML: "),
    ],
)
def test_broken_hadolint(write, text, line, message):
    path = write(".hadolint.yaml", text)
    with pytest.raises(ConfigError) as caught:
        settings()
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert message in str(caught.value)


def test_a_broken_configuration_holds_up_only_its_own_files(dockwright, write, project):
    write("a/dockwright.toml", "profile = 3\n")
    for path in ("a/Dockerfile", "a/b/Dockerfile", "Dockerfile"):
        write(path)
    ran = dockwright("check", "--select", "add-instead-of-copy")
    assert ran.status == 2
    assert ran.out.startswith("Dockerfile:2:1: ")
    assert ran.err.count("\n") == 1
    assert f"{project}/a/dockwright.toml:1: 'profile' cannot be a number" in ran.err


@pytest.mark.parametrize(
    "config, argv, found",
    [
        ('ignore = ["DL3020"]', [], False),
        ('ignore = ["DL3020"]', ["--select", "DL3020"], True),
        ('ignore = ["DL3020"]', ["--extend-select", "DL3020"], True),
        ('ignore = ["latest-tag"]\nselect = ["DL3020"]', ["--ignore", "DL3007"], True),
        ('select = ["latest-tag"]', ["--select", "add-instead-of-copy"], True),
        ('[rules]\nadd-instead-of-copy = "off"', ["--select", "add-instead-of-copy"], True),
        ('[rules]\nadd-instead-of-copy = "off"', ["--ignore", "latest-tag"], False),
        ('select = ["DL3020"]', ["--ignore", "DL3020"], False),
        ('select = ["latest-tag"]', ["--isolated"], True),
    ],
)
def test_the_command_line_beats_the_file(dockwright, write, config, argv, found):
    write("Dockerfile")
    write("dockwright.toml", config + "\n")
    assert ("[add-instead-of-copy]" in dockwright("check", *argv).out) == found


def test_build_arguments_of_both_are_joined(write, monkeypatch):
    from dockwright.cli.options import read
    from dockwright.cli.overlay import Overlay

    monkeypatch.setenv("FROM_ENV", "e")
    write("dockwright.toml", 'target = "a"\n[build-args]\nA = "1"\nB = "1"\n')
    arguments = read(["check", "--build-arg", "B=2", "--build-arg", "FROM_ENV", "--build-arg", "C=x,y", "--target", "b"])
    merged = settings(overlay=Overlay(arguments))
    assert merged.build_args == {"A": "1", "B": "2", "FROM_ENV": "e", "C": "x,y"}
    assert merged.target == "b"


ENVIRONMENT = {
    "HADOLINT_NOFAIL": "False",
    "HADOLINT_VERBOSE": "1",
    "HADOLINT_FORMAT": "json,nonsense,gnu",
    "HADOLINT_FAILURE_THRESHOLD": "error",
    "HADOLINT_OVERRIDE_ERROR": "DL3020, DL3008",
    "HADOLINT_OVERRIDE_WARNING": "DL3020",
    "HADOLINT_OVERRIDE_INFO": "DL4000",
    "HADOLINT_OVERRIDE_STYLE": "",
    "HADOLINT_IGNORE": "DL3007,,SC2086",
    "HADOLINT_STRICT_LABELS": "YES",
    "HADOLINT_DISABLE_IGNORE_PRAGMA": "on",
    "HADOLINT_TRUSTED_REGISTRIES": "ghcr.io",
    "HADOLINT_REQUIRE_LABELS": "version:semver,author",
}


def surroundings(monkeypatch, variables):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def test_the_environment_of_hadolint(monkeypatch):
    surroundings(monkeypatch, ENVIRONMENT)
    found = settings()
    assert (found.profile, found.fail_on, found.ignore_comments, found.formats) == ("hadolint", "error", False, ("json", "text"))
    assert found.ignore == ("DL3007", "SC2086")
    assert found.levels == {"DL3020": "error", "DL3008": "error", "DL4000": "info"}
    assert found.extend_select == ("untrusted-registry", "missing-label", "invalid-label-value", "unexpected-label")
    assert found.options["untrusted-registry"] == {"trusted_registries": ["ghcr.io"]}
    assert found.options["unexpected-label"] == {"labels": {"version": "semver", "author": "text"}, "strict_labels": True}


def test_the_file_beats_the_environment_and_lists_are_joined(monkeypatch, write):
    surroundings(monkeypatch, ENVIRONMENT)
    write(".hadolint.yaml", "failure-threshold: style\nignored: [DL3003]\noverride:\n  style: [DL3020]\n  error: [DL4000]\n")
    found = settings()
    assert found.fail_on == "style"
    assert found.ignore == ("DL3003", "DL3007", "SC2086")
    assert found.levels == {"DL3020": "error", "DL3008": "error", "DL4000": "error"}


@pytest.mark.parametrize(
    "name, value, message",
    [
        ("HADOLINT_FAILURE_THRESHOLD", "warnin", "HADOLINT_FAILURE_THRESHOLD: cannot be 'warnin': did you mean 'warning'?"),
        ("HADOLINT_REQUIRE_LABELS", "a:semvr", "HADOLINT_REQUIRE_LABELS: 'a' cannot be 'semvr': did you mean 'semver'?"),
    ],
)
def test_a_broken_environment(monkeypatch, name, value, message):
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as caught:
        settings()
    assert str(caught.value) == message


def test_our_own_configuration_and_isolation_leave_hadolints_out(monkeypatch, write):
    surroundings(monkeypatch, ENVIRONMENT)
    assert settings(isolated=True).profile == "recommended"
    write("dockwright.toml", "")
    write(".hadolint.yaml", "ignored: [DL3003]\n")
    assert (settings().profile, settings().ignore) == ("recommended", ())


@pytest.mark.parametrize("path", [".config/hadolint.yml", ".hadolint/hadolint.yaml", ".hadolint/config.yml", "elsewhere/hadolint.yaml"])
def test_hadolints_files_of_a_user(monkeypatch, write, tmp_path_factory, path):
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "elsewhere") if path.startswith("elsewhere") else "")
    assert settings().ignore == ()
    (home / path).parent.mkdir(parents=True)
    (home / path).write_text("ignored: [DL3003]\n")
    assert settings().ignore == ("DL3003",)
    write(".hadolint.yaml", "")
    assert settings().ignore == ()


def test_ignore_comments_can_be_switched_off(dockwright, write):
    write("Dockerfile", "FROM alpine:3.20\n# hadolint ignore=DL3020\nADD app.py /app/\n")
    assert "DL3020" not in dockwright("check", "--profile", "hadolint").out
    write(".hadolint.yaml", "disable-ignore-pragma: true\n")
    ran = dockwright("check")
    assert "[DL3020 add-instead-of-copy]" in ran.out
    assert ran.status == 1


def test_the_format_comes_from_the_working_directory(dockwright, write, project):
    write("dockwright.toml", 'format = ["sarif", "text"]\n')
    write("a/dockwright.toml", 'format = "json"\n')
    write("a/Dockerfile")
    ran = dockwright("check", "--output-file", "out.sarif", "-q")
    assert ran.out.startswith("a/Dockerfile:")
    assert '"runs"' in (project / "out.sarif").read_text()
    assert dockwright("check", "--format", "json").out.startswith("{")
    two = dockwright("check", "--format", "json", "--output-file", "a.json", "--output-file", "b.json")
    assert (two.status, "2 --output-file for 1 --format" in two.err) == (2, True)


@pytest.mark.parametrize(
    "text, argv, status",
    [
        ("", [], 1),
        ("failure-threshold: warning\n", [], 0),
        ("failure-threshold: none\n", [], 1),
        ("no-fail: true\n", [], 0),
        ("ignored: [DL3048]\noverride:\n  warning: [DL3015]\nfailure-threshold: warning\n", [], 1),
        ("", ["--fail-on", "error"], 0),
        ("failure-threshold: error\n", ["--fail-on", "info"], 1),
    ],
)
def test_the_threshold_decides(dockwright, write, text, argv, status):
    write("Dockerfile", "FROM debian:12\nRUN apt-get update && apt-get install -y curl=8.0 && rm -rf /var/lib/apt/lists/*\n")
    write(".hadolint.yaml", text)
    ran = dockwright("check", *argv)
    assert "[DL3015 apt-recommends]" in ran.out
    assert ran.status == status
