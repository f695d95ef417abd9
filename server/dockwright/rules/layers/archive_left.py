from dockwright.findings import Fix
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.shell.downloads import downloads, unpacks
from dockwright.shell.files import Target, deletes, directory, is_same
from dockwright.shell.nodes import Command
from dockwright.syntax.mounts import is_cached


@rule(severity=INFO, fix=UNSAFE, refs=("CWE-459",), profiles=("strict",), default=False, commands=("curl", "wget"), since="0.1")
def archive_left(command: Command, ctx: Context) -> Findings:
    """A downloaded archive left after unpacking.

    The archive stays in the layer beside its content, often as large as that.

    ```dockerfile
    FROM debian:12
    RUN curl -fsSLo /tmp/a.tar.gz https://example.com/a.tar.gz && tar xzf /tmp/a.tar.gz -C /opt
    #               ^^^^^^^^^^^^^ this archive stays in the layer beside its content: remove it in this RUN
    ```

    ```dockerfile fixed
    FROM debian:12
    RUN curl -fsSLo /tmp/a.tar.gz https://example.com/a.tar.gz && tar xzf /tmp/a.tar.gz -C /opt && rm /tmp/a.tar.gz
    ```

    The fix is unsafe: something may still want the file. A pipe needs none, and
    a file in a mount is not in the layer:

    ```dockerfile
    FROM debian:12
    RUN curl -fsSL https://example.com/a.tar.gz | tar xz -C /opt
    RUN --mount=type=tmpfs,target=/tmp wget -P /tmp https://example.com/b.zip && unzip /tmp/b.zip -d /opt
    ```

    See [Minimize layers](https://docs.docker.com/build/building/best-practices/).
    """
    later = ctx.later(command)
    for download in downloads(command):
        target = download.target
        if target is None or not ctx.counts("shipped") or is_cached(ctx.instruction, target.path):
            continue
        unpacking = next(((one, archive) for one in later for archive in unpacks(one) if is_same(archive.path, target.path)), None)
        if unpacking is not None and not any(_deletes(one, target.path, command, ctx) for one in later):
            message = "this archive stays in the layer beside its content: remove it in this RUN"
            yield ctx.finding(target, message, _fix(*unpacking, ctx))


def _deletes(command: Command, path: str, fetch: Command, ctx: Context) -> bool:
    """Whether the file is deleted or moved away, by its name or with the directory it was fetched into."""
    if command.name == "mv":
        return any(is_same(word.value, path) for word in command.arguments.operands[:-1])
    place = directory(ctx.script.commands, fetch)
    return deletes(command, path) or (bool(place) and deletes(command, f"{place}/{path}"))


def _fix(command: Command, archive: Target, ctx: Context) -> Fix | None:
    edit = ctx.chain_after(command, f"rm {archive.word.text if archive.word.value == archive.path else archive.path}")
    return ctx.fix("Remove the archive", edit) if edit else None
