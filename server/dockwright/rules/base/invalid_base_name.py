from dockwright.model import images
from dockwright.model.scopes import platform_scope, uses
from dockwright.rules import ERROR, UNSAFE, WARNING, Context, Findings, rule
from dockwright.syntax import From
from dockwright.syntax.words import expand

PLATFORM = platform_scope("linux/amd64")
"""Any platform will do, since what is tested is whether there is a name."""


@rule(
    severity=ERROR,
    fix=UNSAFE,
    aliases=("InvalidDefaultArgInFrom", "INVALID_REFERENCE_FORMAT", "BASE_NAME_EMPTY"),
    profiles=("buildkit",),
    options={"undeclared": False},
    profile_options={"buildkit": {"undeclared": True}},
    since="0.1",
)
def invalid_base_name(from_: From, ctx: Context) -> Findings:
    """A base image name that is empty or no valid reference.

    An image is named by a path in lower case, with a tag or a digest. Where an
    ARG makes up the name, its default has to make a valid one, or nobody can
    build without knowing which `--build-arg` to give.

    ```dockerfile
    ARG VERSION
    FROM Alpine:3.20
    #    ^^^^^^^^^^^ `Alpine:3.20` is no image name: write it in lower case
    FROM node:
    #    ^^^^^ `node:` is no image name: write name:tag
    FROM node:${VERSION}-slim
    #    ^^^^^^^^^^^^^^^^^^^^ this is no image name while VERSION is empty: give it a default
    ```

    ```dockerfile fixed
    ARG VERSION
    FROM alpine:3.20
    FROM node:
    FROM node:${VERSION}-slim
    ```

    The fix writes capitals in lower case. It is unsafe, since a stage or a
    variable may have been meant.

    After `FROM` a stage is named in lower case, whatever it is called behind
    `AS`. A default within the name counts:

    ```dockerfile
    FROM alpine:3.20 AS Base
    FROM base
    FROM node:${VERSION:-24}
    ```

    See [FROM](https://docs.docker.com/reference/dockerfile/#from).
    """
    word = from_.image
    if word is None or from_.onbuild or ctx.document.stage_of(from_).parent is not None:
        return
    scope = ctx.document.default_scope if ctx.options["undeclared"] else ctx.document.global_scope
    used = {use.name: PLATFORM.get(use.name) or scope.get(use.name) for use in uses(from_.parsed, word)}
    values = {name: variable.built for name, variable in used.items() if variable}
    found = expand(word.text, values.get, from_.parsed.escape)
    if found.problem or images.parse(found.value) or (None in used.values() and not ctx.options["undeclared"]):
        return
    empty = {name: variable for name, variable in used.items() if not values.get(name)}
    if empty:
        related = tuple(
            ctx.related(one.pair.key, "declared without a default", at=one.instruction)
            for one in empty.values()
            if one and one.pair and one.instruction
        )
        message = f"this is no image name while {' and '.join(empty)} {'is' if len(empty) == 1 else 'are'} empty: give it a default"
        yield ctx.finding(word, message, severity=WARNING, related=related)
    elif used:
        yield ctx.finding(word, f"the defaults make this `{found.value[:60]}`, which is no image name: correct them")
    elif not found.value:
        yield ctx.finding(word, "the image name is empty: name an image")
    else:
        name, colon, tag = word.text.partition(":")
        lower = f"{name.lower()}{colon}{tag}" if images.parse(f"{name.lower()}{colon}{tag}") else None
        fix = ctx.replace(word, lower, "Write the name in lower case") if lower else None
        yield ctx.finding(word, f"`{word.text[:60]}` is no image name: write {'it in lower case' if lower else 'name:tag'}", fix)
