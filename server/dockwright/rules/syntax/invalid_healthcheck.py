from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import BARE_FLAGS, Healthcheck
from dockwright.text import Span

ALIASES = ("DL1000", "UNKNOWN_TYPE", "HEALTHCHECK_CMD_ARGUMENT_MISSING", "ARGUMENT_UNNECESSARY")


@rule(severity=ERROR, aliases=ALIASES, profiles=("hadolint",), since="0.1")
def invalid_healthcheck(healthcheck: Healthcheck, ctx: Context) -> Findings:
    """A `HEALTHCHECK` that is neither `NONE` nor `CMD` with a command.

    The build stops here.

    ```dockerfile
    FROM alpine:3.20
    HEALTHCHECK --timeout=3s wget -q http://localhost/
    #                        ^^^^ `wget` is neither CMD nor NONE: write CMD before the command
    HEALTHCHECK CMD
    #           ^^^ CMD has no command: name one
    HEALTHCHECK NONE true
    #                ^^^^ NONE takes no arguments: delete them
    ```

    Either word may be in any case:

    ```dockerfile
    FROM alpine:3.20
    HEALTHCHECK cmd wget -q http://localhost/
    HEALTHCHECK CMD ["wget", "-q", "http://localhost/"]
    HEALTHCHECK None
    ```

    See [HEALTHCHECK](https://docs.docker.com/reference/dockerfile/#healthcheck).
    """
    type, words = healthcheck.type, healthcheck.words
    is_cut = any(flag.value is None and flag.name not in BARE_FLAGS for flag in healthcheck.flags)
    if type is None or healthcheck.parsed.problems or is_cut:
        return
    if healthcheck.is_none and words:
        span = Span(words[0].start, words[-1].end)
        yield ctx.finding(span, "NONE takes no arguments: delete them", aliases=("DL1000", "ARGUMENT_UNNECESSARY"))
    elif type.text.upper() == "CMD" and not words:
        yield ctx.finding(type, "CMD has no command: name one", aliases=("DL1000", "HEALTHCHECK_CMD_ARGUMENT_MISSING"))
    elif type.text.upper() not in ("CMD", "NONE"):
        message = f"`{type.text}` is neither CMD nor NONE: write CMD before the command"
        yield ctx.finding(type, message, aliases=("DL1000", "UNKNOWN_TYPE"))
