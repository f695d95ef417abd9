from dockwright.data.managers import EVERY, MANAGERS, PACKAGES, USUAL
from dockwright.model.tooling import brings
from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.shell.nodes import Command
from dockwright.shell.packages import PackageCommand

GUARDS = frozenset(("command", "which", "type", "hash", "test", "[", "grep"))
CONDITIONS = frozenset(("if-cond", "if-body", "while-cond", "case", "function"))


@rule(severity=ERROR, commands=tuple(sorted(EVERY)), since="0.1")
def wrong_package_manager(call: PackageCommand, ctx: Context) -> Findings:
    """A package manager the base image does not have.

    The command is not found and the build fails, often after a change from one
    base image to another.

    ```dockerfile
    FROM node:22-alpine
    RUN apt-get update && apt-get install -y git
    #   ^^^^^^^ this image is alpine and has no apt-get: use apk
    ```

    Only the first use in a stage is reported. What the file brings itself, or
    asks for first, is left alone, and so are images that nobody knows:

    ```dockerfile
    FROM fedora:42
    RUN dnf install -y apt && apt-get update
    FROM alpine:3.20
    RUN if command -v apt-get; then apt-get update; else apk update; fi
    FROM registry.example.com/base
    RUN pacman -Syu
    ```

    See the page of the base image.
    """
    image = ctx.stage.known
    has = MANAGERS.get(image.family) if image else None
    if image is None or has is None or call.tool in has or _is_guarded(call.command) or not _is_first(call, ctx):
        return
    if brings(ctx.document, ctx.instruction, call.command, *PACKAGES.get(call.tool, (call.tool,))):
        return
    own = USUAL.get(image.family)
    remedy = f"use {own}" if own else "install in another stage"
    yield ctx.finding(call.word, f"this image is {image.family} and has no {call.tool}: {remedy}")


def _is_guarded(command: Command) -> bool:
    """Whether it runs only where something says that it is there, or where its failure is expected."""
    if not CONDITIONS.isdisjoint(command.context) or (command.after is not None and command.after.text == "||"):
        return True
    return command.before is not None and command.before.text == "||"


def _is_first(call: PackageCommand, ctx: Context) -> bool:
    """Whether nothing of the kind ran in the stage before, and no question was asked in this RUN."""
    own = MANAGERS[ctx.stage.known.family] if ctx.stage.known else frozenset()
    for instruction, command in ctx.stage.commands:
        if command is call.command:
            return True
        if instruction.index == ctx.instruction.index and command.name in GUARDS:
            return False
        other = command.package
        if other is not None and other.tool in EVERY and other.tool not in own and not _is_guarded(command):
            return False
    return ctx.instruction.onbuild
