from dockwright.model.scopes import flag_uses
from dockwright.model.variables import problems
from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import Copy, Instruction, Run
from dockwright.syntax.mounts import mounts

ALIASES = ("DL1000", "UNSUPPORTED_MODIFIER")


@rule(severity=ERROR, aliases=ALIASES, profiles=("hadolint",), since="0.1")
def invalid_substitution(instruction: Instruction, ctx: Context) -> Findings:
    """A variable that the builder cannot replace.

    Outside of shell text the builder replaces variables itself. It knows
    `${name}` with the modifiers `:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `##`,
    `%`, `%%`, `/` and `//`, and stops at anything else.

    ```dockerfile
    FROM alpine:3.20
    ENV NAME=${USER^^} HOME=/home/${USER
    #        ^^^^^^^ unsupported modifier (^) in substitution: write ${name} or ${name:-default}
    #                             ^^^^^^ syntax error: missing '}': write ${name} or ${name:-default}
    ```

    Nothing is replaced where a stage or an image is named:

    ```dockerfile
    FROM alpine:3.20
    ARG BUILDER=build
    COPY --from=$BUILDER /app /app
    #           ^^^^^^^^ variables are not replaced in `--from`: name a stage that is FROM it
    ```

    The shell of a RUN knows more:

    ```dockerfile
    FROM alpine:3.20
    ENV NAME=${USER:-app} LIB=${LIBRARY%/} CASH=5\\$
    RUN echo "${USER^^}"
    ```

    See [environment replacement](https://docs.docker.com/reference/dockerfile/#environment-replacement).
    """
    for problem in problems(instruction):
        if problem.kind == "invalid-substitution":
            message = f"{problem.message}: write ${{name}} or ${{name:-default}}"
            yield ctx.finding(problem, message)
    never = "variables are not replaced in `--from`: name a stage that is FROM it"
    for flag in instruction.flags if isinstance(instruction, Copy) else ():
        for use in flag_uses(instruction.parsed, flag) if flag.name == "from" else ():
            yield ctx.finding(use, never, aliases=ALIASES[:1])
    for mount in mounts(instruction) if isinstance(instruction, Run) else ():
        for field in mount.fields:
            if field.name == "from" and "$" in (field.value or ""):
                yield ctx.finding(field, never.replace("--", ""), aliases=ALIASES[:1])
