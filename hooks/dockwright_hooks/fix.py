"""`dockwright-fix-hook`: mend the files that are about to be committed."""

from __future__ import annotations

import gc
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Options and files as `dockwright fix` takes them. Status 1 when a file was changed, so that the change is looked at."""
    if argv is None:
        gc.disable()
    from dockwright.cli import main as run

    return run(["fix", "--fix-only", "--exit-non-zero-on-fix", *(sys.argv[1:] if argv is None else argv)])


if __name__ == "__main__":
    sys.exit(main())
