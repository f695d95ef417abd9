from dockwright.model.uses import ImageUse
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule


@rule(severity=INFO, fix=UNSAFE, refs=("CIS-4.4",), profiles=("strict",), default=False, since="0.1")
def stale_digest(image: ImageUse, ctx: Context) -> Findings:
    """A pinned digest the tag no longer points to.

    The tag was pushed again since, as a rule with security fixes, and builds
    still start from what it was.

    Only a registry knows, so only a run with `--online` or `--offline` reports
    this, and an editor that may ask registries.

    ```dockerfile with said.created="2026-01-02T00:00:00Z" now.created="2026-11-01T00:00:00Z"
    FROM alpine:3.20@sha256:1111111111111111111111111111111111111111111111111111111111111111
    #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ of 2026-01-02, but now 2026-11-01: renew it
    ```

    ```dockerfile fixed
    FROM alpine:3.20@sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
    ```

    The fix is unsafe, for another image is built. `dockwright pin --update` does
    the same for many files. A digest of one of the images that the tag now
    names for several platforms is fine, and so is one without a tag:

    ```dockerfile with said.created="2026-01-02T00:00:00Z"
    FROM alpine:3.20@sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
    FROM alpine@sha256:1111111111111111111111111111111111111111111111111111111111111111
    ```

    See [pinning base images](https://docs.docker.com/build/building/best-practices/#pin-base-image-versions).
    """
    told, reference = image.told, image.reference
    if told is None or told.now is None or reference is None or not (reference.tag and reference.digest):
        return
    before, after = told.facts.created[:10] if told.facts else "", told.now.created[:10]
    message = f"{reference.tag} is another image now: renew the digest"
    if before and after and before != after:
        message = f"of {before}, but now {after}: renew it"
    place = ctx.place(image.digest, image.at)
    is_there = ctx.document.source[place.start : place.end] == reference.digest
    fix = ctx.replace(image.digest, told.now.digest, "Renew the digest", at=image.at) if is_there else None
    yield ctx.finding(image.digest, message, fix, at=image.at, related=ctx.used(image))
