"""Whether a path is that of a file that holds credentials, by its name."""

from __future__ import annotations

from dockwright.data import secret_files as table
from dockwright.model.secrets import words_of


def holds_credentials(path: str, target: str = "") -> bool:
    """Whether a source of COPY does; `target` tells public keys from private ones."""
    path = path.rstrip("/").removeprefix("./")
    parts = [part for part in path.split("/") if part]
    if not parts:
        return False
    name = parts[-1]
    if name in table.NAMES or not table.FOLDERS.isdisjoint(parts):
        return not name.endswith((".pub", "known_hosts"))
    if any(path == end or path.endswith("/" + end) for end in table.PATHS):
        return True
    if name == ".env" or name.startswith(".env."):
        return table.ENV_TEMPLATES.isdisjoint(name.lower().split("."))
    low = name.lower()
    if low.startswith(("service-account", "service_account", "serviceaccount")) and low.endswith(".json"):
        return True
    return low.endswith(table.KEY_ENDS) and _is_private(low, target)


def _is_private(name: str, target: str) -> bool:
    """Whether a key file is no certificate and no public key; a pattern for `.pem` may match anything."""
    if any(place in target for place in table.PUBLIC_PLACES):
        return False
    stem, _, end = name.rpartition(".")
    if "*" in stem and end in ("pem", "key"):
        return False
    words = {*words_of(stem), *words_of(target.rpartition("/")[2])}
    return table.PUBLIC_WORDS.isdisjoint(words) and not stem.endswith(("cert", "pub"))


def is_repository(path: str) -> bool:
    """Whether it is the `.git` directory, with every file that ever was in the repository, or something in it."""
    return table.REPOSITORY in path.split("/")
