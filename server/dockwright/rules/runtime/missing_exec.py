from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.shell.nodes import Command, Script, basename
from dockwright.shell.plain import BUILTINS, is_shell_call
from dockwright.syntax import Cmd, Entrypoint

INITS = frozenset(("tini", "docker-init", "dumb-init", "catatonit", "s6-svscan", "init"))
EXECING = frozenset(("bash", "zsh", "ksh"))


@rule(
    severity=INFO,
    fix=UNSAFE,
    since="0.1",
)
def missing_exec(command: Cmd | Entrypoint, ctx: Context) -> Findings:
    """A wrapping shell that stays as process 1.

    A shell that starts a program waits for it and keeps the signals it gets.
    `docker stop` does not reach the program, which is killed after ten seconds.
    With `exec` the program takes the place of the shell.

    ```dockerfile
    FROM node:24
    CMD ["sh", "-c", "npm run migrate && node server.js --port $PORT"]
    #                                    ^^^^ the shell stays in front and passes no signals on: start this with exec
    ```

    ```dockerfile fixed
    FROM node:24
    CMD ["sh", "-c", "npm run migrate && exec node server.js --port $PORT"]
    ```

    The fix is unsafe, since traps and functions of the shell end with it.

    Text that needs the shell afterwards is left alone: pipes, background jobs,
    `||`, traps. So is a lone command of bash, which needs no `exec`.

    ```dockerfile
    FROM node:24
    CMD ["sh", "-c", "node worker.js & node server.js"]
    ENTRYPOINT ["bash", "-c", "node server.js --port $PORT"]
    ```

    See [ENTRYPOINT](https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example).
    """
    scripts = ctx.document.scripts(command)
    if not scripts or scripts[0].dialect != "posix" or not _is_process_one(command, ctx):
        return
    script = scripts[0]
    level = ("sh -c",) if command.is_json else ()
    commands = [one for one in script.commands if one.context == level]
    if not commands or (command.is_json and not is_shell_call([word.value for word in command.words])):
        return
    last = commands[-1]
    if len(commands) == 1 and _shell(command, ctx) in EXECING:
        return
    is_list = all(one.text in ("&&", ";", "\n") for one in script.operators if one.context == level)
    if is_list and _is_last(last, script) and _can_replace(last) and not any(one.name == "trap" for one in commands):
        fix = None if last.assigns else ctx.fix("Start it with exec", ctx.before(last.words[0], "exec "))
        message = "the shell stays in front and passes no signals on: start this with exec"
        yield ctx.finding(last.words[0], message, fix)


def _is_process_one(command: Cmd | Entrypoint, ctx: Context) -> bool:
    """Whether it is what the container starts with, without an init in front that passes signals on."""
    entrypoint = ctx.stage.started[0] if isinstance(command, Cmd) and not command.onbuild else None
    if entrypoint is None:
        return True
    return entrypoint.is_json and not any(basename(word.value) in INITS for word in entrypoint.words)


def _shell(command: Cmd | Entrypoint, ctx: Context) -> str:
    name = basename(command.words[0].value if command.is_json else ctx.document.shell(command)[0])
    known = ctx.stage.known if name == "sh" else None
    return (known.sh if known else "") or name


def _is_last(command: Command, script: Script) -> bool:
    """Whether nothing follows in the text it stands in."""
    holder = next((word for word in script.commands[0].words if word.start <= command.start < word.end), None)
    end = holder.end - 1 if holder is not None and script.exec_form else len(script.text)
    return not script.text[command.end : end].strip(" \t\r\n;")


def _can_replace(command: Command) -> bool:
    if not command.words or command.negated or command.words[0].value in BUILTINS:
        return False
    return command.name not in INITS
