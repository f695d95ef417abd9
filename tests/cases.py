"""Literate test cases: fenced Dockerfiles whose caret comments are the expected findings.

    ADD app.py /app/
    #^^ the message

The carets, and a `#` that touches them, cover what the finding must cover on the line above; `# ^^^` covers only the
carets. Several caret lines may follow one line. A block without carets must be silent. A block marked `fixed` is what
applying the fix of every finding of the rule, again and again, must make of the block before it, and the rule must then
be silent.

The words behind `dockerfile` in the fence:

    fixed                      see above
    finds 3:5-3:9 message      a finding where no comment can stand, such as in a heredoc; lines and columns from 1, the
                               end exclusive; several are separated by ` | `
    with key=value             an option of the rule, or `profile=…`, `target=…`, `arg.NAME=…`; the values are TOML;
                               `no-fix=true` says that no fix may be offered, `also="slug"` switches on other rules, whose
                               findings are not compared; `said.NAME=…` is what a registry tells about every image, `now.NAME=…`
                               what it tells about the image that a tag names now (whose digest is 64 times d),
                               `signature.NAME=…` what became of looking for its signature,
                               `vulnerable.NAME=…` what a scanner says of it, `project.NAME=…` what the project says of itself
    with context="a b/c .env:A=1"  the files of the build context, each with what is in it, if that matters; `ignored="*.md !a"` are
                               the lines of its `.dockerignore`, without which there is none; `git-ignored="dist"` is what git
                               ignores, `known="assumed"` how the context is known; `writes="a b"` the lines that fixing gives the
                               ignore file

A fence that says `dockerignore` instead of `dockerfile` holds an ignore file.
"""

import re
import tomllib
from typing import NamedTuple

from dockwright.model.context import Context
from dockwright.model.facts import Facts, Signature, Told
from dockwright.model.ignorefile import IgnoreFile
from dockwright.model.project import Project
from dockwright.model.surroundings import Surroundings
from dockwright.model.vulnerabilities import SEVERITIES, Vulnerabilities
from dockwright.settings import Settings
from dockwright.text import LineIndex

BLOCK = re.compile(r"^```docker(?:file|ignore)(?: ([^\n]*))?\n(.*?)^```$", re.M | re.S)
AROUND = ("said", "now", "signature", "vulnerable", "project", "context", "ignored", "git-ignored", "known", "writes")
MARKER = re.compile(r"( *)(#\^+|# *\^+) (.+)\n?")
PLACE = re.compile(r"(\d+):(\d+)-(\d+):(\d+) (.+)")


class Case(NamedTuple):
    """One block: where it stands, its source, the (start, end, message) it must give, and what fixing makes of it."""

    line: int
    source: str
    expected: list
    fixed: str | None
    given: dict

    def settings(self, rule):
        """Settings that switch on this rule alone, with what the fence gives."""
        given = {name: value for name, value in self.given.items() if name not in ("no-fix", *AROUND)}
        keep = {name: given.pop(name) for name in ("profile", "target", "platform", "today") if name in given}
        also = given.pop("also", "").split()
        args = {name.removeprefix("arg."): given.pop(name) for name in list(given) if name.startswith("arg.")}
        options = {name.replace("-", "_"): value for name, value in given.items()}
        return Settings(select=(rule, *also), options={rule: options}, build_args=args, **keep)

    def surroundings(self, **known):
        """What lies around the Dockerfile, as the fence says; `known` is what else does."""
        project = self.given.get("project")
        said, now = (facts(**self.given[name]) if name in self.given else None for name in ("said", "now"))

        def tell(image, platform):
            moved = now if image.digest and image.digest != now_digest else None
            return Told(said, moved, signature, vulnerable)

        signature = Signature(**self.given["signature"]) if "signature" in self.given else None
        now_digest = now.digest if now else ""
        vulnerable = scanned(**self.given["vulnerable"]) if "vulnerable" in self.given else None
        image = tell if said or now or signature or vulnerable else None
        context = self.context()
        return Surroundings(
            project=(lambda: Project(**project)) if project else None,
            image=image,
            context=(lambda paths: context) if context else None,
            **known,
        )

    def context(self):
        """The build context that the fence gives."""
        given = self.given
        if "context" not in given:
            return None
        files = dict(one.partition(":")[::2] for one in given["context"].split())
        ignored = IgnoreFile("".join(f"{line}\n" for line in given["ignored"].split())) if "ignored" in given else None
        outside = given.get("git-ignored", "").split()
        return Context(
            "/context",
            given.get("known", "resolved"),
            lambda folder: listed(files, folder),
            ignore=ignored,
            dockerfile="Dockerfile",
            reading=lambda path: files.get(path, ""),
            git_ignores=lambda path: path in outside,
        )


