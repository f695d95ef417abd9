from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import BARE_FLAGS, FLAGS, REPEATED_FLAGS, Flag, Healthcheck, Instruction
from dockwright.syntax.flags import fault

PEERS = {
    **dict.fromkeys(
        ("interval", "timeout", "start-period", "start-interval"),
        ("FLAG_INVALID_DURATION", "FLAG_LESS_THAN_1MS", "FLAG_MISSING_DURATION", "FLAG_UNKNOWN_UNIT"),
    ),
    **dict.fromkeys(BARE_FLAGS, ("FLAG_EXPECTED_BOOLEAN_VALUE",)),
    "link": ("FLAG_EXPECTED_BOOLEAN_VALUE", "FLAG_INVALID_LINK_VALUE"),
    "from": ("FLAG_INVALID_FROM_VALUE",),
    "retries": ("FLAG_AT_LEAST_ONE", "INVALID_SYNTAX"),
}
ALIASES = ("DL1000", "FLAG_DUPLICATE", "FLAG_MISSING_VALUE", *sorted({alias for ids in PEERS.values() for alias in ids}))
EXPANDED = ("chmod", "checksum")


@rule(severity=ERROR, aliases=ALIASES, profiles=("hadolint",), since="0.1")
def invalid_flag(instruction: Instruction, ctx: Context) -> Findings:
    """A flag given twice, or with a value it cannot take.

    The build stops here.

    ```dockerfile
    FROM --platform linux/amd64 alpine:3.20
    #    ^^^^^^^^^^ `--platform` has no value: write it behind a `=`
    COPY --chown=app --chown=web a /a
    #                ^^^^^^^^^^^ `--chown` stands here a second time: keep one
    HEALTHCHECK --interval=30 CMD true
    #                      ^^ `30` is no duration: write it like 30s or 1m30s
    ```

    Values that only a build can know are left alone, and whatever the builder
    takes is fine:

    ```dockerfile
    FROM alpine:3.20
    ARG MODE
    COPY --link --parents=false --chmod=$MODE a b/c /a/
    RUN --mount=type=ssh --mount=type=cache,target=/root --network=none make
    HEALTHCHECK --interval=1m30s --timeout=500ms --start-interval=0 CMD true
    ```

    See the [Dockerfile reference](https://docs.docker.com/reference/dockerfile/).
    """
    if isinstance(instruction, Healthcheck) and instruction.is_none:
        return
    known, seen = FLAGS.get(instruction.name, ()), set[str]()
    for flag in instruction.flags:
        message = _fault(instruction, flag, ctx) if flag.name in known else ""
        if flag.name in seen and flag.name not in REPEATED_FLAGS and flag.name in known:
            yield ctx.finding(flag, f"`--{flag.name}` stands here a second time: keep one", aliases=("DL1000", "FLAG_DUPLICATE"))
        elif message and flag.value is None:
            yield ctx.finding(flag.name_span, message, aliases=("DL1000", "FLAG_MISSING_VALUE"))
        elif message:
            yield ctx.finding(flag.value_span if flag.value else flag, message, aliases=("DL1000", *PEERS.get(flag.name, ())))
        seen.add(flag.name)


def _fault(instruction: Instruction, flag: Flag, ctx: Context) -> str:
    value = flag.value
    if value is None:
        return "" if flag.name in BARE_FLAGS else f"`--{flag.name}` has no value: write it behind a `=`"
    if flag.name in EXPANDED and "$" in value:
        value = ctx.document.scope(instruction).resolve(value, ctx.document.escape)
    return "" if value is None else fault(flag.name, value)
