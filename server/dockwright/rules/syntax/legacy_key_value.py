from dockwright.rules import SAFE, WARNING, Context, Findings, rule
from dockwright.syntax import Env, Label
from dockwright.syntax.quoting import as_pair


@rule(
    severity=WARNING,
    fix=SAFE,
    aliases=("LegacyKeyValueFormat",),
    profiles=("buildkit",),
    options={"onbuild": True},
    profile_options={"buildkit": {"onbuild": False}},
    since="0.1",
)
def legacy_key_value(instruction: Env | Label, ctx: Context) -> Findings:
    """`ENV` or `LABEL` with a blank between name and value.

    The old form takes a single pair: everything behind the first blank is the
    value, another `name=value` included.

    ```dockerfile
    FROM alpine:3.20
    ENV MODE production
    #   ^^^^ a blank parts name and value: write `MODE=`
    LABEL description a small "web" server
    #     ^^^^^^^^^^^ a blank parts name and value: write `description=`
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    ENV MODE=production
    LABEL description="a small web server"
    ```

    The fix is safe: the stored value stays the same to the letter. Where it
    could not, as with a line break between name and value, there is none.

    Pairs with `=` are fine, and so is an ARG, which may have no value:

    ```dockerfile
    FROM alpine:3.20
    ARG VERSION
    ENV MODE=production \\
        PORT=80
    ```

    See [LegacyKeyValueFormat](https://docs.docker.com/reference/build-checks/legacy-key-value-format/).
    """
    if not instruction.pairs or instruction.pairs[0].separator != " " or (instruction.onbuild and not ctx.options["onbuild"]):
        return
    key = instruction.pairs[0].key
    edits = as_pair(instruction.parsed)
    fix = ctx.fix("Write = between name and value", *(ctx.edit(edit.span, edit.text) for edit in edits)) if edits else None
    yield ctx.finding(key, f"a blank parts name and value: write `{key.text}=`", fix)
