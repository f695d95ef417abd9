"""Run the rules over real Dockerfiles and show what they say: counts, or a sample of one rule's findings.

python benchmarks/corpus.py [--folder DIR] [--rule SLUG] [--sample N] [--seed N] [--profile NAME] [--fix]
"""

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

from dockwright.engine import check
from dockwright.fixing import fix
from dockwright.settings import Settings
from dockwright.text import LineIndex

CORPUS = Path(__file__).parents[2] / "shared/corpus/files"


def options():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=CORPUS)
    parser.add_argument("--rule")
    parser.add_argument("--sample", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--profile", default="recommended")
    parser.add_argument(
        "--fix", action="store_true", help="apply every fix, unsafe ones too, and report what is refused or does not come to rest"
    )
    return parser.parse_args()


def sources(folder):
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        yield path.relative_to(folder), path.read_bytes().decode("utf-8", "surrogateescape")


def show(path, source, finding):
    index = LineIndex(source)
    line, column = index.position(finding.span.start)
    end_line, end = index.position(finding.span.end)
    text = source.split("\n")[line].rstrip("\r")
    width = max((end if end_line == line else len(text)) - column, 1)
    print(f"{path}:{line + 1}:{column + 1} [{finding.rule}] {finding.message}{' (fix)' if finding.fix else ''}")
    start = max(column - 60, 0)
    print(f"    {text[start : start + 150]}\n    {' ' * (column - start)}{'^' * min(width, 150)}")


def findings(given):
    settings = Settings(profile=given.profile, select=(given.rule,) if given.rule else None)
    everything = []
    spent = time.process_time()
    for path, source in sources(given.folder):
        result = check(source, settings, filename=str(path).replace("__", "/"))
        everything += [(path, source, finding) for finding in result.findings]
        for crash in result.crashes:
            print(f"{path}: {crash.rule} crashed\n{crash.traceback}")
    print(f"{time.process_time() - spent:.2f} s CPU")
    counts = Counter(finding.rule for _, _, finding in everything)
    files = Counter(rule for rule, _ in {(finding.rule, path) for path, _, finding in everything})
    for rule, count in counts.most_common():
        print(f"{count:6} in {files[rule]:5} files  {rule}")
    if given.rule:
        random.seed(given.seed)
        for path, source, finding in random.sample(everything, min(given.sample, len(everything))):
            show(path, source, finding)


def fixes(given):
    settings = Settings(profile=given.profile, select=(given.rule,) if given.rule else None)
    changed, refused = 0, Counter()
    for path, source in sources(given.folder):
        result = fix(source, settings, unsafe=True)
        changed += result.source != source
        for finding, reason in result.refused:
            refused[finding.rule, reason] += 1
            print(f"{path}: {finding.rule}: {reason}")
        if fix(result.source, settings, unsafe=True).source != result.source:
            print(f"{path}: a second run changes the file again")
    print(f"{changed} files changed, {sum(refused.values())} fixes refused")


if __name__ == "__main__":
    given = options()
    sys.exit(fixes(given) if given.fix else findings(given))
