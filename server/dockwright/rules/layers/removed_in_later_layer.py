from dockwright.model.indexes import LISTS
from dockwright.model.places import Write, absolute, removed_from, writes
from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.shell.files import removes
from dockwright.shell.nodes import Command, Word
from dockwright.syntax import Run
from dockwright.syntax.mounts import mounts


@rule(severity=WARNING, refs=("CWE-538",), profiles=("security",), commands=("rm",), since="0.1")
def removed_in_later_layer(command: Command, ctx: Context) -> Findings:
    """Files removed in a later layer stay in the image.

    Every instruction adds a layer and none takes anything out of those below:
    what is removed here is hidden, but still pulled, stored, and there for
    anybody who looks.

    ```dockerfile
    FROM debian:12
    COPY setup.tar.gz /tmp/
    RUN tar xzf /tmp/setup.tar.gz -C /opt && rm /tmp/setup.tar.gz
    #                                           ^^^^^^^^^^^^^^^^^ this stays in the layer that wrote it: mount it, or use another stage
    ```

    There is no fix: a bind mount, a build stage or a download in the same RUN
    are all remedies. What the same RUN wrote is gone for good, and stages that
    are only copied from do not matter:

    ```dockerfile
    FROM debian:12 AS build
    COPY setup.tar.gz /tmp/
    RUN tar xzf /tmp/setup.tar.gz -C /opt && rm /tmp/setup.tar.gz
    FROM debian:12
    COPY --from=build /opt /opt
    RUN curl -fsSLo /tmp/a.sh https://example.com/a.sh && sh /tmp/a.sh && rm /tmp/a.sh
    ```

    See [Use multi-stage builds](https://docs.docker.com/build/building/multi-stage/).
    """
    if ctx.instruction.onbuild or not ctx.stage.ships:
        return
    for word in command.arguments.operands:
        path = absolute(ctx.document, ctx.instruction, ctx.script, command, word.value)
        if path is None or any(path.startswith(one.target) for one in mounts(ctx.instruction) if one.target):
            continue
        if word.value.endswith("/*"):
            path += "/*" if not path.endswith("*") else ""
        write = next((one for one in writes(ctx.stage) if one.instruction.index < ctx.instruction.index and removed_from(one, path)), None)
        if write is not None:
            yield ctx.finding(word, *_said(write), related=(ctx.related(write.span, "it is written here", write.instruction),))
        elif removes(command, LISTS) and path.startswith(LISTS):
            yield from _lists(word, command, ctx)


def _said(write: Write) -> tuple[str]:
    remedy = "remove it in that RUN" if isinstance(write.instruction, Run) else "mount it, or use another stage"
    return (f"this stays in the layer that wrote it: {remedy}",)


def _lists(word: Word, command: Command, ctx: Context) -> Findings:
    """Package lists that an earlier RUN updated and kept."""
    update = None
    for run, one in ctx.stage.commands:
        if run.index >= ctx.instruction.index:
            break
        if one.package is not None and one.package.family == "apt" and one.package.action == "update":
            update = (run, one)
        elif removes(one, LISTS):
            update = None
    own = any(one.package and one.package.family == "apt" and one.package.action == "update" for one in ctx.script.commands)
    if update is not None and not own:
        related = ctx.related(update[1], "the lists are updated here", update[0])
        yield ctx.finding(word, "this stays in the layer that wrote it: remove it in that RUN", related=(related,))
