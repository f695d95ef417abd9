from dockwright.rules import ERROR, Context, Findings, rule
from dockwright.syntax import Run
from dockwright.syntax.mount_faults import faults
from dockwright.syntax.mounts import mounts


@rule(severity=ERROR, aliases=("DL1000",), profiles=("hadolint",), since="0.1")
def invalid_mount(run: Run, ctx: Context) -> Findings:
    """A `RUN --mount` that the builder refuses.

    The build stops here.

    ```dockerfile
    FROM alpine:3.20
    RUN --mount=type=cache,taget=/root/.cache make
    #                      ^^^^^ mounts have no `taget`: write `target`
    RUN --mount=type=bind,target=/src,sharing=locked make
    #                                 ^^^^^^^ a bind mount has no `sharing`: delete it
    RUN --mount=type=secret,id=token,required=yes make
    #                                         ^^^ `yes` is neither true nor false: write one of them, or `required` alone
    ```

    Short names, switches and variables are fine, and a mount without a target
    lies in the working directory, unless that is `/`:

    ```dockerfile
    FROM alpine:3.20
    ARG DIR
    RUN --mount=dst=/src,src=.,ro --mount=type=cache,target=$DIR,sharing=private make
    RUN --mount=type=secret,id=token,env=TOKEN,required=TRUE --mount=type=ssh make
    WORKDIR /app
    RUN --mount=source=.,rw make
    ```

    See [RUN --mount](https://docs.docker.com/reference/dockerfile/#run---mount).
    """
    given = [mount for mount in mounts(run) if mount.flag.value is not None]
    if not given:
        return
    state, known = ctx.document.state(run), ctx.stage.known
    workdir = "/" if ctx.stage.is_scratch or (known and known.workdir == "") else None
    if state.workdir:
        workdir = state.workdir.value
    for mount in given:
        for problem in faults(mount, lambda text: state.scope.resolve(text, ctx.document.escape), workdir):
            yield ctx.finding(problem, problem.message)
