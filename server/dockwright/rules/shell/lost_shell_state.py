from dockwright.findings import Fix
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule
from dockwright.shell.nodes import Command
from dockwright.shell.state import changed
from dockwright.syntax import Run
from dockwright.text import Span

MESSAGES = {
    "WORKDIR": "the directory lasts for this RUN only: set it with WORKDIR",
    "ENV": "the variable lasts for this RUN only: set it with ENV",
    "SHELL": "this lasts for this RUN only: put it where it is needed, or into SHELL",
}
ACTIVATED = "the environment lasts for this RUN only: set what it changes with ENV"


@rule(severity=WARNING, fix=UNSAFE, since="0.1")
def lost_shell_state(run: Run, ctx: Context) -> Findings:
    """A RUN whose only effect ends with it.

    Every RUN starts a new shell. The directory, the variables and the options
    that one sets are gone in the next, and nothing of it is in the image.

    ```dockerfile
    FROM debian:12
    RUN cd /app
    #   ^^^^^^^ the directory lasts for this RUN only: set it with WORKDIR
    RUN export MODE=production
    #   ^^^^^^^^^^^^^^^^^^^^^^ the variable lasts for this RUN only: set it with ENV
    ```

    ```dockerfile fixed
    FROM debian:12
    WORKDIR /app
    ENV MODE=production
    ```

    The fix is unsafe: what follows now runs in that directory, or sees that
    variable. What the same RUN makes use of is fine:

    ```dockerfile
    FROM debian:12
    RUN cd /app && make
    RUN export MODE=production && make
    ```

    See [RUN](https://docs.docker.com/reference/dockerfile/#run).
    """
    if run.onbuild:
        return
    for script in ctx.document.scripts(run):
        if script.exec_form or script.errors or script.dialect != "posix":
            continue
        lost = _trailing(script.commands)
        if lost is not None and not any(operator.text not in ("&&", ";", "\n") for operator in script.operators):
            keeper = changed(lost)
            activates = lost.name in ("source", ".", "eval", "conda", "mamba", "micromamba")
            message = ACTIVATED if activates else MESSAGES[keeper]
            yield ctx.finding(lost, message, _fix(run, lost, keeper, len(script.commands) == 1 and not script.comments, ctx))


def _trailing(commands: list[Command]) -> Command | None:
    """The first of the commands at the end that only change the shell; `set` before others is how one begins."""
    found = None
    for command in reversed(commands):
        if command.context or not changed(command):
            break
        found = command
    begins = found is not None and found.name == "set" and len(commands) > 1
    return None if begins else found


def _fix(run: Run, command: Command, keeper: str, alone: bool, ctx: Context) -> Fix | None:
    """The instruction that keeps it, for a RUN of this command alone whose values are plain."""
    whole = Span(0, len(run.parsed.source))
    if not alone or run.flags or run.heredocs:
        return None
    if command.name == "cd" and len(command.args) == 1 and _is_plain(command.args[0].value):
        return ctx.replace(whole, f"{ctx.keyword('WORKDIR')} {command.args[0].text}", "Replace RUN cd with WORKDIR")
    words = command.args if command.name == "export" else command.assigns if not command.words else []
    if keeper == "ENV" and words and all(word.literal and "=" in word.value and word.value[:1] != "-" for word in words):
        pairs = " ".join(word.text for word in words)
        return ctx.replace(whole, f"{ctx.keyword('ENV')} {pairs}", "Replace RUN export with ENV")
    return None


def _is_plain(path: str) -> bool:
    return path not in ("", "-") and all(char.isalnum() or char in "/._-" for char in path)
