from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import BARE_FLAGS, From, Instruction
from dockwright.text import Span

NEEDS = {
    **dict.fromkeys(("ADD", "COPY"), ("a source and a destination", "ARGUMENT_REQUIRES_AT_LEAST_TWO")),
    **dict.fromkeys(("ENV", "LABEL"), ("a name=value pair", "ARGUMENT_REQUIRES_TWO")),
    "ARG": ("a name", "ARGUMENT_REQUIRES_AT_LEAST_ONE"),
    "EXPOSE": ("a port", "ARGUMENT_REQUIRES_AT_LEAST_ONE"),
    "FROM": ("an image", "ARGUMENT_REQUIRES_ONE_OR_THREE"),
    "HEALTHCHECK": ("CMD or NONE", "ARGUMENT_REQUIRES_AT_LEAST_ONE"),
    "MAINTAINER": ("a name", "ARGUMENT_REQUIRES_ONE"),
    "ONBUILD": ("an instruction", "ARGUMENT_REQUIRES_AT_LEAST_ONE"),
    "RUN": ("a command", "ARGUMENT_REQUIRES_AT_LEAST_ONE"),
    "SHELL": ("the words of a shell", "SHELL_REQUIRES_ONE"),
    "STOPSIGNAL": ("a signal", "ARGUMENT_REQUIRES_ONE"),
    "USER": ("a user", "ARGUMENT_REQUIRES_ONE"),
    "VOLUME": ("a path", "ARGUMENT_REQUIRES_AT_LEAST_ONE"),
    "WORKDIR": ("a path", "ARGUMENT_REQUIRES_ONE"),
}
SURPLUS = ("DL1000", "ARGUMENT_EXTRA", "ARGUMENT_UNNECESSARY", "ARGUMENT_REQUIRES_ONE_OR_THREE", "INVALID_AS")
ALIASES = tuple(dict.fromkeys((*SURPLUS, "ARGUMENT_MISSING", *(alias for _, alias in NEEDS.values()))))


@rule(severity=ERROR, aliases=ALIASES, profiles=("hadolint",), since="0.1")
def wrong_argument_count(instruction: Instruction, ctx: Context) -> Findings:
    """An instruction with too few or too many arguments.

    The build stops here.

    ```dockerfile
    FROM alpine:3.20 # small
    #                ^^^^^^^ a comment needs a line of its own: move this one
    COPY app.py
    #^^^ COPY needs a source and a destination: name both
    WORKDIR
    #^^^^^^ WORKDIR needs a path: name it
    ```

    Flags are no arguments, a heredoc is one. These need none:

    ```dockerfile
    FROM scratch
    ENTRYPOINT []
    CMD
    ```

    See the [Dockerfile reference](https://docs.docker.com/reference/dockerfile/).
    """
    if instruction.parsed.problems or any(flag.value is None and flag.name not in BARE_FLAGS for flag in instruction.flags):
        return
    arguments = [*instruction.parsed.words, *(instruction.parsed.items or ()), *instruction.pairs]
    if instruction.name in NEEDS and not instruction.trigger and len(arguments) < 1 + (instruction.name in ("ADD", "COPY")):
        needs, alias = NEEDS[instruction.name]
        message = f"{instruction.name} needs {needs}: name {'both' if ' and ' in needs else 'it'}"
        yield ctx.finding(instruction.keyword, message, aliases=("DL1000", "ARGUMENT_MISSING", alias))
    elif isinstance(instruction, From) and len(arguments) not in (1, 3 * bool(instruction.as_keyword)):
        yield ctx.finding(*_surplus(instruction), aliases=SURPLUS)


def _surplus(from_: From) -> tuple[Span, str]:
    words = from_.words
    first = words[3 if from_.as_keyword else 1]
    span = Span(first.start, words[-1].end)
    if first.text.startswith("#"):
        return span, "a comment needs a line of its own: move this one"
    if first.text.lower() == "as":
        return span, "AS needs a stage name: name it"
    return span, "FROM takes an image and `AS name` only: delete the rest"
