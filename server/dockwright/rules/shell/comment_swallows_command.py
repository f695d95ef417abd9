from dockwright.findings import Fix
from dockwright.rules import ERROR, UNSAFE, Context, Findings, rule
from dockwright.syntax import ShellForm
from dockwright.text import Edit, Span


@rule(severity=ERROR, fix=UNSAFE, since="0.1")
def comment_swallows_command(instruction: ShellForm, ctx: Context) -> Findings:
    """A `#` comment that swallows the rest of a continued RUN.

    The builder joins continued lines into one before the shell sees them. A
    comment behind a command then goes on to the very end, and everything that
    follows is never run.

    ```dockerfile
    FROM debian:12
    RUN apt-get update && \\
        apt-get install -y git # for the build \\
    #                          ^^^^^^^^^^^^^^^ this comment swallows all that follows: put it on a line of its own
        && make
    ```

    ```dockerfile fixed
    FROM debian:12
    RUN apt-get update && \\
        # for the build
        apt-get install -y git \\
        && make
    ```

    The fix is unsafe, since what follows runs from now on. Lines that are
    nothing but a comment are fine, as the builder takes them out:

    ```dockerfile
    FROM debian:12
    RUN apt-get update && \\
        # for the build
        apt-get install -y git
    ```

    See [Format](https://docs.docker.com/reference/dockerfile/#format).
    """
    for script in ctx.document.scripts(instruction) if not instruction.is_json else ():
        for start, end in script.comments if script.dialect == "posix" else ():
            span = script.span(start, end)
            text, newline, rest = instruction.parsed.source[span.start : span.end].partition("\n")
            at = span.start + len(text) + len(newline)
            swallowed = _first_command(rest)
            if newline and swallowed is not None:
                comment = text.rstrip("\r \t")[:-1].rstrip()
                related = ctx.related(Span(at + swallowed[0], at + swallowed[1]), "this is never run")
                fix = _fix(instruction, Span(span.start, span.start + len(comment)), ctx)
                message = "this comment swallows all that follows: put it on a line of its own"
                yield ctx.finding(Span(span.start, span.start + len(comment)), message, fix, related=(related,))


def _first_command(text: str) -> tuple[int, int] | None:
    """Where the first line is that is neither blank nor a comment."""
    at = 0
    for line in text.split("\n"):
        bare = line.strip().rstrip("\\`").rstrip()
        if bare and bare[0] != "#":
            start = at + line.index(bare)
            return start, start + len(bare)
        at += len(line) + 1
    return None


def _fix(instruction: ShellForm, comment: Span, ctx: Context) -> Fix:
    """The comment goes above its line, with the indent of that line."""
    source = instruction.parsed.source
    text = source[comment.start : comment.end]
    line = source.rfind("\n", 0, comment.start) + 1
    begin = len(source[: comment.start].rstrip(" \t"))
    cut = ctx.edit(Span(begin, comment.end), "")
    if line == 0:
        return ctx.fix("Put the comment on a line of its own", ctx.line_above(instruction, text), cut)
    indent = source[line : len(source) - len(source[line:].lstrip(" \t"))]
    above = ctx.edit(Span(line, line), f"{indent}{text}{ctx.document.newline}")
    return ctx.fix("Put the comment on a line of its own", Edit(above.span, above.text), cut)
