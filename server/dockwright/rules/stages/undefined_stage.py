from dockwright.model.references import StageUse
from dockwright.rules import ERROR, UNSAFE, WARNING, Context, Findings, rule
from dockwright.syntax import Run
from dockwright.text import nearest


@rule(
    severity=ERROR,
    fix=UNSAFE,
    aliases=("DL3022",),
    refs=("CWE-706",),
    profiles=("hadolint",),
    options={"named_contexts": (), "variables": False, "mounts": True},
    profile_options={"hadolint": {"variables": True, "mounts": False}},
    since="0.1",
)
def undefined_stage(use: StageUse, ctx: Context) -> Findings:
    """A `--from` that names no earlier stage.

    `COPY --from` and the `from=` of a mount take files from a stage above
    them. Any other name is taken for an image: a misspelt stage makes the
    builder ask Docker Hub for it, and take what it finds there.

    ```dockerfile
    FROM golang:1.25 AS build
    RUN go build -o /app ./cmd/app
    FROM scratch
    COPY --from=biuld /app /app
    #           ^^^^^ no earlier stage is named `biuld`: did you mean `build`?
    COPY --from=2 /app /app
    #           ^ there is no stage 2: name an earlier stage
    ```

    ```dockerfile fixed
    FROM golang:1.25 AS build
    RUN go build -o /app ./cmd/app
    FROM scratch
    COPY --from=build /app /app
    COPY --from=2 /app /app
    ```

    The fix takes the stage with the most similar name, and is unsafe, since
    another one may be meant. A name that can only be an image is fine; so is
    a build context that the option `named-contexts` lists:

    ```dockerfile
    FROM scratch
    COPY --from=busybox:1.37 /bin/sh /bin/sh
    COPY --from=registry.example.com/tools /bin/jq /bin/jq
    ```

    The option `mounts = false` leaves mounts alone.

    See [COPY --from](https://docs.docker.com/reference/dockerfile/#copy---from).
    """
    if use.in_from or use.is_self or (use.instruction.onbuild and (use.is_number or use.target)):
        return
    if not ctx.options["mounts"] and isinstance(use.instruction, Run):
        return
    if use.is_forward:
        name = use.text if use.is_number else f"`{use.text}`"
        yield ctx.finding(use, f"stage {name} comes later: move it above this one")
    elif use.is_number and use.target is None:
        yield ctx.finding(use, f"there is no stage {use.text[:20]}: name an earlier stage")
    elif use.name is None and use.may_be_stage and ctx.options["variables"]:
        yield ctx.finding(use, "the builder replaces no variables here: name a stage", severity=WARNING)
    elif use.name and not use.target and use.may_be_stage and use.name not in ctx.options["named_contexts"]:
        names = [stage.name for stage in ctx.document.stages if stage.name and stage.index < use.stage.index]
        near = nearest(use.name.lower(), names, min(2, len(use.name) // 2))
        advice = f"did you mean `{near}`?" if near else "name one, or write the image with its tag"
        fix = ctx.replace(use, near, f"Replace {use.name} by {near}") if near and use.is_literal else None
        yield ctx.finding(use, f"no earlier stage is named `{use.name}`: {advice}", fix, severity=WARNING)
