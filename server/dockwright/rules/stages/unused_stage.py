from dockwright.model.document import Document
from dockwright.model.references import needs, reached
from dockwright.model.stages import Stage
from dockwright.rules import INFO, Context, Findings, rule
from dockwright.syntax import Cmd, Entrypoint

ENTRY = ("dev", "development", "debug", "test*", "lint*", "ci", "ci-*", "e2e", "release*", "prod*")


@rule(
    severity=INFO,
    options={"targets": (), "entry": ENTRY},
    since="0.1",
)
def unused_stage(document: Document, ctx: Context) -> Findings:
    """A named stage nothing depends on.

    A stage that neither the last one nor another target needs is skipped by
    the builder. Often a `COPY --from` was dropped or misspelt.

    ```dockerfile
    FROM node:24 AS assets
    #               ^^^^^^ no stage uses `assets`: use it, or delete it
    RUN npm run build
    FROM nginx:1.29
    COPY site /usr/share/nginx/html
    ```

    A stage may be built by its name. Those that the option `targets` lists and
    those whose name matches the option `entry` (`dev`, `test*`, `release*` and the
    like) are taken for that, and so is one with a command of its own, or a file
    with several named ends.

    ```dockerfile
    FROM node:24 AS test
    FROM nginx:1.29
    ```

    See [stop at a specific build stage](https://docs.docker.com/build/building/multi-stage/#stop-at-a-specific-build-stage).
    """
    stages = document.stages
    taken = set().union(*needs(document).values())
    if not stages or sum(bool(stage.name) for stage in stages if stage.index not in taken) > 1:
        return
    kept = reached(document, [stages[-1], *(stage for stage in stages if _is_entry(stage, ctx))])
    for stage in stages:
        name = stage.from_.stage_name if stage.from_ else None
        if name is not None and stage.index not in kept:
            yield ctx.finding(name, f"no stage uses `{name.text}`: use it, or delete it", at=stage.from_)


def _is_entry(stage: Stage, ctx: Context) -> bool:
    """Whether people build the stage by its name: it is the target, it is named like one, or it starts something of its own."""
    if stage.is_final or stage.name in ctx.options["targets"] or stage.all(Cmd, Entrypoint):
        return True
    patterns = ctx.options["entry"]
    return any(stage.name.startswith(one[:-1]) if one.endswith("*") else stage.name == one for one in patterns)
