from itertools import islice

from dockwright.data.slimmer import is_toolchain
from dockwright.model.stages import Stage
from dockwright.model.toolchains import has_sources, is_for_work, kept
from dockwright.model.users import is_devcontainer, is_started
from dockwright.rules import INFO, Context, Findings, rule

SHOWN = 6


@rule(
    severity=INFO,
    refs=("CIS-4.3", "CWE-1104", "NIST-800-190-3.1.2"),
    profiles=("security", "cis"),
    since="0.1",
)
def build_tools_in_final_stage(stage: Stage, ctx: Context) -> Findings:
    """A shipped image that still holds compilers or sources.

    Nobody needs a compiler, headers or sources where the program runs: they
    make the image several times as large, and every hole in them is yours.

    ```dockerfile
    FROM golang:1.26
    WORKDIR /src
    COPY . .
    RUN go build -o /app .
    #   ^^^^^^^^^^^^^^^^^^ `go build` leaves its tools and sources in the image: build in a stage of its own
    CMD ["/app"]
    ```

    Build in one stage, and copy what was built into another:

    ```dockerfile
    FROM golang:1.26 AS build
    WORKDIR /src
    COPY . .
    RUN go build -o /app .
    FROM debian:bookworm-slim
    COPY --from=build /app /app
    CMD ["/app"]
    ```

    Where everything in a file is understood, the editor offers to split it
    (*Split into build and runtime stage*, on its FROM and RUN), and so does
    `dockwright fix --split`.

    Packages that the same RUN removes again are no fault, and neither is an
    image for work: one that starts a shell, whose stage is called `dev` or
    `test`, or that is a toolchain without any sources:

    ```dockerfile
    FROM alpine:3.22
    RUN apk add --no-cache --virtual .build gcc musl-dev && make && apk del .build
    COPY app.conf /etc/
    CMD ["app"]
    ```

    See [multi-stage builds](https://docs.docker.com/build/building/multi-stage/).
    """
    if not stage.is_final or not is_started(stage) or is_devcontainer(stage) or is_for_work(stage):
        return
    found = [*islice(kept(stage), SHOWN)]
    image = stage.image
    if not found or (image and is_toolchain(image.registry, image.repository) and not has_sources(stage)):
        return
    first, *others = found
    related = tuple(ctx.related(one.span, f"`{one.what}`, too", at=one.instruction) for one in others)
    yield ctx.finding(first.span, first.message, at=first.instruction, related=related)
