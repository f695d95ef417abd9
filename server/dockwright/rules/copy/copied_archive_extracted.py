from dockwright.findings import Fix
from dockwright.model.paths import joined
from dockwright.model.sources import Source
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.shell import archives
from dockwright.shell.nodes import Command, basename
from dockwright.shell.plain import arguments, lone
from dockwright.syntax import Copy, Instruction
from dockwright.syntax.arguments import quote


@rule(
    severity=INFO,
    fix=UNSAFE,
    aliases=("DL3010",),
    profiles=("hadolint",),
    options={"zip": True},
    profile_options={"hadolint": {"zip": False}},
    since="0.1",
)
def copied_archive_extracted(copy: Copy, ctx: Context) -> Findings:
    """An archive copied in only to be unpacked by RUN.

    The archive stays in the layer of the COPY, also when the RUN deletes it.
    `ADD` unpacks a local tar archive without leaving it behind.

    ```dockerfile
    FROM debian:13
    COPY rootfs.tar.gz /tmp/
    #    ^^^^^^^^^^^^^ this archive stays in the image: let ADD unpack it
    RUN tar xzf /tmp/rootfs.tar.gz -C /opt/app
    ```

    ```dockerfile fixed
    FROM debian:13
    ADD rootfs.tar.gz /opt/app/
    ```

    The fix is offered where the next RUN does nothing but unpack the whole
    archive. It is unsafe, since the archive is gone and owners may differ.

    What ADD cannot do, such as a part of an archive or a zip file, can be done
    with a bind mount, which leaves nothing behind either:

    ```dockerfile
    FROM debian:13
    RUN --mount=type=bind,source=app.zip,target=/tmp/app.zip unzip /tmp/app.zip -d /opt/app
    ```

    See [ADD](https://docs.docker.com/reference/dockerfile/#add).
    """
    if copy.flag("from") is not None or copy.onbuild or copy.destination is None:
        return
    destination = Source(copy.destination, ctx.resolve(copy.destination), False)
    for source in ctx.document.sources(copy):
        is_tar = not source.is_glob and (source.may_be_archive or destination.may_be_archive)
        if is_tar or (ctx.options["zip"] and (source.path or "").lower().endswith((".zip", ".7z"))):
            found = _unpacking(copy, _names(source) | _names(destination), ctx)
            if found is not None:
                run, command, unpacking = found
                can_add = is_tar and command.name in archives.TARS and unpacking.is_whole
                advice = "let ADD unpack it" if can_add else "mount it into the RUN that unpacks it"
                fix = _fix(copy, source, run, unpacking, ctx) if can_add else None
                related = (ctx.related(command, "unpacked here", at=run),)
                yield ctx.finding(source, f"this archive stays in the image: {advice}", fix, related=related)


def _names(source: Source) -> set[str]:
    """The file name of a path, as written and with variables replaced; none for a directory."""
    return {basename(path.strip("\"'")) for path in (source.word.value, source.path) if path} - {""}


def _unpacking(copy: Copy, names: set[str], ctx: Context) -> tuple[Instruction, Command, archives.Unpacking] | None:
    """The first command below, in the same stage, that unpacks a file of these names."""
    for run, command in ctx.stage.commands:
        unpacking = archives.read(command) if run.index > copy.index else None
        for archive in unpacking.archives if unpacking else ():
            resolved = ctx.document.scope(run).resolve(archive, "\\") or archive
            if unpacking and not names.isdisjoint((basename(archive), basename(resolved))):
                return run, command, unpacking
    return None


def _fix(copy: Copy, source: Source, run: Instruction, unpacking: archives.Unpacking, ctx: Context) -> Fix | None:
    """ADD to the directory the next RUN unpacks to, if that is all it does."""
    scripts = ctx.document.scripts(run)
    command = lone(scripts[0]) if len(scripts) == 1 and run.index == copy.index + 1 else None
    if command is None or arguments(command) is None or copy.flags or run.flags or len(copy.sources) > 1 or copy.destination is None:
        return None
    workdir = ctx.document.state(run).workdir
    base = workdir.value if workdir else None
    copied, target = ctx.resolve(copy.destination), joined(base, unpacking.directory or "")
    if copied is None or target is None or source.path is None or not target.startswith("/") or not target.replace("/", "").isalnum():
        return None
    copied = joined(base, copied + basename(source.path) if copied.endswith("/") else copied)
    if copied is None or joined(base, unpacking.archives[0]) != copied:
        return None
    written = f"{target.rstrip('/')}/"
    destination = ctx.edit(copy.destination, quote(written) if copy.is_json else written)
    return ctx.fix("Let ADD unpack it", ctx.edit(copy.keyword, ctx.keyword("ADD")), destination, ctx.delete_line(run))
