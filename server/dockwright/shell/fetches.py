"""What a script fetches and at once runs, whether it checks what it fetched, and what it clones."""

from __future__ import annotations

from bisect import bisect_left

from dockwright.patterns import pattern
from dockwright.shell.downloads import downloads, unpacks
from dockwright.shell.files import is_same
from dockwright.shell.nested import SHELLS
from dockwright.shell.pipes import feeder, pipelines
from dockwright.text import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.shell.downloads import Download
    from dockwright.shell.nodes import Command, Script, Word

FETCHERS = frozenset(("curl", "wget", "fetch", "aria2c", "iwr", "irm", "invoke-webrequest", "invoke-restmethod"))
CODE = {
    "python": ("-c", "-m"),
    "perl": ("-e", "-E", "-p", "-n", "-l", "-a"),
    "ruby": ("-e", "-n", "-p"),
    "node": ("-e", "-p", "--eval", "--print"),
    "php": ("-r", "-f", "-B"),
    "bash": ("-c",),
}
"""Interpreters, with the options behind which their input is no program."""
CHECKERS = frozenset(
    (
        *(
            "sha1sum",
            "sha224sum",
            "sha256sum",
            "sha384sum",
            "sha512sum",
            "md5sum",
            "b2sum",
            "b3sum",
            "shasum",
            "cksum",
            "rhash",
            "gpg",
            "gpg2",
        ),
        *(
            "gpgv",
            "minisign",
            "cosign",
            "signify",
            "certutil",
            "get-filehash",
            "apksigner",
            "rekor-cli",
            "slsa-verifier",
            "rpmkeys",
            "dpkg-sig",
            "debsig-verify",
        ),
    )
)
EVALUATORS = frozenset(("eval", "source", ".", "iex", "invoke-expression"))
_VERSION = pattern(r"\d|^[0-9a-f]{7,64}$")
LIMIT = 500


class Execution(NamedTuple):
    """A download that is run as it comes: what fetches it and what runs it; `start` and `end` are offsets in the script."""

    fetch: Command
    runner: Command
    start: int
    end: int


def interpreter(command: Command) -> str:
    """The interpreter that a command is, `bash` for every shell and without a version; empty if it is none."""
    name = command.name
    if name in SHELLS or name == "fish":
        return "bash"
    name = name.rstrip("0123456789.")
    return name if name in CODE else ""


def runs_input(command: Command) -> bool:
    """Whether a command runs its input as a program: `sh`, `bash -s -- x`, `python3 -`, `php -- x`."""
    name = interpreter(command)
    if not name:
        return False
    arguments = command.arguments
    if arguments.has(*CODE[name]):
        return False
    operands = arguments.operands if arguments.dashes < 0 else arguments.operands[: arguments.dashes]
    return not operands or operands[0].value in ("-", "/dev/stdin") or (name == "bash" and arguments.has("-s"))


def is_checked(command: Command) -> bool:
    """Whether a command compares a checksum or verifies a signature."""
    if command.name == "openssl":
        return any(word.value in ("dgst", "cms", "smime", "sha256", "sha512") for word in command.args[:1])
    if command.name in ("gpg", "gpg2"):
        return command.arguments.has("--verify", "--verify-files") or any(word.value == "verify" for word in command.args)
    if command.name == "rpm":
        return command.arguments.has("-K", "--checksig")
    if command.name == "gh":
        return any(word.value == "attestation" for word in command.args)
    return command.name in CHECKERS


def piped_runs(script: Script) -> Iterator[Execution]:
    """Pipelines that begin with a download and end in an interpreter, without a check in between."""
    for pipeline in pipelines(script):
        first, last = pipeline[0].left, pipeline[-1].right
        if first is None or last is None or first.name not in FETCHERS or not runs_input(last) or last.name_word is None:
            continue
        if first.name in ("curl", "wget") and not any(one.piped for one in downloads(first)):
            continue
        if not any(one.right is not None and is_checked(one.right) for one in pipeline):
            yield Execution(first, last, first.start, last.name_word.end)


def substituted_runs(script: Script) -> Iterator[Execution]:
    """`sh -c "$(curl …)"`, `bash <(curl …)`, `source <(curl …)`, `eval "$(curl …)"`."""
    for fetch in script.commands:
        if fetch.name not in FETCHERS or not fetch.context or fetch.context[-1] not in ("subst", "procsubst"):
            continue
        outer = _around(script, fetch)
        if outer is not None and outer.name_word is not None and _runs_word(outer, fetch):
            yield Execution(fetch, outer, outer.name_word.start, outer.end)


def powershell_runs(script: Script) -> Iterator[Execution]:
    """`iwr … | iex`, `iex (iwr …)`, `iex ((New-Object Net.WebClient).DownloadString(…))`."""
    for command in script.commands:
        if command.dialect != "powershell" or command.name not in ("iex", "invoke-expression"):
            continue
        left = feeder(script, command)
        text = " ".join(word.text for word in command.args).lower()
        if left is not None and left.name in FETCHERS:
            yield Execution(left, command, left.start, command.end)
        elif any(name in text for name in ("iwr ", "irm ", "invoke-webrequest", "invoke-restmethod", "downloadstring")):
            yield Execution(command, command, command.start, command.end)


def _around(script: Script, inner: Command) -> Command | None:
    """The command in whose words another one is."""
    at = bisect_left(script.commands, inner.start, key=lambda one: one.start)
    for command in reversed(script.commands[max(at - LIMIT, 0) : at]):
        if command.end > inner.end:
            return command
    return None


