from dockwright.findings import Finding, Related
from dockwright.model.scopes import PREDEFINED_ARGS, Use
from dockwright.model.variables import is_excused
from dockwright.rules import INFO, UNSAFE, WARNING, Context, Findings, rule
from dockwright.syntax import Expose, From, Instruction
from dockwright.text import nearest


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("UndefinedVar",),
    profiles=("buildkit",),
    options={"like_buildkit": False},
    profile_options={"buildkit": {"like_buildkit": True}},
    since="0.1",
)
def undefined_variable(instruction: Instruction, ctx: Context) -> Findings:
    """A variable that is used before, or without, being defined.

    The builder puts nothing in its place.

    ```dockerfile
    ARG VERSION=1.2
    FROM alpine:3.20
    ENV APP_HOME=/srv/app
    WORKDIR $APP_HOEM
    #       ^^^^^^^^^ nothing defines `APP_HOEM`: write `APP_HOME`
    COPY app-$VERSION.tar app-$TARGETARCH.tar /dist/
    #        ^^^^^^^^ `VERSION` is not in this stage: write `ARG VERSION` behind FROM
    #                         ^^^^^^^^^^^ `TARGETARCH` is not in this stage: write `ARG TARGETARCH` behind FROM
    ```

    ```dockerfile fixed
    ARG VERSION=1.2
    FROM alpine:3.20
    ARG TARGETARCH
    ARG VERSION
    ENV APP_HOME=/srv/app
    WORKDIR $APP_HOME
    COPY app-$VERSION.tar app-$TARGETARCH.tar /dist/
    ```

    The fix is unsafe, since it changes values. What the base image defines is
    known of public images only, and with `--online` of all; on another base,
    whose maker may have defined the name, the level is `info`. Text for a shell is never looked at, and a
    default is an excuse:

    ```dockerfile
    FROM node:22-alpine
    ENV NODE=$NODE_VERSION MODE=${MODE:-production}
    RUN echo $HOSTNAME
    ```

    With the option `like-buildkit` a default is none, and all that a base
    image defines is PATH.

    See [UndefinedVar](https://docs.docker.com/reference/build-checks/undefined-var/).
    """
    strict = ctx.options["like_buildkit"]
    if "$" not in instruction.parsed.source or instruction.onbuild or isinstance(instruction, From | Expose if strict else From):
        return
    stage, undefined = ctx.stage, [word for word in ctx.document.undefined(instruction) if word]
    if not undefined or stage.index < 0:
        return
    image = None if strict else stage.known
    known = ctx.document.scope(instruction).all().keys() | set(image.env if image else ())
    complete = strict or stage.is_scratch or (image is not None and image.env_complete)
    doubted: set[str] = set()
    for word in undefined:
        uses = [use for use in word if strict or not (use.name in known or is_excused(use, word))]
        for use in {use.name: use for use in reversed(uses)}.values():
            finding = _finding(use, instruction, sorted(known), complete, ctx)
            if finding.severity != INFO or use.name not in doubted:
                yield finding
            doubted.add(use.name)


def _finding(use: Use, instruction: Instruction, known: list[str], complete: bool, ctx: Context) -> Finding:
    name, stage, fix, severity = use.name, ctx.stage, None, WARNING
    related: tuple[Related, ...] = ()
    near = nearest(name, [one for one in known if one.isidentifier()], min(2, len(name) // 2))
    later = stage.end.scope.get(name)
    heredoc = any(one.body.start <= use.span.start < one.body.end for one in instruction.heredocs)
    if not name.isidentifier():
        remedy = "quote the end marker" if heredoc else "escape it"
        message = f"`${name}` is replaced by nothing here: {remedy} if it is for a shell"
    elif later and later.instruction and later.pair and later.instruction.index > instruction.index:
        message = f"`{name}` is defined only further down: define it above"
        related = (ctx.related(later.pair, "it is defined here", at=later.instruction),)
    elif stage.from_ and (name in PREDEFINED_ARGS or ctx.document.global_scope.get(name)):
        declaration = f"{ctx.keyword('ARG')} {name}"
        fix = ctx.fix(f"Declare {name} in this stage", ctx.line_below(stage.from_, declaration))
        message = f"`{name}` is not in this stage: write `{declaration}` behind FROM"
    elif near:
        fix = ctx.replace(use.name_span, near, f"Replace {name} with {near}")
        message = f"nothing defines `{name}`: write `{near}`"
    elif complete and heredoc:
        message = f"`{name}` is replaced by nothing in this heredoc: quote the end marker to keep it"
    elif complete:
        message = f"nothing defines `{name}`, which leaves it empty: define it above"
    else:
        message, severity = f"nothing here defines `{name}`: make sure that the base image does", INFO
    return ctx.finding(use, message, fix, severity=severity, related=related)
