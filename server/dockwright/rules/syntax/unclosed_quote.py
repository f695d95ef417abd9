from dockwright.model.variables import problems
from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import Instruction

ALIASES = ("DL1000", "SYNTAX_MISSING_SINGLE_QUOTE", "SYNTAX_MISSING_DOUBLE_QUOTE")


@rule(severity=ERROR, aliases=ALIASES, profiles=("hadolint",), since="0.1")
def unclosed_quote(instruction: Instruction, ctx: Context) -> Findings:
    """A quote that is never closed.

    Outside of shell text the builder reads quotes itself, and stops at one
    that has no end. An apostrophe is a quote, too.

    ```dockerfile
    FROM alpine:3.20
    LABEL description=it's maintainer=jane
    #                   ^^^^^^^^^^^^^^^^^^ this quote is never closed: close it, or write \\'
    WORKDIR "/srv/app
    #       ^^^^^^^^^ this quote is never closed: close it, or write \\"
    ```

    Escaped quotes, quotes in quotes, and the text of RUN, CMD and ENTRYPOINT
    are left alone:

    ```dockerfile
    FROM alpine:3.20
    LABEL description=it\\'s maintainer="Jane's"
    RUN echo it\\'s
    ```

    See [environment replacement](https://docs.docker.com/reference/dockerfile/#environment-replacement).
    """
    parsed = instruction.parsed
    for problem in problems(instruction):
        if problem.kind == "unclosed-quote":
            quote = parsed.source[problem.span.start]
            alias = ALIASES[1] if quote == "'" else ALIASES[2]
            message = f"this quote is never closed: close it, or write {parsed.escape}{quote}"
            yield ctx.finding(problem, message, aliases=("DL1000", alias))
