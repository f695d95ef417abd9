from dockwright.rules import INFO, Context, Findings, rule
from dockwright.suppressions import NEXT, Ignore


@rule(severity=INFO, aliases=("DL1001",), default=False, options={"all": False}, since="0.1")
def inline_ignore(ignore: Ignore, ctx: Context) -> Findings:
    """A finding silenced by a comment.

    For projects in which the configuration alone decides what is reported. Off
    in every profile; no comment silences this one.

    ```dockerfile
    FROM alpine:3.20
    # dockwright: ignore[add-instead-of-copy] the builder is old
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this comment silences findings: mend them, or say so in the configuration
    ADD app.py /app/
    # hadolint ignore=DL3020
    #^^^^^^^^^^^^^^^^^^^^^^^ this comment silences findings: mend them, or say so in the configuration
    ADD app.py /app/
    ```

    Comments for a whole file or a stage count with the option `all` only, as in
    hadolint:

    ```dockerfile
    # check=skip=StageNameCasing
    # dockwright: ignore-file[copy]
    # hadolint global ignore=DL3020
    FROM alpine:3.20
    ```
    """
    if ignore.is_first and ignore.dialect != "shellcheck" and (ignore.scope == NEXT or ctx.options["all"]):
        yield ctx.finding(ignore.comment, "this comment silences findings: mend them, or say so in the configuration")
