from dockwright.model.labels import last_labels
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule
from dockwright.syntax import Label


@rule(severity=WARNING, fix=UNSAFE, tag="unnecessary", since="0.1")
def duplicate_label(label: Label, ctx: Context) -> Findings:
    """A label set twice in one stage.

    The later value wins, so that the earlier one is in no image.

    ```dockerfile
    FROM alpine:3.20
    LABEL version="1.0" team="core"
    #     ^^^^^^^ `version` is set again below, which wins: delete one of them
    LABEL version="1.1"
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    LABEL team="core"
    LABEL version="1.1"
    ```

    The fix deletes the earlier one. It is unsafe, as another key may have been
    meant. To give a label of another stage a new value is fine:

    ```dockerfile
    FROM alpine:3.20 AS base
    LABEL title="base"
    FROM base
    LABEL title="app"
    ```

    See [LABEL](https://docs.docker.com/reference/dockerfile/#label).
    """
    if label.onbuild:
        return
    last = last_labels(ctx.stage)
    for pair in label.pairs:
        key = ctx.resolve(pair.key)
        winner = last.get(key) if key is not None else None
        if winner is not None and (winner.instruction.index, winner.pair.span) != (label.index, pair.span):
            edit = ctx.delete_pair(pair, label)
            fix = ctx.fix(f"Delete the earlier {key}", edit) if edit else None
            related = (ctx.related(winner.pair.key, "it is set again here", at=winner.instruction),)
            yield ctx.finding(pair.key, f"`{key}` is set again below, which wins: delete one of them", fix, related=related)
