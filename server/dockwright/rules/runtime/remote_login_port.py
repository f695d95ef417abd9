from dockwright.rules import INFO, WARNING, Context, Findings, rule
from dockwright.syntax import Cmd, Entrypoint, Expose


@rule(
    severity=WARNING,
    aliases=("DS-0004", "CKV_DOCKER_1"),
    refs=("CIS-5.7", "CWE-710"),
    profiles=("security",),
    options={"ports": (22,)},
    profile_options={"security": {"ports": (22, 23, 512, 513, 514, 2375, 3389, 5900)}},
    since="0.1",
)
def remote_login_port(expose: Expose, ctx: Context) -> Findings:
    """A remote login port exposed.

    A login server in a container is one more thing to keep patched, and a way
    in with its own keys and passwords. `docker exec` gives a shell to those who
    may have one.

    ```dockerfile
    FROM debian:13
    EXPOSE 80 22
    #         ^^ port 22 is for remote logins: use docker exec, and expose only the service
    ```

    An image that is a login server gets a note only. The option `ports` holds
    the numbers; the security profile adds telnet, rlogin and rsh, the Docker
    engine, RDP and VNC.

    ```dockerfile
    FROM debian:13
    EXPOSE 22/udp 2222
    ```

    See [security considerations](https://docs.docker.com/engine/security/).
    """
    for exposed in ctx.document.ports(expose):
        for number in ctx.options["ports"]:
            if exposed.port.has(number):
                message = f"port {number} is for remote logins: use docker exec, and expose only the service"
                if _is_login_server(ctx):
                    note = f"port {number} lets users log in: make sure that its keys are not in the image"
                    yield ctx.finding(exposed.word, note, severity=INFO)
                else:
                    yield ctx.finding(exposed.word, message)
                break


def _is_login_server(ctx: Context) -> bool:
    started = [ctx.stage.last(kind) for kind in (Entrypoint, Cmd)]
    scripts = [script for one in started if one for script in ctx.document.scripts(one)]
    return any("sshd" in word.value.rpartition("/")[2] for script in scripts for command in script.commands for word in command.words)
