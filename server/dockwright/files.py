"""Dockerfiles on disk: read without losing a byte, replaced in one step or not at all."""

from __future__ import annotations

import os
import sys

BACKSLASH = os.sep == "\\"


def decode(data: bytes) -> str:
    """Bytes as text. What is not UTF-8 becomes lone surrogates, which `encode` turns back; a byte order mark stays."""
    return data.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """The bytes `decode` made the text from."""
    return text.encode("utf-8", "surrogateescape")


def read(path: str) -> str:
    """The text of a file, line endings as they are. Raises OSError."""
    with open(path, "rb") as file:
        return decode(file.read())


def replace(path: str, before: str, after: str) -> None:
    """Put `after` where `before` was, in one step; a link stays and its target changes. Raises OSError.

    The new text goes to a file beside the target, which then takes the target's name, so a reader sees the old
    text or the new. The file keeps its mode and, for root, its owner.
    """
    target = os.path.realpath(path)
    status = os.stat(target)
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "the file is read-only", path)
    beside = os.path.join(os.path.dirname(target), f".{os.path.basename(target)}.{os.getpid()}.tmp")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with open(handle, "wb") as file:
            file.write(encode(after))
            file.flush()
            _copy_access(handle, status)
            os.fsync(handle)
        if read(target) != before:
            raise ChangedError
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


def create(path: str, text: str) -> None:
    """Make a new file, in one step; one that is there already is left alone. Raises OSError."""
    target = os.path.realpath(path)
    beside = os.path.join(os.path.dirname(target), f".{os.path.basename(target)}.{os.getpid()}.tmp")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with open(handle, "wb") as file:
            file.write(encode(text))
            file.flush()
            os.fsync(handle)
        if os.path.lexists(target):
            raise ChangedError
        os.rename(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


class ChangedError(OSError):
    """The file is no longer what was read."""


def _copy_access(handle: int, status: os.stat_result) -> None:
    if sys.platform == "win32":
        return
    if os.geteuid() == 0:
        os.fchown(handle, status.st_uid, status.st_gid)
    os.fchmod(handle, status.st_mode & 0o7777)


def explain(error: OSError, path: str) -> str:
    """What happened, and what to do about it, in one line without the path."""
    if isinstance(error, ChangedError):
        return "changed while it was being fixed and was left alone (run the command again)"
    if isinstance(error, FileNotFoundError):
        if os.path.islink(path):
            return f"the link points to {os.readlink(path)}, which does not exist (mend or remove the link)"
        return "no such file or directory (check the spelling)"
    if isinstance(error, IsADirectoryError) or os.path.isdir(path):
        return f"is a directory, not a file (to look inside, name it as {path.rstrip('/')}{os.sep}.)"
    if isinstance(error, PermissionError):
        return f"{_reason(error)} (check its permissions)"
    return f"{_reason(error)} (the file was skipped)"


def _reason(error: OSError) -> str:
    reason = error.strerror or str(error)
    return reason[:1].lower() + reason[1:]
