from dockwright.model.tooling import brings
from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.shell.nodes import Command

NAMES = {
    "curl": ("curl", "curl-minimal"),
    "wget": ("wget", "wget2"),
    "nc": ("nc", "ncat", "nmap-ncat", "nmap", "netcat", "netcat-openbsd", "netcat-traditional", "busybox", "busybox-extras"),
}
"""The tools that the table of images knows about, each with the packages and files that bring it."""
CONDITIONS = frozenset(("if-cond", "if-body", "while-cond", "case", "function"))


@rule(severity=WARNING, commands=tuple(NAMES), where=("HEALTHCHECK",), since="0.1")
def healthcheck_tool_missing(command: Command, ctx: Context) -> Findings:
    """A HEALTHCHECK that uses a tool the image lacks.

    The container starts, and is unhealthy for ever, since the check itself
    fails.

    ```dockerfile
    FROM debian:13-slim
    COPY app /app
    HEALTHCHECK CMD curl --fail http://localhost:8080/ || exit 1
    #               ^^^^ this image has no curl: install it or check with what it has
    CMD ["/app"]
    ```

    The table of images knows of curl, wget and nc in public ones; on any other
    base the rule is silent. An install or a copy anywhere in the image is
    enough, and so is another tool behind `||`:

    ```dockerfile
    FROM alpine:3.20
    HEALTHCHECK CMD wget --spider http://localhost:8080/ || exit 1
    FROM debian:13-slim
    RUN apt-get update && apt-get install -y curl
    HEALTHCHECK CMD curl --fail http://localhost:8080/ || exit 1
    ```

    See [HEALTHCHECK](https://docs.docker.com/reference/dockerfile/#healthcheck).
    """
    image, name = ctx.stage.known, command.name
    if ctx.instruction.onbuild or image is None or image.tools is None or name in image.tools or not command.name_word:
        return
    if not CONDITIONS.isdisjoint(command.context) or any(one.name in image.tools for one in ctx.script.commands):
        return
    ends = (one.instructions[-1] for one in ctx.stage.built_on if one.instructions)
    if not any(brings(ctx.document, end, None, *NAMES[name], at_end=True) for end in ends):
        yield ctx.finding(command.name_word, f"this image has no {name}: install it or check with what it has")
