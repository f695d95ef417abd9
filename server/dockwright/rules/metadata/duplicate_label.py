from dockwright.model.labels import labels
from dockwright.model.stages import Stage
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule


@rule(severity=WARNING, fix=UNSAFE, tag="unnecessary", since="0.1")
def duplicate_label(stage: Stage, ctx: Context) -> Findings:
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
    last = {one.key: one for one in labels(stage)}
    for one in labels(stage):
        winner = last[one.key]
        if winner is not one and one.key is not None:
            edit = ctx.delete_pair(one.pair, one.instruction)
            fix = ctx.fix(f"Delete the earlier {one.key}", edit) if edit else None
            related = (ctx.related(winner.pair.key, "it is set again here", at=winner.instruction),)
            message = f"`{one.key}` is set again below, which wins: delete one of them"
            yield ctx.finding(one.pair.key, message, fix, at=one.instruction, related=related)