AROUND = ("said", "now", "signature", "vulnerable", "project", "context", "ignored", "git-ignored", "known", "writes")


def facts(**given):
    """Facts about an image, of which some are given; pairs as `NAME=value`."""
    plain = dict.fromkeys(Facts._fields, "") | dict.fromkeys(("platforms", "digests", "env", "shell", "entrypoint", "cmd", "labels"), ())
    lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    pairs = {name: tuple(tuple(one.split("=", 1)) for one in lists[name]) for name in ("env", "labels") if name in lists}
    return Facts(**plain | {"size": 0, "digest": "sha256:" + "d" * 64} | given | lists | pairs)


def scanned(scanner="trivy", counts=(), mended=(), better=""):
    """What a scanner says, with numbers by severity, worst first; those left out are none."""
    counts, mended = ((*numbers, *(0,) * (len(SEVERITIES) - len(numbers))) for numbers in (counts, mended))
    return Vulnerabilities(scanner, counts, mended, better)


def listed(files, folder):
    """The entries of a directory among paths of files, and which of them are directories."""
    lead = f"{folder}/" if folder else ""
    found = [path.removeprefix(lead).partition("/") for path in files if path.startswith(lead)]
    return {name: bool(slash) for name, slash, _ in found} or None


def read(text):
    """The cases of a Markdown text, in order."""
    cases = []
    for block in BLOCK.finditer(text):
        info, body = block[1] or "", block[2]
        if info == "fixed":
            cases[-1] = cases[-1]._replace(fixed=body)
            continue
        source, expected = strip_markers(body)
        given = {}
        if info.startswith("finds "):
            expected += places(source, info.removeprefix("finds "))
        elif info.startswith("with "):
            given = tomllib.loads(
                re.sub(r" (?=[\w.-]+=)", "\n", info.removeprefix("with ")).replace("arg.", '"arg.').replace('"arg.', "arg.")
            )
            given = flattened(given)
        elif info:
            raise ValueError(f"unknown words in a fence: {info}")
        cases.append(Case(text.count("\n", 0, block.start()) + 1, source, sorted(expected), None, given))
    return cases


def flattened(given):
    """`arg.X` as one name."""
    args = given.pop("arg", {})
    return given | {f"arg.{name}": value for name, value in args.items()}


def strip_markers(body):
    """The Dockerfile without its caret lines, and what they expect."""
    source, expected, start = "", [], 0
    for line in body.splitlines(keepends=True):
        marker = MARKER.fullmatch(line)
        if marker:
            first = line.index("^") - ("#^" in line[: line.index("^") + 1])
            expected.append((start + first, start + line.rindex("^", 0, line.index(marker[3], marker.end(2))) + 1, marker[3]))
        else:
            start = len(source)
            source += line
    return source, expected


def places(source, text):
    """Findings given as `line:column-line:column message`."""
    index = LineIndex(source)
    found = []
    for one in text.split(" | "):
        match = PLACE.fullmatch(one)
        line, column, end_line, end_column = (int(match[i]) - 1 for i in range(1, 5))
        found.append((index.offset(line, column), index.offset(end_line, end_column), match[5]))
    return found
