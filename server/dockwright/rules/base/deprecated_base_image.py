from dockwright.data.discontinued import discontinued, tag_there
from dockwright.data.images import canonical
from dockwright.model.renaming import written
from dockwright.model.uses import ImageUse
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule


@rule(
    severity=WARNING,
    fix=UNSAFE,
    refs=("CIS-4.2", "CIS-4.4", "CWE-1104"),
    options={"named_contexts": ()},
    since="0.1",
)
def deprecated_base_image(image: ImageUse, ctx: Context) -> Findings:
    """An image that its publisher has abandoned or moved.

    Nobody builds it any more: it stays as it was on the day it was given up,
    with the holes that were found since, until it is taken away.

    ```dockerfile
    FROM openjdk:11-jre-slim
    #    ^^^^^^^ `openjdk` gets no more updates: use eclipse-temurin
    COPY --from=k8s.gcr.io/kube-proxy:v1.24.0 /usr/local/bin/kube-proxy /usr/local/bin/
    #           ^^^^^^^^^^^^^^^^^^^^^ `k8s.gcr.io/kube-proxy` gets no more updates: use registry.k8s.io/kube-proxy
    ```

    ```dockerfile fixed
    FROM eclipse-temurin:11-jre
    COPY --from=registry.k8s.io/kube-proxy:v1.24.0 /usr/local/bin/kube-proxy /usr/local/bin/
    ```

    The images are those of a table that comes with dockwright. The same name in
    a registry of your own is another image:

    ```dockerfile
    FROM registry.example.com/openjdk:11-jre-slim
    ```

    The fix puts the successor where the table knows that it has the same tag.
    It is unsafe, since the successor may be built in another way, as on another
    distribution.

    See [deprecated official images](https://hub.docker.com/search?badges=official).
    """
    reference = image.reference
    name = canonical(reference.registry, reference.repository) if reference else ""
    found = discontinued(name, reference.tag) if reference else None
    if reference is None or found is None or image.is_context(ctx.options["named_contexts"]):
        return
    changes = [(*reference.name_span, _name(name, reference.name, found.successor))]
    place = written(ctx.document, image, changes)
    node = place[0][1] if place and place[0][0] is image.at else image.written
    tag = tag_there(found, reference.tag) if changes[0][2] and reference.tag and not reference.digest else ""
    edits = written(ctx.document, image, [*changes, (*reference.tag_span, tag)]) if tag else None
    fix = ctx.fix(f"Use {found.successor}", *(ctx.edit(span, text, at) for at, span, text in edits)) if edits else None
    advice = found.advice or found.successor
    message = f"`{reference.name}` gets no more updates: use {advice or 'another image'}"
    yield ctx.finding(node, message, fix, at=image.at, related=ctx.used(image))


def _name(name: str, written: str, successor: str) -> str:
    """What to write for a successor: behind the mirror or `docker.io/library` of an official image; "" where it is not there."""
    if "/" in name or "/" not in written or not successor:
        return successor
    return "" if "/" in successor else f"{written.rpartition('/')[0]}/{successor}"
