from dockwright.model.tooling import leaves_cache
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.shell.caches import CACHES
from dockwright.shell.packages import PackageCommand


@rule(
    severity=INFO,
    fix=UNSAFE,
    aliases=("DL3060",),
    refs=("CWE-459",),
    profiles=("hadolint",),
    commands=("yarn", "yarnpkg", "npm", "pnpm"),
    options={"stages": "built-on", "npm": False, "calls": ()},
    profile_options={"strict": {"npm": True}, "hadolint": {"calls": ("yarn install",)}},
    since="0.1",
)
def node_cache_left(call: PackageCommand, ctx: Context) -> Findings:
    """yarn, npm or pnpm caches left in a shipped layer.

    yarn keeps every archive that it downloads beside what it installs, which
    about doubles what an install adds to the image.

    ```dockerfile
    FROM node:22
    COPY package.json yarn.lock ./
    RUN yarn install --frozen-lockfile
    #        ^^^^^^^ the cache of yarn stays in the layer: end with yarn cache clean
    ```

    ```dockerfile fixed
    FROM node:22
    COPY package.json yarn.lock ./
    RUN yarn install --frozen-lockfile && yarn cache clean
    ```

    The fix is unsafe: projects whose `.yarn/cache` is part of them need it at
    run time. Cache mounts are the better remedy, and stages that are only
    copied from do not matter:

    ```dockerfile
    FROM node:22 AS build
    RUN yarn install
    FROM node:22
    RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install --production
    COPY --from=build /app/dist /app/dist
    ```

    npm and pnpm are left alone unless the option `npm` is on, as it is under
    the strict profile.

    The option `calls` narrows the rule to some calls, such as `yarn install`.

    See [yarn cache](https://classic.yarnpkg.com/en/docs/cli/cache).
    """
    if call.action != "install" or (call.family != "yarn" and not ctx.options["npm"]):
        return
    if not call.is_one_of(ctx.options["calls"]) or not ctx.counts(ctx.options["stages"]):
        return
    later = ctx.later(call.command)
    again = any(one.package and one.package.family == call.family and one.package.action == "install" for one in later)
    if again or not leaves_cache(ctx.document, ctx.instruction, call, later):
        return
    clean = CACHES[call.family].clean
    edit = ctx.chain_after(call.command, clean)
    message = f"the cache of {call.family} stays in the layer: end with {clean}"
    yield ctx.finding(call.verb or call.word, message, ctx.fix("Clean the cache", edit) if edit else None)
