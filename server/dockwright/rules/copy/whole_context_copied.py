from dockwright.model.context_sources import ContextSource
from dockwright.model.secret_files import holds_credentials
from dockwright.rules import INFO, WARNING, Context, Findings, rule


@rule(
    severity=WARNING,
    refs=("CIS-4.10", "CWE-538"),
    profiles=("security",),
    since="0.1",
)
def whole_context_copied(source: ContextSource, ctx: Context) -> Findings:
    """The whole build context copied, the history and the settings in it as well.

    `COPY . .` takes along whatever lies in the directory on the day of the
    build: the `.git` directory with every file there ever was, `.env`, keys.

    ```dockerfile with context=".git/HEAD .env app.py"
    FROM python:3.12
    COPY . /app/
    #    ^ `.git` and `.env` come along: name them in .dockerignore, or copy what is needed
    ```

    A `.dockerignore` that names them is the remedy:

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
    kept = [f"`{name}`" for name in (*history, *files) if not context.is_left_out(name)]
    if kept:
        listed = ", ".join(kept[:2]) if len(kept) > 2 else " and ".join(kept)
        more = f" and {len(kept) - 2} more" if len(kept) > 2 else ""
        verb, them = ("come", "them") if len(kept) > 1 else ("comes", "it")
        message = f"{listed}{more} {verb} along: name {them} in .dockerignore, or copy what is needed"
        yield ctx.finding(source, message, severity="" if ctx.stage.ships else INFO)
