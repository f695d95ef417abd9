from dockwright.model.document import Document
from dockwright.rules import SAFE, STYLE, Context, Findings, rule
from dockwright.syntax import Arg, Instruction, Unknown

ALIASES = ("ConsistentInstructionCasing", "CASING_INSTRUCTION")


@rule(
    severity=STYLE,
    default=False,
    fix=SAFE,
    aliases=(*ALIASES, "CASING_DIRECTIVE"),
    profiles=("strict", "buildkit"),
    options={"case": "consistent", "everywhere": True},
    profile_options={"buildkit": {"everywhere": False}},
    since="0.1",
)
def keyword_case(document: Document, ctx: Context) -> Findings:
    """An instruction keyword in another case than most.

    Builders read keywords in any case; readers look for one.

    ```dockerfile
    FROM alpine:3.20
    run make
    #^^ the keyword is not in upper case: write `RUN`
    Copy app /app
    #^^^ the keyword is not in upper case: write `COPY`
    CMD ["/app"]
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    RUN make
    COPY app /app
    CMD ["/app"]
    ```

    The fix is safe, since only the case of letters changes. What most keywords
    are written in is right, upper case in a tie; the option `case` may be set
    to `upper` or `lower` instead. What ONBUILD holds, each `ARG` before the
    first `FROM`, and parser directives, which are lower case, are judged as
    well, unless `everywhere` is false. A file in lower case is fine:

    ```dockerfile
    from alpine:3.20
    run make
    ```

    See [ConsistentInstructionCasing](https://docs.docker.com/reference/build-checks/consistent-instruction-casing/).
    """
    everywhere = ctx.options["everywhere"]
    before = {one.index for one in document.all_stages[0].instructions if isinstance(one, Arg)}
    case = ctx.options["case"]
    if case == "consistent":
        voting = [one.keyword for one in document.instructions if one.index not in before and not isinstance(one, Unknown)]
        lower = sum(keyword.islower() for keyword in voting)
        case = "lower" if lower > sum(keyword.isupper() for keyword in voting) else "upper"
    for one in document.instructions:
        if everywhere or one.index not in before:
            yield from _keyword(one, case, ctx)
        if everywhere and one.trigger:
            yield from _keyword(one.trigger, case, ctx)
    for directive in document.directives if everywhere else ():
        if document.source[slice(*directive.key_span)] != directive.name:
            fix = ctx.replace(directive.key_span, directive.name, "Write the directive in lower case")
            message = f"the directive is not in lower case: write `{directive.name}`"
            yield ctx.finding(directive.key_span, message, fix, aliases=("CASING_DIRECTIVE",))


def _keyword(one: Instruction, case: str, ctx: Context) -> Findings:
    wanted = one.keyword.lower() if case == "lower" else one.keyword.upper()
    if one.keyword != wanted and not isinstance(one, Unknown):
        written = ctx.document.source[slice(*one.keyword.span.shift(one.start))]
        fix = ctx.replace(one.keyword, getattr(written, case)(), f"Write the keyword in {case} case", at=one)
        yield ctx.finding(one.keyword, f"the keyword is not in {case} case: write `{wanted}`", fix, at=one, aliases=ALIASES)
