"""`python -m dockwright`, and the `dockwright` command."""

from __future__ import annotations

import gc
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and end the process. A short run makes less garbage than collecting costs."""
    gc.disable()
    if sys.argv[1:2] in (["check"], ["fix"]):
        from dockwright import startup

        startup.begin()
    from dockwright.cli import main as run
    from dockwright.cli.console import leave

    leave(run())


if __name__ == "__main__":
    main()
