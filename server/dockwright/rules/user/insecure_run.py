from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.syntax import Run


@rule(severity=WARNING, refs=("CWE-250",), profiles=("security",), since="0.1")
def insecure_run(run: Run, ctx: Context) -> Findings:
    """A RUN that leaves the sandbox of the build.

    With `--security=insecure` a command has every privilege on the machine
    that builds, with `--network=host` it reaches whatever listens there, and
    `--device` gives it hardware. A dependency that is not what it seems then
    has the same. The builder refuses all of them unless it is told to allow
    the entitlement.

    ```dockerfile
    # syntax=docker/dockerfile:1-labs
    FROM debian:13
    RUN --security=insecure mount -t tmpfs tmpfs /mnt
    #   ^^^^^^^^^^^^^^^^^^^ full privileges while building (entitlement security.insecure): do without
    RUN --network=host curl http://localhost:8080/
    #   ^^^^^^^^^^^^^^ the network of the build machine (entitlement network.host): do without
    ```

    A RUN without network, or with the default one, stays inside:

    ```dockerfile
    FROM debian:13
    RUN --network=none make
    ```

    See [RUN --security](https://docs.docker.com/reference/dockerfile/#run---security).
    """
    for flag in run.flags:
        if flag.name == "security" and flag.value == "insecure":
            yield ctx.finding(flag, "full privileges while building (entitlement security.insecure): do without")
        elif flag.name == "network" and flag.value == "host":
            yield ctx.finding(flag, "the network of the build machine (entitlement network.host): do without")
        elif (
            flag.name == "device" and flag.value and flag.value.partition(",")[0].rpartition("=")[2].endswith(("=all", "*", "/all", "all"))
        ):
            yield ctx.finding(flag, "every such device of the build machine (entitlement device): name one")
