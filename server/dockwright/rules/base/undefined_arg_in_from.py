from dockwright.findings import Fix
from dockwright.model.scopes import Use, flag_uses, uses
from dockwright.rules import INFO, UNSAFE, WARNING, Context, Findings, rule
from dockwright.syntax import From
from dockwright.text import nearest


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("UndefinedArgInFrom", "BASE_NAME_EMPTY"),
    profiles=("buildkit",),
    options={"default_excuses": True},
    profile_options={"buildkit": {"default_excuses": False}},
    since="0.1",
)
def undefined_arg_in_from(from_: From, ctx: Context) -> Findings:
    """FROM uses an ARG that is not declared before the first FROM.

    A `FROM` line sees the arguments declared above the first one, and those
    that name the platform. Anything else is empty there, and cannot be set
    with `--build-arg`.

    ```dockerfile
    ARG VERSION=3.20
    FROM alpine:${VERSON}
    #           ^^^^^^^^^ no ARG `VERSON` stands above the first FROM: did you mean `VERSION`?
    FROM node:$NODE
    #         ^^^^^ no ARG `NODE` stands above the first FROM: declare it there
    ```

    ```dockerfile fixed
    ARG VERSION=3.20
    ARG NODE
    FROM alpine:${VERSION}
    FROM node:$NODE
    ```

    The fix takes a similar name, or declares the argument, to be given a
    default. It is unsafe, since it makes `FROM` ask for another image.

    Arguments of the platform need no declaration. With a default of its own
    the image works, so that is only worth a note:

    ```dockerfile
    FROM --platform=$BUILDPLATFORM alpine:3.20
    FROM node:${NODE:-24}
    #         ^^^^^^^^^^^ no ARG `NODE` stands above the first FROM: declare it there
    ```

    See [how ARG and FROM interact](https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact).
    """
    if from_.onbuild:
        return
    known = ctx.document.global_scope
    platform = from_.flag("platform")
    found = flag_uses(from_.parsed, platform) if platform else []
    for use in _once(found) + _once(uses(from_.parsed, from_.image) if from_.image else []):
        if known.get(use.name) is None:
            near = nearest(use.name, [one for one in known.names() if one.isidentifier()], min(2, len(use.name) // 2))
            advice = f"did you mean `{near}`?" if near else "declare it there"
            message = f"no ARG `{use.name}` stands above the first FROM: {advice}"
            excused = ctx.options["default_excuses"] and use.modifier in ("-", ":-")
            yield ctx.finding(use, message, _fix(use, near, ctx), severity=INFO if excused else "")


def _once(found: list[Use]) -> list[Use]:
    return list({use.name: use for use in reversed(found)}.values())


def _fix(use: Use, near: str | None, ctx: Context) -> Fix:
    if near:
        return ctx.replace(use.name_span, near, f"Replace {use.name} by {near}")
    first = ctx.document.stages[0].from_ or ctx.instruction
    return ctx.fix(f"Declare {use.name} above the first FROM", ctx.line_above(first, f"ARG {use.name}"))
