"""Files of the build context that hold secrets: by their names, and where a name leaves it open, by what is in them."""

from __future__ import annotations

from dockwright.model.secret_files import holds_credentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dockwright.model.context import Context

EXAMPLES = frozenset(
    (
        *("test", "tests", "testing", "testdata", "test-data", "test_data", "fixtures", "fixture", "spec", "specs", "__tests__", "e2e"),
        *("mock", "mocks", "example", "examples", "sample", "samples", "demo", "demos", "testutil", "testutils", "integration"),
        *("node_modules", "vendor", "third_party", "docs", "doc", "site-packages", "__fixtures__", "__mocks__"),
    )
)
"""Directories whose keys and passwords are nobody's."""
_ANYTHING, _PRIVATE_KEY = "", "PRIVATE KEY"
_CONTENTS = {
    ".npmrc": "_auth",
    ".yarnrc.yml": "npmAuth",
    ".pypirc": "password",
    ".netrc": "password",
    ".pem": _PRIVATE_KEY,
    ".key": _PRIVATE_KEY,
    ".envrc": "export ",
    "config.json": '"auth',
    "settings.xml": "<password>",
    "nuget.config": "password",
    "auth.json": ":",
    ".htdigest": ":",
}
"""What has to be in a file of a name, or of an ending, for it to hold a secret."""


def may_hold_secrets(path: str) -> bool:
    """Whether a file is to be looked at: its name is one of those, or it is the history."""
    return path.endswith(".git") or holds_credentials(path)


def secrets_below(context: Context, folder: str) -> list[str]:
    """Those below a directory that the builder gets; looked for once."""
    found = context.below.get(folder)
    if found is None:
        found = context.below[folder] = list(secrets(context, context.sent(folder, may_hold_secrets)))
    return found


def secrets(context: Context, paths: Iterable[str]) -> Iterator[str]:
    """Those among some files that hold secrets."""
    for path in paths:
        name = path.rpartition("/")[2]
        if name == ".git":
            if _has_password(context.text(f"{path}/config")):
                yield f"{path}/config"
        elif holds_credentials(path) and EXAMPLES.isdisjoint(path.lower().split("/")[:-1]) and _is_secret(context, path, name.lower()):
            yield path


def _is_secret(context: Context, path: str, name: str) -> bool:
    if name == ".env" or name.startswith(".env."):
        return _assigns(context.text(path))
    end = name[name.rfind(".") :]
    wanted = _CONTENTS.get(name, _CONTENTS.get(end, _ANYTHING))
    return not wanted or wanted.lower() in context.text(path).lower()


def _assigns(text: str) -> bool:
    """Whether a variable is given a value."""
    lines = (line.strip() for line in text.splitlines())
    return any(line.partition("=")[2].strip(" \t\"'") for line in lines if not line.startswith("#"))


def _has_password(config: str) -> bool:
    """Whether the address of a remote repository carries one."""
    for line in config.splitlines():
        key, _, address = line.partition("=")
        user, at, _ = address.partition("://")[2].partition("/")[0].rpartition("@")
        if key.strip() == "url" and at and user.partition(":")[2]:
            return True
    return False
