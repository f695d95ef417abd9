from dockwright.findings import Fix
from dockwright.model.tooling import says, variable
from dockwright.model.users import started
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.shell.nodes import Command
from dockwright.shell.packages import PackageCommand

VERBS = {
    "npm": ("ci", "install", "i", "clean-install"),
    "yarn": ("", "install"),
    "pnpm": ("install", "i", "ci"),
    "composer": ("install", "i"),
    "bundle": ("", "install", "i"),
    "poetry": ("install", "sync"),
    "uv": ("sync",),
}
SWITCHES = {
    "npm": ("--omit", "--production", "--only"),
    "yarn": ("--production", "--prod", "--mode"),
    "pnpm": ("--prod", "-P", "--production"),
    "composer": ("--no-dev",),
    "bundle": ("--without",),
    "poetry": ("--only", "--without", "--no-dev"),
    "uv": ("--no-dev", "--only-group", "--no-default-groups", "--no-group"),
}
ADDED = {
    "npm": "--omit=dev", "yarn": "--production", "pnpm": "--prod", "composer": "--no-dev", "poetry": "--only=main", "uv": "--no-dev",
}  # fmt: skip
VARIABLES = {
    "bundle": ("BUNDLE_WITHOUT", "BUNDLE_ONLY"),
    "composer": ("COMPOSER_NO_DEV",),
    "uv": ("UV_NO_DEV",),
    "poetry": ("POETRY_WITHOUT",),
}
BUILDS = frozenset(
    ("build", "compile", "prune", "test", "generate", "bundle", "tsc", "webpack", "vite", "precompile", "make", "dev", "watch")
)


@rule(
    severity=INFO,
    fix=UNSAFE,
    refs=("CIS-4.3", "CWE-1104"),
    profiles=("strict", "security"),
    default=False,
    commands=("npm", "yarn", "yarnpkg", "pnpm", "composer", "composer.phar", "bundle", "bundler", "poetry", "uv"),
    since="0.1",
)
def dev_dependencies_installed(call: PackageCommand, ctx: Context) -> Findings:
    """Development dependencies in a shipped stage.

    Test runners and compilers make the image larger and bring code that nobody
    watches in production.

    ```dockerfile
    FROM node:22
    COPY package.json package-lock.json ./
    RUN npm ci
    #       ^^ development dependencies are installed, too: add --omit=dev
    CMD ["node", "server.js"]
    ```

    ```dockerfile fixed
    FROM node:22
    COPY package.json package-lock.json ./
    RUN npm ci --omit=dev
    CMD ["node", "server.js"]
    ```

    The fix is unsafe: something may need one of them at run time. A stage that
    builds or prunes afterwards has a reason to install them, and so has a stage
    that others only copy from:

    ```dockerfile
    FROM node:22 AS build
    RUN npm ci
    FROM node:22
    ENV NODE_ENV=production
    RUN npm ci
    COPY --from=build /app/dist /app/dist
    ```

    See [npm-ci](https://docs.npmjs.com/cli/commands/npm-ci).
    """
    if " ".join(call.path) not in VERBS[call.family] or call.packages or call.action != "install" or not ctx.stage.is_final:
        return
    if call.arguments.has(*SWITCHES[call.family], "-g", "--global", "--version") or _is_production(call, ctx):
        return
    if ctx.stage.is_development or any(_builds(one) for one in _following(call, ctx)):
        return
    added = ADDED.get(call.family)
    message = f"development dependencies are installed, too: {f'add {added}' if added else 'set BUNDLE_WITHOUT=development:test'}"
    yield ctx.finding(call.verb or call.word, message, _fix(call, added, ctx) if added else None)


def _is_production(call: PackageCommand, ctx: Context) -> bool:
    """Whether the environment, or a setting made before, leaves them out."""
    place = (ctx.document, ctx.instruction, call.command)
    if call.family in ("npm", "yarn", "pnpm"):
        mode = variable(*place, "NODE_ENV")
        return mode == "production" or (mode is None and call.family == "npm" and variable(*place, "NPM_CONFIG_PRODUCTION") == "true")
    if any(variable(*place, name) for name in VARIABLES.get(call.family, ())):
        return True
    return call.family == "bundle" and says(*place, ("without",), ("bundle config",))


def _following(call: PackageCommand, ctx: Context) -> list[Command]:
    """The commands that the stage runs afterwards, and what the image starts."""
    return [*ctx.later(call.command), *(one for run, one in ctx.stage.commands if run.index > ctx.instruction.index), *started(ctx.stage)]


def _builds(command: Command) -> bool:
    names = [command.name, *(word.value for word in command.args[:4])]
    return any(not BUILDS.isdisjoint(name.split(":")) for name in names)


def _fix(call: PackageCommand, added: str, ctx: Context) -> Fix:
    return ctx.fix(f"Add {added}", ctx.word_after(call.verb or call.word, added))
