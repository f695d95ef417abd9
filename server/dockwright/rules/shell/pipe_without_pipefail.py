from dockwright.model.shells import reader
from dockwright.model.stages import Stage
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule
from dockwright.shell.nodes import Connector
from dockwright.shell.pipes import asks_for_pipefail, failing, without_pipefail
from dockwright.syntax import Run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dockwright.findings import Fix

ABLE = frozenset(("bash", "zsh", "ksh", "mksh", "ash"))


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("DL4006",),
    refs=("CWE-710",),
    profiles=("hadolint",),
    options={"every": False, "onbuild": False},
    profile_options={"hadolint": {"every": True}, "strict": {"onbuild": True}},
    since="0.1",
)
def pipe_without_pipefail(stage: Stage, ctx: Context) -> Findings:
    """A pipe whose early failure goes unnoticed.

    The status of `a | b` is that of `b`, so a failed download goes on to be
    unpacked, and the build goes on with whatever came out of it. With the
    shell option `pipefail` the whole pipe fails.

    ```dockerfile
    FROM debian:13
    RUN curl -fsSL https://example.com/a.tgz | tar xz
    #                                        ^ a failure left of this pipe goes unnoticed: set pipefail
    ```

    ```dockerfile fixed
    FROM debian:13
    SHELL ["/bin/bash", "-o", "pipefail", "-c"]
    RUN curl -fsSL https://example.com/a.tgz | tar xz
    ```

    One pipe in each `RUN` is reported, and the fix for the first one serves
    all that follow. It is unsafe: another shell reads the lines below it, and
    a pipe that used to fail unnoticed now fails the build.

    Left sides that do not fail are let off, and so are conditions, `|| true`,
    and `grep` or `sha256sum -c` at the end, which fail where nothing comes; the
    option `every` reports them, too.

    ```dockerfile
    FROM debian:13
    RUN echo "deb https://example.com stable main" | tee /etc/apt/sources.list.d/a.list
    RUN ["/bin/bash", "-c", "set -o pipefail && curl https://example.com | sh"]
    ```

    See [Using pipes](https://docs.docker.com/build/building/best-practices/#using-pipes).
    """
    offered: list[object] = []
    for run, pipe, is_inner in _unguarded(stage, ctx):
        fix = None
        shell = ctx.document.state(run).shell_set_by
        if shell not in offered and not is_inner and not run.onbuild:
            offered.append(shell)
            own = shell is not None and shell in stage.instructions
            fix = _fix(run, ctx) if own or not any(True for one in stage.chain[1:] for _ in _unguarded(one, ctx)) else None
        yield ctx.finding(pipe, "a failure left of this pipe goes unnoticed: set pipefail", fix, at=run)


def _unguarded(stage: Stage, ctx: Context) -> "Iterator[tuple[Run, Connector, bool]]":
    """The RUN instructions of a stage with the first pipe to report in each, and whether SHELL has no say over it."""
    document = ctx.document
    for instruction in stage.instructions:
        run = instruction.trigger if instruction.trigger and ctx.options["onbuild"] else instruction
        if not isinstance(run, Run):
            continue
        initially = asks_for_pipefail(reader(document, run)) and document.shell_kind(run) in ABLE
        for script in document.scripts(run):
            found = (pipeline[0] if ctx.options["every"] else failing(script, pipeline) for pipeline in without_pipefail(script, initially))
            pipe = next((one for one in found if one is not None), None)
            if pipe is not None:
                yield run, pipe, script.exec_form or "sh -c" in pipe.context


def _fix(run: Run, ctx: Context) -> "Fix | None":
    """SHELL above the RUN with a shell the image has; `set` in a heredoc that names its own."""
    words = reader(ctx.document, run)
    if words != ctx.document.shell(run):
        body = run.heredocs[0].body
        first = run.parsed.source.find("\n", body.start)
        if ctx.document.shell_kind(run) not in ABLE or first < 0:
            return None
        insert = ctx.after(body._replace(end=first + 1), f"set -o pipefail{ctx.document.newline}", at=run)
        return ctx.fix("Insert set -o pipefail", insert)
    image = ctx.stage.known
    if words[0] not in ("/bin/sh", "sh") and ctx.document.shell_kind(run) in ABLE:
        words = (words[0] if "/" in words[0] else f"/bin/{words[0]}", "-o", "pipefail", *words[1:])
    elif image is not None and image.sh == "ash":
        words = ("/bin/ash", "-eo", "pipefail", "-c")
    elif image is not None and image.has_bash:
        words = ("/bin/bash", "-o", "pipefail", "-c")
    else:
        return None
    items = '", "'.join(words)
    return ctx.fix("Set pipefail with SHELL", ctx.line_above(run, f'{ctx.keyword("SHELL")} ["{items}"]'))
