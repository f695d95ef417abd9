from dockwright.model.document import Document
from dockwright.rules import ERROR, Context, Findings, rule

ALIASES = ("DL1000", "INVALID_ESCAPE_DIRECTIVE", "DUPLICATED_ESCAPE_DIRECTIVE")


@rule(severity=ERROR, aliases=ALIASES, profiles=("hadolint",), since="0.1")
def invalid_directive(document: Document, ctx: Context) -> Findings:
    """A parser directive that makes the build fail.

    Directives are the comments `# syntax=`, `# escape=` and `# check=` at the
    very top of a file. The build stops at one it does not understand, and at
    the second of a kind.

    ```dockerfile
    # escape=%
    #        ^ `%` cannot be the escape character: use ` or \\
    # check=skip=StageNameCasing;fail=true
    #                            ^^^^^^^^^ `fail=true` is no option of checks: use skip=, error= or experimental=
    FROM alpine:3.20
    ```

    Anything else in a comment is only a comment:

    ```dockerfile
    # syntax=docker/dockerfile:1
    # escape=`
    # check=skip=JSONArgsRecommended,StageNameCasing;error=true because of the old images
    # comment
    # escape=%
    FROM alpine:3.20
    ```

    See [parser directives](https://docs.docker.com/reference/dockerfile/#parser-directives).
    """
    for problem in document.problems("invalid-directive"):
        yield ctx.finding(problem, problem.message)
