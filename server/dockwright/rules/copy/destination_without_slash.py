from dockwright.model.scopes import uses
from dockwright.rules import ERROR, SAFE, WARNING, Context, Findings, rule
from dockwright.syntax import Transfer
from dockwright.text import Span


@rule(
    severity=ERROR,
    fix=SAFE,
    aliases=("DL3021", "DS-0011", "INVALID_DESTINATION"),
    refs=("CWE-628",),
    profiles=("hadolint",),
    options={"globs": False},
    profile_options={"strict": {"globs": True}},
    since="0.1",
)
def destination_without_slash(transfer: Transfer, ctx: Context) -> Findings:
    """Several sources copied to something that is no directory.

    With more than one source the destination has to be a directory, which is
    said by a `/` at its end. Without it the build fails, or makes a file of
    that name, depending on what is there.

    ```dockerfile
    FROM node:24
    COPY package.json package-lock.json /app
    #                                   ^^^^ several sources need a directory: end it with /
    ```

    ```dockerfile fixed
    FROM node:24
    COPY package.json package-lock.json /app/
    ```

    The fix is safe, since nothing else can be meant. A destination that only
    a build can know is reported as a warning. `.` and `..` are directories:

    ```dockerfile
    FROM node:24
    COPY package.json package-lock.json .
    ```

    With the option `globs` (on in the strict profile) a pattern such as
    `*.json` counts as several sources.

    See [COPY](https://docs.docker.com/reference/dockerfile/#copy).
    """
    destination = transfer.destination
    if destination is None or (len(transfer.sources) < 2 and not ctx.options["globs"]):
        return
    path = ctx.resolve(destination)
    known = (destination.value.strip("\"'") if path is None else path).replace("\\", "/")
    if known.rpartition("/")[2] in ("", ".", ".."):
        return
    if len(transfer.sources) > 1 or any(source.is_glob for source in ctx.document.sources(transfer)):
        end = destination.end - destination.text.endswith(('"', "'"))
        unsure = path is None and any(use.span.end == end for use in uses(transfer.parsed, destination))
        fix = ctx.fix("Append / to the destination", ctx.edit(Span(end, end), "/"))
        yield ctx.finding(destination, "several sources need a directory: end it with /", fix, severity=WARNING if unsure else "")
