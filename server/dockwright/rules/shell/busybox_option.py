from dockwright.model.tooling import brings
from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.shell.busybox import LACKS, LONG_ONLY, lacking
from dockwright.shell.nodes import Command


@rule(severity=WARNING, commands=(*sorted({*LACKS, *LONG_ONLY}), "date", "xargs"), since="0.1")
def busybox_option(command: Command, ctx: Context) -> Findings:
    """A GNU option or tool BusyBox does not have.

    The tools of Alpine are those of BusyBox: smaller, with fewer options. The
    build stops with "unrecognized option" or "not found".

    ```dockerfile
    FROM alpine:3.20
    RUN useradd app
    #   ^^^^^^^ BusyBox has no useradd: use adduser -D
    RUN grep -P '\\d' /etc/hosts
    #        ^^ grep of BusyBox has no -P: use -E
    ```

    Installing the GNU tool before is enough, and of images that nobody knows
    nothing is claimed:

    ```dockerfile
    FROM alpine:3.20
    RUN apk add --no-cache shadow grep && useradd app && grep -P '\\d' /etc/hosts
    FROM registry.example.com/base
    RUN useradd app
    ```

    See [BusyBox](https://busybox.net/downloads/BusyBox.html).
    """
    image = ctx.stage.known
    if image is None or image.sh != "ash" or image.has_bash is None or image.family not in ("alpine", "busybox"):
        return
    for word, instead, package in lacking(command):
        if not brings(ctx.document, ctx.instruction, command, package, command.name):
            own = word is command.name_word
            name = "xargs" if package == "findutils" and command.name != "find" else command.name
            problem = f"BusyBox has no {name}" if own else f"{name} of BusyBox has no {word.value.partition('=')[0]}"
            yield ctx.finding(word, f"{problem}: use {instead}")
