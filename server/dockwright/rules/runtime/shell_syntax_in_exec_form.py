from dockwright.findings import Fix
from dockwright.rules import INFO, UNSAFE, WARNING, Context, Findings, rule
from dockwright.shell.commands import dialect_of
from dockwright.shell.literal import OPERATORS, find, is_command_line, quoted
from dockwright.shell.plain import split
from dockwright.syntax import Cmd, Entrypoint, Healthcheck, Run, ShellForm
from dockwright.syntax.arguments import quote


@rule(
    severity=WARNING,
    fix=UNSAFE,
    since="0.1",
)
def shell_syntax_in_exec_form(command: Cmd | Entrypoint | Healthcheck | Run, ctx: Context) -> Findings:
    """Shell syntax in exec form, where no shell reads it.

    A JSON array is executed as it stands. Variables are not replaced, `&&` is
    an argument like any other, and one string with blanks is looked for as a
    program of that name.

    ```dockerfile
    FROM node:24
    CMD ["node", "server.js", "--port", "$PORT"]
    #                                   ^^^^^^^ no shell replaces `$PORT` here: run it through sh -c
    HEALTHCHECK CMD ["wget -q localhost"]
    #                ^^^^^^^^^^^^^^^^^^^ this is looked for as one program: make each word an item
    ```

    ```dockerfile fixed
    FROM node:24
    CMD ["/bin/sh", "-c", "exec node server.js --port \\"$PORT\\""]
    HEALTHCHECK CMD ["wget", "-q", "localhost"]
    ```

    The fix makes the array do what it seems to say. It is unsafe, since it
    changes what is run.

    Text for a shell, and for tools that use these characters themselves, is
    fine. An entrypoint script may replace variables, so that is a note only.

    ```dockerfile
    FROM node:24
    RUN ["sh", "-c", "npm ci && npm run build"]
    CMD ["awk", "{print $1}", "/data"]
    ```

    See [exec form](https://docs.docker.com/reference/dockerfile/#exec-form).
    """
    if not command.is_json or not command.words or dialect_of(ctx.document.shell(command)) != "posix":
        return
    entrypoint = ctx.stage.started[0] if isinstance(command, Cmd) and not command.onbuild else None
    if entrypoint is not None and not entrypoint.is_json:
        return
    before = [word.value for word in entrypoint.words] if entrypoint else []
    words = [word.value for word in command.words]
    if not before and is_command_line(words[0]):
        message = "this is looked for as one program: make each word an item"
        yield ctx.finding(command.words[0], message, _split(command, words, ctx))
        return
    is_script = any("entrypoint" in word for word in before[:1])
    for i, what in find(before + words):
        if i >= len(before):
            message = f"no shell {'replaces' if what[0] == '$' else 'reads'} `{what}` here: run it through sh -c"
            fix = None if before else _wrap(command, quoted(words), ctx)
            yield ctx.finding(command.words[i - len(before)], message, fix, severity=INFO if is_script and what[0] == "$" else "")


def _split(command: ShellForm, words: list[str], ctx: Context) -> Fix | None:
    """The words of a single string as items; what needs a shell, as a text for one."""
    items = split(words[0]) if len(words) == 1 else None
    if items is None:
        return _wrap(command, words[0], ctx) if len(words) == 1 else None
    return _array(command, items, "Make each word an item", ctx)


def _wrap(command: ShellForm, text: str, ctx: Context) -> Fix | None:
    """The same through `sh -c`; not for an ENTRYPOINT, which would no longer see its arguments."""
    if isinstance(command, Entrypoint):
        return None
    is_one = isinstance(command, Cmd) and not OPERATORS.intersection(text.split())
    return _array(command, ["/bin/sh", "-c", f"exec {text}" if is_one else text], "Run it through sh -c", ctx)


def _array(command: ShellForm, items: list[str], title: str, ctx: Context) -> Fix | None:
    array = f"[{', '.join(quote(item) for item in items)}]"
    return None if command.parsed.comments else ctx.replace(command.text, array, title)
