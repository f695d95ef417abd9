from dockwright.findings import Fix
from dockwright.model.references import StageUse
from dockwright.model.stages import Stage
from dockwright.rules import INFO, SAFE, Context, Findings, rule


@rule(
    severity=INFO,
    fix=SAFE,
    refs=("CWE-710",),
    profiles=("strict",),
    default=False,
    since="0.1",
)
def numbered_stage(use: StageUse, ctx: Context) -> Findings:
    """A stage referred to by number.

    A number means another stage as soon as one is inserted above, and nothing
    fails but the image.

    ```dockerfile
    FROM golang:1.25
    RUN go build -o /app ./cmd/app
    FROM scratch
    COPY --from=0 /app /app
    #           ^ the number changes with the order of stages: use a name
    ```

    ```dockerfile fixed
    FROM golang:1.25 AS stage-0
    RUN go build -o /app ./cmd/app
    FROM scratch
    COPY --from=stage-0 /app /app
    ```

    The fix uses the name of the stage, or gives it one. It is safe, since the
    same stage is meant. Names are what they should be:

    ```dockerfile
    FROM golang:1.25 AS build
    FROM scratch
    COPY --from=build /app /app
    ```

    See [name your build stages](https://docs.docker.com/build/building/multi-stage/#name-your-build-stages).
    """
    target = use.target
    if use.is_number and target is not None and target.index < use.stage.index and not use.instruction.onbuild:
        message = "the number changes with the order of stages: use a name"
        yield ctx.finding(use, message, _fix(use, target, ctx) if use.is_literal else None)


def _fix(use: StageUse, target: Stage, ctx: Context) -> Fix | None:
    names = [stage.name for stage in ctx.document.stages]
    if target.name:
        written = target.from_.stage_name.text if target.from_ and target.from_.stage_name else target.name
        return ctx.replace(use, written, "Use the name of the stage") if names.count(target.name) == 1 else None
    from_ = target.from_
    if from_ is None or from_.image is None or len(from_.words) != 1:
        return None
    name = f"stage-{target.index}"
    while name in names:
        name += "-a"
    keyword = "as" if from_.keyword.islower() else "AS"
    naming = ctx.after(from_.image, f" {keyword} {name}", at=from_)
    return ctx.fix("Name the stage and use the name", naming, ctx.edit(use, name))
