from dockwright.rules import ERROR, UNSAFE, Context, Findings, rule
from dockwright.syntax import Maintainer
from dockwright.syntax.quoting import quoted

KEY = "org.opencontainers.image.authors"


@rule(
    severity=ERROR,
    fix=UNSAFE,
    aliases=("DL4000", "MaintainerDeprecated", "DS-0022", "CKV_DOCKER_6", "DEPRECATED_MAINTAINER"),
    refs=("CWE-710",),
    profiles=("hadolint", "buildkit"),
    tag="deprecated",
    since="0.1",
)
def maintainer(instruction: Maintainer, ctx: Context) -> Findings:
    """The deprecated `MAINTAINER` instruction.

    It sets a field of the image that few tools show. A label does the same,
    and is listed with the others.

    ```dockerfile
    FROM alpine:3.20
    MAINTAINER Jane Doe <jane@example.com>
    #^^^^^^^^^ MAINTAINER is deprecated: use a label
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    LABEL org.opencontainers.image.authors="Jane Doe <jane@example.com>"
    ```

    The fix is unsafe, since the author field of the image is empty afterwards.
    Before the first FROM, where no label can stand, there is none.

    See [MAINTAINER](https://docs.docker.com/reference/dockerfile/#maintainer-deprecated).
    """
    if instruction.onbuild:
        return
    value, fix = instruction.value, None
    if value and ctx.stage.from_ and value.span.end - value.span.start == len(value.text):
        text = value.text[1:-1] if value.text[0] in "\"'" and value.text[-1:] == value.text[0] != value.text else value.text
        label = quoted(text, ctx.document.escape)
        edits = ctx.edit(instruction.keyword, ctx.keyword("LABEL")), ctx.edit(value, f"{KEY}={label}")
        fix = ctx.fix("Replace MAINTAINER with a label", *edits)
    yield ctx.finding(instruction.keyword, "MAINTAINER is deprecated: use a label", fix)
