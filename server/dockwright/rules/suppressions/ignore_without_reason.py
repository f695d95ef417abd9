from dockwright.rules import STYLE, Context, Findings, rule
from dockwright.suppressions import FILE, Ignore


@rule(severity=STYLE, profiles=("strict",), default=False, since="0.1")
def ignore_without_reason(ignore: Ignore, ctx: Context) -> Findings:
    """An ignore comment without a reason.

    Nobody can tell later whether the finding may be ignored still.

    ```dockerfile
    # dockwright: ignore[latest-tag]
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing here says why: write the reason behind the list
    FROM alpine:latest
    # hadolint ignore=DL3020
    #^^^^^^^^^^^^^^^^^^^^^^^ nothing here says why: write the reason behind the list, after another `#`
    ADD app.py /app/
    ```

    Whatever stands behind the list is a reason. A `check` directive at the top
    of the file has no room for one:

    ```dockerfile
    # check=skip=StageNameCasing
    # dockwright: ignore-file[latest-tag] the base is rebuilt every night
    FROM alpine:latest AS Base
    # hadolint ignore=DL3020 # the builder is old
    ADD app.py /app/
    ```
    """
    if ignore.is_first and not ignore.reason and not (ignore.dialect == "buildkit" and ignore.scope == FILE):
        where = ", after another `#`" if ignore.dialect in ("hadolint", "shellcheck") else ""
        yield ctx.finding(ignore.comment, f"nothing here says why: write the reason behind the list{where}")
