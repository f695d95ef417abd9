from dockwright.model.users import runs_as_root
from dockwright.rules import ERROR, SAFE, UNSAFE, Context, Findings, rule
from dockwright.shell.nodes import Command, basename
from dockwright.shell.options import read
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.findings import Fix
    from dockwright.shell.nodes import Word
    from dockwright.shell.options import Arguments

HARMLESS = frozenset(("-E", "-H", "-n", "--preserve-env", "--set-home", "--non-interactive"))


@rule(
    severity=ERROR,
    fix=UNSAFE,
    aliases=("DL3004", "DS-0010", "CKV2_DOCKER_1", "DKL-DI-0001"),
    refs=("CWE-250", "OWASP-4"),
    profiles=("security", "hadolint"),
    commands=("sudo", "doas"),
    since="0.1",
)
def sudo_in_run(command: Command, ctx: Context) -> Findings:
    """`sudo` in a RUN.

    A build runs as root unless a `USER` says otherwise, so `sudo` does nothing
    but let signals and exit codes go astray. Where there is a `USER`, it needs
    a setuid program and a rule that lets everybody become root, and both stay
    in the image. Do what root has to do before `USER`.

    ```dockerfile
    FROM ubuntu:24.04
    RUN sudo apt-get update
    #   ^^^^ this already runs as root: leave out sudo
    ```

    ```dockerfile fixed
    FROM ubuntu:24.04
    RUN apt-get update
    ```

    The fix is safe where the user is known to be root, and there is none
    elsewhere:

    ```dockerfile
    FROM ubuntu:24.04
    USER app
    RUN sudo apt-get update
    #   ^^^^ sudo makes everybody root in the image: do this before USER, without sudo
    ```

    Installing `sudo` is no use of it:

    ```dockerfile
    FROM ubuntu:24.04
    RUN apt-get install -y sudo
    ```

    See [USER](https://docs.docker.com/build/building/best-practices/#user).
    """
    for at, word in enumerate(command.words):
        if word.literal and basename(word.value) in ("sudo", "doas") and (word in command.wrappers or word is command.name_word):
            arguments = read("sudo", command.words[at + 1 :])
            if arguments.has("-u", "--user"):
                yield ctx.finding(word, "another user needs no sudo: put USER before this RUN")
            elif runs_as_root(ctx.stage, ctx.document.state(ctx.instruction)):
                yield ctx.finding(word, "this already runs as root: leave out sudo", _without(word, arguments, ctx))
            else:
                yield ctx.finding(word, "sudo makes everybody root in the image: do this before USER, without sudo")


def _without(word: "Word", arguments: "Arguments", ctx: Context) -> "Fix | None":
    """The command without sudo, unless one of its options changes what it does."""
    if any(option.name not in HARMLESS for option in arguments.options) or not arguments.operands:
        return None
    if ctx.script.exec_form or ctx.instruction.onbuild:
        return None
    edit = ctx.edit(Span(word.span.start, arguments.operands[0].span.start), "")
    return ctx.fix("Leave out sudo", edit, applicability=SAFE)
