from dockwright.findings import Fix
from dockwright.model.frontends import declared
from dockwright.model.paths import is_within
from dockwright.model.places import SHARED, Write, absolute, writes
from dockwright.model.users import created
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.shell.files import changes
from dockwright.shell.nodes import Command
from dockwright.syntax import Add, Run, Transfer

QUIET = frozenset(
    ("chmod", "chown", "chgrp", "useradd", "adduser", "groupadd", "addgroup", "usermod", "echo", "set", "ls", "true", "test", "[")
)
SMALL = 4096


@rule(severity=INFO, fix=UNSAFE, commands=("chmod", "chown"), since="0.1")
def chmod_after_copy(command: Command, ctx: Context) -> Findings:
    """chmod or chown in a RUN on files just copied.

    To change one bit of a file, the layer stores the whole file again. COPY can
    set mode and owner itself.

    ```dockerfile
    FROM debian:12
    COPY entrypoint.sh /entrypoint.sh
    RUN chmod 755 /entrypoint.sh
    #   ^^^^^^^^^^^^^^^^^^^^^^^^ this stores what was copied twice: use COPY --chmod=755
    ```

    ```dockerfile fixed
    FROM debian:12
    COPY --chmod=755 entrypoint.sh /entrypoint.sh
    ```

    The fix is unsafe: directories that were there before keep their mode and
    owner. Where something else is written there in between, nothing is said:

    ```dockerfile
    FROM debian:12
    COPY . /app
    RUN make -C /app
    RUN chown -R 1000:1000 /app
    ```

    See [COPY --chown --chmod](https://docs.docker.com/reference/dockerfile/#copy---chown---chmod).
    """
    run, operands = ctx.instruction, command.arguments.operands
    if not isinstance(run, Run) or run.onbuild or command.dialect != "posix" or command.context or len(operands) < 2:
        return
    what = operands[0].value
    if not operands[0].literal or (command.name == "chmod" and not what.isdigit() and what not in ("+x", "a+x")):
        return
    recursive = command.arguments.has("-R", "--recursive")
    paths = [absolute(ctx.document, run, ctx.script, command, word.value) for word in operands[1:]]
    found = [write for path in paths if path is not None for write in [_copied(path, recursive, command, ctx)] if write is not None]
    if len(found) != len(paths) or not found or (command.name == "chown" and not _is_known(what, found[0], ctx)):
        return
    takes_symbols = (declared(ctx.document) or (0, 0)) >= (1, 14)
    flag = f"--{command.name}={what if what.isdigit() or command.name == 'chown' or takes_symbols else '755'}"
    yield ctx.finding(command, f"this stores what was copied twice: {_remedy(found, paths, flag)}", _fix(command, flag, found, paths, ctx))


def _remedy(found: list[Write], paths: list[str | None], flag: str) -> str:
    """The flag for the copy, unless that brings more than the command changes."""
    if any(path and write.brings_more(path) for path, write in zip(paths, found, strict=True)):
        return f"copy it by itself with {flag}"
    return f"use {'ADD' if isinstance(found[0].instruction, Add) else 'COPY'} {flag}"


def _copied(path: str, recursive: bool, command: Command, ctx: Context) -> Write | None:
    """The copy that brought a path, or something in it if it is changed with all below, and nothing else did since."""
    run = ctx.instruction
    for write in reversed(writes(ctx.stage)):
        if write.instruction.index >= run.index:
            continue
        inside = any(is_within(one, path) if recursive else one == path for one in write.paths)
        below = write.is_tree and not recursive and any(is_within(path, one) and one not in SHARED for one in write.paths)
        if inside or below:
            small = any(len(heredoc.content) < SMALL for heredoc in write.instruction.heredocs)
            is_copy = isinstance(write.instruction, Transfer) and not small
            return write if is_copy and not _is_written(write, path, recursive, command, ctx) else None
    return None


def _is_written(write: Write, path: str, recursive: bool, command: Command, ctx: Context) -> bool:
    """Whether a command in between may have written there: with all below, any that is not known to leave it alone."""
    for run, other in ctx.stage.commands:
        if other is command or run.index > ctx.instruction.index:
            return False
        if run.index <= write.instruction.index or other.name in QUIET:
            continue
        if recursive or any(one.path.rpartition("/")[2] == path.rpartition("/")[2] for one in changes(other)):
            return True
    return False


def _is_known(owner: str, write: Write, ctx: Context) -> bool:
    """Whether the user is there when the copy is made: a number, or one that is not created after it."""
    names = {one for one in owner.split(":") if one and not one.isdigit()}
    late = {account.name for account in created(ctx.stage) if account.instruction.index > write.instruction.index}
    groups = {
        word.value
        for run, one in ctx.stage.commands
        if run.index > write.instruction.index and one.name in ("groupadd", "addgroup")
        for word in one.arguments.operands
    }
    return names.isdisjoint(late | groups)


def _fix(command: Command, flag: str, found: list[Write], paths: list[str | None], ctx: Context) -> Fix | None:
    """The flag for the copy, and the command gone, where the copy writes just what the command changes."""
    copy = found[0].instruction
    same = len(paths) == 1 and paths[0] in found[0].paths and isinstance(copy, Transfer) and len(copy.sources) == 1
    guessed = not flag.endswith(f"={command.arguments.operands[0].value}")
    if not same or guessed or copy.flag(command.name):
        return None
    delete = ctx.chain_delete(command)
    return ctx.fix(f"Add {flag} to the copy", ctx.flag(copy, flag), delete) if delete else None
