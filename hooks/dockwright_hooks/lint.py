"""`dockwright-hook`: lint the files that are about to be committed."""

from __future__ import annotations

import gc
import sys

from dockwright import startup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


def main(argv: Sequence[str]) -> int:
    """Options and files as `dockwright check` takes them. Status 0 lets the commit pass."""
    from dockwright.cli import main as run

    return run(["check", "--no-scan", *argv])


def run() -> NoReturn:
    """The command that pre-commit starts."""
    gc.disable()
    startup.begin()
    status = main(sys.argv[1:])
    from dockwright.cli.console import leave

    leave(status)


if __name__ == "__main__":
    run()
