from dockwright.model.verification import TLS, is_local, switches
from dockwright.rules import ERROR, INFO, UNSAFE, Context, Findings, rule
from dockwright.rules.switches import without
from dockwright.shell.nodes import Command
from dockwright.syntax import Arg, Env, Healthcheck, Transfer


@rule(
    severity=ERROR,
    fix=UNSAFE,
    aliases=(
        *("CKV2_DOCKER_2", "CKV2_DOCKER_3", "CKV2_DOCKER_4", "CKV2_DOCKER_5", "CKV2_DOCKER_6"),
        *("CKV2_DOCKER_12", "CKV2_DOCKER_13", "CKV2_DOCKER_14", "CKV2_DOCKER_15", "CKV2_DOCKER_16"),
    ),
    refs=("CIS-4.11", "CWE-295"),
    profiles=("security", "cis"),
    where=("RUN", "HEALTHCHECK"),
    since="0.1",
)
def tls_verification_off(node: Command | Env | Arg | Transfer, ctx: Context) -> Findings:
    """A TLS certificate that is not checked.

    Whoever sits between the builder and the server can then answer in its
    name, and what comes back is installed as root. If a certificate is not
    accepted, the authority that signed it is missing: install it with
    `ca-certificates`.

    ```dockerfile
    FROM debian:13
    ENV PYTHONHTTPSVERIFY=0
    #   ^^^^^^^^^^^^^^^^^^^ this turns off the check of TLS certificates: leave it out
    RUN curl -fsSLk https://example.com/app.tgz | tar xz
    #        ^^^^^^ this turns off the check of TLS certificates: leave it out
    RUN git config --global http.sslVerify false
    #                       ^^^^^^^^^^^^^^^^^^^^ this turns off the check of TLS certificates: leave it out
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN curl -fsSL https://example.com/app.tgz | tar xz
    RUN git config --global http.sslVerify false
    ```

    The fix is unsafe, since the download may fail then. This machine may be
    trusted:

    ```dockerfile
    FROM debian:13
    RUN ./server & curl -k https://localhost:8443/ready
    ```

    See [curl -k](https://curl.se/docs/sslcerts.html).
    """
    severity = INFO if isinstance(ctx.instruction, Healthcheck) else ""
    for switch in switches(node, TLS):
        if isinstance(node, Command) and is_local(node):
            return
        aliases = (switch.alias,) if switch.alias else ()
        message = "this turns off the check of TLS certificates: leave it out"
        yield ctx.finding(switch.span, message, without(switch, ctx), severity=severity, aliases=aliases)
