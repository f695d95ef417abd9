from dockwright.findings import Fix
from dockwright.model.tooling import leaves_cache
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.shell.caches import CACHES
from dockwright.shell.packages import PackageCommand

FILLS = {
    "conda": ("install", "create", "env create", "env update", "update"),
    "composer": ("install", "i", "require", "req", "create-project", "global require", "update"),
    "gem": ("install", "i"),
    "cargo": ("install", "build", "fetch", "add"),
    "go": ("install", "get", "build", "mod download"),
    "uv": ("sync", "add", "pip install", "pip sync", "tool install"),
    "poetry": ("install", "add", "sync"),
}


@rule(
    severity=INFO,
    fix=UNSAFE,
    refs=("CWE-459",),
    profiles=("strict",),
    default=False,
    commands=("conda", "mamba", "micromamba", "composer", "composer.phar", "gem", "cargo", "go", "uv", "poetry"),
    since="0.1",
)
def package_cache_left(call: PackageCommand, ctx: Context) -> Findings:
    """Caches of conda, composer, gem, cargo, go, uv or poetry left behind.

    These tools keep what they downloaded for a next install, which a container
    never makes.

    ```dockerfile
    FROM condaforge/miniforge3:24.11.3-0
    RUN conda install -y numpy
    #         ^^^^^^^ the cache of conda stays in the layer: end with conda clean -afy
    ```

    ```dockerfile fixed
    FROM condaforge/miniforge3:24.11.3-0
    RUN conda install -y numpy && conda clean -afy
    ```

    Where the tool has a switch for it, the fix adds that. It is unsafe, as some
    of these directories are used by what is installed. Cache mounts, and the
    variables that turn a cache off, are understood; only stages that ship
    matter:

    ```dockerfile
    FROM python:3.13
    RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked
    ENV UV_NO_CACHE=1
    RUN uv pip install --system flask
    ```

    See [Best practices](https://docs.docker.com/build/building/best-practices/).
    """
    if call.verb is None or not _fills(call) or not ctx.counts("shipped"):
        return
    later = ctx.later(call.command)
    cache = CACHES[call.family]
    again = not cache.switches and any(one.package and one.package.family == call.family and _fills(one.package) for one in later)
    if again or not leaves_cache(ctx.document, ctx.instruction, call, later):
        return
    remedy = f"add {cache.switches[0]}" if cache.switches else f"end with {cache.clean.format(tool=call.tool)}"
    yield ctx.finding(call.verb, f"the cache of {call.tool} stays in the layer: {remedy}", _fix(call, ctx))


def _fills(call: PackageCommand) -> bool:
    return " ".join(call.path) in FILLS.get(call.family, ())


def _fix(call: PackageCommand, ctx: Context) -> Fix | None:
    cache = CACHES[call.family]
    if cache.switches and call.verb:
        return ctx.fix(f"Add {cache.switches[0]}", ctx.word_after(call.verb, cache.switches[0]))
    edit = ctx.chain_after(call.command, cache.clean.format(tool=call.tool))
    return ctx.fix("Clean the cache", edit) if edit else None
