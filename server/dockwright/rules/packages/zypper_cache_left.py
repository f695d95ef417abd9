from dockwright.model.tooling import leaves_cache
from dockwright.rules import SAFE, WARNING, Context, Findings, rule
from dockwright.shell.packages import PackageCommand

FILLS = ("install", "upgrade", "dist-upgrade")


@rule(
    severity=WARNING,
    fix=SAFE,
    aliases=("DL3036", "DS-0020"),
    refs=("CWE-459",),
    profiles=("hadolint",),
    commands=("zypper",),
    options={"stages": "shipped", "calls": ()},
    profile_options={"hadolint": {"stages": "all", "calls": ("zypper install", "zypper in")}},
    since="0.1",
)
def zypper_cache_left(call: PackageCommand, ctx: Context) -> Findings:
    """zypper caches left in a layer.

    zypper keeps the metadata of every repository. It is out of date tomorrow,
    and a later RUN cannot take it out of the layer.

    ```dockerfile
    FROM opensuse/leap:15.6
    RUN zypper install -y git
    #          ^^^^^^^ the cache of zypper stays in the layer: end with zypper clean --all
    ```

    ```dockerfile fixed
    FROM opensuse/leap:15.6
    RUN zypper install -y git && zypper clean --all
    ```

    The fix is safe: what is installed stays the same. A cache mount and
    removing the directory in the same RUN do as well:

    ```dockerfile
    FROM opensuse/leap:15.6
    RUN --mount=type=cache,target=/var/cache/zypp zypper install -y git
    RUN zypper install -y make && rm -rf /var/cache/zypp/*
    ```

    The option `calls` narrows the rule to some calls, such as `zypper
    install`.

    See the manual page of zypper, "clean".
    """
    if not call.is_one_of(ctx.options["calls"]):
        return
    later = ctx.later(call.command)
    if call.verb is None or call.action not in FILLS or not ctx.counts(ctx.options["stages"]):
        return
    again = any(one.package and one.package.family == "zypper" and one.package.action in FILLS for one in later)
    if again or not leaves_cache(ctx.document, ctx.instruction, call, later):
        return
    edit = ctx.chain_after(call.command, "zypper clean --all")
    message = "the cache of zypper stays in the layer: end with zypper clean --all"
    yield ctx.finding(call.verb, message, ctx.fix("Clean the cache", edit) if edit else None)
