"""Whether the package lists of apt are there when something is installed."""

from __future__ import annotations

from dockwright.shell.files import removes
from dockwright.shell.scripts import runs_script
from dockwright.syntax.mounts import mounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.stages import Stage
    from dockwright.shell.nodes import Command

LISTS = "/var/lib/apt/lists"
UPDATERS = frozenset(
    ("add-apt-repository", "apt-add-repository", "install_packages", "apt-install", "install-php-extensions", "playwright")
)
"""Commands that update the lists, or may."""


def without_lists(stage: Stage) -> frozenset[int]:
    """The `id` of every command of a stage that runs while the lists are known not to be there.

    They are missing in official images of Debian and Ubuntu until something updates them, and again once they are removed. What
    runs a script may do either, and lists in a mount are nobody's business: nothing is claimed from there on.
    """
    found: frozenset[int] | None = stage.memo.get("without lists")
    if found is None:
        found = stage.memo["without lists"] = frozenset(_walk(stage))
    return found


def _walk(stage: Stage) -> set[int]:
    missing = _missing_at_start(stage)
    found: set[int] = set()
    for instruction, command in stage.commands:
        if any(LISTS.startswith(one.target.rstrip("/")) for one in mounts(instruction) if one.target):
            missing = False
        elif missing:
            found.add(id(command))
        missing = _after(command, missing)
    stage.memo["lists missing"] = missing
    return found


def _missing_at_start(stage: Stage) -> bool:
    if stage.parent is not None:
        without_lists(stage.parent)
        return bool(stage.parent.memo["lists missing"])
    return stage.known is not None and stage.known.lists_removed


def _after(command: Command, missing: bool) -> bool:
    call = command.package
    if call is not None and call.family == "apt":
        if call.action == "update" or call.arguments.has("-U", "--update"):
            return False
        return missing or call.path in (("distclean",), ("dist-clean",))
    if runs_script(command) or command.name in UPDATERS or (call is not None and call.family != "apt" and call.action == "run"):
        return False
    return missing or ("subst" not in command.context and removes(command, LISTS))
