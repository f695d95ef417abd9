from dockwright.model.context_sources import ContextSource
from dockwright.model.ignore_advice import created, unwanted
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule


@rule(
    severity=INFO,
    fix=UNSAFE,
    refs=("CIS-4.10",),
    profiles=("security",),
    since="0.1",
)
def missing_dockerignore(source: ContextSource, ctx: Context) -> Findings:
    """A directory copied from a context without a `.dockerignore`.

    What a build or an editor leaves behind, such as `node_modules`, goes into
    the image, hides what the image itself installs, and makes every build send
    it and every change to it spoil the cache.

    ```dockerfile with context="package.json src/app.js" writes="**/node_modules Dockerfile .dockerignore"
    FROM node:24
    COPY . /app/
    #    ^ nothing is kept out of this copy: add a .dockerignore
    ```

    The fix writes one, going by what the context holds: the history, `.env`
    files, keys, the Dockerfile and the directories that a build makes anew. It
    is unsafe, since something in the image may have wanted one of these.

    One finding is enough for a file, and none is made where what is copied
    holds nothing of the kind:

    ```dockerfile with context="LICENSE src/app.sh"
    FROM alpine:3.20
    COPY src /app/
    ```

    See [.dockerignore files](https://docs.docker.com/build/concepts/context/#dockerignore-files).
    """
    context = source.context
    if context.ignore is not None or next((one for one in source.every if one.folders or one.is_whole), None) is not source:
        return
    folders = [""] if source.is_whole else source.folders
    lines = [line for folder in folders for line in unwanted(context, folder)]
    if lines:
        rewrite = created(context, lines, source.named)
        fix = ctx.fix("Create a .dockerignore")._replace(files=(rewrite,)) if rewrite else None
        yield ctx.finding(source, "nothing is kept out of this copy: add a .dockerignore", fix)
