from dockwright.model.context import is_product
from dockwright.model.context_sources import ContextSource, is_trusted, resembling
from dockwright.model.shells import is_windows
from dockwright.patterns import matches
from dockwright.rules import ERROR, Context, Findings, rule


@rule(
    severity=ERROR,
    options={"generated": []},
    since="0.1",
)
def missing_source(source: ContextSource, ctx: Context) -> Findings:
    """A source of COPY that is not in the build context.

    The build fails there, after everything above has been done.

    ```dockerfile with context="app.py requirements.txt"
    FROM python:3.12
    COPY app.py requirments.txt /app/
    #           ^^^^^^^^^^^^^^^ this is not in the build context: did you mean `requirements.txt`?
    ```

    This is only said where the context is known: from the configuration, from
    a Compose or Bake file, or because most other sources lie there and nowhere
    else. What git ignores or a build writes is not expected to be there, nor is
    what the option `generated` names; patterns may fit nothing:

    ```dockerfile with context="app.py package.json" git-ignored="app.bin"
    FROM node:24
    COPY package.json yarn.lock* app.bin dist/app.js /app/
    ```

    See [build context](https://docs.docker.com/build/concepts/context/).
    """
    context, path = source.context, source.path
    if not source.is_missing or not context.is_complete or is_product(path):
        return
    close = resembling(context, path)
    if any(matches(path, glob) for glob in ctx.options["generated"]) or (is_windows(ctx.stage) and path.lower() == (close or "").lower()):
        return
    if (close or is_trusted(source)) and context.git_ignores(path) is not True:
        remedy = f"did you mean `{close}`?" if close else "mend the path, or name another context"
        yield ctx.finding(source, f"this is not in the build context: {remedy}")
