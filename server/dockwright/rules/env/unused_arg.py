from dockwright.model.readers import is_common, is_read
from dockwright.rules import INFO, Context, Findings, rule
from dockwright.syntax import Arg


@rule(severity=INFO, profiles=("strict",), default=False, tag="unnecessary", since="0.1")
def unused_arg(arg: Arg, ctx: Context) -> Findings:
    """An ARG nothing reads.

    Whoever passes it expects it to do something. Often the name is misspelt
    where it is used, or an ARG above the first FROM is meant, which a stage
    sees only when it declares it again.

    ```dockerfile
    FROM debian:13
    ARG CURL_VERSION=8.5.0
    #   ^^^^^^^^^^^^ nothing reads `CURL_VERSION`: use it or delete it
    RUN apt-get update && apt-get install -y curl
    ```

    An argument is also an environment variable of every RUN below it. So it
    counts as read where a RUN starts anything but well-known tools that care
    for no such variable, or a script. Names that programs and the builder read
    by themselves, such as proxies, `TZ` and `BUILDKIT_…`, and those that are
    there to bust the cache, are let off:

    ```dockerfile
    FROM debian:13
    ARG NODE_ENV=production TZ=UTC CACHEBUST
    RUN npm ci
    ```

    See [ARG](https://docs.docker.com/reference/dockerfile/#arg).
    """
    if arg.onbuild:
        return
    for pair in arg.pairs:
        name = pair.key.text
        if not name.isidentifier():
            return
        if not is_common(name) and not is_read(ctx.document, arg, name):
            yield ctx.finding(pair.key, f"nothing reads `{name}`: use it or delete it")
