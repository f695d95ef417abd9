from dockwright.findings import Fix
from dockwright.model.frontends import declared
from dockwright.model.tooling import is_mounted
from dockwright.model.users import runs_as_root
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.shell.caches import CACHES
from dockwright.shell.nodes import Command
from dockwright.shell.packages import PackageCommand
from dockwright.syntax.mounts import is_cached_at_home

BUILDS = {"cargo": ("build",), "go": ("build", "install", "mod download", "test"), "dotnet": ("restore", "build", "publish")}
OTHERS = {"mvn": ".m2", "mvnw": ".m2", "gradle": ".gradle", "gradlew": ".gradle", "dotnet": ".nuget/packages"}
ALONE = frozenset(("pip", "uv", "npm", "yarn", "bun", "go", "cargo", "poetry", "composer"))


@rule(
    severity=INFO,
    fix=UNSAFE,
    default=False,
    commands=(
        *("pip", "pip3", "python", "python3", "uv", "poetry", "npm", "yarn", "pnpm", "bun", "go", "cargo", "mvn", "gradle", "dotnet"),
        *("composer", "apt-get", "apt", "dnf", "yum", "microdnf", "apk"),
    ),
    since="0.1",
)
def install_without_cache_mount(command: Command, ctx: Context) -> Findings:
    """A dependency install that could use a cache mount.

    A cache mount keeps what was downloaded from build to build and out of the
    image: when the layer has to be built anew, only what is new is fetched.

    ```dockerfile
    FROM python:3.13
    RUN pip install --no-cache-dir -r requirements.txt
    #       ^^^^^^^ what this downloads could be kept from build to build: add a cache mount
    ```

    ```dockerfile fixed
    FROM python:3.13
    RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
    ```

    The rule is in no profile: it is the opposite of those that ask to remove
    caches. The fix is unsafe, since it needs BuildKit. It is offered where one
    directory is all there is to it and the build runs as root.

    ```dockerfile
    FROM golang:1.24
    RUN --mount=type=cache,target=/root/.cache/go-build go build ./...
    ```

    See [Optimize cache usage](https://docs.docker.com/build/cache/optimize/#use-cache-mounts).
    """
    frontend = declared(ctx.document)
    if frontend is not None and frontend < (1, 2):
        return
    call = command.package
    word = call.verb or call.word if call is not None else command.name_word
    folder = OTHERS.get(command.name)
    if word is None or not _downloads(command, call):
        return
    cached = is_cached_at_home(ctx.instruction, folder) if folder else call is None or is_mounted(ctx.document, ctx.instruction, call)
    if not cached:
        message = "what this downloads could be kept from build to build: add a cache mount"
        yield ctx.finding(word, message, _fix(call, folder, ctx))


def _downloads(command: Command, call: PackageCommand | None) -> bool:
    if call is None:
        return command.name in OTHERS and bool(command.args)
    return call.action == "install" or " ".join(call.path) in BUILDS.get(call.family, ())


def _fix(call: PackageCommand | None, folder: str | None, ctx: Context) -> Fix | None:
    if not runs_as_root(ctx.stage, ctx.document.state(ctx.instruction)) or (folder is None and (call is None or call.family not in ALONE)):
        return None
    cache = CACHES.get(call.family) if call is not None and folder is None else None
    place = f"/root/{folder}" if folder else (cache.folders[0] if cache else "").replace("~", "/root")
    edits = [ctx.flag(ctx.instruction, f"--mount=type=cache,target={place}")]
    switch = call.arguments.get(*cache.switches) if call is not None and cache is not None and cache.switches else None
    if switch is not None and switch.word.value == switch.name:
        edit = ctx.delete_argument(switch.word)
        if edit is None:
            return None
        edits.append(edit)
    return ctx.fix("Add a cache mount", *edits)
