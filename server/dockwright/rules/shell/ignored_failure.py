from dockwright.findings import Fix
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule
from dockwright.shell.lists import Lost, lost_failures, stops_on_errors
from dockwright.shell.nodes import Script
from dockwright.syntax import Run
from dockwright.text import Edit, Span


@rule(severity=WARNING, fix=UNSAFE, refs=("CWE-390",), since="0.1")
def ignored_failure(run: Run, ctx: Context) -> Findings:
    """A failed step hidden by what runs after it.

    Behind a `;` the next command runs whatever became of the one before, and
    only the last one decides whether the build goes on. The layer is then kept,
    with half of its content.

    ```dockerfile
    FROM debian:12
    RUN make; make install
    #       ^ if make fails the build goes on: use && or set -e
    ```

    ```dockerfile fixed
    FROM debian:12
    RUN make && make install
    ```

    The lines of a heredoc are such a list, too:

    ```dockerfile
    FROM debian:12
    RUN <<EOF
    curl -fO https://example.com/a.tar.gz
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ if curl fails the build goes on: begin with set -e
    tar xzf a.tar.gz
    EOF
    ```

    ```dockerfile fixed
    FROM debian:12
    RUN <<EOF
    set -e
    curl -fO https://example.com/a.tar.gz
    tar xzf a.tar.gz
    EOF
    ```

    The fix is unsafe: a build that went on stops now. `set -e`, a shell that is
    started with `-e`, and saying that a failure does not matter all do:

    ```dockerfile
    FROM debian:12
    RUN set -eux; make; make install
    RUN make || true; make install
    ```

    See [set](https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#set).
    """
    initially = stops_on_errors(ctx.document.reader(run)[1:])
    for script in ctx.document.scripts(run):
        lost = list(lost_failures(script, initially)) if script.dialect == "posix" and not script.errors else []
        if not lost:
            continue
        name, separator = lost[0].command.name, lost[0].separator
        if script.map.source[0] >= (run.heredocs[0].body.start if run.heredocs else len(run.parsed.source)):
            first = script.commands[0]
            yield ctx.finding(_line(first.span, run), f"if {name} fails the build goes on: begin with set -e", _begin(run, script, ctx))
        elif separator.text == ";":
            yield ctx.finding(separator, f"if {name} fails the build goes on: use && or set -e", _chain(lost, script, ctx))


def _line(span: Span, run: Run) -> Span:
    """A span up to the end of its first line."""
    end = run.parsed.source.find("\n", span.start, span.end)
    return Span(span.start, end if end >= 0 else span.end)


def _begin(run: Run, script: Script, ctx: Context) -> Fix:
    """`set -e` as the first line, behind a `#!`."""
    source, at = run.parsed.source, run.heredocs[0].body.start
    if source.startswith("#!", at):
        at = source.index("\n", at) + 1
    first = script.commands[0].span.start
    line = source[source.rfind("\n", 0, first) + 1 : first]
    return ctx.fix(
        "Begin with set -e", Edit(Span(at, at).shift(run.start), f"{line[: len(line) - len(line.lstrip())]}set -e{ctx.document.newline}")
    )


def _chain(lost: list[Lost], script: Script, ctx: Context) -> Fix | None:
    """`&&` in the place of each `;`; none where a `||` that follows would then catch this failure, too."""
    if any(operator.text == "||" and not operator.context for operator in script.operators):
        return None
    edits = []
    for one in lost:
        glued = script.text[one.separator.start - 1 : one.separator.start].isspace()
        edits.append(ctx.edit(one.separator, "&&" if glued else " &&"))
    return ctx.fix("Replace ; with &&", *edits)
