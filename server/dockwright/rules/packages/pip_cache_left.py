from dockwright.model.tooling import leaves_cache, setting, variable
from dockwright.rules import SAFE, WARNING, Context, Findings, rule
from dockwright.shell.packages import PackageCommand

FILES = ("pip.conf", "pip config", "pip3 config")


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
    if call.verb is None or call.action != "install" or not ctx.counts(ctx.options["stages"]):
        return
    if not leaves_cache(ctx.document, ctx.instruction, call, ctx.later(call.command)):
        return
    if setting(ctx.document, ctx.instruction, call.command, ("no-cache-dir",), FILES):
        return
    switch = variable(ctx.document, ctx.instruction, call.command, "PIP_NO_CACHE_DIR")
    message = "the cache of pip stays in the layer: add --no-cache-dir"
    if switch:
        message = f"PIP_NO_CACHE_DIR={switch} reads as if the cache were kept: write 1 or add --no-cache-dir"
    fix = ctx.fix("Add --no-cache-dir", ctx.word_after(call.verb, "--no-cache-dir"))
    yield ctx.finding(call.verb, message, fix)
