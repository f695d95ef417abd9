from dockwright.model.stages import Stage
from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.shell.commands import dialect_of
from dockwright.shell.plain import is_shell_call, takes_arguments
from dockwright.syntax import Instruction


@rule(
    severity=WARNING,
    since="0.1",
)
def ignored_cmd(stage: Stage, ctx: Context) -> Findings:
    """A CMD that a shell-form ENTRYPOINT ignores.

    The CMD is handed to the ENTRYPOINT as arguments. An ENTRYPOINT in shell
    form is a shell with a text of its own, which does not look at them; nor
    does `sh -c` in an array.

    ```dockerfile
    FROM python:3.13
    ENTRYPOINT python -m app
    CMD ["--port", "80"]
    #   ^^^^^^^^^^^^^^^^ the shell in ENTRYPOINT drops this: write ENTRYPOINT as a JSON array
    ```

    A text that uses its arguments gets them, the first one as `$0`:

    ```dockerfile
    FROM python:3.13
    ENTRYPOINT ["sh", "-c", "exec python -m app \\"$@\\"", "sh"]
    CMD ["--port", "80"]
    ```

    See [how CMD and ENTRYPOINT interact](https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact).
    """
    entrypoint, cmd = stage.started
    if entrypoint is not None and cmd is not None and cmd.words and _is_deaf(entrypoint, ctx):
        related = (ctx.related(entrypoint.text, "this is the shell", at=entrypoint),)
        message = "the shell in ENTRYPOINT drops this: write ENTRYPOINT as a JSON array"
        yield ctx.finding(cmd.text, message, at=cmd, related=related)


def _is_deaf(entrypoint: Instruction, ctx: Context) -> bool:
    """Whether it is a shell whose text uses no arguments."""
    if not entrypoint.is_json:
        text = str(entrypoint.text)
        return text[:1] not in ("", "[") and dialect_of(ctx.document.shell(entrypoint)) == "posix" and not takes_arguments(text)
    words = [word.value for word in entrypoint.words]
    return is_shell_call(words) and dialect_of(tuple(words)) == "posix" and not any(takes_arguments(word) for word in words[2:])
