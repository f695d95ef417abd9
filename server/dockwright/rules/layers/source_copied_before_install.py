from dockwright.model.sources import Source
from dockwright.model.stages import Stage
from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.shell.manifests import installs
from dockwright.syntax import Add, Copy, Run, Transfer
from dockwright.syntax.mounts import mounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.shell.nodes import Command


@rule(severity=WARNING, since="0.1")
def source_copied_before_install(stage: Stage, ctx: Context) -> Findings:
    """All sources copied before the dependencies are installed.

    A layer is built anew when anything that was copied before has changed. With
    the whole context copied first, every change of a source installs everything
    again.

    ```dockerfile
    FROM node:22
    WORKDIR /app
    COPY . .
    #    ^ every change reinstalls all: copy package.json and package-lock.json, install, then copy the rest
    RUN npm ci
    ```

    There is no fix, since what else the install needs is not in the file. With
    the manifest first, the install is kept until that changes:

    ```dockerfile
    FROM node:22
    WORKDIR /app
    COPY package.json package-lock.json ./
    RUN npm ci
    COPY . .
    ```

    Bind mounts, installs of the project itself and of workspaces are left alone.

    See [Optimize cache usage](https://docs.docker.com/build/cache/optimize/).
    """
    copied: tuple[Transfer, Source] | None = None
    done = {found[0] for one in stage.chain[1:] for _, command in one.commands for found in [installs(command)] if found}
    for instruction in stage.instructions:
        if isinstance(instruction, (Copy, Add)) and copied is None and not instruction.flag("from"):
            sources = ctx.document.sources(instruction)
            whole = next((one for one in sources if one.path in (".", "./", "/", "*", "./*")), None)
            copied = (instruction, whole) if whole is not None else None
        elif isinstance(instruction, Run):
            found = _installed(instruction, done, ctx)
            if found is None:
                continue
            if copied is not None:
                message = f"every change reinstalls all: copy {found[1]}, install, then copy the rest"
                related = ctx.related(found[2], "this is what runs again", instruction)
                yield ctx.finding(copied[1], message, at=copied[0], related=(related,))
                return
            done.add(found[0])


def _installed(run: Run, done: set[str], ctx: Context) -> "tuple[str, str, Command] | None":
    """The first install from a manifest in a RUN, of an ecosystem that has had none."""
    if any(one.type == "bind" for one in mounts(run)):
        return None
    for script in ctx.document.scripts(run):
        for command in script.commands:
            found = installs(command)
            if found is not None and found[0] not in done and "subst" not in command.context:
                return found[0], found[1], command
    return None
