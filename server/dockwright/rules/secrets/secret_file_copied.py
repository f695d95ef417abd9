from dockwright.findings import Fix, Related
from dockwright.model.secret_files import holds_credentials, is_repository
from dockwright.model.sources import Source
from dockwright.rules import ERROR, UNSAFE, WARNING, Context, Findings, rule
from dockwright.syntax import Copy, Env, Transfer


@rule(
    severity=ERROR,
    fix=UNSAFE,
    aliases=("DS-0031", "CIS-DI-0010"),
    refs=("CIS-4.10", "CWE-538"),
    profiles=("security", "cis"),
    since="0.1",
)
def secret_file_copied(transfer: Transfer, ctx: Context) -> Findings:
    """A file with credentials that is copied into the image.

    Everybody who can pull the image has the file. Deleting it in a later line
    only hides it: the layer that `COPY` makes keeps it.

    ```dockerfile
    FROM node:24
    COPY package.json .npmrc ./
    #                 ^^^^^^ `.npmrc` is for credentials: mount it with RUN --mount=type=secret
    COPY .git /app/.git
    #    ^^^^ the history holds every file there ever was: copy what is needed instead
    ```

    Where the next `RUN` alone needs the file and deletes it again, the fix
    mounts it there. It is unsafe: the build has to be given it, by
    `docker build --secret id=npmrc,src=.npmrc .`

    ```dockerfile
    FROM node:24
    WORKDIR /app
    COPY package.json .npmrc ./
    #                 ^^^^^^ `.npmrc` is for credentials: mount it with RUN --mount=type=secret
    RUN npm ci && rm -f .npmrc
    ```

    ```dockerfile fixed
    FROM node:24
    WORKDIR /app
    COPY package.json ./
    RUN --mount=type=secret,id=npmrc,target=/app/.npmrc npm ci
    ```

    A file is known by its name: private keys, and what npm, git, aws, kubectl,
    terraform and their kin keep credentials in. In a stage that does not ship
    it is a warning, since it stays in the build cache. Certificates, public
    keys, examples and mounted files are fine:

    ```dockerfile
    FROM node:24
    COPY .env.example ca.pem id_rsa.pub /app/
    RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci
    ```

    See [Build secrets](https://docs.docker.com/build/building/secrets/).
    """
    ships = transfer.onbuild or ctx.stage.ships
    if transfer.flag("from") and not ships:
        return
    target = transfer.destination.value if transfer.destination else ""
    for source in ctx.document.sources(transfer):
        path = source.path
        if path is None or source.is_url or source.is_heredoc:
            continue
        severity = "" if ships else WARNING
        if is_repository(path):
            message = "the history holds every file there ever was: copy what is needed instead"
            yield ctx.finding(source, message, severity=severity)
        elif holds_credentials(path, target):
            name = path.rstrip("/").rpartition("/")[2]
            message = f"`{name}` is for credentials: mount it with RUN --mount=type=secret"
            yield ctx.finding(source, message, _mounted(transfer, source, ctx), severity=severity, related=_pointers(name, ctx))


def _mounted(transfer: Transfer, source: Source, ctx: Context) -> Fix | None:
    """The edits that mount the file, where one RUN needs it and deletes it."""
    if transfer.flags or not isinstance(transfer, Copy):
        return None
    from dockwright.rules.mounting import mount_file

    return mount_file(ctx, transfer, source)


def _pointers(name: str, ctx: Context) -> tuple[Related, ...]:
    """The variables that lead a program to the file."""
    pairs = [(pair, env) for env in ctx.stage.all(Env) for pair in env.pairs if pair.value]
    return tuple(
        ctx.related(pair.value, "this leads to the file", env)
        for pair, env in pairs
        if pair.value and pair.value.text.strip("\"'").endswith("/" + name)
    )
