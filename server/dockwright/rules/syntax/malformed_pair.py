from dockwright.model.document import Document
from dockwright.rules import ERROR, Context, Findings, rule

ALIASES = ("DL1000", "SYNTAX_MISSING_EQUALS", "SYNTAX_MISSING_NAMES", "ARGUMENT_REQUIRES_TWO")


@rule(severity=ERROR, aliases=ALIASES, profiles=("hadolint",), since="0.1")
def malformed_pair(document: Document, ctx: Context) -> Findings:
    """A word that is no `name=value` where pairs are listed.

    The build stops here. Mostly it is the rest of a value with blanks, which
    needs quotes:

    ```dockerfile
    FROM alpine:3.20
    ENV GREETING=hello world MODE=quiet
    #                  ^^^^^ no pair, as it has no `=`: quote it with the value of `GREETING` if it belongs there
    LABEL description
    #     ^^^^^^^^^^^ `description` has no value: write `description=value`
    ```

    Quoted and escaped blanks belong to the value, and an ARG needs none:

    ```dockerfile
    FROM alpine:3.20
    ENV GREETING="hello world" FAREWELL=so\\ long EMPTY=
    ARG VERSION DEBUG=0
    ```

    See [ENV](https://docs.docker.com/reference/dockerfile/#env).
    """
    for problem in document.problems("malformed-pair"):
        yield ctx.finding(problem, problem.message)
