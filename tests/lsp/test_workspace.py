"""Diagnostics of files that are not open."""

import pytest

from lsp.profiles import client


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "Dockerfile").write_text("FROM a:1\nADD b c\n")
    (tmp_path / "app").mkdir()
    (tmp_path / "app/web.dockerfile").write_text("FROM a:1\nADD d e\nADD f g\n")
    (tmp_path / "README.md").write_text("ADD\n")
    return tmp_path


def pulled(running, previous=()):
    ids = [{"uri": uri, "value": value} for uri, value in previous]
    return running.request("workspace/diagnostic", {"previousResultIds": ids})["items"]


def counts(reports):
    return {one["uri"].rsplit("/", 1)[1]: len(added(one)) for one in reports if one["kind"] == "full"}


def added(report):
    return [one for one in report["items"] if one["code"] == "add-instead-of-copy"]


def test_every_dockerfile_is_reported_and_only_news_are_sent(folder):
    with client(folders=[folder]) as running:
        first = pulled(running)
        assert counts(first) == {"Dockerfile": 1, "web.dockerfile": 2}
        names = [(one["uri"], one["resultId"]) for one in first]
        assert [one["kind"] for one in pulled(running, names)] == ["unchanged", "unchanged"]
        (folder / "Dockerfile").write_text("FROM a:1\n# now longer\nADD b c\nADD d e\n")
        assert counts(pulled(running, names)) == {"Dockerfile": 2}


def test_an_open_document_is_reported_as_it_is_in_the_editor(folder):
    with client(folders=[folder]) as running:
        uri = (folder / "Dockerfile").as_uri()
        running.open(uri, "FROM a:1\n")
        report = next(one for one in pulled(running) if one["uri"] == uri)
        assert (report["version"], added(report)) == (1, [])


def test_files_that_come_and_go(folder):
    with client(folders=[folder]) as running:
        names = [(one["uri"], one["resultId"]) for one in pulled(running)]
        (folder / "Dockerfile").unlink()
        (folder / "Containerfile").write_text("FROM a:1\nADD b c\n")
        changes = [{"uri": (folder / name).as_uri(), "type": kind} for name, kind in (("Dockerfile", 3), ("Containerfile", 1))]
        running.notify("workspace/didChangeWatchedFiles", {"changes": changes})
        assert counts(pulled(running, names)) == {"Dockerfile": 0, "Containerfile": 1}


def test_excluded_files_are_left_out(folder):
    (folder / "dockwright.toml").write_text('exclude = ["app"]\n')
    with client(folders=[folder]) as running:
        assert counts(pulled(running)) == {"Dockerfile": 1}


def test_a_file_that_is_not_open_can_be_asked_for(folder):
    with client(folders=[folder]) as running:
        found = running.request("textDocument/diagnostic", {"textDocument": {"uri": (folder / "Dockerfile").as_uri()}})
        assert len(added(found)) == 1
        nothing = running.request("textDocument/diagnostic", {"textDocument": {"uri": (folder / "nope").as_uri()}})
        assert nothing["items"] == []


def test_without_folders_there_is_nothing_to_report():
    with client() as running:
        assert pulled(running) == []


def test_binary_and_huge_files_are_no_trouble(folder):
    (folder / "Dockerfile.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "Dockerfile.huge").write_bytes(b"RUN x\n" * 1_000_000)
    (folder / "Dockerfile.dir").mkdir()
    with client(folders=[folder]) as running:
        reports = {one["uri"].rsplit("/", 1)[1]: one for one in pulled(running)}
        assert counts(reports.values())["Dockerfile"] == 1
        assert reports["Dockerfile.bin"]["items"]
        assert reports["Dockerfile.huge"]["items"] == []
        assert "Dockerfile.dir" not in reports


def test_a_file_that_is_not_utf8_is_read(folder):
    (folder / "Dockerfile").write_bytes(b"FROM a:1\n# \xff\xfe\nADD b c\n")
    with client(folders=[folder]) as running:
        assert counts(pulled(running))["Dockerfile"] == 1


def test_an_action_fills_in_what_the_project_says(tmp_path):
    (tmp_path / "package.json").write_text('{"license": "MIT"}')
    (tmp_path / "dockwright.toml").write_text('select = ["missing-oci-labels"]\n')
    uri, text = (tmp_path / "Dockerfile").as_uri(), "FROM alpine:3.20\n"
    with client(folders=[tmp_path]) as running:
        running.open(uri, text)
        action = next(one for one in running.actions(uri, running.diagnostics(uri)) if one["title"].startswith("Add the labels"))
        if "edit" not in action:
            action = running.request("codeAction/resolve", action)
        assert running.applied_to(action["edit"]) == {uri: text + 'LABEL org.opencontainers.image.licenses="MIT"\n'}
