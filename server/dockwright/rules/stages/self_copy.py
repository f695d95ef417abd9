from dockwright.model.references import StageUse
from dockwright.rules import ERROR, Context, Findings, rule


@rule(
    severity=ERROR,
    aliases=("DL3023", "DS-0006"),
    refs=("CWE-706",),
    profiles=("hadolint",),
    since="0.1",
)
def self_copy(use: StageUse, ctx: Context) -> Findings:
    """`COPY --from` the stage it stands in.

    A stage cannot take files from itself, since it is not finished yet: the
    build fails with a circular dependency.

    ```dockerfile
    FROM golang:1.25 AS build
    RUN go build -o /app ./cmd/app
    COPY --from=build /app /usr/bin/app
    #           ^^^^^ a stage cannot copy from itself: name an earlier stage
    ```

    Often the `FROM` of the final stage is missing above that line. To move
    files within a stage, use `RUN cp` or `RUN mv`. A mount with `from=` is
    judged in the same way. A trigger runs in another stage, so this is fine:

    ```dockerfile
    FROM golang:1.25 AS build
    ONBUILD COPY --from=build /app /usr/bin/app
    ```

    See [COPY --from](https://docs.docker.com/reference/dockerfile/#copy---from).
    """
    if use.is_self and not use.instruction.onbuild:
        yield ctx.finding(use, "a stage cannot copy from itself: name an earlier stage")
