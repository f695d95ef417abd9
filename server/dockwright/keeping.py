"""Files in the user's cache folder: small, with a sum, each written in one step, so that nobody waits for a lock.

What cannot be read, or is damaged, is as if it were not there; what cannot be written is not kept.
"""

from __future__ import annotations

import os
import sys

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

SUM = 8
DAYS = 60
"""How long what nobody renews is kept."""


def folder() -> str:
    """Where results are kept: `DOCKWRIGHT_CACHE_DIR`, or the place the system has for caches. Empty where there is none."""
    given = os.environ.get("DOCKWRIGHT_CACHE_DIR")
    if given:
        return given
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return os.path.join(local, "dockwright", "Cache") if local else ""
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        return ""
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches", "dockwright")
    cache = os.environ.get("XDG_CACHE_HOME", "")
    return os.path.join(cache if os.path.isabs(cache) else os.path.join(home, ".cache"), "dockwright")


def place(directory: str, question: str) -> str:
    """The path for the answer to a question: a name of hexadecimal digits, in one of 256 folders."""
    name = blake2b(question.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return os.path.join(directory, name[:2], name[2:])


def get(path: str, longest: int = -1) -> bytes | None:
    """What a file holds, of which at most `longest` bytes are read; None where that is not what was put there."""
    try:
        with open(path, "rb") as file:
            data = file.read(longest)
    except (OSError, ValueError):
        return None
    return data[SUM:] if blake2b(data[SUM:], digest_size=SUM).digest() == data[:SUM] else None


def put(path: str, data: bytes, sweeping: str) -> None:
    """Keep data, so that others see it whole or not at all. Where the name ends with `sweeping`, old files beside it go."""
    beside = f"{path}.{os.getpid()}.{os.urandom(4).hex()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(beside, "xb") as file:
            file.write(blake2b(data, digest_size=SUM).digest() + data)
        os.replace(beside, path)
    except OSError:
        try:
            os.unlink(beside)
        except OSError:
            pass
        return
    if path.endswith(sweeping):
        forget_old(os.path.dirname(path))


def forget_old(directory: str) -> None:
    """Remove what was kept long ago; now and then, in one folder, so that no run pays for all."""
    from time import time

    oldest = time() - DAYS * 86400
    try:
        for entry in os.scandir(directory):
            if entry.stat().st_mtime < oldest:
                os.unlink(entry.path)
    except OSError:
        pass
