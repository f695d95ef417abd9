from itertools import pairwise

from dockwright.model.document import Document
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.rules.joining import joined
from dockwright.shell.changes import undone
from dockwright.shell.nodes import Command
from dockwright.syntax import Instruction, Run


@rule(
    severity=INFO,
    fix=UNSAFE,
    aliases=("DL3059",),
    refs=("CWE-710",),
    profiles=("strict", "hadolint"),
    default=False,
    options={"pairs": False},
    profile_options={"hadolint": {"pairs": True}},
    since="0.1",
)
def consecutive_run(document: Document, ctx: Context) -> Findings:
    """RUN directly after RUN that could be one layer.

    Every RUN makes a layer, and a layer keeps what a later one deletes or
    changes. Three or more in a row, one of which undoes what another did,
    make the image larger than it has to be.

    ```dockerfile
    FROM debian:13
    RUN curl -fsSo /tmp/app.tgz https://example.com/app.tgz
    RUN tar xzf /tmp/app.tgz -C /opt/app
    RUN rm /tmp/app.tgz
    #^^ this undoes what a RUN above did, which stays in its layer: join them
    ```

    ```dockerfile fixed
    FROM debian:13
    RUN curl -fsSo /tmp/app.tgz https://example.com/app.tgz \\
        && tar xzf /tmp/app.tgz -C /opt/app \\
        && rm /tmp/app.tgz
    ```

    The fix joins them with `&&`. It is unsafe, since they now share a shell
    and a place in the cache. There is none for heredocs, JSON arrays, lists
    with `;`, or where a directory or a variable would carry over.

    Other RUNs in a row are fine: each is cached by itself. So are `COPY` and
    `ADD`, which bring no more in one line than in several. The option `pairs`
    (on in the hadolint profile) reports any two of one command each.

    ```dockerfile
    FROM debian:13
    RUN make
    RUN make test
    ```

    See [layers](https://docs.docker.com/get-started/docker-concepts/building-images/understanding-image-layers/).
    """
    for stage in document.all_stages:
        for row in _rows(stage.instructions, ctx):
            if ctx.options["pairs"]:
                whole = joined(ctx, row)
                for pair in pairwise(row):
                    edits = whole or joined(ctx, list(pair))
                    fix = ctx.fix("Join the RUNs", *edits) if edits else None
                    yield ctx.finding(pair[1].keyword, "another RUN stands directly above this one: join them", fix, at=pair[1])
            elif len(row) > 2 and stage.ships:
                yield from _undoing(row, ctx)


def _rows(instructions: list[Instruction], ctx: Context) -> list[list[Instruction]]:
    """The RUNs that follow each other, with the same flags and the same shell; with `pairs`, of one command each."""
    rows: list[list[Instruction]] = []
    key: object = None
    for instruction in instructions:
        small = not ctx.options["pairs"] or sum(command.name != "[" for command in _commands(instruction, ctx)) < 2
        mine = (sorted(instruction.flags), ctx.document.shell(instruction)) if isinstance(instruction, Run) and small else None
        if mine is None or mine != key:
            rows.append([])
        if mine is not None:
            rows[-1].append(instruction)
        key = mine
    return rows


def _commands(run: Instruction, ctx: Context) -> list[Command]:
    found = ctx.document.scripts(run) if isinstance(run, Run) else []
    return [command for script in found for command in script.commands if "sh -c" not in command.context]


def _undoing(row: list[Instruction], ctx: Context) -> Findings:
    commands = [_commands(run, ctx) for run in row]
    for i, run in enumerate(row):
        for j in range(i - 1, -1, -1):
            if undone(commands[i], commands[j]):
                edits = joined(ctx, row[j : i + 1])
                fix = ctx.fix("Join the RUNs", *edits) if edits else None
                related = (ctx.related(row[j].keyword, "this is undone", at=row[j]),)
                message = "this undoes what a RUN above did, which stays in its layer: join them"
                yield ctx.finding(run.keyword, message, fix, at=run, related=related)
                break
