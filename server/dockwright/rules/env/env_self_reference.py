from dockwright.model.scopes import uses
from dockwright.rules import ERROR, INFO, Context, Findings, rule
from dockwright.syntax import Env, Pair

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.model.scopes import Variable


@rule(
    severity=ERROR,
    aliases=("DL3044",),
    refs=("CWE-710",),
    profiles=("hadolint",),
    options={"changes": True},
    profile_options={"hadolint": {"changes": False}},
    since="0.1",
)
def env_self_reference(env: Env, ctx: Context) -> Findings:
    """An ENV pair that uses another pair of the same line.

    All pairs of a line are set at once, from what was known before it. So the
    value that is used is the old one, and without an old one it is empty.

    ```dockerfile
    FROM alpine:3.20
    ENV APP_HOME=/srv/app APP_BIN=$APP_HOME/bin
    #                             ^^^^^^^^^ `APP_HOME` is still unset on this line: use it in an ENV further down
    ```

    Where the variable has an old value that differs from the new one, the level
    is `info`, and the option `changes = false` leaves it out. A value may use
    what its own name stood for:

    ```dockerfile
    FROM alpine:3.20
    ENV APP_HOME=/srv/app PATH=/srv/app/bin:$PATH
    ENV APP_BIN=$APP_HOME/bin
    ```

    See [ENV](https://docs.docker.com/reference/dockerfile/#env).
    """
    if len(env.pairs) < 2 or "$" not in env.parsed.source:
        return
    scope, image = ctx.document.scope(env), ctx.stage.known
    named: dict[str, list[Pair]] = {}
    for pair in env.pairs:
        named.setdefault(pair.key.text, []).append(pair)
    for pair in env.pairs:
        for use in uses(env.parsed, pair.value) if pair.value else ():
            others = [one for one in named.get(use.name, ())[:2] if one is not pair]
            if not others:
                continue
            related = (ctx.related(others[0], "it is set here, for what follows"),)
            before = scope.get(use.name)
            if before is None and not (image and use.name in image.env):
                message = f"`{use.name}` is still unset on this line: use it in an ENV further down"
                yield ctx.finding(use, message, related=related)
            elif ctx.options["changes"] and not _is_same(before, others[0], ctx):
                message = f"`{use.name}` still has its old value on this line: use it in an ENV further down"
                yield ctx.finding(use, message, severity=INFO, related=related)


def _is_same(before: "Variable | None", pair: Pair, ctx: Context) -> bool:
    """Whether a pair gives a variable the value that it has; where nobody knows, it does not."""
    value = ctx.resolve(pair.value) if pair.value else ""
    return before is not None and before.value is not None and before.value == value
