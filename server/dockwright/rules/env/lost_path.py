from dockwright.model.scopes import uses
from dockwright.model.search_path import keeps_system, searched
from dockwright.model.shells import is_windows
from dockwright.rules import ERROR, UNSAFE, Context, Findings, rule
from dockwright.syntax import Env
from dockwright.text import Edit, Span


@rule(severity=ERROR, fix=UNSAFE, since="0.1")
def lost_path(env: Env, ctx: Context) -> Findings:
    """PATH set without keeping the old PATH.

    Then no command of the system is found any more, not even `ls`: every step
    below that names one without its folder fails.

    ```dockerfile
    FROM debian:13
    ENV PATH=/opt/app/bin
    #        ^^^^^^^^^^^^ the system's own folders are lost, so `mkdir` is not found: append `:$PATH`
    RUN mkdir /data
    ```

    ```dockerfile fixed
    FROM debian:13
    ENV PATH=/opt/app/bin:$PATH
    RUN mkdir /data
    ```

    The fix is unsafe, as the image may be meant to run nothing but its own
    commands. A value that names the system's folders is fine, and so is one
    that only a build can know, an image from scratch, and a file in which
    nothing is searched for afterwards:

    ```dockerfile
    FROM debian:13
    ENV PATH=/opt/app/bin:/usr/bin:/bin
    RUN mkdir /data
    FROM scratch
    ENV PATH=/app
    CMD ["server"]
    ```

    See [ENV](https://docs.docker.com/reference/dockerfile/#env).
    """
    pair = next((one for one in reversed(env.pairs) if one.key.text == "PATH"), None)
    if pair is None or pair.value is None or env.onbuild or any(use.name == "PATH" for use in uses(env.parsed, pair.value)):
        return
    value, stage = ctx.resolve(pair.value), ctx.stage
    if value is None or stage.index < 0 or stage.is_scratch or keeps_system(stage, value):
        return
    command = searched(stage, env)
    if command:
        addition = f"{';' if is_windows(stage) else ':'}$PATH"
        within = pair.value.text.endswith('"')
        place = Span(pair.value.end - within, pair.value.end - within).shift(env.start)
        message = f"the system's own folders are lost, so `{command}` is not found: append `{addition}`"
        yield ctx.finding(pair.value, message, ctx.fix("Keep the old PATH", Edit(place, addition)))
