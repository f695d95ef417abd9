from dockwright.findings import Fix
from dockwright.model.manifests import is_named
from dockwright.model.tooling import setting, truth, variable
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.shell.locks import LOCKS, Lock
from dockwright.shell.packages import PackageCommand

ELSEWHERE = ("-g", "--global", "--version", "-v", "--help", "-h")


@rule(
    severity=INFO,
    fix=UNSAFE,
    refs=("CWE-1357",),
    commands=("npm", "yarn", "yarnpkg", "pnpm", "bun", "uv", "poetry", "cargo", "composer", "composer.phar", "bundle", "bundler"),
    since="0.1",
)
def unlocked_install(call: PackageCommand, ctx: Context) -> Findings:
    """A dependency install that may disregard the lock file.

    The lock file says which versions were tested. This command may resolve
    anew, and then installs others without a word.

    ```dockerfile
    FROM node:22
    COPY package.json package-lock.json ./
    RUN npm install
    #       ^^^^^^^ this may disregard package-lock.json: use npm ci
    ```

    ```dockerfile fixed
    FROM node:22
    COPY package.json package-lock.json ./
    RUN npm ci
    ```

    The fix is unsafe: where the lock file is out of date, the build fails now.
    Without a lock file that the Dockerfile names, nothing is claimed, and
    neither is in a stage for development:

    ```dockerfile
    FROM node:22
    COPY package.json ./
    RUN npm install
    FROM node:22 AS dev
    COPY package.json yarn.lock ./
    RUN yarn install
    ```

    See [npm-ci](https://docs.npmjs.com/cli/commands/npm-ci) and
    [yarn install](https://yarnpkg.com/cli/install).
    """
    lock = LOCKS.get((call.family, " ".join(call.path)))
    if lock is None or call.packages or call.arguments.has(*lock.switches, *ELSEWHERE):
        return
    if ctx.stage.is_development or not is_named(ctx.document, ctx.instruction, *lock.files) or _is_set(call, lock, ctx):
        return
    remedy = f"use {call.tool} {lock.verb}" if lock.verb else f"set {lock.assign}" if lock.assign else f"add {lock.switches[0]}"
    yield ctx.finding(call.verb or call.word, f"this may disregard {lock.files[0]}: {remedy}", _fix(call, lock, ctx))


def _is_set(call: PackageCommand, lock: Lock, ctx: Context) -> bool:
    """Whether the environment or a setting made before has the tool keep to the lock file."""
    place = (ctx.document, ctx.instruction, call.command)
    if any(truth(variable(*place, name)) for name in lock.variables):
        return True
    return bool(lock.settings) and setting(*place, lock.settings, (f"{call.family} config",)) is True


def _fix(call: PackageCommand, lock: Lock, ctx: Context) -> Fix | None:
    if lock.verb and call.verb:
        return ctx.fix(f"Replace {call.verb.value} with {lock.verb}", ctx.edit_word(call.verb, lock.verb))
    if lock.assign:
        plain = not ctx.script.exec_form and not call.command.wrappers
        return ctx.fix(f"Set {lock.assign}", ctx.before(call.command, f"{lock.assign} ")) if plain else None
    return ctx.fix(f"Add {lock.switches[0]}", ctx.word_after(call.verb or call.word, lock.switches[0]))
