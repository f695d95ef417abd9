from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.shell.packages import PackageCommand
from dockwright.shell.requirements import Package

LOCAL_FIRST = (("npx",), ("bunx",), ("npm", "exec"), ("npm", "x"), ("bun", "x"))


@rule(
    severity=WARNING,
    aliases=("DL3016",),
    refs=("CWE-1357",),
    profiles=("strict", "hadolint"),
    default=False,
    commands=("npm", "npx", "yarn", "yarnpkg", "pnpm", "pnpx", "bun", "bunx"),
    options={"variables": "excuse", "tags": "count", "calls": ()},
    profile_options={"hadolint": {"variables": "count", "tags": "excuse", "calls": ("npm install",)}},
    since="0.1",
)
def unpinned_npm_package(call: PackageCommand, ctx: Context) -> Findings:
    """A Node package installed without a version.

    Tomorrow the same line installs another version, and nobody can tell what an
    older image contains.

    ```dockerfile
    FROM node:22
    RUN npm install -g pm2@5.4.2 typescript
    #                            ^^^^^^^^^^ Node package without a version: write typescript@…
    ```

    There is no fix, since the right version is not in the file. A tag such as
    `@latest` is no version. Paths, archives and addresses are what they are; an
    install without words takes the versions from the manifest, and `npx` prefers
    what such an install has brought:

    ```dockerfile
    FROM node:22
    RUN npm ci && npx prisma generate
    RUN npm install ./plugin.tgz git+https://git.example.com/a.git#v1.0.0
    ```

    The option `calls` narrows the rule to some calls, such as `npm install`.

    See [npm-install](https://docs.npmjs.com/cli/commands/npm-install).
    """
    if call.action not in ("install", "run") or call.arguments.has("--offline") or not call.is_one_of(ctx.options["calls"]):
        return
    packages = [package for package in call.packages if _is_unpinned(package, ctx)]
    if packages and call.action == "run" and (call.tool, *call.path) in LOCAL_FIRST and _has_installed(call, ctx):
        return
    for package in packages:
        mark = "#" if package.kind == "vcs" else "@"
        yield ctx.finding(package.word, f"Node package without a version: write {package.name}{mark}…")


def _is_unpinned(package: Package, ctx: Context) -> bool:
    if package.kind == "variable":
        return ctx.options["variables"] == "count" and not package.version
    if package.kind not in ("name", "vcs"):
        return False
    if package.kind == "name" and (package.version == "*" or package.version.isalpha()):
        return bool(ctx.options["tags"] == "count")
    return not package.version


def _has_installed(call: PackageCommand, ctx: Context) -> bool:
    """Whether the stage has installed what its manifest names before."""
    earlier = (one.package for one in ctx.earlier(call.command))
    return any(one is not None and one.family in ("npm", "yarn", "pnpm", "bun") and one.action == "install" for one in earlier)