def _runs_word(outer: Command, fetch: Command) -> bool:
    """Whether a command runs what its word with the substitution gives it: as code, or as the file of a `<( )`."""
    for i, word in enumerate(outer.args):
        if word.start <= fetch.start < word.end and word.value.startswith(("$(", "<(", "`")):
            if outer.name in EVALUATORS:
                return True
            if word.value.startswith("<("):
                return bool(interpreter(outer)) and all(one.value[:1] == "-" for one in outer.args[:i])
            return bool(interpreter(outer)) and i > 0 and outer.args[i - 1].value in ("-c", "-e", "-r", "-lc", "-ec", "-xc")
    return False


def uses(later: list[Command], download: Download) -> bool:
    """Whether one of these commands runs, installs or unpacks the file that a download made."""
    target = download.target
    if target is None:
        return False
    return any(
        any(is_same(one.path, target.path) for one in unpacks(command)) or _runs_file(command, target.path) for command in later[:LIMIT]
    )


def _runs_file(command: Command, path: str) -> bool:
    word = command.name_word
    if word is not None and is_same(word.value, path) and ("/" in word.value or "/" in path):
        return True
    operands = command.arguments.operands
    given = any(is_same(one.value, path) for one in operands)
    if not given:
        return False
    if interpreter(command):
        return is_same(operands[0].value, path)
    if command.name == "chmod":
        return any(mark in operands[0].value for mark in ("x", "7", "5", "1"))
    package = command.package
    if package is not None:
        return package.action in ("install", "upgrade", "")
    return command.name in (
        "gunzip",
        "unxz",
        "xz",
        "bunzip2",
        "7z",
        "7za",
        "java",
        "msiexec",
        "installer",
        "gzip",
        "unrar",
        "cpio",
        "dpkg",
        "rpm",
    )


def is_piped_into_unpacking(script: Script, download: Download) -> bool:
    """Whether a download goes through a pipe into what unpacks or installs it."""
    for pipeline in pipelines(script):
        if pipeline[0].left is download.command:
            return any(
                one.right is not None and one.right.name in ("tar", "bsdtar", "unzip", "cpio", "dpkg", "gunzip", "busybox")
                for one in pipeline
            )
    return False


def is_version(reference: str) -> bool:
    """Whether a git reference names a version or a commit, or only a build knows; a branch name has no digits."""
    return "$" in reference or _VERSION.search(reference) is not None


def clone_url(command: Command) -> Word | None:
    """The address that `git clone` is given."""
    operands = command.arguments.operands if command.name == "git" else []
    return operands[1] if len(operands) > 1 and operands[0].value == "clone" else None


def pins_clone(command: Command) -> bool:
    """Whether a git command goes to a commit or a tag: checkout, switch, reset, or the fetch of one."""
    operands = command.arguments.operands if command.name == "git" else []
    if not operands or operands[0].value not in ("checkout", "switch", "reset", "fetch"):
        return False
    return any(is_version(word.value) for word in operands[1:]) or bool(command.arguments.value("--branch", "-b") or "")


ADDRESSED = frozenset(
    (
        *(
            "git",
            "pip",
            "pip3",
            "uv",
            "poetry",
            "npm",
            "npx",
            "yarn",
            "pnpm",
            "gem",
            "bundle",
            "cargo",
            "composer",
            "conda",
            "mamba",
            "apt-key",
        ),
        *(
            "rpm",
            "dnf",
            "yum",
            "microdnf",
            "tdnf",
            "yum-config-manager",
            "dnf-config-manager",
            "zypper",
            "apk",
            "add-apt-repository",
            "helm",
        ),
        *(
            "svn",
            "hg",
            "iwr",
            "irm",
            "invoke-webrequest",
            "invoke-restmethod",
            "aria2c",
            "fetch",
            "axel",
            "lftp",
            "pecl",
            "luarocks",
            "dotnet",
        ),
        *("nuget", "choco", "go", "apt-add-repository", "start-bitstransfer"),
    )
)
"""Commands whose words are addresses to fetch from, where they are addresses at all."""
WRITERS = frozenset(("echo", "printf", "tee", "cat"))
REPOSITORY_MARKS = ("deb ", "deb-src ", "baseurl", "mirrorlist", "uris:", "/alpine/", "/apk/")


def fetched(command: Command) -> Iterator[Word]:
    """The words of a command with what it fetches, or with the lines of a repository that it writes down."""
    if command.name in ("curl", "wget"):
        yield from (one.url for one in downloads(command))
    elif command.name in ADDRESSED:
        proxied = False
        for word in command.args:
            if not proxied and "proxy" not in word.value:
                yield word
            proxied = word.value in ("--proxy", "-x", "--keyserver-options")
    elif command.name in WRITERS and (command.redirects or (command.after is not None and command.after.text == "|")):
        yield from (word for word in command.args if is_repository_line(word, len(word.text)) or "gpgkey=" in word.value)


def is_repository_line(word: Word, before: int) -> bool:
    """Whether what stands before an offset of a word makes it a package repository's line; keys are fetched as they are."""
    text = word.text[:before].lower()
    start = max(text.rfind("\n"), text.rfind("\\n")) + 1
    return any(mark in word.text.lower() for mark in REPOSITORY_MARKS) and "gpgkey" not in text[start:]
