"""`dockwright-hook`: lint the files that are about to be committed."""

from __future__ import annotations

import gc
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Options and files as `dockwright check` takes them. Status 0 lets the commit pass."""
    if argv is None:
        gc.disable()
    from dockwright.cli import main as run

    return run(["check", *(sys.argv[1:] if argv is None else argv)])


if __name__ == "__main__":
    sys.exit(main())
