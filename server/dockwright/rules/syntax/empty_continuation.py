from dockwright.rules import SAFE, WARNING, Context, Findings, rule
from dockwright.syntax import Instruction
from dockwright.text import Span

ALIASES = ("NoEmptyContinuation", "EMPTY_CONTINUATION_LINE")


@rule(
    severity=WARNING,
    fix=SAFE,
    aliases=ALIASES,
    profiles=("buildkit",),
    options={"end_of_file": True},
    profile_options={"buildkit": {"end_of_file": False}},
    since="0.1",
)
def empty_continuation(instruction: Instruction, ctx: Context) -> Findings:
    """A blank line inside a continued instruction.

    Builders still read over it, but have announced that they will not: then
    the instruction ends there. A backslash that ends the file continues
    nothing.

    ```dockerfile finds 3:1-4:1 blank line inside an instruction: delete it
    FROM alpine:3.20
    RUN make && \\

        make install
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    RUN make && \\
        make install
    ```

    The fix is safe, since the builder leaves the line out in any case.
    Comments between the lines are fine, and in a heredoc blank lines belong to
    its text:

    ```dockerfile
    FROM alpine:3.20
    RUN make && \\
        # then
        make install
    COPY <<EOF /etc/motd
    hello \\

    EOF
    ```

    See [NoEmptyContinuation](https://docs.docker.com/reference/build-checks/no-empty-continuation/).
    """
    if instruction.onbuild:
        return
    dangling = instruction.parsed.dangling
    for run in _runs(instruction.parsed.blanks, instruction, ctx) if instruction.parsed.blanks else ():
        edits = [ctx.edit(run, "")]
        if dangling and run.start > dangling.start:
            edits.append(ctx.delete_word(dangling))
            dangling = None
        yield ctx.finding(run, "blank line inside an instruction: delete it", ctx.fix("Delete the blank line", *edits))
    if dangling and ctx.options["end_of_file"]:
        fix = ctx.fix("Delete the continuation", ctx.delete_word(dangling))
        yield ctx.finding(dangling, "nothing follows to be continued: delete this", fix, aliases=())


def _runs(blanks: list[Span], instruction: Instruction, ctx: Context) -> list[Span]:
    """Blank lines that follow each other, each run up to the beginning of the line behind it, or the end of the file."""
    runs: list[Span] = []
    size = len(ctx.document.source) - instruction.start
    for start, end in blanks:
        first = runs.pop().start if runs and runs[-1].end == start else start
        runs.append(Span(first, min(end + 1, size)))
    return runs
