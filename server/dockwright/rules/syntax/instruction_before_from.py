from dockwright.model.document import Document
from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import Arg, Unknown
from dockwright.text import Span


@rule(severity=ERROR, aliases=("DL3061", "NO_SOURCE_IMAGE"), refs=("CWE-710",), profiles=("hadolint",), since="0.1")
def instruction_before_from(document: Document, ctx: Context) -> Findings:
    """An instruction before the first `FROM`, or no `FROM` at all.

    FROM begins an image; before it there is nothing to add to, and the build
    stops. Only ARG may come first, for what FROM itself needs.

    ```dockerfile
    LABEL team=web
    #^^^^ LABEL stands before the first FROM: move it below
    ARG TAG=3.20
    FROM alpine:$TAG
    ```

    Directives, comments and ARG may come first:

    ```dockerfile
    # syntax=docker/dockerfile:1
    # The base image.
    ARG TAG=3.20
    FROM alpine:$TAG
    ```

    A fragment that is pasted into other files can say so with
    `# dockwright: ignore-file[instruction-before-from]`.

    See [FROM](https://docs.docker.com/reference/dockerfile/#from).
    """
    for one in document.all_stages[0].instructions:
        if not isinstance(one, Arg | Unknown):
            message = f"{one.name} stands before the first FROM: move it below"
            if not document.stages:
                message = f"{one.name} has no FROM above it: begin with one"
            yield ctx.finding(one.keyword, message, at=one, aliases=("DL3061",))
    if not document.stages:
        first = document.instructions[0].span if document.instructions else Span(0, 0)
        yield ctx.finding(first, "the file has no FROM: begin with one", aliases=("NO_SOURCE_IMAGE",))
