from dockwright.rules import INFO, SAFE, UNSAFE, Context, Findings, rule
from dockwright.suppressions import Ignore


@rule(severity=INFO, fix=SAFE, tag="unnecessary", since="0.1")
def unused_ignore(ignore: Ignore, ctx: Context) -> Findings:
    """An ignore comment that silences nothing.

    What it was for has been mended, or it stands in the wrong place. Left
    there, it would hide the next mistake of the kind.

    ```dockerfile with also="latest-tag"
    # dockwright: ignore[latest-tag] nobody tags the base
    #                    ^^^^^^^^^^ `latest-tag` silences nothing here: delete it
    FROM alpine:3.20
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    ```

    The fix is safe: it deletes the name, and the comment with its last name.
    In a comment of hadolint's or BuildKit's it is unsafe, as their own checks
    may still need it.

    A name is not judged where its rule is off, could not run, or is not known
    here, and one that silences something is fine:

    ```dockerfile with also="latest-tag"
    # hadolint ignore=DL3020,SC2086
    FROM alpine:3.20
    # dockwright: ignore[latest-tag]
    FROM node:latest
    ```
    """
    if ignore.checkable and not ignore.used:
        applicability = SAFE if ignore.dialect == "dockwright" else UNSAFE
        fix = ctx.fix(f"Delete {ignore.name}", ctx.edit(ignore.removal, ""), applicability=applicability)
        yield ctx.finding(ignore, f"`{ignore.name}` silences nothing here: delete it", fix)
