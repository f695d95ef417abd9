from dockwright.model.shellless import without_shell
from dockwright.model.stages import Stage
from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import Run


@rule(severity=ERROR, since="0.1")
def shell_in_scratch(stage: Stage, ctx: Context) -> Findings:
    """A shell-form command in an image without a shell.

    The shell form is read by `/bin/sh`, and an image from `scratch`, as most
    distroless ones, has no such file: the build fails, or the container does not
    start.

    ```dockerfile
    FROM golang:1.25 AS build
    RUN go build -o /app .
    FROM scratch
    COPY --from=build /app /app
    CMD /app --serve
    #^^ this image has no shell to read the shell form: write a JSON array
    ```

    A JSON array needs no shell. Silent are images into which something is
    copied that may hold a shell, such as a folder, an archive or a pattern, and
    those with a `SHELL`:

    ```dockerfile
    FROM scratch
    ADD rootfs.tar.xz /
    RUN echo hello
    FROM gcr.io/distroless/static-debian12:debug
    SHELL ["/busybox/sh", "-c"]
    CMD app
    FROM scratch
    COPY app /app
    CMD ["/app"]
    ```

    See [shell and exec form](https://docs.docker.com/reference/dockerfile/#shell-and-exec-form).
    """
    for command in without_shell(stage):
        remedy = "run it in a stage that has one" if isinstance(command, Run) else "write a JSON array"
        message = f"this image has no shell to read the shell form: {remedy}"
        yield ctx.finding(command.keyword, message, at=command)
