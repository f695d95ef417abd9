from dockwright.data.slimmer import smaller
from dockwright.model.renaming import written
from dockwright.model.toolchains import kept
from dockwright.model.users import is_devcontainer
from dockwright.model.uses import ImageUse
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule


@rule(
    severity=INFO,
    fix=UNSAFE,
    refs=("CIS-4.3", "CWE-1104"),
    profiles=("strict", "security", "cis"),
    default=False,
    options={"named_contexts": ()},
    since="0.1",
)
def oversized_base_image(image: ImageUse, ctx: Context) -> Findings:
    """A full distribution image where a slim one exists.

    The full image brings compilers, headers and tools for building; what runs
    needs none of them, and each has to be kept without holes.

    ```dockerfile
    FROM ruby:3.4-bookworm
    #         ^^^^^^^^^^^^ this version comes in a smaller variant: use 3.4-slim-bookworm or 3.4-alpine (musl, not glibc)
    COPY server.rb /app/
    CMD ["ruby", "/app/server.rb"]
    ```

    ```dockerfile fixed
    FROM ruby:3.4-slim-bookworm
    COPY server.rb /app/
    CMD ["ruby", "/app/server.rb"]
    ```

    Only what ships is looked at, and only images that a table that comes with
    dockwright knows to have such a variant in that very version. A stage that
    compiles or installs a compiler may need the full one:

    ```dockerfile
    FROM python:3.13
    RUN apt-get update && apt-get install -y --no-install-recommends gcc
    ```

    The fix puts the slim variant, which has the same distribution. It is
    unsafe: something may need what is left out, as a compiler does `pip install`
    of a package without a wheel. Alpine has musl in place of glibc, which not
    everything runs on, and distroless images have no shell; so neither is put
    in place by itself.

    See [choose the right base image](https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image).
    """
    reference, stage = image.reference, image.stage
    if reference is None or not image.in_from or not stage.ships or image.is_context(ctx.options["named_contexts"]):
        return
    found = smaller(reference.registry, reference.repository, reference.tag)
    if found is None or (reference.digest and not reference.tag) or is_devcontainer(stage):
        return
    final = ctx.document.final
    if final is None or next(kept(final), None) is not None:
        return
    fix = None
    if found.slim and reference.tag and not reference.digest:
        edits = written(ctx.document, image, _changes(reference.tag_span.start, reference.tag, found.slim))
        fix = ctx.fix(f"Use {found.slim}", *(ctx.edit(span, text, at) for at, span, text in edits)) if edits else None
    yield ctx.finding(image.tag, f"this version comes in a smaller variant: use {found.all}", fix, at=image.at, related=ctx.used(image))


def _changes(start: int, old: str, new: str) -> list[tuple[int, int, str]]:
    """The one change between two tags, as small as it can be."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    end = 0
    while end < min(len(old), len(new)) - same and old[-1 - end] == new[-1 - end]:
        end += 1
    return [(start + same, start + len(old) - end, new[same : len(new) - end])]
