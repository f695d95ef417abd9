from dockwright.data.secret_commands import CLIENTS
from dockwright.model.credentials import Credential
from dockwright.model.mounted import Mounted
from dockwright.rules import INFO, UNSAFE, WARNING, Context, Findings, rule
from dockwright.rules.mounting import mount_arguments
from dockwright.syntax import Run


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("DS-0031",),
    refs=("CIS-4.10", "CWE-522", "CWE-214"),
    profiles=("security", "cis"),
    since="0.1",
)
def credential_command(credential: Credential, ctx: Context) -> Findings:
    """A login in a RUN.

    What logs in mostly writes what it needs into a file, such as
    `~/.docker/config.json`, and that stays in the layer. A build argument that
    it gets the password from stays in the image's history.

    ```dockerfile
    FROM debian:13
    ARG PASSWORD
    RUN docker login -u bob -p $PASSWORD registry.example.com
    #   ^^^^^^^^^^^^^^^^^^^^^^ credentials for `docker` stay in the image: use RUN --mount=type=secret
    RUN npm config set //npm.example.com/:_authToken $PASSWORD
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ credentials for `npm` stay in the image: use RUN --mount=type=secret
    ```

    Where the command only uses what it is given, the fix mounts the build
    argument as a secret of its name. It is unsafe, since the build has to be
    given it, as `docker build --secret id=PASSWORD .` does from a variable.
    What a login leaves in the image can only be removed in the same `RUN`.

    ```dockerfile
    FROM debian:13
    ARG PASSWORD
    RUN curl -u "bob:$PASSWORD" -O https://example.com/app.tgz
    #   ^^^^^^^ credentials for `curl` stay in the image: use RUN --mount=type=secret
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN --mount=type=secret,id=PASSWORD,env=PASSWORD curl -u "bob:$PASSWORD" -O https://example.com/app.tgz
    ```

    Variables that nothing in the file sets are only information. A value that
    comes from a secret mount of the same RUN is fine, where the
    tool keeps nothing:

    ```dockerfile
    FROM debian:13
    RUN --mount=type=secret,id=pw PGPASSWORD=$(cat /run/secrets/pw) psql -c 'select 1'
    RUN --mount=type=secret,id=token,env=TOKEN curl -u "bob:$TOKEN" https://example.com
    ```

    See [Build secrets](https://docs.docker.com/build/building/secrets/).
    """
    command, run, script = credential.command, credential.instruction, credential.script
    if command is None or script is None or run is None or command.name not in CLIENTS:
        return
    actual = run.trigger or run
    if not isinstance(actual, Run) or (credential.is_literal and credential.place.end > credential.span.start):
        return
    mounted, scope = Mounted(actual, script), ctx.document.scope(run)
    recorded = any(scope.get(name) is not None for name in credential.variables)
    if mounted.holds(credential.text) or (mounted.is_used and not recorded and not credential.is_literal):
        return
    severity = "" if recorded or credential.is_literal or not credential.variables else INFO
    message = f"credentials for `{command.name}` stay in the image: use RUN --mount=type=secret"
    fix = mount_arguments(ctx, [name for name in credential.variables if scope.get(name) is not None])
    yield ctx.finding(credential.place, message, fix, severity=severity)
