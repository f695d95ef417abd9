from dockwright.model.paths import is_within
from dockwright.model.places import absolute, copied_to
from dockwright.rules import INFO, WARNING, Context, Findings, rule
from dockwright.shell.files import changes
from dockwright.syntax import Add, Copy, Run, Volume

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.rules.edits import Node
    from dockwright.syntax import Instruction, Word


@rule(severity=WARNING, since="0.1")
def write_after_volume(instruction: Run | Copy | Add, ctx: Context) -> Findings:
    """Changes below a VOLUME path that may be discarded.

    Older builders throw away what a RUN changes below a declared volume. Others
    keep it, but at run time whatever is mounted there hides it.

    ```dockerfile
    FROM debian:12
    VOLUME /data
    RUN mkdir -p /data/cache
    #            ^^^^^^^^^^^ this is below the volume /data: put VOLUME last
    ```

    There is no fix, since moving VOLUME is for you to decide. Changes before the
    line are kept:

    ```dockerfile
    FROM debian:12
    RUN mkdir -p /data/cache && chown 1000 /data/cache
    VOLUME /data
    ```

    See [Notes about specifying volumes](https://docs.docker.com/reference/dockerfile/#notes-about-specifying-volumes).
    """
    if instruction.onbuild or not any(one.all(Volume) for one in ctx.stage.chain):
        return
    volumes = _volumes(instruction, ctx)
    for node, path in _written(instruction, ctx) if volumes else ():
        found = next((one for one in volumes if is_within(path, one[0])), None)
        if found is not None:
            volume, at, word = found
            related = ctx.related(word, "the volume is declared here", at)
            severity = WARNING if isinstance(instruction, Run) else INFO
            yield ctx.finding(node, f"this is below the volume {volume}: put VOLUME last", severity=severity, related=(related,))


def _written(instruction: Run | Copy | Add, ctx: Context) -> "Iterator[tuple[Node, str]]":
    """The paths that an instruction writes, where it names them."""
    if not isinstance(instruction, Run):
        write = next(copied_to(ctx.document, instruction), None)
        if write is not None and instruction.destination is not None:
            yield instruction.destination, write.paths[0]
        return
    for script in ctx.document.scripts(instruction):
        for command in script.commands if script.dialect == "posix" else ():
            for target in changes(command):
                path = absolute(ctx.document, instruction, script, command, target.path)
                if path is not None:
                    yield target, path


def _volumes(instruction: Run | Copy | Add, ctx: Context) -> "list[tuple[str, Instruction, Word]]":
    """The paths declared before, in the whole chain, where they are known."""
    found = []
    for stage in ctx.stage.chain:
        for volume in stage.all(Volume):
            for word in volume.words if volume.index < instruction.index else ():
                path = ctx.resolve(word, volume)
                if path is not None and path.startswith("/"):
                    found.append((path.rstrip("/") or "/", volume, word))
    return found
