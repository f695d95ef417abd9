from dockwright.rules import ERROR, INFO, Context, Findings, rule
from dockwright.shell.nodes import basename
from dockwright.syntax import Add, Copy, Env, Run, Volume
from dockwright.syntax.mounts import mounts

SOCKETS = frozenset(("docker.sock", "containerd.sock", "crio.sock", "podman.sock"))
MODES = frozenset(("chmod", "chown", "chgrp", "setfacl"))


@rule(
    severity=ERROR,
    refs=("CIS-5.32", "CWE-862", "CWE-269", "OWASP-1"),
    profiles=("security",),
    since="0.1",
)
def docker_socket(instruction: Volume | Copy | Add | Run | Env, ctx: Context) -> Findings:
    """The container engine's socket declared or copied.

    Whoever can write to the socket of the engine is root on the host. An image
    that prepares for it invites people to mount it.

    ```dockerfile
    FROM docker:28-cli
    VOLUME /var/run/docker.sock
    #      ^^^^^^^^^^^^^^^^^^^^ who has this socket is root on the host: talk to the engine over TLS or ssh
    ```

    The same goes for copying it, mounting it in a RUN, or changing its mode.
    A `DOCKER_HOST` that points at it is a note only, as the clients' images
    have it.

    ```dockerfile
    FROM docker:28-cli
    ENV DOCKER_HOST=tcp://docker:2376
    ```

    See [protect the Docker daemon socket](https://docs.docker.com/engine/security/protect-access/).
    """
    message = "who has this socket is root on the host: talk to the engine over TLS or ssh"
    if isinstance(instruction, Env):
        for pair in instruction.pairs:
            if pair.value and pair.key.text == "DOCKER_HOST" and _is_socket(ctx.resolve(pair.value)):
                yield ctx.finding(pair.value, message, severity=INFO)
    elif not isinstance(instruction, Run):
        for word in instruction.words:
            if _is_socket(ctx.resolve(word)):
                yield ctx.finding(word, message)
    elif ".sock" in instruction.parsed.source:
        for mount in mounts(instruction):
            for option in mount.options.values():
                if option.name in ("source", "src", "target", "dst", "destination") and _is_socket(option.value):
                    yield ctx.finding(option, message)
        for script in ctx.document.scripts(instruction):
            for command in script.commands:
                for operand in command.args if command.name in MODES else ():
                    if _is_socket(operand.value):
                        yield ctx.finding(operand, message)


def _is_socket(path: str | None) -> bool:
    return path is not None and basename(path) in SOCKETS
