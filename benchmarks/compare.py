"""CPU time beside hadolint and tally on the same real files, one process a file and one process for all.

python benchmarks/compare.py [--files 200] [--rounds 3] [--without tally]

Tools take turns, file by file and round by round. Each is asked for JSON, finds no configuration, and was run once before. hadolint
always runs the ShellCheck it contains; tally is measured with its own and without, and never asks a registry. We are measured without
ShellCheck, with it and nothing remembered, and with it when it has read every file before.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from cpu import ENVIRONMENT, dockerfiles, seconds

from dockwright.shellcheck import find

OURS = "dockwright"
COLD, WARM = "dockwright, ShellCheck", "the same, remembered"
TALLY = ["lint", "--slow-checks", "off", "--no-config", "--format", "json", "--fail-level", "none"]


def tools() -> dict[str, list[str]]:
    """The command lines of what is installed, files to be added."""
    ours = [sys.executable, "-m", "dockwright", "check", "--isolated", "--format", "json", "--fail-on", "never", "--jobs", "1"]
    found = {OURS: [*ours, "--shellcheck", "off"]}
    if find():
        found[COLD] = [*ours, "--shellcheck", "on", "--no-cache"]
        found[WARM] = [*ours, "--shellcheck", "on"]
    beside = str(Path(sys.executable).parent)
    hadolint = shutil.which("hadolint", path=beside) or shutil.which("hadolint")
    if hadolint:
        found["hadolint"] = [hadolint, "--no-fail", "--format", "json"]
    tally = _tally(beside)
    if tally:
        found["tally"] = [tally, *TALLY]
        found["tally, no ShellCheck"] = [tally, *TALLY, "--ignore", "shellcheck/*"]
    return found


def _tally(beside: str) -> str | None:
    """The program itself: the package's own command is a Python script around it."""
    package = find_spec("tally_cli")
    places = [path for folder in package.submodule_search_locations or () for path in Path(folder).rglob("tally*")] if package else []
    program = next((str(path) for path in places if path.is_file() and path.suffix in ("", ".exe")), None)
    return program or shutil.which("tally", path=beside) or shutil.which("tally")


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without", action="append", default=[], help="leave out tools whose name begins so")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        files, source = dockerfiles(options.files)
        ENVIRONMENT["HOME"] = folder
        ENVIRONMENT["DOCKWRIGHT_CACHE_DIR"] = str(Path(folder) / "cache")
        return compare(options, [copied(file, Path(folder) / str(i)) for i, file in enumerate(files)], source)


def copied(file: str, folder: Path) -> str:
    """The file under the only name that every tool accepts."""
    folder.mkdir()
    return str(shutil.copy(file, folder / "Dockerfile"))


def compare(options: argparse.Namespace, files: list[str], source: str) -> int:
    """The measurements themselves."""
    commands = {name: command for name, command in tools().items() if not name.startswith(tuple(options.without) or "\0")}
    for name, command in commands.items():
        seconds([*command, *(files if name == WARM else files[:1])])
    single: dict[str, list[float]] = {name: [] for name in commands}
    for file in files:
        for name, command in commands.items():
            single[name].append(seconds([*command, file]))
    whole: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(options.rounds):
        for name, command in commands.items():
            whole[name].append(seconds([*command, *files]))
    print(f"{len(files)} files of {source}; CPU time; ratios to {OURS}\n")
    print(f"{'':22}{'a process a file':>34}{'one process for all':>28}")
    print(f"{'':22}{'median':>12}{'sum':>12}{'ratio':>10}{'median':>18}{'ratio':>10}")
    for name in commands:
        each, total, all_files = median(single[name]), sum(single[name]), median(whole[name])
        ratios = total / sum(single[OURS]), all_files / median(whole[OURS])
        print(f"{name:22}{each * 1000:>9.1f} ms{total:>10.2f} s{ratios[0]:>9.1f}x{all_files:>16.2f} s{ratios[1]:>9.1f}x")
    for name in (COLD, WARM) if "hadolint" in commands else ():
        if name in commands:
            alone, together = sum(single["hadolint"]) / sum(single[name]), median(whole["hadolint"]) / median(whole[name])
            print(f"\nhadolint beside {name}: {alone:.2f} times the CPU time a process a file, {together:.2f} times one process for all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
