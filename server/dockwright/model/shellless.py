"""Images without a shell, and what may bring one."""

from __future__ import annotations

from dockwright.shell.nested import SHELLS
from dockwright.shell.nodes import basename
from dockwright.syntax import Cmd, Entrypoint, Healthcheck, Run, Transfer
from dockwright.syntax.mounts import mounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.stages import Stage
    from dockwright.syntax import Instruction

TREES = frozenset(("", ".", "..", "bin", "sbin", "usr", "lib", "root", "rootfs", "rootdir", "fs", "image", "busybox", "toybox", *SHELLS))
"""Last parts of sources that may hold a shell, or are one."""
HINTS = ("rootfs", "busybox", "chroot", "overlay", "sysroot", "image", "layer", "debootstrap", "install", "distro")
ARCHIVES = (".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2", ".tar.zst", ".zip", ".gz", ".xz")


def without_shell(stage: Stage) -> Iterator[Instruction]:
    """The shell forms of a stage that no shell can read: nothing is in the image, or it is known to have none, and nothing brought one.

    A RUN has what the chain brought before it, anything else what is there at the end. What is not clear counts as a shell.
    """
    forms = [one for one in stage.all(Run, Cmd, Entrypoint, Healthcheck) if not one.is_json and one.words]
    if not forms or not _is_bare(stage):
        return
    first = next((one.index for one in stage.instructions if _may_bring(one)), None)
    for one in forms:
        if first is None or (isinstance(one, Run) and one.index < first):
            yield one


def _is_bare(stage: Stage) -> bool:
    image = stage.known if not stage.is_scratch else None
    if not stage.is_scratch and (image is None or image.has_shell or image.family == "windows"):
        return False
    if stage.has_shell or stage.document.shell_pragmas:
        return False
    return not any(_brings(above) for above in stage.chain[1:])


def _brings(stage: Stage) -> bool:
    found: bool | None = stage.memo.get("may bring a shell")
    if found is None:
        found = stage.memo["may bring a shell"] = any(map(_may_bring, stage.instructions))
    return found


def _may_bring(step: Instruction) -> bool:
    """Whether a step may put a shell into the image, or has one by a mount."""
    if isinstance(step, Run):
        return step.is_json or bool(mounts(step))
    return isinstance(step, Transfer) and _copies(step)


def _copies(copy: Transfer) -> bool:
    words = [word.value.strip("\"'") for word in copy.words]
    if not words or basename(words[-1]) in SHELLS or (words[-1] == "/" and copy.flag("from")):
        return True
    return any(_is_tree(word, copy.name == "ADD") for word in words[:-1])


def _is_tree(source: str, is_unpacked: bool) -> bool:
    last = basename(source.rstrip("/")).lower()
    if "$" in source or "*" in source or "?" in source or source.endswith("/") or last in TREES:
        return True
    return any(hint in source.lower() for hint in HINTS) or (is_unpacked and last.endswith(ARCHIVES))
