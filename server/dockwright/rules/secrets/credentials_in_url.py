from dockwright.model.credentials import Credential
from dockwright.rules import ERROR, UNSAFE, WARNING, Context, Findings, rule
from dockwright.rules.mounting import mount_arguments, mount_literal


@rule(
    severity=ERROR,
    fix=UNSAFE,
    aliases=("CKV_SECRET_4",),
    refs=("CIS-4.10", "CWE-522"),
    profiles=("security", "cis"),
    since="0.1",
)
def credentials_in_url(credential: Credential, ctx: Context) -> Findings:
    """A password or a token in an address.

    It is in the file, in the image's history and often in what the command
    leaves behind: git keeps the address of a clone, pip prints that of its
    index.

    ```dockerfile
    FROM python:3.13
    RUN pip install --index-url https://bob:Zq8kwP2vE@pypi.example.com/simple app
    #                                   ^^^^^^^^^^^^^ a password is written in this address: use RUN --mount=type=secret
    ADD https://example.com/app.bin?access_token=Zq8kwP2vE7hT4yLm /app
    #                                            ^^^^^^^^^^^^^^^^ a token is written in this address: use RUN --mount=type=secret
    ```

    In a command that does not keep the address, the fix mounts a secret for the
    password. It is unsafe: the build has to be given it, as
    `docker build --secret id=PIP_PASSWORD .` does from a variable. Revoke what
    was written here all the same.

    ```dockerfile
    FROM python:3.13
    RUN pip install --index-url https://bob:Zq8kwP2vE@pypi.example.com/simple app
    #                                   ^^^^^^^^^^^^^ a password is written in this address: use RUN --mount=type=secret
    ```

    ```dockerfile fixed
    FROM python:3.13
    RUN --mount=type=secret,id=PIP_PASSWORD,env=PIP_PASSWORD pip install --index-url https://bob:"$PIP_PASSWORD"@pypi.example.com/simple app
    ```

    A build argument or an environment variable stays in the history with its
    value; that is a warning. Variables that only the `RUN` knows are fine, and
    so are addresses without a password and those that documentation uses.

    ```dockerfile
    FROM python:3.13
    ARG TOKEN
    RUN git clone https://oauth2:$TOKEN@git.example.com/app.git
    #                     ^^^^^^^^^^^^^ `TOKEN` stays in the image's history: use RUN --mount=type=secret
    RUN --mount=type=secret,id=pw,env=PW git clone https://bob:$PW@git.example.com/app.git
    RUN git clone ssh://git@git.example.com/app.git
    ENV DATABASE_URL=postgres://user:password@localhost/app
    ```

    See [Build secrets](https://docs.docker.com/build/building/secrets/).
    """
    if credential.kind != "url" or credential.instruction is None:
        return
    if credential.is_literal:
        yield ctx.finding(
            credential.span, f"{credential.what} is written in this address: {credential.remedy}", mount_literal(ctx, credential)
        )
        return
    scope = ctx.document.scope(credential.instruction)
    for name in credential.variables:
        variable = scope.get(name)
        if variable is not None and variable.kind in ("arg", "env"):
            names = [one for one in credential.variables if scope.get(one) is not None]
            message = f"`{name}` stays in the image's history: {credential.remedy}"
            yield ctx.finding(credential.span, message, mount_arguments(ctx, names), severity=WARNING)
            return
