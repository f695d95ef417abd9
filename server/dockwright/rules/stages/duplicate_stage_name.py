from dockwright.model.document import Document
from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import From


@rule(
    severity=ERROR,
    aliases=("DL3024", "DuplicateStageName", "DS-0012", "CKV_DOCKER_11", "DUPLICATE_BUILD_STAGE_NAME"),
    refs=("CWE-694",),
    profiles=("hadolint", "buildkit"),
    since="0.1",
)
def duplicate_stage_name(document: Document, ctx: Context) -> Findings:
    """Two stages with the same name.

    A name stands for one stage only. Which of the two a `FROM`, a `--from` or
    a `--target` means depends on where it stands, so sooner or later it is the
    wrong one.

    ```dockerfile
    FROM golang:1.25 AS build
    FROM node:24 AS build
    #               ^^^^^ another stage is named `build` already: choose another name
    FROM scratch
    COPY --from=build /app /app
    ```

    Letter case makes no difference to the builder, so `Build` and `build` are
    the same name.

    See [multi-stage builds](https://docs.docker.com/build/building/multi-stage/#name-your-build-stages).
    """
    first: dict[str, From] = {}
    for stage in document.stages:
        from_ = stage.from_
        if from_ is None or from_.stage_name is None:
            continue
        known = first.setdefault(stage.name, from_)
        if known is not from_ and known.stage_name:
            related = ctx.related(known.stage_name, "the first stage of that name", at=known)
            message = f"another stage is named `{stage.name}` already: choose another name"
            yield ctx.finding(from_.stage_name, message, at=from_, related=(related,))
