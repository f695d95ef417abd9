from dockwright.model.images import covers
from dockwright.model.uses import ImageUse
from dockwright.rules import ERROR, Context, Findings, rule


@rule(
    severity=ERROR,
    aliases=("DL3026",),
    refs=("CIS-4.2", "CWE-829", "NIST-800-190-4.1.5"),
    profiles=("strict", "security", "hadolint", "cis"),
    default=False,
    options={"trusted_registries": (), "strict_variables": False, "hub_excuses": False, "named_contexts": ()},
    profile_options={"hadolint": {"strict_variables": True, "hub_excuses": True}},
    since="0.1",
)
def untrusted_registry(image: ImageUse, ctx: Context) -> Findings:
    """An image from a registry outside the allow list.

    What a registry hands out ends up in the image. The option
    `trusted-registries` says which are meant, and does nothing while it is empty.

    ```dockerfile with trusted-registries=["registry.example.com", "*.corp.example.com", "docker.io/library"]
    FROM registry.example.com/base:1
    FROM node:24
    FROM ghcr.io/someone/app:1
    #    ^^^^^^^ ghcr.io is no trusted registry: take the image from one of them
    FROM grafana/grafana:11.0.0
    #    ^^^^^^^^^^^^^^^ docker.io is no trusted registry: take the image from one of them
    ```

    An entry is a host, with its port if it has one, or a host and the beginning
    of a path. `*` at either end stands for anything; a name without a host is on
    docker.io. Stages, `scratch` and named build contexts come from no registry:

    ```dockerfile with trusted-registries=["registry.example.com"]
    FROM registry.example.com/base:1 AS base
    FROM base
    FROM scratch
    ```

    With the option `strict-variables` a host that only a build can know is
    reported, too; with `hub-excuses` not where all of docker.io is trusted.

    See [image access](https://docs.docker.com/reference/cli/docker/image/pull/#pull-from-a-different-registry).
    """
    trusted = ctx.options["trusted_registries"]
    if not trusted or image.is_context(ctx.options["named_contexts"]):
        return
    place = image.origin
    if place is None:
        excused = ctx.options["hub_excuses"] and any(covers(pattern, "docker.io", "") for pattern in trusted)
        if image.resolved is None and ctx.options["strict_variables"] and not excused:
            yield ctx.finding(image, "only a build can know this registry: name a trusted one", at=image.at, related=ctx.used(image))
    elif not any(covers(pattern, *place) for pattern in trusted):
        message = f"{place[0]} is no trusted registry: take the image from one of them"
        yield ctx.finding(image.host, message, at=image.at, related=ctx.used(image))
