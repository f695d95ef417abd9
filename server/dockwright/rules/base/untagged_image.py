from dockwright.data.images import has_versions
from dockwright.model.uses import ImageUse
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("DL3006", "DS-0001", "CKV_DOCKER_7"),
    refs=("CIS-4.2", "CWE-1357"),
    profiles=("security", "hadolint", "cis"),
    options={"named_contexts": (), "only_from": False, "unresolved": False},
    profile_options={"hadolint": {"only_from": True, "unresolved": True}},
    since="0.1",
)
def untagged_image(image: ImageUse, ctx: Context) -> Findings:
    """A base image named without tag or digest.

    Without a tag the builder takes `latest`, which is whatever was pushed
    last: the same Dockerfile builds something else tomorrow.

    ```dockerfile
    FROM debian
    #    ^^^^^^ `debian` has no tag, so it is another image tomorrow: name a version
    ```

    Stages, `scratch` and digests are fine. Variables are replaced by their
    defaults first, and one without a default may bring the tag along:

    ```dockerfile
    ARG BASE
    FROM ${BASE} AS build
    FROM build
    FROM scratch
    COPY --from=localhost:5000/tools:2 /bin/jq /bin/jq
    ```

    The fix needs a registry look-up: it adds the version tag that names the
    same image now. It is unsafe only because registries can be wrong.

    The option `only-from` leaves `COPY --from` and mounts alone; with
    `unresolved` a name that only a build can know is reported where no tag
    shows.

    See [pin base image versions](https://docs.docker.com/build/building/best-practices/#pin-base-image-versions).
    """
    reference = image.reference
    if image.is_context(ctx.options["named_contexts"]) or (ctx.options["only_from"] and not image.in_from):
        return
    untagged = ctx.options["unresolved"] and image.is_open if reference is None else not (reference.tag or reference.digest)
    if untagged and (image.in_from or (reference and "/" in reference.name)):
        name = reference.text if reference else image.text
        remedy, fix = "name a version", ctx.lookup("Add the version tag it has now", "version", name) if reference else None
        if reference and not has_versions(reference.registry, reference.repository):
            remedy, fix = "pin its digest", ctx.lookup("Pin the digest it has now", "digest", name)
        message = f"`{name}` has no tag, so it is another image tomorrow: {remedy}"
        yield ctx.finding(image, message, fix, at=image.at, related=ctx.used(image))
