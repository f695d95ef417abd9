from dockwright.model.document import Document
from dockwright.rules import ERROR, Context, Findings, rule


@rule(severity=ERROR, aliases=("DL1000",), profiles=("hadolint",), since="0.1")
def invalid_syntax(document: Document, ctx: Context) -> Findings:
    """Text the builder cannot parse.

    The build stops here before anything runs. The rest of the file is still
    checked.

    ```dockerfile
    FROM alpine:3.20
    CMD ["sleep", 3600]
    #             ^^^^ the JSON array may hold strings only: quote this item
    ```

    Other errors of this kind: a heredoc where COPY needs a destination, a line
    of more than 65,535 bytes, NUL bytes, and text that is not UTF-8. Errors
    with a page of their own are not repeated here.

    What looks odd but is read by the current builder is left alone:

    ```dockerfile
    FROM registry.example.com:5000/app
    EXPOSE ${PORT:-80}
    HEALTHCHECK --interval=1m30s CMD true
    RUN --mount=type=bind,target=/src,ro=1 <<EOF
    make -C /src
    EOF
    CMD []
    ```

    See the [Dockerfile reference](https://docs.docker.com/reference/dockerfile/#format).
    """
    for problem in document.problems("invalid-syntax"):
        yield ctx.finding(problem, problem.message)
