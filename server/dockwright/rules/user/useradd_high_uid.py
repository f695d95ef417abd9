from dockwright.rules import SAFE, WARNING, Context, Findings, rule
from dockwright.shell.nodes import Command

HIGH = 100_000


@rule(
    severity=WARNING,
    fix=SAFE,
    aliases=("DL3046", "DKL-LI-0002"),
    refs=("CWE-710",),
    profiles=("hadolint",),
    commands=("useradd",),
    since="0.1",
)
def useradd_high_uid(command: Command, ctx: Context) -> Findings:
    """`useradd` with a huge user id.

    `useradd` writes the new user into `/var/log/lastlog` and `faillog`, at an
    offset that grows with the id. The gap is no file system's problem, but
    the layer holds it as zeros: a user id of a billion makes gigabytes.

    ```dockerfile
    FROM debian:13
    RUN useradd -u 1000600000 app
    #              ^^^^^^^^^^ this user id makes the layer huge: add --no-log-init
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN useradd --no-log-init -u 1000600000 app
    ```

    The fix is safe: nobody logs in while the image is built. Ids below 100000
    are fine, and so is `adduser`, which writes no such file on Alpine:

    ```dockerfile
    FROM alpine:3.20
    RUN useradd -u 99999 app && adduser -D -u 1000600000 web
    ```

    See [User in the Docker docs](https://docs.docker.com/build/building/best-practices/#user).
    """
    option = command.arguments.get("-u", "--uid")
    if option is None or option.value_span is None or command.arguments.has("-l", "--no-log-init") or command.name_word is None:
        return
    value = option.value or ""
    number = value if value.isdecimal() else ctx.document.scope(ctx.instruction).resolve(value, "\\") or ""
    if number.isascii() and number.isdecimal() and len(number) < 20 and int(number) >= HIGH:
        text = ', "--no-log-init"' if ctx.script.exec_form else " --no-log-init"
        fix = ctx.insert_after(command.name_word, text, "Add --no-log-init")
        yield ctx.finding(option.value_span, "this user id makes the layer huge: add --no-log-init", fix)
