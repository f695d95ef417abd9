from dockwright.model.uses import ImageUse
from dockwright.rules import INFO, SAFE, Context, Findings, rule


@rule(
    severity=INFO,
    fix=SAFE,
    refs=("CIS-4.2", "CWE-494", "CWE-1357"),
    profiles=("security", "cis"),
    options={"named_contexts": (), "only_final": False},
    since="0.1",
)
def unpinned_digest(image: ImageUse, ctx: Context) -> Findings:
    """A base image not pinned by digest.

    A tag can be pushed again, by its owner or by whoever took over the
    account. Only a digest names the very image that was tested.

    ```dockerfile
    FROM alpine:3.20
    #    ^^^^^^^^^^^ `alpine:3.20` can be another image tomorrow: pin its digest
    FROM node:24@sha256:a6f5a1f2a4d1e2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b
    ```

    Where the whole name is a variable, the digest belongs to its default:

    ```dockerfile
    ARG BASE=alpine:3.20
    #        ^^^^^^^^^^^ `alpine:3.20` can be another image tomorrow: pin its digest
    FROM ${BASE}
    ```

    The fix needs a registry look-up: it adds the digest the tag has now, for
    all platforms. It is safe, since the image built now stays the same. Pinned
    images get no updates by themselves, so let a bot renew the digests. With
    the option `only-final` images that do not ship are left alone.

    A short name that no official image has is that of a local image or a named
    context, which has no digest to pin:

    ```dockerfile
    FROM our-base
    COPY --from=templates /app.conf /etc/app.conf
    ```

    See [pin base image versions](https://docs.docker.com/build/building/best-practices/#pin-base-image-versions).
    """
    reference = image.reference
    if reference is None or reference.digest or image.is_context(ctx.options["named_contexts"]) or image.is_local:
        return
    if not ctx.options["only_final"] or (image.in_from and image.stage.ships):
        fix = ctx.lookup("Pin the digest it has now", "digest", reference.text) if image.is_literal else None
        yield ctx.finding(
            image, f"`{reference.text}` can be another image tomorrow: pin its digest", fix, at=image.at, related=ctx.used(image)
        )
