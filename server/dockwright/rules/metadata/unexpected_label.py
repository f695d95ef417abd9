from dockwright.rules import INFO, Context, Findings, rule
from dockwright.syntax import Label


@rule(
    severity=INFO,
    aliases=("DL3050",),
    profiles=("strict", "hadolint"),
    default=False,
    options={"labels": {}, "strict_labels": False},
    since="0.1",
)
def unexpected_label(label: Label, ctx: Context) -> Findings:
    """A label the schema does not list.

    Speaks only where the configuration says `strict-labels = true`: then the
    table `labels` lists every label that there may be.

    ```dockerfile with labels={team="text"} strict-labels=true
    FROM alpine:3.20
    LABEL team="core" taem="core"
    #                 ^^^^ `taem` is not among the labels of this project: delete it, or list it
    ```

    A key is compared with its quotes removed and its variables replaced; one
    that only a build can know is left alone:

    ```dockerfile with labels={team="text"} strict-labels=true
    ARG KEY
    FROM alpine:3.20
    ARG KEY
    LABEL "team"="core" $KEY="core"
    ```

    See [LABEL](https://docs.docker.com/reference/dockerfile/#label).
    """
    if not ctx.options["strict_labels"]:
        return
    for pair in label.pairs:
        key = ctx.resolve(pair.key)
        if key and key not in ctx.options["labels"]:
            yield ctx.finding(pair.key, f"`{key}` is not among the labels of this project: delete it, or list it")
