from dockwright.data.images import has_versions
from dockwright.model.uses import ImageUse
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("DL3007", "DS-0001", "CKV_DOCKER_7"),
    refs=("CIS-4.2", "CWE-1357"),
    profiles=("security", "hadolint", "cis"),
    options={"named_contexts": (), "only_from": False},
    profile_options={"hadolint": {"only_from": True}},
    since="0.1",
)
def latest_tag(image: ImageUse, ctx: Context) -> Findings:
    """A base image pinned to `latest`.

    `latest` is whatever was pushed last: the same Dockerfile builds something
    else tomorrow, and nobody can tell what is in an image built last year.

    ```dockerfile
    FROM node:latest
    #         ^^^^^^ `latest` is another image tomorrow: name a version
    ```

    With a digest the tag decides nothing, and the rule is silent. Variables
    are replaced by their defaults first:

    ```dockerfile
    ARG TAG=latest
    FROM node:$TAG
    #         ^^^^ `latest` is another image tomorrow: name a version
    FROM node:latest@sha256:a6f5a1f2a4d1e2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b
    ```

    The option `only-from` leaves `COPY --from` and mounts alone.

    The fix needs a registry look-up: it puts the version tag that names the
    same image now. It is unsafe only because registries can be wrong.
    """
    if image.is_context(ctx.options["named_contexts"]) or (ctx.options["only_from"] and not image.in_from):
        return
    reference = image.reference
    if image.text.endswith(":latest") if reference is None else reference.tag == "latest" and not reference.digest:
        remedy, fix = "name a version", None
        if reference and not has_versions(reference.registry, reference.repository):
            remedy, fix = "pin its digest", ctx.lookup("Pin the digest it has now", "digest", reference.text)
        elif reference:
            fix = ctx.lookup("Replace latest by the version it is now", "version", reference.text)
        yield ctx.finding(image.tag, f"`latest` is another image tomorrow: {remedy}", fix, at=image.at, related=ctx.used(image))
