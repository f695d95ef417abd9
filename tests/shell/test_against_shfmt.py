"""The commands found are those mvdan/sh finds, word for word.

Bodies of real Dockerfiles are read from ../shared when it is there. Bodies which shfmt refuses are only parsed.
"""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dockwright.shell.commands import Word, parse
from dockwright.text import IDENTITY

REPOSITORY = Path(__file__).parents[2]
CORPUS = REPOSITORY.parent / "shared" / "corpus"
SHFMT = shutil.which("shfmt") or shutil.which("shfmt", path=str(Path(sys.executable).parent))
CHUNK = 64
Words = list[tuple[int, int]]

BODIES = [
    "apt-get update && apt-get install -y     curl     ca-certificates     && rm -rf /var/lib/apt/lists/*",
    'set -eux; arch="$(dpkg -s)"; case "${arch##*-}" in amd64) u=a;; arm64 | aarch64) u=b ;; *) exit 1; esac; curl -o x "$u"',
    'if ! command -v curl > /dev/null 2>&1; then apk add --no-cache curl; elif [ -f /x ]; then cat /x; else echo "no \\"curl\\""; fi',
    "for x in a b 'c d'; do mkdir -p \"/srv/$x\" || true; done && ( cd /tmp && make -j$(nproc) ) 2>&1 | tee log",
    'while read -r line; do echo "$line"; done < list && { ldd x; ldd y; } >> out',
    "find / -name '*.pyc' -exec rm -f {} + && find . -type d \\( -name test -o -name tests \\) -prune -exec rm -rf '{}' \\;",
    "f() { echo $1; } && f a; function g { :; }; g",
    'savedAptMark="$(apt-mark showmanual)"; A=1 B=\'2 3\' make CFLAGS="-O2 ${X:-"y z"}" `nproc` && export PATH=/x:$PATH',
    "cat <<EOF > /etc/conf\nvalue $(hostname) `id -u`\nEOF\necho done <<-'X'\n\t$(no)\n\tX\n",
    '[[ -n $A && $B == x* ]] && echo $(( 1 + $(wc -l < f) )) "${A%%"}"}" ${B//\\//_} $\'it\\\'s\' && diff <(a) >(b) &> /dev/null',
    "! grep -q x y || time -p make & wait; a |& b; arr=(1 2 $(three)); echo ${arr[@]} {a,b}",
    'echo é ünï "→ $(printf ’)" && exec "$@"',
]


def ours(body: str) -> list[Words]:
    """Places of the words of every command with words, which no inner shell reads."""
    commands = parse(body, "posix", IDENTITY).commands
    return [[(word.start, word.end) for word in command.words] for command in commands if command.words and "sh -c" not in command.context]


def theirs(body: str) -> list[Words] | None:
    """The same from shfmt; None if it refuses the body."""
    run = subprocess.run([str(SHFMT), "--to-json"], input=body.encode(), capture_output=True, check=False)
    if run.returncode:
        return None
    found: list[Words] = []
    collect(json.loads(run.stdout), found)
    if not body.isascii():
        points = code_points(body)
        found = [[(points[start], points[end]) for start, end in words] for words in found]
    return sorted(found)


def code_points(body: str) -> dict[int, int]:
    """Byte offset to code-point offset."""
    points, at = {0: 0}, 0
    for i, char in enumerate(body, 1):
        at += len(char.encode())
        points[at] = i
    return points


def collect(node: object, found: list[Words]) -> None:
    """Gather the words of simple commands; `export` and its kin have a node of their own."""
    if isinstance(node, list):
        for item in node:
            collect(item, found)
    elif isinstance(node, dict):
        words = node.get("Args") or []
        if node.get("Type") == "DeclClause":
            words = [node["Variant"], *words]
        if words and node.get("Type") in ("CallExpr", "DeclClause"):
            found.append([(word["Pos"]["Offset"], word["End"]["Offset"]) for word in words])
        for item in node.values():
            collect(item, found)


def disagreements(bodies: list[str]) -> tuple[int, int, list[str]]:
    """How many bodies and commands were compared, and the bodies read differently. One process reads many bodies."""
    joined = "\n".join(bodies) + "\n"
    expected = theirs(joined)
    if expected is None and len(bodies) > 1:
        halves = [disagreements(bodies[: len(bodies) // 2]), disagreements(bodies[len(bodies) // 2 :])]
        return halves[0][0] + halves[1][0], halves[0][1] + halves[1][1], halves[0][2] + halves[1][2]
    if expected is None:
        ours(bodies[0])
        return 0, 0, []
    got: list[Words] = []
    at = 0
    for body in bodies:
        got += ([(start + at, end + at) for start, end in words] for words in ours(body))
        at += len(body) + 1
    if sorted(got) == expected:
        return len(bodies), len(got), []
    if len(bodies) == 1:
        return 1, len(got), bodies
    each = [disagreements([body]) for body in bodies]
    return sum(one[0] for one in each), sum(one[1] for one in each), [body for one in each for body in one[2]]


def real_bodies() -> list[str]:
    """The distinct POSIX RUN texts of the corpus, as BuildKit joins them, and here-document scripts."""
    index = map(json.loads, (CORPUS / "index.jsonl").read_text(encoding="utf-8").splitlines())
    windows = {entry["file"] for entry in index if entry["is_windows"]}
    bodies: dict[str, None] = {}
    for line in (CORPUS / "buildkit_parse.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        for node in entry.get("nodes", ()) if entry["file"] not in windows else ():
            if node["keyword"].upper() == "RUN" and not node.get("json") and node["args"]:
                documents = node.get("heredocs") or ()
                texts = [node["args"][0]] if not documents else [item["content"] for item in documents]
                bodies.update(dict.fromkeys(texts))
    return list(bodies)


needs_shfmt = pytest.mark.skipif(SHFMT is None, reason="shfmt is not installed")


@needs_shfmt
@pytest.mark.parametrize("body", BODIES)
def test_own_bodies(body: str) -> None:
    assert sorted(ours(body)) == theirs(body)


@needs_shfmt
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_real_bodies() -> None:
    bodies = real_bodies()
    compared = commands = 0
    different: list[str] = []
    for i in range(0, len(bodies), CHUNK):
        more, words, wrong = disagreements(bodies[i : i + CHUNK])
        compared += more
        commands += words
        different += wrong
    print(f"{compared} of {len(bodies)} bodies compared, {commands} commands, {len(different)} read differently")
    assert different == []
    assert compared > 0.9 * len(bodies)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_values_of_real_words() -> None:
    """Literal words have the value `shlex` gives them, where it follows the shell."""
    different = []
    for body in real_bodies():
        for command in parse(body, "posix", IDENTITY).commands:
            words = command.words if "sh -c" not in command.context else []
            different += [word.text for word in words if follows_shlex(word) and shlex.split(word.text) != [word.value]]
    assert different == []


def follows_shlex(word: Word) -> bool:
    """Whether `shlex` reads the word as the shell does: it expands nothing, and keeps a backslash before `$` in quotes."""
    return word.literal and not any(mark in word.text for mark in ("$'", "\\$", "\\`", "=("))
