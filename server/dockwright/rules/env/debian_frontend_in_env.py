from dockwright.findings import Fix
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.syntax import Env, Pair

NAME = "DEBIAN_FRONTEND"
INTERACTIVE = frozenset(("", "dialog", "readline", "newt", "teletype", "gnome", "kde", "editor", "web"))


@rule(severity=INFO, fix=UNSAFE, since="0.1")
def debian_frontend_in_env(env: Env, ctx: Context) -> Findings:
    """DEBIAN_FRONTEND set for the running container.

    Only the build must not be asked questions. As an `ENV` the setting stays in
    the image, also for whoever installs a package in a container, or in an
    image made from this one. An `ARG` ends with the build.

    ```dockerfile
    FROM debian:13
    ENV DEBIAN_FRONTEND=noninteractive
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this stays set in containers: use ARG, which ends with the build
    RUN apt-get update && apt-get install -y locales
    ```

    ```dockerfile fixed
    FROM debian:13
    ARG DEBIAN_FRONTEND=noninteractive
    RUN apt-get update && apt-get install -y locales
    ```

    The fix is unsafe, as something may read the variable when the container
    runs. Stages that do not ship are let off, and so is a file that empties the
    variable again:

    ```dockerfile
    FROM debian:13
    ENV DEBIAN_FRONTEND=noninteractive
    RUN apt-get update && apt-get install -y locales
    ENV DEBIAN_FRONTEND=
    ```

    See [ENV](https://docs.docker.com/reference/dockerfile/#env).
    """
    pair = next((one for one in env.pairs if one.key.text == NAME), None)
    if pair is None or pair.value is None or ctx.resolve(pair.value) in INTERACTIVE or not ctx.counts("shipped"):
        return
    final = ctx.document.final
    last = final.end.scope.get(NAME) if final else None
    if not env.onbuild and last is not None and last.kind == "env" and last.built in INTERACTIVE:
        return
    yield ctx.finding(pair, "this stays set in containers: use ARG, which ends with the build", _fix(pair, env, ctx))


def _fix(pair: Pair, env: Env, ctx: Context) -> Fix | None:
    title, value = "Make it an ARG", pair.value.text if pair.value else ""
    if len(env.pairs) == 1:
        declared = ctx.edit(pair, f"{NAME}={value}")
        quoted = pair.separator == "=" or not any(char in value for char in " \t\\`'\"")
        return ctx.fix(title, ctx.edit(env.keyword, ctx.keyword("ARG")), declared) if quoted else None
    cut = ctx.delete_pair(pair, env)
    if cut is None or env.onbuild:
        return None
    return ctx.fix(title, ctx.line_above(env, f"{ctx.keyword('ARG')} {NAME}={value}"), cut)
