from dockwright.model.stages import Stage
from dockwright.model.tooling import brings
from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.shell.commands import interpreter_of
from dockwright.shell.nodes import basename
from dockwright.syntax import Cmd, Entrypoint, Instruction, Run, Shell
from dockwright.text import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from dockwright.rules.edits import Node
    from dockwright.shell.nodes import Command

CONDITIONS = frozenset(("if-cond", "if-body", "while-cond", "case", "function"))


@rule(severity=ERROR, since="0.1")
def missing_bash(stage: Stage, ctx: Context) -> Findings:
    """bash used where the image has none.

    Alpine, BusyBox and distroless images come without bash. The message of the
    build, "not found", does not say which of the two is missing.

    ```dockerfile
    FROM alpine:3.20
    RUN bash -c 'echo hello'
    #   ^^^^ this image has no bash: install it or use sh
    ```

    Only the first use in a stage is reported. An install or a copy of it before
    is enough:

    ```dockerfile
    FROM alpine:3.20
    RUN apk add --no-cache bash
    SHELL ["/bin/bash", "-c"]
    CMD ["bash"]
    ```

    See [SHELL](https://docs.docker.com/reference/dockerfile/#shell).
    """
    if stage.known is None or stage.known.has_bash is not False or stage.known.family == "windows":
        return
    message = "this image has no bash: install it or use sh"
    for instruction, command, node in _uses(stage):
        starts = isinstance(instruction, (Cmd, Entrypoint))
        if not brings(ctx.document, instruction, None if starts else command, "bash", at_end=starts):
            yield ctx.finding(node, message, at=instruction)
            return


def _uses(stage: Stage) -> "Iterator[tuple[Instruction, Command | None, Node]]":
    """Where bash is called: as the shell, as an interpreter, as a command, as what the container starts."""
    for instruction in stage.instructions:
        if isinstance(instruction, Shell):
            for word in instruction.words[:1]:
                if basename(word.value) == "bash":
                    yield instruction, None, word
        elif isinstance(instruction, (Run, Cmd, Entrypoint)):
            yield from _called(stage, instruction)


def _called(stage: Stage, instruction: Instruction) -> "Iterator[tuple[Instruction, Command | None, Node]]":
    for heredoc in instruction.heredocs:
        line = heredoc.content.partition("\n")[0]
        if basename((interpreter_of(line) or ("",))[0]) == "bash":
            yield instruction, None, Span(heredoc.body.start, heredoc.body.start + len(line.rstrip()))
    for script in stage.document.scripts(instruction):
        for command in script.commands:
            if command.name == "bash" and command.name_word and CONDITIONS.isdisjoint(command.context) and script.dialect == "posix":
                yield instruction, command, command.name_word
