from dockwright.rules import ERROR, SAFE, Context, Findings, rule
from dockwright.syntax import Instruction
from dockwright.syntax.exec_form import broken, reason, repair

ALIASES = ("SHELL_JSON_FORM", "JSON_IN_SINGLE_QUOTES")


@rule(severity=ERROR, fix=SAFE, aliases=ALIASES, refs=("CWE-573",), since="0.1")
def broken_exec_form(instruction: Instruction, ctx: Context) -> Findings:
    """Text that looks like a JSON array but is none.

    The builder does not complain: it hands the brackets to a shell, or takes
    them for file names. Only SHELL fails at once.

    ```dockerfile
    FROM alpine:3.20
    CMD ['sleep', '3600']
    #   ^^^^^^^^^^^^^^^^^ this is no JSON array, as its strings need double quotes: mend it
    VOLUME ["/data",]
    #      ^^^^^^^^^^ this is no JSON array, as a comma stands before the bracket: mend it
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    CMD ["sleep", "3600"]
    VOLUME ["/data"]
    ```

    The fix is safe, since the strings are as they were meant to be: there is
    none where that is not certain. A test and a file name pattern begin with a
    bracket as well:

    ```dockerfile
    FROM alpine:3.20
    RUN [ -f /etc/motd ] && cat /etc/motd
    COPY [a-z]*.conf /etc/app/
    ```

    See [shell and exec form](https://docs.docker.com/reference/dockerfile/#shell-and-exec-form).
    """
    place = broken(instruction.parsed)
    if place is not None:
        edits = repair(instruction.parsed)
        fix = ctx.fix("Write a JSON array", *(ctx.edit(edit.span, edit.text) for edit in edits)) if edits else None
        text = instruction.text
        alias = ALIASES if instruction.name == "SHELL" else ALIASES[1:] if "'" in text else ()
        yield ctx.finding(place, f"this is no JSON array, as {reason(text)}: mend it", fix, aliases=alias)
