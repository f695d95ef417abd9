from dockwright.rules import WARNING, Context, Findings, rule
from dockwright.syntax import Copy
from dockwright.text import Span

OVERLAYS = frozenset(("tonistiigi/xx",))
"""Images that are made to be copied whole."""


@rule(
    severity=WARNING,
    aliases=("DL3067",),
    refs=("CIS-4.3",),
    profiles=("security", "hadolint"),
    options={"every_source": False},
    profile_options={"hadolint": {"every_source": True}},
    since="0.1",
)
def filesystem_copied(copy: Copy, ctx: Context) -> Findings:
    """COPY --from=stage / / copies a whole filesystem.

    All that a stage was kept apart for comes along: compilers, sources, caches
    and temporary secrets, on top of another system's files.

    ```dockerfile
    FROM golang:1.25 AS build
    RUN go build -o /usr/local/bin/app ./cmd/app
    FROM alpine:3.20
    COPY --from=build / /
    #                 ^^^ this copies everything the stage holds: name the files that are needed
    ```

    Into an image from `scratch` this is how layers are flattened, and from one
    it is how files are put together, which is fine:

    ```dockerfile
    FROM alpine:3.20 AS build
    FROM scratch
    COPY --from=build / /
    FROM scratch AS files
    COPY etc /etc
    FROM alpine:3.20
    COPY --from=files / /
    ```

    See [multi-stage builds](https://docs.docker.com/build/building/multi-stage/).
    """
    destination = copy.destination
    if destination is None or copy.flag("from") is None or ctx.resolve(destination) not in ("/", "/."):
        return
    for source in copy.sources:
        if ctx.resolve(source) in ("/", "/.", "/*") and not _is_meant(copy, ctx):
            message = "this copies everything the stage holds: name the files that are needed"
            yield ctx.finding(Span(source.start, destination.end), message)
            return


def _is_meant(copy: Copy, ctx: Context) -> bool:
    """Whether it goes into an empty image, or comes from one that holds no more than was put there."""
    if not copy.onbuild and ctx.stage.is_scratch:
        return True
    use = None if ctx.options["every_source"] else ctx.document.taken_from(copy)
    if use is None:
        return False
    return (use.target is not None and use.target.is_scratch) or (use.image is not None and use.image.repository in OVERLAYS)
