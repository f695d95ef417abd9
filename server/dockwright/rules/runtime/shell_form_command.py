from dockwright.findings import Fix
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule
from dockwright.shell import plain
from dockwright.shell.commands import dialect_of
from dockwright.syntax import Cmd, Entrypoint, From, Healthcheck, Onbuild, ShellForm
from dockwright.syntax.arguments import quote


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("DL3025", "JSONArgsRecommended"),
    refs=("CWE-573",),
    profiles=("hadolint", "buildkit"),
    options={"excuses": ("shell", "exec", "entrypoint", "windows"), "healthcheck": False, "onbuild": "here"},
    profile_options={
        "hadolint": {"excuses": (), "healthcheck": True, "onbuild": "never"},
        "buildkit": {"excuses": ("shell",), "onbuild": "from"},
    },
    since="0.1",
)
def shell_form_command(command: Cmd | Entrypoint | Healthcheck | From, ctx: Context) -> Findings:
    """CMD or ENTRYPOINT in shell form.

    In shell form the first process is a shell, and the program its child. The
    shell keeps the signals it gets to itself: `docker stop` waits for its time
    to run out and then kills the program in the middle of its work.

    ```dockerfile
    FROM node:24
    CMD node server.js "--name=my app"
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a shell runs this and passes no signals on: write a JSON array
    ```

    ```dockerfile fixed
    FROM node:24
    CMD ["node", "server.js", "--name=my app"]
    ```

    Where the shell has something to replace, the fix puts `exec` in front, so
    that the program takes its place. Both are unsafe: the process tree changes
    and, for ENTRYPOINT, arguments are no longer ignored.

    Silent are a command that begins with `exec`, one for a shell that `SHELL`
    chose or that is Windows', and a CMD beside an ENTRYPOINT in shell form,
    which ignores it anyway:

    ```dockerfile
    FROM node:24
    CMD exec node server.js --port "$PORT"
    ```

    See [shell and exec form](https://docs.docker.com/reference/dockerfile/#shell-and-exec-form).
    """
    if isinstance(command, From):
        yield from _triggered(command, ctx)
    elif _is_judged(command, ctx) and not any(_excuse(reason, command, ctx) for reason in ctx.options["excuses"]):
        advice, fix = _remedy(command, ctx)
        effect = "" if isinstance(command, Healthcheck) else " and passes no signals on"
        yield ctx.finding(command.text, f"a shell runs this{effect}: {advice}", fix)


def _is_judged(command: ShellForm, ctx: Context) -> bool:
    if command.is_json or not command.words or (isinstance(command, Healthcheck) and not ctx.options["healthcheck"]):
        return False
    return not command.onbuild or ctx.options["onbuild"] == "here"


def _excuse(reason: str, command: ShellForm, ctx: Context) -> bool:
    if reason == "shell":
        return ctx.document.state(command).shell is not None
    if reason == "exec":
        return command.text.split(None, 1)[0] == "exec"
    if reason == "windows":
        return dialect_of(ctx.document.shell(command)) != "posix"
    entrypoint = ctx.stage.last(Entrypoint) if isinstance(command, Cmd) and not command.onbuild else None
    return entrypoint is not None and not entrypoint.is_json


def _remedy(command: ShellForm, ctx: Context) -> tuple[str, Fix | None]:
    script = ctx.document.scripts(command)[0]
    lone = plain.lone(script) if script.dialect == "posix" and command.text[:1] != "[" else None
    arguments = plain.arguments(lone) if lone else None
    if lone and arguments:
        edits = [ctx.edit(word, quote(value) + ",") for word, value in zip(lone.words, arguments, strict=True)]
        edits[0] = edits[0]._replace(text="[" + edits[0].text)
        edits[-1] = edits[-1]._replace(text=edits[-1].text[:-1] + "]")
        appends = isinstance(command, Entrypoint) and ctx.stage.last(Cmd) is not None
        return "write a JSON array", None if appends else ctx.fix("Write a JSON array", *edits)
    if lone and plain.is_program(lone) and not isinstance(command, Healthcheck):
        fix = None if lone.assigns else ctx.fix("Put exec in front", ctx.before(lone.words[0], "exec "))
        return "put exec in front", fix
    return ("write a JSON array" if command.text[:1] == "[" else "move it to a script that ends in exec"), None


def _triggered(from_: From, ctx: Context) -> Findings:
    """BuildKit reports the commands of triggers where they are pulled."""
    parent = ctx.document.stage_of(from_).parent if ctx.options["onbuild"] == "from" else None
    if parent is not None and from_.image is not None and parent.end.shell is None:
        for trigger in (one.trigger for one in parent.all(Onbuild)):
            if isinstance(trigger, Cmd | Entrypoint) and not trigger.is_json:
                yield ctx.finding(from_.image, f"a shell will run the {trigger.name} of a trigger: write a JSON array there")
