from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.shell.files import removes
from dockwright.shell.nodes import Command
from dockwright.syntax import Instruction, Run, Transfer, Workdir
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.findings import Fix


@rule(
    severity=INFO,
    fix=UNSAFE,
    aliases=("DL3003", "DS-0013"),
    refs=("CWE-710",),
    profiles=("strict", "hadolint"),
    default=False,
    commands=("cd",),
    options={"any": False},
    profile_options={"hadolint": {"any": True}},
    since="0.1",
)
def cd_instead_of_workdir(command: Command, ctx: Context) -> Findings:
    """A RUN that begins with `cd`.

    `WORKDIR` says once where the commands of a stage run, makes the directory,
    and holds for later instructions; `cd` has to be repeated in every `RUN`.

    ```dockerfile
    FROM debian:13
    RUN cd /src && make
    #   ^^ cd lasts for this RUN only: set the directory with WORKDIR
    WORKDIR /app
    ```

    ```dockerfile fixed
    FROM debian:13
    WORKDIR /src
    RUN make
    WORKDIR /app
    ```

    The fix is unsafe, since `WORKDIR` makes a directory that is not there. It
    is offered only where another `WORKDIR` follows before anything that could
    depend on the directory, or where the stage is only copied from.

    A `cd` that ends a `RUN` does nothing at all and is reported, too. A temporary
    directory is nothing to set for good, and a `cd` in the middle has its
    reasons; the option `any` reports every `cd`.

    ```dockerfile
    FROM debian:13
    RUN cd /tmp && tar xf a.tar
    RUN cd /usr/src/app && make install && rm -rf /usr/src/app
    RUN make && cd /src && make
    ```

    See [WORKDIR](https://docs.docker.com/build/building/best-practices/#workdir).
    """
    run = ctx.instruction
    if command.dialect != "posix" or command.name_word is None or not isinstance(run, Run):
        return
    message = "cd lasts for this RUN only: set the directory with WORKDIR"
    if ctx.options["any"]:
        if not run.onbuild:
            yield ctx.finding(command.name_word, message, _split(command, ctx))
    elif not command.context and (_is_useless(command, ctx) or (command is ctx.script.commands[0] and _is_workdir(command, ctx))):
        yield ctx.finding(command.name_word, message, _split(command, ctx))


def _is_useless(command: Command, ctx: Context) -> bool:
    """Whether nothing runs in the directory any more."""
    follows = command.before is None or command.before.text in ("&&", ";", "\n")
    return follows and command.after is None and not ctx.later(command)


def _is_workdir(command: Command, ctx: Context) -> bool:
    """Whether everything else of the RUN runs in this directory, and the directory is there to stay."""
    path = command.args[0] if len(command.args) == 1 else None
    if path is None or not path.literal or not path.value.startswith("/") or path.value.startswith(("/tmp", "/var/tmp", "/dev/shm")):
        return False
    return not any(
        one.name in ("cd", "pushd", "popd") or "subshell" in one.context or removes(one, path.value) for one in ctx.later(command)
    )


def _split(command: Command, ctx: Context) -> "Fix | None":
    """WORKDIR and the rest of the RUN, where nothing before the next WORKDIR can tell the difference."""
    later, run = ctx.later(command), ctx.instruction
    if not later or command is not ctx.script.commands[0] or not ctx.script.is_chain or ctx.script.exec_form:
        return None
    if run.onbuild or run.heredocs or not _is_workdir(command, ctx) or not command.args[0].value.replace("/", "").isalnum():
        return None
    cut = ctx.edit(Span(command.span.start, later[0].span.start), "")
    above = ctx.line_above(run, f"{ctx.keyword('WORKDIR')} {command.args[0].value}")
    return ctx.fix("Split into WORKDIR and RUN", above, cut) if _is_replaced(run, ctx) else None


def _is_replaced(run: Instruction, ctx: Context) -> bool:
    """Whether the next WORKDIR, or the end of a stage that is only copied from, comes before anything that could tell."""
    stage = ctx.stage
    for instruction in stage.instructions:
        if instruction.index <= run.index or instruction.name in ("ARG", "ENV", "LABEL", "EXPOSE", "USER", "SHELL", "STOPSIGNAL"):
            continue
        if isinstance(instruction, Transfer):
            if instruction.destination is None or not instruction.destination.value.startswith("/"):
                return False
        elif isinstance(instruction, Workdir):
            return instruction.text.startswith("/")
        else:
            return False
    return not stage.ships and all(one.parent is not stage for one in ctx.document.stages)
