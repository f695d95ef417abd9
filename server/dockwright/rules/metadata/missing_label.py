from dockwright.model.labels import every_label, labels
from dockwright.model.stages import Stage
from dockwright.rules import EDITOR, INFO, Context, Findings, rule


@rule(
    severity=INFO,
    fix=EDITOR,
    aliases=("DL3049",),
    profiles=("strict", "hadolint"),
    default=False,
    options={"labels": {}, "stages": "shipped"},
    profile_options={"hadolint": {"stages": "all"}},
    since="0.1",
)
def missing_label(stage: Stage, ctx: Context) -> Findings:
    """A required label that is not set.

    Which labels an image must have, the table `labels` of the configuration
    says, with the kind of each value. The rule is on as soon as there is one.

    ```toml
    [labels]
    team = "text"
    "org.opencontainers.image.source" = "url"
    ```

    ```dockerfile with labels={team="text"}
    FROM alpine:3.20
    #    ^^^^^^^^^^^ this image has no label `team`, which the project requires: set it
    LABEL vendor="ACME"
    ```

    Editors can insert the label, with its value left blank. A label of a stage
    that the image is built on counts, one set by a trigger does not:

    ```dockerfile with labels={team="text"}
    FROM alpine:3.20 AS base
    LABEL team="core"
    FROM base
    ```

    With the option `stages = "all"` every stage is judged, but those from which
    another one copies; a label may also be set in a stage that is built on it.

    See [LABEL](https://docs.docker.com/reference/dockerfile/#label).
    """
    image, wanted = stage.from_.image if stage.from_ else None, ctx.options["labels"]
    if image is None or not wanted or not (stage.is_final or ctx.options["stages"] == "all"):
        return
    given = {one.key for one in every_label(stage)}
    if ctx.options["stages"] == "all":
        given.update(one.key for other in stage.built_on for one in labels(other))
        if any(use.target is stage and use.instruction.name == "COPY" for use in ctx.document.stage_uses):
            return
    for key in wanted:
        if key not in given:
            fix = ctx.fix(f"Insert a label {key} to fill in", ctx.new_labels(stage, {key: ""}))
            yield ctx.finding(image, f"this image has no label `{key}`, which the project requires: set it", fix)
