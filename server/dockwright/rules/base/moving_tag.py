from dockwright.data.tags import PUBLIC, VERSION, missing
from dockwright.model.uses import ImageUse
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule


@rule(
    severity=INFO,
    fix=UNSAFE,
    refs=("CIS-4.2", "CWE-1357"),
    profiles=("strict",),
    default=False,
    options={"named_contexts": (), "all_registries": False},
    since="0.1",
)
def moving_tag(image: ImageUse, ctx: Context) -> Findings:
    """A tag that names no version, or no distribution release.

    `stable`, `lts` or `alpine` move to another version some day. A version
    alone moves to another distribution: `node:22` was Debian 12 and is Debian
    13 now, with other packages and other libraries.

    ```dockerfile
    FROM node:lts
    #         ^^^ `lts` names no version: add one
    FROM node:22-slim
    #         ^^^^^^^ `22-slim` leaves the distribution's release open: add it
    FROM node:22-bookworm-slim
    ```

    With a digest the tag decides nothing, and the rule is silent. So it is on
    registries of your own, unless the option `all-registries` is set:

    ```dockerfile
    FROM registry.example.com/base:stable
    FROM node:lts@sha256:a6f5a1f2a4d1e2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b
    ```

    The fix needs a registry look-up: it puts the most precise tag of the same
    image. It is unsafe only because registries can be wrong.

    See [pin base image versions](https://docs.docker.com/build/building/best-practices/#pin-base-image-versions).
    """
    reference = image.reference
    if reference is None or reference.digest or reference.tag in ("", "latest") or image.is_context(ctx.options["named_contexts"]):
        return
    if reference.registry in PUBLIC or ctx.options["all_registries"]:
        what = missing(reference.registry, reference.repository, reference.tag)
        if what:
            fault = "names no version: add one" if what == VERSION else "leaves the distribution's release open: add it"
            fix = ctx.lookup("Replace the tag by the most precise one", "version", reference.text)
            yield ctx.finding(image.tag, f"`{reference.tag}` {fault}", fix, at=image.at, related=ctx.used(image))
