from dockwright.findings import ERROR, Related
from dockwright.model.ignore_faults import find
from dockwright.model.ignorefile import IgnoreFile
from dockwright.rules import WARNING, Context, Findings, rule


@rule(
    severity=WARNING,
    since="0.1",
)
def invalid_ignore_pattern(file: IgnoreFile, ctx: Context) -> Findings:
    """A line of `.dockerignore` that is invalid or does nothing.

    The builder refuses a pattern that it cannot read, and with it the build.
    Other mistakes it takes as they are: a file that was to stay out is in the
    image, and nobody is told.

    ```dockerignore
    node_modules # dependencies
    #^^^^^^^^^^^^^^^^^^^^^^^^^^ a comment needs a line of its own: here it is part of the pattern
    !README.md
    #^^^^^^^^^ no line above leaves this out, so there is nothing to bring back: move it down, or delete it
    ```

    Reported are patterns that are malformed, a lone `!`, a comment behind a
    pattern, a backslash between directories, a line that brings back what no
    line above leaves out, and one that a later line undoes entirely. Found in
    `.dockerignore` itself, and in that of every Dockerfile that copies from its
    context. This does what it says:

    ```dockerignore
    # everything but the program
    *
    !app/*.py
    ```

    See [.dockerignore files](https://docs.docker.com/build/concepts/context/#dockerignore-files).
    """
    for fault in find(file):
        because = (Related(fault.because.span, "this line does"),) if fault.because else ()
        yield ctx.finding(fault.pattern, fault.message, severity=ERROR if fault.is_refused else "", related=because)
