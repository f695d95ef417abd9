from dockwright.findings import Fix
from dockwright.rules import INFO, SAFE, UNSAFE, Context, Findings, rule
from dockwright.shell.files import removes
from dockwright.shell.nodes import Command
from dockwright.shell.packages import PackageCommand
from dockwright.syntax.mounts import is_cached

CACHE = "/var/cache/apk"
UPDATES = ("-U", "--update-cache", "--update")


@rule(
    severity=INFO,
    fix=SAFE,
    aliases=("DL3019", "DS-0025", "DKL-DI-0004"),
    refs=("CWE-459",),
    profiles=("hadolint",),
    commands=("apk",),
    options={"stages": "shipped"},
    profile_options={"hadolint": {"stages": "all"}},
    since="0.1",
)
def apk_cache_left(call: PackageCommand, ctx: Context) -> Findings:
    """`apk add` that leaves its index behind.

    Without `--no-cache` the package index stays in the layer: megabytes that
    nothing in the container reads, and that are out of date tomorrow.

    ```dockerfile
    FROM alpine:3.20
    RUN apk add curl
    #       ^^^ the package index stays in the layer: add --no-cache
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    RUN apk add --no-cache curl
    ```

    `--no-cache` fetches the index by itself, so the fix drops `-U`, `--update`
    and an `apk update &&` directly before. It is safe unless a later `apk add`
    of the same RUN relies on the index that this one leaves.

    ```dockerfile
    FROM alpine:3.20
    RUN --mount=type=cache,target=/var/cache/apk apk add curl
    RUN apk add git && rm -rf /var/cache/apk/*
    ```

    See the manual page of apk-add.
    """
    if call.verb is None or call.action != "install" or call.arguments.has("--no-cache", "--no-network"):
        return
    later = ctx.later(call.command)
    if is_cached(ctx.instruction, CACHE) or any(removes(one, CACHE) for one in later) or not ctx.counts(ctx.options["stages"]):
        return
    if any(one.name == "ln" and any(word.value == "/etc/apk/cache" for word in one.args) for one in ctx.earlier(call.command)):
        return
    yield ctx.finding(call.verb, "the package index stays in the layer: add --no-cache", _fix(call, ctx))


def _fix(call: PackageCommand, ctx: Context) -> Fix:
    edits = [ctx.word_after(call.verb, "--no-cache")] if call.verb else []
    edits += [ctx.delete_word(option) for option in call.arguments.all(*UPDATES) if option.word.text in UPDATES]
    update = _update_before(call.command, ctx)
    if update is not None:
        edits.append(ctx.edit(ctx.script.span(update.start, call.command.start), ""))
    relies = any(one.package and one.package.family == "apk" and one.package.action == "install" for one in ctx.later(call.command))
    return ctx.fix("Add --no-cache", *edits, applicability=UNSAFE if relies else SAFE)


def _update_before(command: Command, ctx: Context) -> Command | None:
    """The `apk update &&` directly before, with nothing but blanks between."""
    at = ctx.script.commands.index(command)
    update = ctx.script.commands[at - 1] if at else None
    if update is None or update.package is None or update.after is None or update.after.text != "&&" or update.context != command.context:
        return None
    between = ctx.script.text[update.end : command.start].replace("&&", "", 1)
    is_alone = update.package.family == "apk" and update.package.action == "update" and not update.redirects
    return update if is_alone and not between.strip() else None
