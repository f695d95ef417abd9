from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import Run, Transfer
from dockwright.syntax.heredoc import is_shift, near_end


@rule(severity=ERROR, aliases=("DL1000",), profiles=("hadolint",), since="0.1")
def unterminated_heredoc(instruction: Run | Transfer, ctx: Context) -> Findings:
    """A heredoc whose end marker never comes.

    The build stops here. The end marker stands alone on its line, without
    blanks around it; with `<<-` tabs may stand before it.

    ```dockerfile finds 2:5-2:10 no line is exactly `EOF`, which would end this heredoc: add it
    FROM alpine:3.20
    RUN <<EOF
    make
      EOF
    ```

    For the rest of the file, the heredoc is taken to end above the next line
    that starts with an instruction in upper case.

    A shift in shell arithmetic looks like a heredoc to the builder, too:

    ```dockerfile finds 2:20-2:26 the builder takes this `<<` for a heredoc: multiply instead
    FROM alpine:3.20
    RUN echo "$a" $((1 << 4))
    USER app
    ```

    Several heredocs follow each other in the order of their markers:

    ```dockerfile
    FROM alpine:3.20
    COPY <<ONE <<TWO /etc/
    1
    ONE
    2
    TWO
    ```

    See [Here-Documents](https://docs.docker.com/reference/dockerfile/#here-documents).
    """
    for heredoc in instruction.heredocs:
        if heredoc.terminator is None:
            near = near_end(ctx.document.source, instruction.start + heredoc.body.start, heredoc.name)
            message = f"no line is exactly `{heredoc.name}`, which would end this heredoc: add it"
            if instruction.name == "RUN" and is_shift(instruction.parsed.text, heredoc.at):
                near, message = None, "the builder takes this `<<` for a heredoc: multiply instead"
            note = "blanks or the case of letters keep this line from ending it"
            related = [ctx.related(near.shift(-instruction.start), note)] if near else []
            yield ctx.finding(heredoc.marker, message, related=tuple(related))
            return
