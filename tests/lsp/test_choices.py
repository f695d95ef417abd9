"""What the user chose: settings that change live, configuration files, several folders, workspaces that are not trusted."""

import pytest

from lsp.profiles import CODE, PUSHED, client

SOURCE = "FROM alpine:latest\nADD a b\n"
BOTH = {"latest-tag", "add-instead-of-copy"}
IDS = {"DL3007", "DL3020"}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "Dockerfile").write_text(SOURCE)
    return tmp_path


def codes(running, uri):
    return shown(running.diagnostics(uri))


def shown(diagnostics):
    """Which of the two rules this is about complain, by the names they have in the profile."""
    return {one["code"] for one in diagnostics} & (BOTH | IDS)


def opened(running, folder, name="Dockerfile", text=SOURCE):
    uri = (folder / name).as_uri()
    running.open(uri, text)
    return uri


def configured(running, settings):
    running.settings = settings
    running.notify("workspace/didChangeConfiguration", {"settings": None})


def changed(running, *paths):
    running.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": path.as_uri(), "type": 2} for path in paths]})


def asked(running, method):
    """How often the server has asked the client for something."""
    return sum(one["method"] == method for one in running.requests)


def refreshed(running):
    """Wait until the server asks for diagnostics to be pulled again."""
    running.wait_until(lambda: asked(running, "workspace/diagnostic/refresh"))
    running.requests.clear()


def becomes(running, uri, expected):
    """Wait until these are found."""
    running.wait_until(lambda: codes(running, uri) == expected)


@pytest.mark.parametrize(
    "settings, expected",
    [
        (None, BOTH),
        ({}, BOTH),
        ({"rules": {"latest-tag": "off"}}, {"add-instead-of-copy"}),
        ({"rules": {"DL3007": "off"}}, {"add-instead-of-copy"}),
        ({"profile": "buildkit"}, set()),
        ({"profile": "hadolint"}, {"DL3007", "DL3020"}),
        ({"profile": "buildkit", "rules": {"latest-tag": "info"}}, {"latest-tag"}),
        ({"profile": None, "rules": None, "run": "onType"}, BOTH),
        ("nonsense", BOTH),
        ({"profile": "nope", "rules": {"nope": "off", "latest-tag": "loud"}}, BOTH),
    ],
)
def test_settings(changing, settings, expected):
    running, uri = changing
    configured(running, {"rules": {"DL3020": "off", "DL3007": "off"}})
    becomes(running, uri, set())
    running.requests.clear()
    configured(running, settings)
    refreshed(running)
    becomes(running, uri, expected)


@pytest.fixture(scope="module")
def changing(tmp_path_factory):
    """A session whose settings change from test to test."""
    folder = tmp_path_factory.mktemp("changing")
    with client(folders=[folder], options={"trusted": False}) as running:
        uri = opened(running, folder)
        running.diagnostics(uri)
        yield running, uri


def test_clients_are_told_to_pull_again_only_where_something_is_new(folder):
    with client(folders=[folder], options={"trusted": False}) as running:
        uri = opened(running, folder, text="FROM alpine:latest\n")  # nothing of the context, which is looked at a moment later
        assert codes(running, uri) == {"latest-tag"}
        running.wait_until(lambda: asked(running, "client/registerCapability"))
        for _ in range(3):
            configured(running, None)
        running.wait_until(lambda: asked(running, "workspace/configuration") == 4)
        configured(running, {"rules": {"latest-tag": "off"}})
        running.wait_until(lambda: asked(running, "workspace/diagnostic/refresh"))
        assert codes(running, uri) == set()
        assert asked(running, "workspace/diagnostic/refresh") == 1
        assert asked(running, "workspace/inlayHint/refresh") == 1


def test_what_changes_is_asked_for(folder):
    with client(folders=[folder]) as running:
        running.wait_until(lambda: asked(running, "client/registerCapability"))
        (sent,) = [one for one in running.requests if one["method"] == "client/registerCapability"]
        wanted = {one["method"]: one["registerOptions"] for one in sent["params"]["registrations"]}
        assert wanted["workspace/didChangeConfiguration"] == {"section": "dockwright"}
        assert any("dockwright.toml" in one["globPattern"] for one in wanted["workspace/didChangeWatchedFiles"]["watchers"])


