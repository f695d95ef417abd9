from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import From

RESERVED = {"scratch": "the empty image", "context": "the build context"}


@rule(
    severity=ERROR,
    aliases=("DL3063", "ReservedStageName"),
    profiles=("hadolint", "buildkit"),
    since="0.1",
)
def reserved_stage_name(from_: From, ctx: Context) -> Findings:
    """A stage named `scratch` or `context`.

    The builder gives these words a meaning of its own, so a stage of that name
    cannot be used.

    ```dockerfile
    FROM alpine:3.20 AS scratch
    #                   ^^^^^^^ `scratch` means the empty image to the builder: choose another name
    ```

    As a base image `scratch` is what it should be:

    ```dockerfile
    FROM scratch AS files
    ```

    See [ReservedStageName](https://docs.docker.com/reference/build-checks/reserved-stage-name/).
    """
    name = from_.stage_name
    meaning = RESERVED.get(name.text.lower()) if name else None
    if name and meaning:
        yield ctx.finding(name, f"`{name.text}` means {meaning} to the builder: choose another name")
