from dockwright.findings import Finding
from dockwright.rules import ERROR, INFO, UNSAFE, Context, Findings, rule
from dockwright.syntax import FLAGS, Flag, Healthcheck, Instruction
from dockwright.text import nearest

ALIASES = ("DL1000", "UNKNOWN_ADD_FLAG", "UNKNOWN_COPY_FLAG", "UNKNOWN_FROM_FLAG", "UNKNOWN_HEALTHCHECK_FLAG")


@rule(severity=ERROR, fix=UNSAFE, aliases=ALIASES, profiles=("hadolint",), since="0.1")
def unknown_flag(instruction: Instruction, ctx: Context) -> Findings:
    """A flag that the instruction does not have.

    The build stops here. Words that start with `--` are flags of the
    instruction as long as they stand directly behind its keyword.

    ```dockerfile
    FROM alpine:3.20
    COPY --form=builder /app /app
    #    ^^^^^^ COPY has no flag `--form`: write `--from`
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    COPY --from=builder /app /app
    ```

    The fix is unsafe, since it is a guess; a flag that resembles no other is
    deleted. What is meant for a program belongs behind the program, or into
    the exec form:

    ```dockerfile
    FROM alpine:3.20
    CMD --verbose
    #   ^^^^^^^^^ CMD has no flag `--verbose`: use the exec form for arguments
    ENTRYPOINT ["app", "--verbose"]
    ```

    With a frontend other than Docker's stable one the level is `info`, since
    it may have flags of its own.

    See the [Dockerfile reference](https://docs.docker.com/reference/dockerfile/).
    """
    known = FLAGS.get(instruction.name)
    if known is None or (isinstance(instruction, Healthcheck) and instruction.is_none):
        return
    for flag in instruction.flags:
        if flag.name not in known:
            yield _unknown(instruction, flag, [name for name in known if instruction.flag(name) is None], ctx)


def _unknown(instruction: Instruction, flag: Flag, others: list[str], ctx: Context) -> Finding:
    near = nearest(flag.name.lower(), others)
    severity = ERROR if ctx.document.has_standard_frontend else INFO
    fix, hint = None, "delete it"
    if near:
        fix, hint = ctx.replace(flag.name_span, f"--{near}", f"Replace --{flag.name} with --{near}"), f"write `--{near}`"
    elif instruction.name in ("CMD", "ENTRYPOINT"):
        hint = "use the exec form for arguments"
    elif severity == ERROR:
        fix = ctx.fix(f"Delete --{flag.name}", ctx.delete_word(flag))
    aliases = tuple(one for one in ALIASES if one in ("DL1000", f"UNKNOWN_{instruction.name}_FLAG"))
    message = f"{instruction.name} has no flag `--{flag.name}`: {hint}"
    return ctx.finding(flag.name_span, message, fix, severity=severity, aliases=aliases)