def test_what_is_wrong_with_settings_is_said_once(folder):
    with client(folders=[folder], settings={"profile": "nope", "rules": {"latest-tags": "off", "latest-tag": "loud"}}) as running:
        uri = opened(running, folder)
        assert codes(running, uri) == BOTH
        configured(running, {**running.settings, "rules": {**running.settings["rules"], "DL3020": "off"}})
        becomes(running, uri, {"latest-tag"})
        assert sorted(running.logged()) == [
            "dockwright.profile cannot be 'nope': choose one of recommended, strict, security, hadolint, buildkit, cis",
            "dockwright.rules: latest-tag cannot be 'loud': choose one of error, warning, info, style, off",
            "dockwright.rules: unknown rule 'latest-tags': did you mean 'latest-tag'?",
        ]


def test_settings_change_live_and_levels_show(folder):
    with client(folders=[folder]) as running:
        uri = opened(running, folder)
        assert codes(running, uri) == BOTH
        configured(running, {"rules": {"latest-tag": "error", "add-instead-of-copy": "off"}})
        becomes(running, uri, {"latest-tag"})
        assert [one["severity"] for one in running.diagnostics(uri) if one["code"] == "latest-tag"] == [1]
        assert codes(running, uri) == {"latest-tag"}


def test_a_client_that_is_pushed_to_gets_new_diagnostics(folder):
    with client(PUSHED, folders=[folder]) as running:
        uri = opened(running, folder)
        assert codes(running, uri) == BOTH
        configured(running, {"rules": {"latest-tag": "off"}})
        running.wait_for("textDocument/publishDiagnostics", lambda params: shown(params["diagnostics"]) == {"add-instead-of-copy"})


def test_a_client_that_cannot_be_asked_sends_its_settings(folder):
    with client("bare", folders=[folder], options={"settings": {"rules": {"latest-tag": "off"}}}) as running:
        uri = opened(running, folder)
        assert codes(running, uri) == {"add-instead-of-copy"}
        running.notify("workspace/didChangeConfiguration", {"settings": {"dockwright": {"rules": {"DL3020": "off"}}}})
        running.wait_for("textDocument/publishDiagnostics", lambda params: shown(params["diagnostics"]) == {"latest-tag"})


def test_folders_have_their_own(tmp_path):
    first, second, inner = tmp_path / "a", tmp_path / "b", tmp_path / "a/inner"
    for one in (first, second, inner):
        one.mkdir()
    (second / "dockwright.toml").write_text('ignore = ["add-instead-of-copy"]\n')
    settings = {first.as_uri(): {"rules": {"latest-tag": "off"}}, second.as_uri(): None, inner.as_uri(): {"rules": {"DL3020": "off"}}}
    with client(folders=[first, second, inner], settings=settings) as running:
        assert codes(running, opened(running, first)) == {"add-instead-of-copy"}
        assert codes(running, opened(running, second)) == {"latest-tag"}
        assert codes(running, opened(running, inner)) == {"latest-tag"}
        event = {"added": [], "removed": [{"uri": inner.as_uri(), "name": "inner"}]}
        running.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        becomes(running, inner.joinpath("Dockerfile").as_uri(), {"add-instead-of-copy"})


@pytest.mark.parametrize(
    "name, text, expected",
    [
        ("dockwright.toml", '[rules]\nlatest-tag = "off"\n', {"add-instead-of-copy"}),
        (".dockwright.toml", 'ignore = ["latest-tag"]\n', {"add-instead-of-copy"}),
        ("pyproject.toml", '[tool.dockwright]\nselect = ["latest-tag"]\n', {"latest-tag"}),
        (".hadolint.yaml", "ignored: [DL3007]\n", {"DL3020"}),
    ],
)
def test_configuration_files_are_read_and_watched(folder, name, text, expected):
    with client(folders=[folder]) as running:
        uri = opened(running, folder)
        assert codes(running, uri) == BOTH
        running.wait_until(lambda: asked(running, "client/registerCapability"))
        running.requests.clear()
        (folder / name).write_text(text)
        changed(running, folder / name)
        refreshed(running)
        becomes(running, uri, expected)
        (folder / name).unlink()
        changed(running, folder / name)
        refreshed(running)
        becomes(running, uri, BOTH)


def test_settings_go_over_the_file(folder):
    (folder / "dockwright.toml").write_text('profile = "buildkit"\nignore = ["latest-tag"]\n')
    with client(folders=[folder], settings={"rules": {"latest-tag": "warning"}}) as running:
        assert codes(running, opened(running, folder)) == {"latest-tag"}


