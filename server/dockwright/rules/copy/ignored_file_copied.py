from dockwright.findings import OtherFile, Related
from dockwright.model.context_sources import ContextSource
from dockwright.model.ignorefile import Pattern
from dockwright.rules import WARNING, Context, Findings, rule


@rule(
    severity=WARNING,
    aliases=("CopyIgnoredFile",),
    profiles=("buildkit",),
    options={"literal": False},
    profile_options={"buildkit": {"literal": True}},
    since="0.1",
)
def ignored_file_copied(source: ContextSource, ctx: Context) -> Findings:
    """A source of COPY that `.dockerignore` keeps out of the build.

    The builder never sees the file, so the build fails, or copies less than
    the line says.

    ```dockerfile with context="app.py dist/app.js" ignored="dist"
    FROM nginx:1.27
    COPY dist/app.js /usr/share/nginx/html/
    #    ^^^^^^^^^^^ .dockerignore keeps this out: mend the line there, or copy something else
    ```

    Lines that bring something back count, in their order:

    ```dockerfile with context="app.py dist/app.js" ignored="* !dist"
    FROM nginx:1.27
    COPY dist/app.js /usr/share/nginx/html/
    ```

    A pattern is reported where all that it fits is kept out. With the option
    `literal`, which the profile `buildkit` sets, a pattern is compared as it is
    written, and nothing is said where any line brings something back.

    See [CopyIgnoredFile](https://docs.docker.com/reference/build-checks/copy-ignored-file/).
    """
    ignore = source.context.ignore
    if ignore is None or ignore.is_broken:
        return
    reason = _reason(source, ctx.options["literal"])
    if reason:
        message = ".dockerignore keeps this out: mend the line there, or copy something else"
        place = Related(reason.span, "by this line", OtherFile(ignore.path, ignore.source))
        yield ctx.finding(source, message, related=(place,))


def _reason(source: ContextSource, literal: bool) -> Pattern | None:
    """The line that keeps out all that a source names."""
    ignore = source.context.ignore
    if ignore is None or ((literal or source.is_whole) and ignore.has_exceptions):
        return None
    if literal:
        return ignore.reason(source.path)
    paths = source.found if source.is_glob else [source.path]
    reasons = [None if ignore.brings_back(path) else ignore.reason(path) for path in paths]
    return reasons[0] if all(reasons) and reasons else None
