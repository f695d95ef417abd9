"""What a command costs in CPU time, which other load on the machine moves far less than wall time."""

from __future__ import annotations

import os
import resource
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "files"


def environment() -> dict[str, str]:
    """This checkout, with compiled modules as an installation has them."""
    variables = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")}
    return {**variables, "PYTHONPATH": os.pathsep.join([str(ROOT / "server"), str(ROOT / "hooks")])}


ENVIRONMENT = environment()


def seconds(command: list[str], statuses: tuple[int, ...] = (0,)) -> float:
    """User and system time of a command and the processes it waited for. What refuses its work is not measured: it raises."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(command, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode not in statuses:
        raise RuntimeError(f"{command[0]} ended with status {ran.returncode}: {ran.stderr.decode(errors='replace')[:300]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def dockerfiles(number: int) -> tuple[list[str], str]:
    """So many real files, spread evenly over a corpus beside the checkout if there is one, and where they are from."""
    for folder in (CORPUS, ROOT / "examples"):
        found = sorted(str(path) for path in folder.rglob("*") if path.is_file() and "ockerfile" in path.name)
        if found:
            break
    number = min(number, len(found))
    return [found[i * len(found) // number] for i in range(number)], "the corpus" if folder == CORPUS else "examples"