def test_a_broken_configuration_is_said_and_mended(folder):
    (folder / "dockwright.toml").write_text("profile = 'recomended'\n")
    with client(folders=[folder]) as running:
        uri = opened(running, folder)
        (found,) = running.diagnostics(uri)
        assert "dockwright.toml:1" in found["message"]
        assert "recommended" in found["message"]
        assert running.actions(uri, start=20, end=20) == []
        assert running.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
        (folder / "dockwright.toml").write_text("profile = 'recommended'\n")
        changed(running, folder / "dockwright.toml")
        becomes(running, uri, BOTH)


@pytest.mark.parametrize("profile", [CODE, PUSHED])
def test_checking_on_save_only(folder, profile):
    with client(profile, folders=[folder], settings={"run": "onSave"}) as running:
        uri = opened(running, folder)
        assert codes(running, uri) == BOTH
        if profile == CODE:
            name = running.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["resultId"]
        running.change(uri, 19, 22, "COPY")
        if profile == CODE:
            asked = {"textDocument": {"uri": uri}, "previousResultId": name}
            assert running.request("textDocument/diagnostic", asked) == {"kind": "unchanged", "resultId": name}
        running.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
        assert codes(running, uri) == {"latest-tag"}


def test_unsafe_fixes_when_they_are_wanted(folder):
    text = "FROM debian:12\nRUN apt-get update && apt-get install curl\n"
    results = []
    for unsafe in (False, True):
        with client(folders=[folder], settings={"unsafeFixes": unsafe}) as running:
            uri = opened(running, folder, text=text)
            running.diagnostics(uri)
            actions = running.actions(uri, only=["source.fixAll"])
            edits = [running.request("codeAction/resolve", one)["edit"] for one in actions]
            results.append([running.applied_to(edit)[uri] for edit in edits if edit["documentChanges"][0]["edits"]] or [text])
    from dockwright.fixing import fix

    assert results == [[fix(text).source], [fix(text, unsafe=True).source]]


def test_inlay_hints_when_they_are_wanted(folder):
    with client(folders=[folder], settings={"inlayHints": True}) as running:
        uri = opened(running, folder, text="ARG V=3\nFROM alpine:$V\n")
        running.wait_until(lambda: any(one["method"] == "workspace/inlayHint/refresh" for one in running.requests))
        (hint,) = running.request("textDocument/inlayHint", {"textDocument": {"uri": uri}, "range": running.range(uri, 0, 22)})
        assert hint["label"] == "= alpine:3"
        assert hint["position"] == {"line": 1, "character": 14}


def test_a_client_that_never_answers_is_not_waited_for_forever(folder):
    running = client(folders=[folder])
    running.answers["workspace/configuration"] = None
    with running:
        assert codes(running, opened(running, folder)) == BOTH


def test_nothing_of_a_workspace_that_is_not_trusted_is_run(folder):
    import subprocess

    proof = folder / "ran"
    hook = folder / "hook"
    hook.write_text(f"#!/bin/sh\ntouch {proof}\n")
    hook.chmod(0o755)
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    subprocess.run(["git", "-C", str(folder), "config", "core.fsmonitor", str(hook)], check=True)
    settings = {"path": str(hook), "shellcheck": {"path": str(hook)}}
    for trusted in (False, True):
        with client(folders=[folder], settings=settings, options={"trusted": trusted}) as running:
            opened(running, folder)
            found = running.request("workspace/diagnostic", {"previousResultIds": []})["items"]
            assert [one["uri"] for one in found] == [(folder / "Dockerfile").as_uri()]
        assert not proof.exists()


@pytest.mark.parametrize(
    "profile, code, comment",
    [
        ("hadolint", "DL3020", "# hadolint ignore=DL3020"),
        ("recommended", "add-instead-of-copy", "# dockwright: ignore[add-instead-of-copy]"),
    ],
)
def test_a_problem_is_called_what_the_profile_calls_it(folder, profile, code, comment):
    with client(folders=[folder], settings={"profile": profile}) as running:
        uri = opened(running, folder)
        (found,) = [one for one in running.diagnostics(uri) if one["code"] == code]
        assert found["codeDescription"]["href"].endswith("/rules/add-instead-of-copy/")
        actions = {one["title"]: one for one in running.actions(uri, [found])}
        texts = [applied(running, uri, actions[title]) for title in ("Replace ADD with COPY", f"Ignore {code} here")]
        assert texts == [SOURCE.replace("ADD", "COPY"), SOURCE.replace("ADD", f"{comment}\nADD")]
        assert all(one["diagnostics"] == [found] for one in (actions["Replace ADD with COPY"], actions[f"Ignore {code} here"]))


def applied(running, uri, action):
    edit = action.get("edit") or running.request("codeAction/resolve", action)["edit"]
    return running.applied_to(edit)[uri]
