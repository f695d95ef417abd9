from dockwright.findings import Fix
from dockwright.patterns import pattern
from dockwright.rules import INFO, UNSAFE, Context, Findings, rule
from dockwright.syntax import Add, Arg, Copy, Instruction, Label, Run
from dockwright.text import Edit, Span

CHANGING = pattern(
    r"(?:BUILD_(?:DATE|TIME|TIMESTAMP|NUMBER|ID)|BUILDTIME|VCS_REF|GIT_(?:REF|REVISION|HASH|DATE|DESCRIBE)|REVISION|CACHE_?BUST(?:ER)?"
    r"|(?:(?:GIT|VCS|SOURCE|SRC|REPO|BUILD|APP|CI|IMAGE)_)?(?:COMMIT(?:_SHA|_HASH|_ID)?|SHA))$"
)
PLACEHOLDERS = frozenset(("", "unknown", "dev", "none", "local", "latest", "head", "0", "1", "n/a", "undefined", "false"))


@rule(severity=INFO, fix=UNSAFE, since="0.1")
def cache_busting_arg(arg: Arg, ctx: Context) -> Findings:
    """A changing value set above steps that need not depend on it.

    An argument is part of the cache key of every RUN below it, whether that uses
    it or not. A build date or a commit is another one each time, so nothing
    below is ever taken from the cache.

    ```dockerfile
    FROM debian:12
    ARG GIT_COMMIT
    #   ^^^^^^^^^^ this changes with every build, and the RUNs below run again: move it down
    RUN apt-get update && apt-get install -y git
    LABEL org.opencontainers.image.revision=$GIT_COMMIT
    ```

    ```dockerfile fixed
    FROM debian:12
    RUN apt-get update && apt-get install -y git
    ARG GIT_COMMIT
    LABEL org.opencontainers.image.revision=$GIT_COMMIT
    ```

    The fix is unsafe, as a step may read the variable without naming it. A RUN
    that names it, or comes after the sources, would run again anyway, and a
    fixed value is a pin:

    ```dockerfile
    FROM debian:12
    ARG TOOL_SHA=1f2e3d4c5b6a
    COPY . /src
    ARG BUILD_NUMBER
    RUN make VERSION=$BUILD_NUMBER
    ```

    See [Cache invalidation](https://docs.docker.com/build/cache/invalidation/).
    """
    if arg.onbuild or len(arg.pairs) != 1 or CHANGING.match(arg.pairs[0].key.text) is None or ctx.stage.index < 0:
        return
    pair = arg.pairs[0]
    if pair.value is not None and pair.value.text.strip("\"'").lower() not in PLACEHOLDERS:
        return
    name = pair.key.text
    stage = ctx.stage.instructions
    position = next(i for i, one in enumerate(stage) if one.index == arg.index)
    before, after = stage[:position], stage[position + 1 :]
    if any(isinstance(one, (Copy, Add)) and not one.flag("from") for one in before):
        return
    affected = _affected(after, name)
    if affected and not (name.upper().startswith("CACHE") and after[:1] == affected[:1]):
        message = "this changes with every build, and the RUNs below run again: move it down"
        yield ctx.finding(pair.key, message, _fix(arg, name, after, affected, ctx))


def _names(instruction: Instruction, name: str) -> bool:
    return name in instruction.parsed.text


def _affected(after: list[Instruction], name: str) -> list[Instruction]:
    """The RUNs that do not name it, up to the first copy of sources."""
    found: list[Instruction] = []
    for one in after:
        if isinstance(one, (Copy, Add)) and not one.flag("from"):
            break
        if isinstance(one, Run) and not _names(one, name):
            found.append(one)
    return found


def _fix(arg: Arg, name: str, after: list[Instruction], affected: list[Instruction], ctx: Context) -> Fix | None:
    """The ARG, and a LABEL right behind it that uses it, before what uses it next."""
    label = after[0] if isinstance(after[0], Label) and _names(after[0], name) else None
    user = next((one for one in after[label is not None :] if _names(one, name)), None)
    if user is not None and user.index < affected[-1].index:
        return None
    source, newline = ctx.document.source, ctx.document.newline
    moved = [arg, *([label] if label is not None else [])]
    lines = [one.parsed.source for one in moved]
    deletions = [ctx.delete_line(one) for one in moved]
    if user is not None:
        at = source.rfind("\n", 0, user.start) + 1
        return ctx.fix("Move it down", *deletions, Edit(Span(at, at), "".join(line + newline for line in lines)))
    end = after[-1].span.end
    return ctx.fix("Move it down", *deletions, Edit(Span(end, end), "".join(newline + line for line in lines)))
