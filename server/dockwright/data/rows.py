"""The shape of a row in the tables of images."""

from __future__ import annotations

from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

BUILD = ("curl", "wget")


class Row(NamedTuple):
    """What an image is, whatever its tag, and how tags change that.

    `base` is the flavour where the tag names none. `user` is who it runs as, "" being root, None not known. `env`,
    `workdir` and `users` are None where they are not known, otherwise complete: a superset over the versions that
    were read. Where `env` is not known, that bash is missing is not claimed either. `tools` come on top of the
    flavour's, `full` on top of those unless the tag says slim or alpine. `on` changes a field of the image, or
    the base, where the tag has a word or words in a row or stands for that family; `before` where the tag starts with a lower version.
    """

    base: str
    user: str | None = ""
    ready: str = ""
    env: tuple[str, ...] | None = None
    workdir: str | None = None
    users: tuple[str, ...] | None = None
    tools: tuple[str, ...] | None = None
    full: tuple[str, ...] = ()
    on: tuple[tuple[str, str, Any], ...] = ()
    before: tuple[tuple[tuple[int, ...], str, Any], ...] = ()


BASH_ON_ALPINE = (("alpine", "has_bash", True),)
# Some releases had it, or the Alpine variant was not read.
BASH_UNSURE = (("alpine", "has_bash", None),)
