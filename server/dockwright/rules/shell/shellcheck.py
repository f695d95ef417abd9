from dockwright.model.remarks import Remark, assigned, declared, is_at_run_time
from dockwright.rules import UNSAFE, WARNING, Context, Findings, rule

LEFT_OUT = ("SC1090", "SC1091", "SC2187", "SC2239")
ASSIGNED = ("SC2153", "SC2154")
BLANKS = ("SC2291",)
SHORT = 60


@rule(
    severity=WARNING,
    fix=UNSAFE,
    aliases=("SC",),
    profiles=("hadolint",),
    options={"declared_variables": True, "at_run_time": True, "by_image": True},
    profile_options={"hadolint": {"declared_variables": False, "at_run_time": False, "by_image": False}},
    since="0.1",
)
def shellcheck(remark: Remark, ctx: Context) -> Findings:
    """What ShellCheck finds in RUN, here-documents and shell-form commands.

    [ShellCheck](https://www.shellcheck.net) knows how shell scripts go wrong.
    It reads every shell text of the file, as the shell that will run it, and
    each finding stands at its characters under ShellCheck's own id and level.

    ```dockerfile
    FROM alpine:3.20
    ARG folder
    RUN ls $folder
    #      ^^^^^^^ double quote to prevent globbing and word splitting
    ```

    ```dockerfile fixed
    FROM alpine:3.20
    ARG folder
    RUN ls "$folder"
    ```

    The fix is unsafe: it is ShellCheck's proposal, and `$folder` may be meant
    to become several words.

    ShellCheck is a program of its own. `pip install 'dockwright[shellcheck]'`
    brings it along; otherwise the one on the path is taken, and where there
    is none, this rule is silent. `--shellcheck on` makes that an error.

    Ids such as `SC2086`, or what they begin with, work wherever the name of a
    rule does. Besides ignore comments above the instruction, ShellCheck's own
    work there and in here-documents:

    ```dockerfile
    FROM alpine:3.20
    ARG folder
    # shellcheck disable=SC2086
    RUN ls $folder
    ```

    The builder sets what ARG and ENV declare, so those names count as assigned
    (SC2153, SC2154) and used (SC2034). With `declared-variables = false` they
    are also trusted not to need quotes (SC2086). With `by-image = false` the
    shell of an image is a POSIX sh, not the dash, BusyBox ash or bash that it
    is known to be. With `at-run-time = false` only RUN is read, not CMD,
    ENTRYPOINT and HEALTHCHECK. SC1090, SC1091, SC2187 and SC2239 are left out:
    they speak of files and first lines that a Dockerfile does not have.
    """
    code = remark.code
    if code in LEFT_OUT or (code in ASSIGNED and is_at_run_time(ctx.instruction)):
        return
    if code in BLANKS and remark.is_continued:
        return
    if code in (*ASSIGNED, "SC2034") and remark.variable in assigned(ctx.document, ctx.instruction):
        return
    if code == "SC2086" and not ctx.options["declared_variables"] and remark.variable in declared(ctx.document, ctx.instruction):
        return
    message = remark.message.rstrip(".")
    message = message if message[1:2].isupper() else message[:1].lower() + message[1:]
    edits = [ctx.edit(edit.span, edit.text) for edit in remark.edits]
    title = f"Replace {remark.text} with {remark.mended}" if len(remark.text + remark.mended) <= SHORT else f"Apply the proposal of {code}"
    fix = ctx.fix(title, *edits) if edits else None
    yield ctx.finding(remark, message, fix, severity=remark.level, aliases=(code,))
