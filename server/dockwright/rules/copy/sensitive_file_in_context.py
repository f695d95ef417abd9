from dockwright.model.context_secrets import secrets, secrets_below
from dockwright.model.context_sources import ContextSource
from dockwright.model.ignore_advice import escaped, extended
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule

MOST = 5


@rule(
    severity=WARNING,
    fix=UNSAFE,
    refs=("CIS-4.10", "CWE-538"),
    profiles=("security", "cis"),
    since="0.1",
)
def sensitive_file_in_context(source: ContextSource, ctx: Context) -> Findings:
    """A file with secrets in a directory that is copied.

    Everybody who can pull the image has the file. Deleting it in a later line
    only hides it: the layer that `COPY` makes keeps it.

    ```dockerfile with context="app/main.py app/.env:PASSWORD=x" ignored="*.md" writes="*.md app/.env"
    FROM python:3.12
    COPY app /app/
    #    ^^^ `app/.env` would be in the image: name it in .dockerignore
    ```

    The fix names the files in the ignore file, at its end. It is unsafe, since
    the program may read them. Examples, tests and public keys are no secrets,
    nor is what the ignore file keeps out:

    ```dockerfile with context=".npmrc:_authToken=x id_rsa.pub .env.example:A=b" ignored=".npmrc"
    FROM node:24
    COPY . /app/
    ```

    See [.dockerignore files](https://docs.docker.com/build/concepts/context/#dockerignore-files).
    """
    context = source.context
    folders = source.folders
    if not folders or (context.ignore and context.ignore.is_broken):
        return
    files = [path for path in source.found if path not in folders and not context.is_left_out(path)]
    found = [*secrets(context, files), *(path for folder in folders for path in secrets_below(context, folder))]
    if found:
        lines = [escaped(path) for path in found if not path.endswith("/.git/config") and path != ".git/config"]
        lines += sorted({path.removesuffix("/config") for path in found} - set(found))
        rewrite = extended(context, lines, source.named)
        title = f"Name {_listed(found)} in {'' if context.ignore else 'a new '}.dockerignore"
        fix = ctx.fix(title)._replace(files=(rewrite,)) if rewrite else None
        them = "it" if len(found) == 1 else "them"
        yield ctx.finding(source, f"{_listed(found)} would be in the image: name {them} in .dockerignore", fix)


def _listed(paths: list[str]) -> str:
    shown = [f"`{path}`" for path in paths[:MOST]]
    if len(paths) > MOST:
        return f"{', '.join(shown)} and {len(paths) - MOST} more"
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]
