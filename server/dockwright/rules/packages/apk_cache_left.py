from dockwright.findings import Fix
from dockwright.rules import INFO, SAFE, UNSAFE, Context, Findings, rule
from dockwright.shell.files import removes
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
    earlier = [one for _, one in ctx.document.commands(ctx.stage, before=call.command)]
    if any(one.name == "ln" and any(word.value == "/etc/apk/cache" for word in one.args) for one in earlier):
        return
    yield ctx.finding(call.verb, "the package index stays in the layer: add --no-cache", _fix(call, ctx))


def _fix(call: PackageCommand, ctx: Context) -> Fix:
    edits = [ctx.after(call.verb, " --no-cache")] if call.verb else []
    edits += [ctx.delete_word(option) for option in call.arguments.all(*UPDATES) if option.word.text in UPDATES]
    commands = ctx.script.commands
    at = commands.index(call.command)
    update = commands[at - 1].package if at else None
    if update and update.family == "apk" and update.action == "update" and update.command.after and update.command.after.text == "&&":
        edits.append(ctx.edit(ctx.script.span(update.command.start, call.command.start), ""))
    relies = any(one.package and one.package.family == "apk" and one.package.action == "install" for one in ctx.later(call.command))
    return ctx.fix("Add --no-cache", *edits, applicability=UNSAFE if relies else SAFE)
