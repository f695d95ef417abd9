from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.shell.nodes import Command

HARMLESS = frozenset(("true", ":", "exit", "echo", "printf", "sleep"))
STARTS = ("start", "restart", "reload")


@rule(severity=WARNING, since="0.1")
def background_process_lost(command: Command, ctx: Context) -> Findings:
    """A service started in a RUN that dies with it.

    A layer keeps files, no processes: when the RUN ends, so does everything
    that it started.

    ```dockerfile
    FROM debian:12
    RUN service nginx start
    #   ^^^^^^^^^^^^^^^^^^^ this process ends with the RUN: start it from CMD or ENTRYPOINT
    ```

    There is no fix, since how the container starts is for you to say. A service
    that the same RUN uses is fine, and so is one that is only enabled:

    ```dockerfile
    FROM debian:12
    RUN service postgresql start && psql -f schema.sql
    RUN systemctl enable nginx
    ```

    See [Run multiple processes](https://docs.docker.com/engine/containers/multi-service_container/).
    """
    if command.dialect != "posix" or not (_starts(command) or _is_background(command)):
        return
    if "function" in command.context or "subst" in command.context:
        return
    if all(one.name in HARMLESS or "subst" in one.context for one in ctx.later(command)):
        yield ctx.finding(command, "this process ends with the RUN: start it from CMD or ENTRYPOINT")


def _is_background(command: Command) -> bool:
    return command.after is not None and command.after.text == "&" and bool(command.words)


def _starts(command: Command) -> bool:
    """`service x start`, `systemctl start x`, `rc-service x start`, `/etc/init.d/x start`."""
    values = [word.value for word in command.arguments.operands]
    if command.name in ("service", "rc-service"):
        return len(values) > 1 and values[1] in STARTS
    if command.name == "systemctl":
        return bool(values) and values[0] in STARTS
    word = command.name_word
    return word is not None and word.value.startswith("/etc/init.d/") and values[:1] != [] and values[0] in STARTS
