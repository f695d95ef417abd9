from dockwright.rules import INFO, Context, Findings, rule
from dockwright.shell.nodes import Command
from dockwright.syntax.mounts import mounts

EDITORS = ("vim", "vi", "nano", "emacs")
INTERACTIVE = (*EDITORS, "top", "htop", "less", "more", "shutdown", "reboot", "halt", "poweroff", "free")
MORE = ("kill", "mount", "ps", "service", "ssh")
HADOLINT = ("free", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim")


@rule(
    severity=INFO,
    aliases=("DL3001",),
    refs=("CWE-710",),
    profiles=("strict", "hadolint"),
    default=False,
    commands=(*INTERACTIVE, *MORE),
    options={"all": False},
    profile_options={"hadolint": {"all": True}},
    since="0.1",
)
def pointless_command(command: Command, ctx: Context) -> Findings:
    """A command that makes no sense in a build.

    A build has no terminal, no services and no machine to shut down. What such
    a command shows or does is gone when the RUN ends.

    ```dockerfile
    FROM debian:12
    RUN top && free
    #   ^^^ top makes no sense in a build: leave it out
    #          ^^^^ free makes no sense in a build: leave it out
    ```

    Installing one is fine, and so is an editor that is told what to do:

    ```dockerfile
    FROM debian:12
    RUN apt-get update && apt-get install -y vim less
    RUN vim +PlugInstall +qall && emacs --batch -l setup.el
    ```

    The hadolint profile also reports `kill`, `mount`, `ps`, `service` and `ssh`.

    See [Best practices](https://docs.docker.com/build/building/best-practices/).
    """
    name, word = command.name, command.name_word
    if word is None or name not in (HADOLINT if ctx.options["all"] else INTERACTIVE):
        return
    if name in EDITORS and any(one.value[:1] == "+" or one.value in ("-es", "-c", "-s", "--batch", "-batch") for one in command.args):
        return
    if name == "ssh" and any(one.type == "ssh" for one in mounts(ctx.instruction)):
        return
    security = ctx.instruction.flag("security")
    if (name == "mount" and security and security.value == "insecure") or command.arguments.has("--version", "--help"):
        return
    yield ctx.finding(word, f"{name} makes no sense in a build: leave it out")
