"""`python -m dockwright`, and the `dockwright` command."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line. A short run makes less garbage than collecting costs."""
    gc.disable()
    from dockwright.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
