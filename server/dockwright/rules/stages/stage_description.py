from dockwright.model.document import Document
from dockwright.patterns import IGNORECASE, pattern
from dockwright.rules import STYLE, Context, Findings, rule
from dockwright.syntax import Arg, From, Instruction

PRAGMA = pattern(r"(?:dockwright:|hadolint\s|check\s*=|syntax\s*=|escape\s*=|shellcheck\s|renovate:|trivy:|checkov:|kics-scan)", IGNORECASE)
LICENCE = pattern(r"SPDX-|Copyright|Licensed under", IGNORECASE)


@rule(
    severity=STYLE,
    aliases=("InvalidDefinitionDescription",),
    default=False,
    since="0.1",
)
def stage_description(document: Document, ctx: Context) -> Findings:
    """A comment above a stage or ARG that is not `# name description`.

    `docker build --call=outline` shows these comments as the descriptions of
    targets and arguments, if they begin with the name.

    ```dockerfile
    # The version of the compiler.
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this is shown as a description: begin it with `VERSION`
    ARG VERSION=1.25
    # build compiles the program.
    FROM golang:${VERSION} AS build
    ```

    A blank line sets other comments apart; comments for tools and licence
    headers are not looked at.

    ```dockerfile
    # Everything below is for Linux.

    FROM alpine:3.20 AS base
    ```

    The rule is off by default, as the check is experimental in BuildKit.

    See [InvalidDefinitionDescription](https://docs.docker.com/reference/build-checks/invalid-definition-description/).
    """
    for instruction in document.instructions:
        names = _names(instruction)
        block = document.comments_above(instruction) if names else []
        described = [comment for comment in block if not PRAGMA.match(comment.text)]
        if described and described[-1].text.split(" ", 1)[0] not in names and not any(LICENCE.search(one.text) for one in block):
            wanted = " or ".join(f"`{name}`" for name in names[:3])
            related = (ctx.related(instruction.keyword, "this is described", at=instruction),)
            yield ctx.finding(described[-1], f"this is shown as a description: begin it with {wanted}", related=related)


def _names(instruction: Instruction) -> list[str]:
    """The stage or the arguments that an instruction names."""
    if isinstance(instruction, From) and instruction.stage_name:
        return [instruction.stage_name.text.lower()]
    return [pair.key.text for pair in instruction.pairs] if isinstance(instruction, Arg) else []
