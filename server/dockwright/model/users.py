"""Accounts: who runs where, which users a file creates, and entrypoints that give root up by themselves."""

from __future__ import annotations

from dockwright.data.families import distribution_users
from dockwright.shell.nodes import basename
from dockwright.syntax import Add, Cmd, Copy, Entrypoint, Run, Unknown, User, Workdir

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.model.stages import Stage
    from dockwright.model.state import State
    from dockwright.shell.nodes import Command, Word
    from dockwright.syntax import Instruction

ADDERS = frozenset(("useradd", "adduser"))
DROPPERS = frozenset(("gosu", "su-exec", "setpriv", "runuser", "su", "s6-setuidgid", "setuidgid", "chpst", "suexec", "step-down"))
"""Commands that go on as another user."""
CARRIED = ("gosu", "su-exec", "suexec")
"""Those that an image has only where its file brings them, which nobody does without a use for them."""
USER_OPTIONS = frozenset(("u", "U", "user", "uid", "username", "userspec", "setuid", "run-as", "chuid", "as"))
DAEMONS = frozenset(
    (
        *(
            "www-data",
            "www",
            "http",
            "httpd",
            "apache",
            "nginx",
            "mysql",
            "postgres",
            "redis",
            "valkey",
            "memcache",
            "memcached",
            "mongodb",
        ),
        *(
            "rabbitmq",
            "haproxy",
            "varnish",
            "squid",
            "named",
            "bind",
            "unbound",
            "postfix",
            "dovecot",
            "exim",
            "sshd",
            "ntp",
            "chrony",
            "ftp",
        ),
        *("vsftpd", "clamav", "vmail", "dockremap", "php-fpm", "php", "caddy", "zabbix", "proxysql", "ldap", "openldap", "slurm", "munge"),
    )
)
"""Users that a server switches to by itself, once it has started as root."""
INITS = frozenset(("systemd", "init"))
"""Service managers: they have to be root, and start each service as its own user."""


class Account:
    """A user that a RUN creates. `name` is None where only a build can know it; `uid` as written, empty without one."""

    __slots__ = ("command", "instruction", "name", "uid", "word")

    def __init__(self, name: str | None, word: Word, command: Command, instruction: Instruction) -> None:
        self.name = name
        self.word = word
        self.command = command
        self.instruction = instruction
        self.uid = command.arguments.value("-u", "--uid") or ""


def is_root(user: str) -> bool:
    """Whether a `user[:group]` is the superuser: root, 0, or the administrator of Windows containers."""
    name = user.partition(":")[0].strip()
    if name.isascii() and name.isdecimal():
        return not name.strip("0")
    return name == "root" or name.lower() == "containeradministrator"


def runs_as_root(stage: Stage, state: State) -> bool | None:
    """Whether commands run as the superuser at a point of a stage; None where nobody can tell."""
    if state.user is not None:
        return None if state.user.value is None else is_root(state.user.value)
    image = stage.known
    if image is None or image.user is None:
        return True if stage.is_scratch else None
    return not image.user or is_root(image.user)


def has_user(stage: Stage) -> bool:
    """Whether a USER stands anywhere in the chain."""
    return stage.last(User) is not None


def created(stage: Stage) -> Iterator[Account]:
    """The users that the chain of a stage creates, its root first."""
    for run, command in stage.document.commands(stage):
        word = _new_name(command)
        if word is not None:
            name = word.value if word.literal else stage.document.scope(run).resolve(word.value, "\\")
            yield Account(name, word, command, run)


def _new_name(command: Command) -> Word | None:
    """The word that names the new user; `adduser user group` creates none."""
    if command.name not in ADDERS:
        return None
    operands = command.arguments.operands
    return None if not operands or (command.name == "adduser" and len(operands) > 1) else operands[0]


def existing(stage: Stage) -> frozenset[str] | None:
    """The users of the root image before anything is done to it; None where that is not known."""
    image = stage.known
    if image is None:
        return frozenset() if stage.is_scratch else None
    own = distribution_users(image.family)
    return None if own is None or image.users is None else frozenset((*own, *image.users))


def started(stage: Stage) -> Iterator[Command]:
    """The commands of the ENTRYPOINT and the CMD that count for a stage."""
    for kind in (Entrypoint, Cmd):
        instruction = stage.last(kind)
        if instruction is not None:
            for script in stage.document.scripts(instruction):
                yield from script.commands


def is_started(stage: Stage) -> bool:
    """Whether the file says what the image runs."""
    return stage.last(Entrypoint, Cmd) is not None


def is_of_windows(stage: Stage) -> bool:
    """Whether a stage is for Windows, whose accounts are its own: by its image or, where that is not known, by the escape character."""
    image = stage.known
    return image.family == "windows" if image is not None else stage.document.escape == "`"


def may_switch(stage: Stage) -> bool:
    """Whether a script that the image starts may go on as a user that the file creates: nobody else would know of either."""
    words = [word.value for command in started(stage) for word in command.words]
    return any(one.endswith(".sh") or "entrypoint" in one for one in words) and any(True for _ in created(stage))


def is_devcontainer(stage: Stage) -> bool:
    """Whether the file describes a development container, whose user its own configuration sets."""
    image = stage.image
    return "devcontainer" in stage.document.filename.lower() or (image is not None and "devcontainer" in image.repository)


