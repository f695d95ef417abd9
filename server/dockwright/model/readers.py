"""Who reads a variable: what names it, and programs that look at the environment by themselves."""

from __future__ import annotations

from dockwright.model.scopes import PROXY_ARGS
from dockwright.patterns import pattern
from dockwright.shell.scripts import runs_script
from dockwright.syntax import Arg, Run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.document import Document
    from dockwright.model.stages import Stage

_WORD = pattern(r"[A-Za-z_][A-Za-z0-9_]*")

COMMON = frozenset(
    ("DEBIAN_FRONTEND", "DEBCONF_NONINTERACTIVE_SEEN", "TZ", "LANG", "LANGUAGE", "TERM", "HOME", "SOURCE_DATE_EPOCH", *PROXY_ARGS)
)
"""Names that all sorts of programs read."""
ANY = "*"
PREFIXES = ("BUILDKIT_", "LC_", "CACHE", "BUST")
PARTS = ("CACHEBUST", "CACHE_BUST", "TELEMETRY", "EULA", "NONINTERACTIVE")
"""What is in names that are for the builder, for every program or package, or meant to change with every build."""

TOOLS = {
    "pip": ("PIP_",),
    "pip3": ("PIP_",),
    "git": ("GIT_",),
    "curl": ("CURL_", "SSL_"),
    "wget": ("WGET",),
    "apt-get": ("APT_",),
    "conda": ("CONDA_",),
    "mamba": ("CONDA_", "MAMBA_"),
}
"""Programs that look only at variables that begin so."""
PREFIXED = frozenset(f"{prefix}*" for prefixes in TOOLS.values() for prefix in prefixes)
INDIFFERENT = frozenset(
    (
        *("", "apt-get", "apt", "apk", "yum", "dnf", "microdnf", "zypper", "pacman", "dpkg", "rpm", "apt-mark", "apt-key", "gpg"),
        *("add-apt-repository", "update-ca-certificates", "ldconfig", "locale-gen", "update-alternatives", "a2enmod", "a2dismod"),
        *("cd", "mkdir", "rm", "cp", "mv", "ln", "chmod", "chown", "chgrp", "touch", "cat", "ls", "find", "install", "rmdir", "mktemp"),
        *("echo", "printf", "test", "[", "[[", "true", "false", "set", "export", "exit", "sleep", "pwd", "shift", "unset", "trap", ":"),
        *("tar", "unzip", "zip", "gzip", "gunzip", "bunzip2", "xz", "unxz", "sed", "grep", "egrep", "awk", "gawk", "cut", "sort", "uniq"),
        *("head", "tail", "tr", "wc", "tee", "xargs", "dirname", "basename", "readlink", "realpath", "sha256sum", "sha512sum", "md5sum"),
        *("useradd", "groupadd", "adduser", "addgroup", "usermod", "groupmod", "id", "whoami", "su", "sudo", "chpasswd", "passwd"),
        *("uname", "date", "arch", "which", "type", "command", "file", "strip", "setcap", "diff", "patch", "ssh-keyscan", "openssl"),
        *TOOLS,
    )
)
"""Programs that care for no variable of a build, but for those in `TOOLS`; any other may be handed the project's own."""


def is_common(name: str) -> bool:
    """Whether all sorts of programs, or the builder, read a variable of that name."""
    return name in COMMON or name.startswith(PREFIXES) or any(part in name for part in PARTS)


def is_read(document: Document, arg: Arg, name: str) -> bool:
    """Whether anything that sees an argument may read it: a word, a shell text, a heredoc, or a program in a RUN."""
    stage = document.stage_of(arg)
    if len(arg.pairs) > 1 and name in _values(arg):
        return True
    if stage.index < 0:
        return _readings(stage).get(name, -1) > arg.index or name in _taken(document)
    keys = (name, ANY, *(key for key in PREFIXED if name.startswith(key[:-1])))
    for one in stage.built_on:
        found, last = _readings(one), arg.index if one is stage else -1
        if any(found.get(key, -1) > last for key in keys):
            return True
    return False


def _values(arg: Arg) -> set[str]:
    """The words in the values of an ARG, which may be made of names on the same line."""
    found: set[str] | None = arg.parsed.memo.get("values")
    if found is None:
        found = arg.parsed.memo["values"] = {word for pair in arg.pairs if pair.value for word in _WORD.findall(pair.value.text)}
    return found


def _taken(document: Document) -> set[str]:
    """The global arguments that FROM lines name, and those that stages declare again."""
    first = document.all_stages[0]
    found: set[str] | None = first.memo.get("taken")
    if found is None:
        texts = [one.from_.parsed.text for one in document.stages if one.from_]
        texts += [pair.key.text for one in document.stages for arg in one.all(Arg) for pair in arg.pairs]
        found = first.memo["taken"] = {word for text in texts for word in _WORD.findall(text)}
    return found


def _readings(stage: Stage) -> dict[str, int]:
    """The last instruction of a stage that names each word; under `ANY` the last that may read every variable, under `GIT_*` those."""
    found: dict[str, int] | None = stage.memo.get("readings")
    if found is None:
        found = stage.memo["readings"] = {}
        for one in stage.instructions:
            if stage.index < 0:
                words = [word for pair in one.pairs if pair.value for word in _WORD.findall(pair.value.text)]
            else:
                words = [word for text in (one.parsed.text, *(doc.content for doc in one.heredocs)) for word in _WORD.findall(text)]
            found.update(dict.fromkeys(words, one.index))
            if isinstance(one, Run):
                found.update(dict.fromkeys(_read_by(stage.document, one), one.index))
    return found


def _read_by(document: Document, run: Run) -> Iterator[str]:
    """What the programs of a RUN may read, as keys."""
    scripts = document.scripts(run)
    if not scripts or any(script.dialect != "posix" or script.errors for script in scripts):
        yield ANY
    for command in (command for script in scripts for command in script.commands):
        if command.name not in INDIFFERENT or runs_script(command):
            yield ANY
        yield from (f"{prefix}*" for prefix in TOOLS.get(command.name, ()))
