"""What the files around a Dockerfile say of the project."""

import pytest

from dockwright.model.project import Project
from dockwright.project import identified, read, web_address

MIT = """MIT License

Copyright (c) 2026 Jane Doe

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software. The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.
"""
APACHE = "                                 Apache License\n                           Version 2.0, January 2004\n"
GIT = '[core]\n\tbare = false\n[remote "origin"]\n\turl = {}\n\tfetch = +refs/heads/*\n'


@pytest.mark.parametrize(
    "remote, expected",
    [
        ("https://git.example.com/a/b.git", "https://git.example.com/a/b"),
        ("https://jane:secret@git.example.com/a/b.git", "https://git.example.com/a/b"),
        ("https://ghp_0123456789@git.example.com/a/b", "https://git.example.com/a/b"),
        ("https://jane:se@cret@git.example.com/a/b", "https://git.example.com/a/b"),
        ("https://oauth2:se/cret@git.example.com/a/b", ""),
        ("https://git.example.com/a/b?token=secret#x", "https://git.example.com/a/b"),
        ("http://git.example.com:8080/a/b.git/", "http://git.example.com:8080/a/b"),
        ("git@Git.Example.com:a/b.git", "https://git.example.com/a/b"),
        ("git.example.com:a/b", "https://git.example.com/a/b"),
        ("ssh://git@git.example.com:2222/a/b.git", "https://git.example.com/a/b"),
        ("git://git.example.com/a/b", "https://git.example.com/a/b"),
        ("git+https://git.example.com/a/b.git", "https://git.example.com/a/b"),
        ("github:a/b", "https://github.com/a/b"),
        ("work-alias:a/b", ""),
        ("/srv/git/a.git", ""),
        ("../a", ""),
        ("C:\\src\\a", ""),
        ("file:///srv/a", ""),
        ("https://git.example.com/", ""),
        ("", ""),
    ],
)
def test_addresses(remote, expected):
    assert web_address(remote) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        (MIT, "MIT"),
        (MIT.replace("The above copyright notice", "That"), "MIT-0"),
        (APACHE, "Apache-2.0"),
        (APACHE + MIT, ""),
        ("Redistributions of source code must retain the above\n * copyright notice", "BSD-2-Clause"),
        ("Redistributions of source code must retain the above copyright notice. Neither the name of", "BSD-3-Clause"),
        ("GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007", ""),
        ("SPDX-License-Identifier: GPL-3.0-or-later\n\nGNU GENERAL PUBLIC LICENSE", "GPL-3.0-or-later"),
        ("SPDX-License-Identifier: whatever you like", ""),
        ("", ""),
    ],
)
def test_licences(text, expected):
    assert identified(text) == expected


@pytest.fixture
def around(tmp_path):
    """Read the project at `app/Dockerfile` in a folder with these files."""

    def put(files, at="app/Dockerfile"):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return read(str(tmp_path / at))

    return put


@pytest.mark.parametrize(
    "files, expected",
    [
        ({}, Project()),
        (
            {".git/config": GIT.format("git@github.com:a/b.git"), "LICENSE": MIT, "SECURITY.md": "x"},
            Project(
                url="https://github.com/a/b",
                source="https://github.com/a/b",
                licenses="MIT",
                security_policy="https://github.com/a/b/blob/HEAD/SECURITY.md",
            ),
        ),
        (
            {"app/pyproject.toml": '[project]\nname = "a"\n'
             'description = "b\\nc"\nlicense = "mit"\nurls = { Homepage = "https://a.example.com" }'},
            Project(title="a", description="b c", licenses="mit", url="https://a.example.com"),
        ),
        (
            {"app/pyproject.toml": '[project]\nlicense = { text = "All rights reserved" }\n[project.urls]\nRepository = "ssh://git@h.example.com/a"'},
            Project(source="https://h.example.com/a", url="https://h.example.com/a"),
        ),
        ({"app/pyproject.toml": '[tool.poetry]\nname = "a"\ndocumentation = "https://d.example.com"'}, Project(title="a", documentation="https://d.example.com")),
        ({"app/Cargo.toml": '[package]\nname = "a"\nlicense = "MIT OR Apache-2.0"'}, Project(title="a", licenses="MIT OR Apache-2.0")),
        (
            {"app/package.json": '{"name": "@a/b", "repository": {"url": "git+https://u:p@h.example.com/a.git"}, "license": "UNLICENSED"}'},
            Project(title="@a/b", source="https://h.example.com/a", url="https://h.example.com/a"),
        ),
        ({"app/package.json": '{"repository": "a/b"}'}, Project(source="https://github.com/a/b", url="https://github.com/a/b")),
        ({"app/package.json": '{"description": "near"}', "app/LICENSE.md": APACHE}, Project(description="near", licenses="Apache-2.0")),
        (
            {".git/config": "", "app/package.json": '{"name": "near"}',
             "package.json": '{"name": "far", "description": "all", "license": "ISC"}'},
            Project(title="near", licenses="ISC"),
        ),
        ({"package.json": '{"name": "outside any checkout"}'}, Project()),
        ({"app/LICENSE-MIT": MIT, "app/LICENSE-APACHE": APACHE}, Project(licenses="Apache-2.0 OR MIT")),
        ({"app/LICENSE-MIT": MIT, "app/LICENSE-OTHER": "x"}, Project()),
        (
            {"app/.well-known/security.txt": "# us\nContact: mailto:a@example.com\nCanonical: https://example.com/.well-known/security.txt\n"},
            Project(security_txt="https://example.com/.well-known/security.txt"),
        ),
        ({"app/security.txt": "Contact: mailto:a@example.com\n"}, Project(security_txt="mailto:a@example.com")),
        ({".git/config": GIT.format("https://git.example.com/a"), "SECURITY.md": "x"}, Project(source="https://git.example.com/a", url="https://git.example.com/a")),
        ({"app/package.json": "{", "app/pyproject.toml": "[", "app/Cargo.toml": "package = 1"}, Project()),
        ({"app/package.json": "[" * 100_000}, Project()),
        ({"app/package.json": '{"license": {"type": "MIT"}, "description": 3, "repository": []}'}, Project()),
    ],
)  # fmt: skip
def test_files(around, files, expected):
    assert around(files) == expected


def test_a_worktree_has_the_remote_of_its_repository(around):
    files = {
        "main/.git/config": GIT.format("https://git.example.com/a"),
        "main/.git/worktrees/w/commondir": "../..\n",
        "tree/.git": "gitdir: ../main/.git/worktrees/w\n",
    }
    assert around(files, "tree/Dockerfile").source == "https://git.example.com/a"


def test_a_label_is_what_the_project_says():
    project = Project(title="a", security_txt="x")
    keys = ("org.opencontainers.image.title", "org.opencontainers.image.security_txt", "org.opencontainers.image.count", "title")
    assert [project.label(key) for key in keys] == ["a", "", "", ""]
