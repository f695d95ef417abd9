"""Paths in an image, with Windows drive letters where they occur."""

from __future__ import annotations

from posixpath import normpath


def is_absolute(path: str) -> bool:
    """Whether a path starts at the root, with either slash, or at a drive."""
    return path[:1] in ("/", "\\") or (path[1:2] == ":" and path[0].isalpha())


def joined(base: str | None, path: str) -> str | None:
    """A WORKDIR path behind another one, as a Linux builder has it: drive letters mean nothing. None where the base is not known."""
    if path.startswith("/") or not path:
        return path or base
    return None if base is None else "/" + normpath(f"{base}/{path}").lstrip("/")


def normal(path: str) -> str:
    """An absolute path without `.`, `..`, doubled or trailing slashes."""
    return "/" + normpath(path).lstrip("/")


def is_within(path: str, directory: str) -> bool:
    """Whether a path is a directory or something below it; the root holds everything."""
    clean = normal(path)
    return clean == directory or clean.startswith(directory.rstrip("/") + "/")


def clean(path: str) -> str:
    """A path as the builder writes it: without `.`, `..`, doubled or outer slashes; nothing stays nothing."""
    if not path:
        return ""
    path = normpath(path)
    path = path[1:] if path.startswith("//") else path
    return path[1:] if len(path) > 1 and path.startswith("/") else path
