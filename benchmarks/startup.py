"""What the commit hook costs on one file above a bare Python, in milliseconds of CPU time.

python benchmarks/startup.py [--runs 30] [--limit MS]
"""

from __future__ import annotations

import argparse
import sys
from statistics import median

from cpu import dockerfiles, seconds

SCRIPT = "from dockwright_hooks.lint import run; run()"
"""What the command says that an installation makes, and pre-commit starts."""


def main() -> int:
    """Runs take turns, so that both are measured under the same load."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--limit", type=float, help="end with status 1 above so many milliseconds")
    options = parser.parse_args()
    file = dockerfiles(5)[0][2]
    bare, hook = [sys.executable, "-c", "pass"], [sys.executable, "-c", SCRIPT, file]
    for _ in range(3):
        seconds(hook, (0, 1))
    taken = [(seconds(bare), seconds(hook, (0, 1))) for _ in range(options.runs)]
    python, ours = (median(column) * 1000 for column in zip(*taken, strict=True))
    print(f"{file}\nbare Python {python:.1f} ms, hook {ours:.1f} ms: {ours - python:.1f} ms above it (medians of {options.runs} runs)")
    return int(options.limit is not None and ours - python > options.limit)


if __name__ == "__main__":
    sys.exit(main())
