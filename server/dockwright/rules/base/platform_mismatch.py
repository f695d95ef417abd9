from dockwright.model.platforms import parse
from dockwright.model.uses import ImageUse
from dockwright.rules import WARNING, Context, Findings, rule

MOST = 8


@rule(severity=WARNING, aliases=("InvalidBaseImagePlatform",), profiles=("strict", "buildkit"), default=False, since="0.1")
def platform_mismatch(image: ImageUse, ctx: Context) -> Findings:
    """A base image that has no build for the requested platform.

    The build ends there, or goes on with an image for another machine, whose
    programs do not run.

    Only a registry knows, so only a run with `--online` or `--offline` reports
    this, and an editor that may ask registries. The image in the example is
    there for two platforms:

    ```dockerfile with said.platforms=["linux/amd64","linux/arm64/v8"]
    FROM --platform=linux/s390x registry.example.com/base:1
    #                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ this image is not for linux/s390x: it is for linux/amd64 and linux/arm64/v8
    ```

    Variants are not compared, and a platform that only a build can know is not
    asked for:

    ```dockerfile with said.platforms=["linux/amd64","linux/arm64/v8"]
    FROM --platform=linux/arm64 registry.example.com/base:1
    FROM --platform=$BUILDPLATFORM registry.example.com/base:1
    FROM registry.example.com/base:1
    ```

    See [InvalidBaseImagePlatform](https://docs.docker.com/reference/build-checks/).
    """
    told = image.told
    wanted = parse(image.platform) if image.platform and told and told.facts else None
    if wanted is None or not wanted.architecture or told is None or told.facts is None or not told.facts.platforms:
        return
    found = [parse(one) for one in told.facts.platforms]
    if not any(one is None or one[:2] == wanted[:2] for one in found):
        names = list(told.facts.platforms)
        shown = names if len(names) <= MOST else [*names[:MOST], f"{len(names) - MOST} more"]
        there = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
        message = f"this image is not for {image.platform}: it is for {there}"
        yield ctx.finding(image, message, at=image.at, related=ctx.used(image))
