from dockwright.model.document import Document
from dockwright.model.references import StageUse
from dockwright.rules import ERROR, Context, Findings, rule

LIMIT = 50
"""More circles than that are not listed."""


@rule(
    severity=ERROR,
    since="0.1",
)
def circular_stage(document: Document, ctx: Context) -> Findings:
    """Stages that depend on each other in a circle.

    A stage needs those it is built on and those it takes files from, and none
    of them can be built while they wait for each other.

    ```dockerfile
    FROM alpine:3.20 AS assets
    COPY --from=app /app/public /public
    FROM assets AS app
    #    ^^^^^^ assets and app need each other: take one of these apart
    ```

    Each circle is reported once, where reading from the top it closes. A stage
    that copies from itself is reported by `self-copy`.

    ```dockerfile
    FROM alpine:3.20 AS assets
    FROM assets AS app
    COPY --from=assets /public /public
    ```

    See [multi-stage builds](https://docs.docker.com/build/building/multi-stage/).
    """
    for circle in _circles(document):
        names = [use.stage.name or f"stage {use.stage.index}" for use in circle]
        together = f"{', '.join(names[:-1])} and {names[-1]}"
        related = tuple(ctx.related(use, f"{name} needs this", at=use.instruction) for use, name in zip(circle[:-1], names, strict=False))
        message = f"{together} need each other: take one of these apart"
        yield ctx.finding(circle[-1], message, at=circle[-1].instruction, related=related)


def _circles(document: Document) -> list[list[StageUse]]:
    """Every circle found on a walk from the first stage on, as the uses along it."""
    edges: dict[int, list[StageUse]] = {stage.index: [] for stage in document.all_stages}
    for one in document.stage_uses:
        if one.target is not None and not one.is_self and not one.instruction.onbuild:
            edges[one.stage.index].append(one)
    done: set[int] = set()
    circles: list[list[StageUse]] = []
    for start in edges:
        path: list[StageUse] = []
        open_: dict[int, int] = {start: 0}
        pending = [iter(edges[start])] if start not in done else []
        while pending:
            found = next(pending[-1], None)
            target = found.target if found else None
            if found is None or target is None:
                pending.pop()
                done.add(open_.popitem()[0])
                del path[max(len(pending) - 1, 0) :]
            elif target.index in open_ and len(circles) < LIMIT:
                circles.append([*path[open_[target.index] :], found])
            elif target.index not in done and target.index not in open_:
                path.append(found)
                open_[target.index] = len(path)
                pending.append(iter(edges[target.index]))
    return circles
