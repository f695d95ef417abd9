from dockwright.model.indexes import without_lists
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule
from dockwright.shell.packages import PackageCommand

USES = ("install", "build-dep")


@rule(
    severity=WARNING,
    fix=UNSAFE,
    refs=("CIS-4.7",),
    commands=("apt-get", "apt", "aptitude"),
    since="0.1",
)
def install_without_update(call: PackageCommand, ctx: Context) -> Findings:
    """apt-get install where the package lists cannot be there.

    Official images come without package lists, and so does a layer that has
    removed them. apt then knows no package by name and the build fails.

    ```dockerfile
    FROM python:3.13-slim
    RUN apt-get install -y git
    #           ^^^^^^^ there are no package lists here: run apt-get update first
    ```

    ```dockerfile fixed
    FROM python:3.13-slim
    RUN apt-get update && apt-get install -y git
    ```

    The fix is unsafe: another step may have been meant to leave the lists.
    Lists that an earlier step updated and kept count, local packages need
    none, and of images that are not official nothing is claimed:

    ```dockerfile
    FROM debian:12
    RUN apt-get install -y ./tool.deb
    RUN apt-get update
    RUN apt-get install -y git
    FROM registry.example.com/base
    RUN apt-get install -y git
    ```

    See [apt-get](https://docs.docker.com/build/building/best-practices/#apt-get).
    """
    if call.verb is None or call.action not in USES or ctx.instruction.onbuild or call.arguments.has("-U", "--update"):
        return
    named = any(package.kind not in ("path", "variable") for package in call.packages)
    if not named or id(call.command) not in without_lists(ctx.stage):
        return
    edit = ctx.chain_before(call.command, f"{call.tool} update")
    fix = ctx.fix(f"Run {call.tool} update first", edit) if edit else None
    yield ctx.finding(call.verb, f"there are no package lists here: run {call.tool} update first", fix)
