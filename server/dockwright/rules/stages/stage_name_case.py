from dockwright.findings import Fix
from dockwright.model.stages import Stage
from dockwright.rules import SAFE, STYLE, Context, Findings, rule


@rule(
    severity=STYLE,
    fix=SAFE,
    aliases=("StageNameCasing",),
    profiles=("strict", "buildkit"),
    default=False,
    since="0.1",
)
def stage_name_case(stage: Stage, ctx: Context) -> Findings:
    """A stage name with capitals.

    The builder folds stage names to lower case. Written so from the start,
    they look the same in the file, in its output and in `--target`.

    ```dockerfile
    FROM golang:1.25 AS Builder
    #                   ^^^^^^^ stage name `Builder` has capitals: write `builder`
    FROM scratch
    COPY --from=Builder /app /app
    ```

    ```dockerfile fixed
    FROM golang:1.25 AS builder
    FROM scratch
    COPY --from=builder /app /app
    ```

    The fix renames the stage wherever the file names it. It is safe, since a
    `--target` in another letter case still finds the stage. There is no fix
    where another stage has the same name but for its case.

    See [StageNameCasing](https://docs.docker.com/reference/build-checks/stage-name-casing/).
    """
    name = stage.from_.stage_name if stage.from_ else None
    if name is not None and name.text != stage.name:
        message = f"stage name `{name.text}` has capitals: write `{stage.name}`"
        yield ctx.finding(name, message, _rename(stage, ctx))


def _rename(stage: Stage, ctx: Context) -> Fix | None:
    if sum(other.name == stage.name for other in ctx.document.stages) > 1 or stage.from_ is None:
        return None
    uses = [use for use in ctx.document.stage_uses if use.target is stage and use.is_literal and not use.is_number]
    edits = [ctx.edit(use, stage.name, at=use.instruction) for use in uses if use.text != stage.name]
    return ctx.fix("Write the stage name in lower case", ctx.edit(stage.from_.stage_name or stage.from_, stage.name), *edits)
