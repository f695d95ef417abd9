from dockwright.findings import Fix
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule
from dockwright.shell.nodes import Command, Word, basename
from dockwright.text import Span

SH = ("/bin/sh", "/usr/bin/sh")


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("DL4005",),
    profiles=("hadolint",),
    commands=("ln", "cp", "mv", "update-alternatives", "dpkg-reconfigure"),
    since="0.1",
)
def sh_symlink(command: Command, ctx: Context) -> Findings:
    """`/bin/sh` replaced by a symlink to another shell.

    Scripts of the distribution are tested with its own `sh`, and the next
    upgrade may put it back. `SHELL` says which shell reads the RUN lines, and
    changes nothing else.

    ```dockerfile
    FROM ubuntu:24.04
    RUN ln -sf /bin/bash /bin/sh
    #                    ^^^^^^^ another shell in the place of sh: say so with SHELL
    ```

    ```dockerfile fixed
    FROM ubuntu:24.04
    SHELL ["/bin/bash", "-c"]
    ```

    The fix is unsafe: scripts that begin with `#!/bin/sh` get the shell of the
    distribution again. A link to `sh` changes nothing for anybody:

    ```dockerfile
    FROM ubuntu:24.04
    RUN ln -s /bin/sh /usr/local/bin/shell
    ```

    See [SHELL](https://docs.docker.com/reference/dockerfile/#shell).
    """
    word = _replaced(command)
    if word is not None:
        yield ctx.finding(word, "another shell in the place of sh: say so with SHELL", _fix(command, ctx))


def _replaced(command: Command) -> Word | None:
    """The word that names sh as what is replaced."""
    operands = command.arguments.operands
    if command.name in ("ln", "cp", "mv"):
        last = operands[-1] if len(operands) > 1 else None
        return last if last is not None and last.value in SH and basename(operands[0].value) != "sh" else None
    if command.name == "update-alternatives":
        return next((word for word in command.args if word.value in SH), None)
    return next((word for word in operands if word.value == "dash"), None)


def _fix(command: Command, ctx: Context) -> Fix | None:
    """A SHELL in the place of a RUN that does nothing else, but perhaps remove the old link."""
    run = ctx.instruction
    others = [one for one in ctx.script.commands if one is not command]
    only = all(one.name == "rm" and all(word.value in SH for word in one.arguments.operands) for one in others)
    if command.name != "ln" or not only or run.onbuild or run.flags or not ctx.script.is_chain:
        return None
    source = command.arguments.operands[0]
    path = source.value if source.value.startswith("/") else f"/bin/{source.value.rpartition('/')[2]}"
    if not source.literal or not path.replace("/", "").isalnum():
        return None
    whole = Span(0, len(run.parsed.source))
    return ctx.replace(whole, f'{ctx.keyword("SHELL")} ["{path}", "-c"]', "Replace the link with SHELL")
