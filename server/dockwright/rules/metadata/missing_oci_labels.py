from dockwright.data.labels import OCI
from dockwright.model.labels import every_label
from dockwright.model.stages import Stage
from dockwright.rules import EDITOR, INFO, UNSAFE, Context, Findings, rule


@rule(
    severity=INFO,
    fix=UNSAFE,
    profiles=("strict",),
    default=False,
    options={"keys": [OCI + "source", OCI + "description", OCI + "licenses"]},
    since="0.1",
)
def missing_oci_labels(stage: Stage, ctx: Context) -> Findings:
    """A shipped image without basic OCI labels.

    They say where an image comes from and what is in it. Registries show them,
    and some link the image to its repository by them.

    ```dockerfile with project.source="https://git.example.com/app" project.licenses="MIT"
    FROM alpine:3.20 AS build
    FROM alpine:3.20
    #    ^^^^^^^^^^^ this image lacks the labels `source`, `description`, `licenses`: add them
    ```

    ```dockerfile fixed
    FROM alpine:3.20 AS build
    FROM alpine:3.20
    LABEL org.opencontainers.image.source="https://git.example.com/app" \\
          org.opencontainers.image.licenses="MIT"
    ```

    The fix writes what the project says of itself: the address of its git
    remote, without user and password, its `pyproject.toml`, `package.json` or
    `Cargo.toml`, and its licence file. It is unsafe, as labels change the image.
    What is not known, editors insert with its value left blank.

    The option `keys` lists the labels to look for. Those of the stages that
    the image is built on count. Where a build sets labels from outside, as
    `docker build --label` does, the rule has no use: it is off by default.

    ```dockerfile with keys=["org.opencontainers.image.title"]
    FROM alpine:3.20 AS base
    LABEL org.opencontainers.image.title="app"
    FROM base
    ```

    See [pre-defined annotation keys](https://github.com/opencontainers/image-spec/blob/main/annotations.md).
    """
    image, given = stage.from_.image if stage.from_ else None, {one.key for one in every_label(stage)}
    missing = [key for key in ctx.options["keys"] if key not in given]
    if image is None or not missing or not stage.is_final or None in given:
        return
    project = ctx.document.surroundings.project
    known = {key: value for key in missing if project and (value := project.label(key))}
    if known:
        fix = ctx.fix("Add the labels that the project gives values for", ctx.new_labels(stage, known))
    else:
        edit = ctx.new_labels(stage, dict.fromkeys(missing, ""))
        fix = ctx.fix("Insert the labels to fill in", edit, applicability=EDITOR)
    names = ", ".join(f"`{key.removeprefix(OCI)}`" for key in missing)
    one = len(missing) == 1
    yield ctx.finding(image, f"this image lacks the label{'' if one else 's'} {names}: add {'it' if one else 'them'}", fix)
