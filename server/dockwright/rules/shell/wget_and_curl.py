from dockwright.model.document import Document
from dockwright.rules import INFO, Context, Findings, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.stages import Stage
    from dockwright.shell.nodes import Command
    from dockwright.syntax import Instruction

    Use = tuple[Instruction, Command]


@rule(
    severity=INFO,
    aliases=("DL4001", "DS-0014"),
    refs=("CWE-1041",),
    profiles=("strict", "hadolint"),
    default=False,
    options={"every": False},
    profile_options={"hadolint": {"every": True}},
    since="0.1",
)
def wget_and_curl(document: Document, ctx: Context) -> Findings:
    """Both wget and curl used in a stage.

    One of the two is enough: a tool less to install, to update and to know.

    ```dockerfile
    FROM debian:12
    RUN wget https://example.com/a
    RUN curl -O https://example.com/b
    #   ^^^^ wget is used in this stage already: use one of the two
    ```

    An image that brings both by itself is left alone, and so is a health check:

    ```dockerfile
    FROM buildpack-deps:bookworm
    RUN wget https://example.com/a && curl -O https://example.com/b
    FROM debian:12
    RUN wget https://example.com/a
    HEALTHCHECK CMD curl -f http://localhost/
    ```

    See [Minimize what is installed](https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages).
    """
    for stage in document.all_stages:
        has = stage.known.tools if stage.known else None
        if ctx.options["every"] or has is None or not {"curl", "wget"} <= {*has}:
            for uses in (_in_runs(stage), _in_triggers(stage)):
                yield from _second(uses, ctx)


def _second(uses: "list[Use]", ctx: Context) -> Findings:
    """The first use of the second tool; for hadolint the first of either in every RUN from there on."""
    first: dict[str, Use] = {}
    told = -1
    for instruction, command in uses:
        first.setdefault(command.name, (instruction, command))
        if len(first) == 2 and command.name_word and instruction.index != told and (told < 0 or ctx.options["every"]):
            told = instruction.index
            other = first["curl" if command.name == "wget" else "wget"]
            related = ctx.related(other[1].name_word or other[1], f"{other[1].name} is used here", other[0])
            message = f"{other[1].name} is used in this stage already: use one of the two"
            yield ctx.finding(command.name_word, message, at=instruction, related=(related,))


def _in_runs(stage: "Stage") -> "list[Use]":
    return [(run, command) for run, command in stage.commands if command.name in ("curl", "wget")]


def _in_triggers(stage: "Stage") -> "list[Use]":
    triggers = [one.trigger for one in stage.instructions if one.trigger is not None and one.trigger.name == "RUN"]
    scripts = ((one, script) for one in triggers for script in stage.document.scripts(one))
    return [(one, command) for one, script in scripts for command in script.commands if command.name in ("curl", "wget")]
