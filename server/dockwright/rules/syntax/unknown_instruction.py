from dockwright.findings import Finding
from dockwright.model import recovery
from dockwright.rules import ERROR, UNSAFE, Context, Findings, rule
from dockwright.syntax import Run, Unknown
from dockwright.text import Edit, Span


@rule(severity=ERROR, fix=UNSAFE, aliases=("DL1000", "UNKNOWN_INSTRUCTION"), profiles=("hadolint",), since="0.1")
def unknown_instruction(line: Unknown, ctx: Context) -> Findings:
    """A line that starts with no known instruction.

    The build stops here. Either the keyword is misspelt:

    ```dockerfile
    FORM alpine:3.20
    #^^^ no instruction is called `FORM`: write FROM
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    ```

    or the line above was meant to go on:

    ```dockerfile
    FROM alpine:3.20
    RUN make
      && make install
    # ^^ the RUN above ends with its line: continue it with `\\`
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    RUN make \\
      && make install
    ```

    Only the first of several such lines is reported; reading goes on at the
    next line that starts with an instruction. The fix is unsafe, since it is a
    guess at what was meant. Keywords may have any case, and what a heredoc
    holds is no instruction:

    ```dockerfile
    from alpine:3.20
    Run <<EOF
    make
    EOF
    ```

    See the [overview of instructions](https://docs.docker.com/reference/dockerfile/#overview).
    """
    if line.onbuild or isinstance(recovery.above(ctx.document, line), Unknown):
        return
    word, run, glued = line.keyword, recovery.run_above(ctx.document, line), recovery.glued_keyword(line)
    is_command = run is not None and word.islower() and not run.keyword.islower()
    keyword = recovery.nearest_keyword(line, doubtful=is_command)
    if glued:
        start = Span(word.start, word.start + glued[1])
        blank = " " if glued[1] < len(word) else ""
        fix = ctx.replace(start, glued[0] + blank, "Put plain blanks around the keyword")
        yield ctx.finding(start, f"the keyword `{glued[0]}` must stand alone: put plain blanks around it", fix)
    elif run and recovery.continues(ctx.document, run, line):
        yield _continued(run, line, ctx)
    elif keyword:
        fix = ctx.replace(word, ctx.keyword(keyword), f"Replace {word} with {ctx.keyword(keyword)}")
        yield ctx.finding(word, f"no instruction is called `{word}`: write {ctx.keyword(keyword)}", fix)
    else:
        hint = f"end the RUN above with `&& {ctx.document.escape}` to go on" if is_command else "start the line with one"
        yield ctx.finding(word or line, f"no instruction is called `{word or ctx.document.escape}`: {hint}")


def _continued(run: Run, line: Unknown, ctx: Context) -> Finding:
    escape, source = ctx.document.escape, ctx.document.source
    last = Span(run.text.end - 1, run.text.end)
    gap = Span(run.start + last.end, line.start + line.keyword.end)
    edit = Edit(Span(gap.start - 1, gap.end), f"{source[gap.start - 1]} {escape}{source[slice(*gap)]}")
    message = f"the RUN above ends with its line: continue it with `{escape}`"
    related = (ctx.related(last, "the RUN ends here", at=run),)
    return ctx.finding(line.keyword, message, ctx.fix("Continue the RUN above", edit), related=related)
