from dockwright.model.credentials import Credential
from dockwright.rules import ERROR, UNSAFE, Context, Findings, rule
from dockwright.rules.mounting import mount_literal


@rule(
    severity=ERROR,
    fix=UNSAFE,
    aliases=("CIS-DI-0010",),
    refs=("CIS-4.10", "CWE-798"),
    profiles=("security", "cis"),
    since="0.1",
)
def hardcoded_secret(credential: Credential, ctx: Context) -> Findings:
    """A secret written in the file.

    Whoever can read the Dockerfile, pull the image or look at its history has
    it, and it stays there when a later line deletes it. Revoke it, then pass
    the new one at build time as a secret mount, or when the container starts.

    ```dockerfile
    FROM debian:13
    ENV DB_PASSWORD=s3same.open
    #               ^^^^^^^^^^^ a secret for `DB_PASSWORD` is written here: pass it when the container starts
    RUN docker login -u bob -p Zq8.kwP2vE registry.example.com
    #                          ^^^^^^^^^^ a password for `docker` is written here: use RUN --mount=type=secret
    ```

    Found are the formats of some eighty providers anywhere, comments
    included; values of variables, options, headers and lines of files whose
    name promises a secret; and what commands such as `curl -u`, `chpasswd` or
    `mysql -p` are given. The message never shows the secret.

    In a `RUN` that only uses the secret, the fix mounts it. It is unsafe: the
    build has to be given it, as `docker build --secret id=CURL_PASSWORD .` does
    from a variable, and what was written here has to be revoked all the same.

    ```dockerfile
    FROM debian:13
    RUN curl -u bob:Zq8.kwP2vE -O https://example.com/app.tgz
    #               ^^^^^^^^^^ a password for `curl` is written here: use RUN --mount=type=secret
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN --mount=type=secret,id=CURL_PASSWORD,env=CURL_PASSWORD curl -u bob:"$CURL_PASSWORD" -O https://example.com/app.tgz
    ```

    Variables, secret mounts, placeholders, paths, digests, public keys and
    values for tests are let off:

    ```dockerfile
    FROM debian:13
    ENV DB_PASSWORD_FILE=/run/secrets/db API_TOKEN=changeme GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568
    RUN --mount=type=secret,id=token curl -H "Authorization: Bearer $(cat /run/secrets/token)" https://example.com
    RUN SECRET_KEY_BASE=dummy rake assets:precompile
    ```

    See [Build secrets](https://docs.docker.com/build/building/secrets/).
    """
    if credential.kind == "url" or not credential.is_literal:
        return
    apart = credential.place.end <= credential.span.start or credential.place.start >= credential.span.end
    fix = mount_literal(ctx, credential) if credential.instruction is not None else None
    related = (ctx.related(credential.place, "what it is given to"),) if apart else ()
    yield ctx.finding(credential.span, f"{credential.what} is written here: {credential.remedy}", fix, related=related)
