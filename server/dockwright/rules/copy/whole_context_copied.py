from dockwright.model.context_sources import ContextSource
from dockwright.model.ignore_advice import escaped, extended
from dockwright.model.secret_files import holds_credentials
from dockwright.rules import INFO, UNSAFE, WARNING, Context, Findings, rule


@rule(
    severity=WARNING,
    fix=UNSAFE,
    refs=("CIS-4.10", "CWE-538"),
    profiles=("security",),
    since="0.1",
)
def whole_context_copied(source: ContextSource, ctx: Context) -> Findings:
    """The whole build context copied, the history and the settings in it as well.

    `COPY . .` takes along whatever lies in the directory on the day of the
    build: the `.git` directory with every file there ever was, `.env`, keys.

    ```dockerfile with context=".git/HEAD .env app.py" writes=".git .env* Dockerfile .dockerignore"
    FROM python:3.12
    COPY . /app/
    #    ^ `.git` and `.env` come along: name them in .dockerignore, or copy what is needed
    ```

    A `.dockerignore` that names them is the remedy. The fix writes it, or adds
    to the one there is; it is unsafe, since the build may want one of them:

    ```dockerfile with context=".git/HEAD .env app.py" ignored=".git .env*"
    FROM python:3.12
    COPY . /app/
    ```

    Only files that are there are named, so nothing is said where the context
    is not known. In a stage from which nothing ships this is a remark.

    See [.dockerignore files](https://docs.docker.com/build/concepts/context/#dockerignore-files).
    """
    context = source.context
    if not source.is_whole or (context.ignore and context.ignore.is_broken):
        return
    files = sorted(name for name, is_folder in context.entries().items() if not is_folder and holds_credentials(name))
    history = [".git"] if context.is_folder(".git") else []
    names = [name for name in (*history, *files) if not context.is_left_out(name)]
    if names:
        verb, them = ("come", "them") if len(names) > 1 else ("comes", "it")
        message = f"{_listed(names)} {verb} along: name {them} in .dockerignore, or copy what is needed"
        rewrite = extended(context, map(escaped, names), source.named)
        title = f"Name {_listed(names)} in {'' if context.ignore else 'a new '}.dockerignore"
        fix = ctx.fix(title)._replace(files=(rewrite,)) if rewrite else None
        yield ctx.finding(source, message, fix, severity="" if ctx.stage.ships else INFO)


def _listed(names: list[str]) -> str:
    shown = [f"`{name}`" for name in names]
    return " and ".join(shown) if len(shown) < 3 else f"{', '.join(shown[:2])} and {len(shown) - 2} more"