def switch_at(stage: Stage) -> tuple[Instruction, bool]:
    """Where a USER belongs that everything before it can do without: an instruction, and whether above or below it.

    That is the CMD or ENTRYPOINT behind the last instruction that changes files, else the end of the stage.
    """
    place: Instruction | None = None
    for instruction in reversed(stage.instructions):
        if isinstance(instruction, (Run, Copy, Add, Workdir, Unknown)):
            break
        if isinstance(instruction, (Cmd, Entrypoint)):
            place = instruction
    if place is not None:
        return place, True
    if stage.instructions or stage.from_ is None:
        return stage.instructions[-1], False
    return stage.from_, False


def is_started_as(stage: Stage, name: str) -> bool:
    """Whether the command line that the image runs says that it is to run as a user: `-u app`, `--user=app`, `user app;`."""
    for command in started(stage):
        words = [word.value for word in command.words]
        for before, word in zip(["", *words], words, strict=False):
            option, _, value = word.partition("=")
            if (word == name and before.lstrip("-") in USER_OPTIONS) or (value == name and option.lstrip("-") in USER_OPTIONS):
                return True
            if word == f"-u{name}" or f"user {name}" in word:
                return True
    return False


def drops_privileges(stage: Stage) -> bool:
    """Whether what the image runs starts as root for a reason: it changes the user itself, or manages services."""
    image = stage.known
    if stage.last(Entrypoint) is None and image is not None and image.drops_privileges:
        return True
    if stage.image is not None and "systemd" in stage.image.repository:
        return True
    for command in started(stage):
        names = {basename(word.value) for word in command.words}
        if not names.isdisjoint(DROPPERS) or (command.words and basename(command.words[0].value) in INITS):
            return True
        if image is not None and image.drops_privileges and any(name.startswith("docker-entrypoint") for name in names):
            return True
    return stage.last(Entrypoint) is not None and _carries_dropper(stage)


def _carries_dropper(stage: Stage) -> bool:
    """Whether a file brings a tool to change the user, which its entrypoint script then uses."""
    if any(name in word.value for _, command in stage.document.commands(stage) for word in command.words for name in CARRIED):
        return True
    return any(basename(word.value) in CARRIED for one in stage.chain for copy in one.all(Copy, Add) for word in copy.words)


def numbers(stage: Stage) -> tuple[dict[str, str], dict[str, str]]:
    """The users and the groups that a chain creates with a number of their own, each with that number."""
    users = {account.name: account.uid for account in created(stage) if account.name and account.uid.isdecimal()}
    groups: dict[str, str] = {}
    for _, command in stage.document.commands(stage):
        if command.name in ("groupadd", "addgroup") and command.arguments.operands:
            number = command.arguments.value("-g", "--gid") or ""
            if number.isdecimal():
                groups[command.arguments.operands[0].value] = number
    return users, groups


HARMLESS = frozenset(
    (
        *(
            "echo",
            "printf",
            "mkdir",
            "chmod",
            "chown",
            "chgrp",
            "cp",
            "mv",
            "rm",
            "ln",
            "cd",
            "ls",
            "touch",
            "true",
            ":",
            "set",
            "export",
            "test",
        ),
        *(
            "[",
            "find",
            "grep",
            "sleep",
            "date",
            "pwd",
            "env",
            "which",
            "sed",
            "git",
            "curl",
            "wget",
            "pip",
            "pip3",
            "npm",
            "npx",
            "yarn",
            "pnpm",
        ),
        *(
            "go",
            "cargo",
            "mvn",
            "gradle",
            "./mvnw",
            "./gradlew",
            "dotnet",
            "bundle",
            "gem",
            "composer",
            "poetry",
            "uv",
            "node",
            "java",
            "javac",
        ),
    )
)
"""Commands that create no users; package managers of a distribution do."""
ACCOUNT_FILES = ("/etc/passwd", "/etc/group", "/etc/shadow")


def is_missing(stage: Stage, instruction: Instruction, name: str) -> bool:
    """Whether a user is certainly not there at an instruction: the image lacks it, and nothing before could have made it."""
    known = existing(stage)
    if known is None or name in known or is_root(name):
        return False
    for one in stage.chain:
        for earlier in one.instructions:
            if (one is not stage or earlier.index < instruction.index) and _may_add_users(one, earlier):
                return False
    return True


def _may_add_users(stage: Stage, instruction: Instruction) -> bool:
    if isinstance(instruction, Run):
        for script in stage.document.scripts(instruction):
            for command in script.commands:
                if command.name not in HARMLESS or any(file in word.value for word in command.words for file in ACCOUNT_FILES):
                    return True
            if any(file in script.text for file in ACCOUNT_FILES) or script.dialect != "posix":
                return True
        return bool(instruction.heredocs) or any(flag.name == "mount" for flag in instruction.flags)
    if isinstance(instruction, (Copy, Add)):
        target = instruction.destination.value.strip("\"'") if instruction.destination else "/"
        return target.rstrip("/") in ("", ".", "/etc", *ACCOUNT_FILES) or "$" in target
    return isinstance(instruction, Unknown)
