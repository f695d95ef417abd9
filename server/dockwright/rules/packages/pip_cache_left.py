from dockwright.model.tooling import truth, variable
from dockwright.rules import SAFE, WARNING, Context, Findings, rule
from dockwright.shell.files import removes
from dockwright.shell.packages import PackageCommand
from dockwright.syntax.mounts import is_cached, mounts


@rule(
    severity=WARNING,
    fix=SAFE,
    aliases=("DL3042",),
    refs=("CWE-459",),
    profiles=("hadolint",),
    commands=("pip",),
    options={"stages": "shipped"},
    profile_options={"hadolint": {"stages": "all"}},
    since="0.1",
)
def pip_cache_left(call: PackageCommand, ctx: Context) -> Findings:
    """`pip install` that keeps its cache in the layer.

    pip keeps every wheel that it downloads or builds, for a next install that
    a container never makes.

    ```dockerfile
    FROM python:3.12
    RUN pip install flask
    #       ^^^^^^^ the cache of pip stays in the layer: add --no-cache-dir
    ```

    ```dockerfile fixed
    FROM python:3.12
    RUN pip install --no-cache-dir flask
    ```

    The fix is safe: what is installed stays the same. `PIP_NO_CACHE_DIR`, a
    cache mount and removing the cache in the same RUN do as well:

    ```dockerfile
    FROM python:3.12
    RUN --mount=type=cache,target=/root/.cache/pip pip install flask
    RUN pip install flask && rm -rf /root/.cache
    ENV PIP_NO_CACHE_DIR=1
    RUN pip install flask
    ```

    See [Caching](https://pip.pypa.io/en/stable/topics/caching/).
    """
    if call.verb is None or call.action != "install" or call.arguments.has("--no-cache-dir"):
        return
    if any(one.type in ("cache", "tmpfs") and ".cache" in one.target for one in mounts(ctx.instruction)):
        return
    if any(removes(one, path) for one in ctx.later(call.command) for path in ("/root/.cache/pip", "~/.cache/pip", "$HOME/.cache/pip")):
        return
    if not ctx.counts(ctx.options["stages"]):
        return
    switch = variable(ctx.document, ctx.instruction, call.command, "PIP_NO_CACHE_DIR")
    cache = variable(ctx.document, ctx.instruction, call.command, "PIP_CACHE_DIR")
    if truth(switch) or (cache and is_cached(ctx.instruction, cache)):
        return
    if any(one.package and _turned_off(one.package) for _, one in ctx.document.commands(ctx.stage, before=call.command)):
        return
    message = "the cache of pip stays in the layer: add --no-cache-dir"
    if switch:
        message = f"PIP_NO_CACHE_DIR={switch} reads as if the cache were kept: write 1 or add --no-cache-dir"
    yield ctx.finding(call.verb, message, ctx.insert_after(call.verb, " --no-cache-dir", "Add --no-cache-dir"))


def _turned_off(call: PackageCommand) -> bool:
    """`pip config set global.no-cache-dir true`."""
    return call.tool == "pip" and call.path[:1] == ("config",) and any("no-cache-dir" in word.value for word in call.command.args)
